package cursor

import "strings"

// Kind is the type of a JSON value, or a set of types.
type Kind uint8

// The types. KindInteger is part of sets only: it lets numbers pass that are
// whole, however they are written.
const (
	KindNull Kind = 1 << iota
	KindBool
	KindNumber
	KindString
	KindArray
	KindObject
	KindInteger

	// KindAny is every type.
	KindAny = KindNull | KindBool | KindNumber | KindString | KindArray | KindObject
)

// kinds is the type of the value that a byte begins.
var kinds = [256]Kind{
	'n': KindNull, 't': KindBool, 'f': KindBool, '"': KindString, '[': KindArray, '{': KindObject,
	'-': KindNumber, '0': KindNumber, '1': KindNumber, '2': KindNumber, '3': KindNumber, '4': KindNumber,
	'5': KindNumber, '6': KindNumber, '7': KindNumber, '8': KindNumber, '9': KindNumber,
}

// Kind tells the type of the next value by its first byte and consumes
// nothing. It is 0 where no value begins.
func (c *Cursor) Kind() Kind {
	c.space()
	if uint(c.pos) >= uint(len(c.text)) {
		return 0
	}
	return kinds[c.text[c.pos]]
}

// want words a set of types: "must be a string or null".
func (k Kind) want() string {
	var names []string
	for _, t := range []struct {
		kind Kind
		name string
	}{
		{KindObject, "an object"},
		{KindArray, "an array"},
		{KindString, "a string"},
		{KindNumber, "a number"},
		{KindInteger, "an integer"},
		{KindBool, "a boolean"},
		{KindNull, "null"},
	} {
		if k&t.kind != 0 {
			names = append(names, t.name)
		}
	}
	return "must be " + strings.Join(names, " or ")
}

// Null consumes the next value and returns true if it is null; otherwise it
// consumes nothing.
func (c *Cursor) Null() bool {
	c.space()
	if uint(c.pos) >= uint(len(c.text)) || c.text[c.pos] != 'n' {
		return false
	}
	at := c.pos
	if !c.literal("null") {
		return false
	}
	c.last = at
	return true
}

// literal reads word, which must be next.
func (c *Cursor) literal(word string) bool {
	if strings.HasPrefix(c.text[c.pos:], word) {
		c.pos += len(word)
		return true
	}
	n := 0
	for c.pos+n < len(c.text) && c.text[c.pos+n] == word[n] {
		n++
	}
	c.fatal(c.pos+n, "must be "+word)
	return false
}

// Bool reads true or false.
func (c *Cursor) Bool() bool {
	c.space()
	if uint(c.pos) < uint(len(c.text)) {
		at := c.pos
		switch c.text[at] {
		case 't':
			c.last = at
			return c.literal("true")
		case 'f':
			c.last = at
			c.literal("false")
			return false
		}
	}
	c.mismatch(keywordType, "must be a boolean")
	return false
}

// Nullable reads null as nil and any other value with decode.
func Nullable[T any](c *Cursor, decode func(*Cursor) T) *T {
	if c.Null() {
		return nil
	}
	v := decode(c)
	return &v
}
