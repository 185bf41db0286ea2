package value

import (
	"bytes"
	"encoding/json"
)

// Opt is a member that may be absent, null or have a value. The zero Opt is absent.
//
// A struct field of type Opt needs the tag omitzero, so that encoding/json leaves an absent member out.
type Opt[T any] struct {
	value T
	state state
}

type state uint8

const (
	absent state = iota
	null
	present
)

// Some gives an Opt with a value.
func Some[T any](v T) Opt[T] { return Opt[T]{value: v, state: present} }

// Null gives an Opt that is null.
func Null[T any]() Opt[T] { return Opt[T]{state: null} }

// Get gives the value, and whether there is one.
func (o Opt[T]) Get() (T, bool) { return o.value, o.state == present }

// Or gives the value, or v where there is none.
func (o Opt[T]) Or(v T) T {
	if o.state == present {
		return o.value
	}
	return v
}

// IsAbsent reports whether the member is absent.
func (o Opt[T]) IsAbsent() bool { return o.state == absent }

// IsNull reports whether the member is there and null.
func (o Opt[T]) IsNull() bool { return o.state == null }

// IsZero is IsAbsent under the name that encoding/json looks for with omitzero.
func (o Opt[T]) IsZero() bool { return o.state == absent }

// MarshalJSON writes the value, or null where there is none.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if o.state != present {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

// UnmarshalJSON reads null or a value.
func (o *Opt[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		*o = Null[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*o = Some(v)
	return nil
}
