package swf

import (
	"fmt"
	"strconv"
	"time"
)

// noTimeout is how the service's API writes that there is no bound.
const noTimeout = "NONE"

// maxTimeout is the longest timeout that eight digits can say, in seconds.
const maxTimeout = 99_999_999

// Timeout is a bound of a task's time, in whole seconds. The zero value is
// unset, which is something else than no bound: an unset timeout of a task has
// the default of its activity type. Comparable with ==.
type Timeout struct {
	kind    timeoutKind
	seconds int64
}

type timeoutKind int

const (
	unset timeoutKind = iota
	unbounded
	bounded
)

// TimeoutOf is a timeout of d, rounded up to whole seconds. What the service
// can't take (less than 0 or more than 99,999,999 s) is an error where the
// timeout is written.
func TimeoutOf(d time.Duration) Timeout {
	seconds := int64(d / time.Second)
	if d%time.Second > 0 {
		seconds++
	}
	if d < 0 { // stays negative, however little it is
		seconds = min(seconds, -1)
	}
	return Timeout{kind: bounded, seconds: seconds}
}

// NoTimeout sets no bound: "NONE" in the service's API.
func NoTimeout() Timeout { return Timeout{kind: unbounded} }

// ParseTimeout reads a timeout as the service's API writes it: "NONE", or
// seconds in up to eight digits.
func ParseTimeout(text string) (Timeout, error) {
	if text == noTimeout {
		return NoTimeout(), nil
	}
	seconds, err := strconv.ParseUint(text, 10, 64)
	if err != nil || len(text) > 8 {
		return Timeout{}, fmt.Errorf("timeout %q is neither %s nor seconds of up to eight digits", text, noTimeout)
	}
	return Timeout{kind: bounded, seconds: int64(seconds)}, nil
}

// IsSet is false for the zero value.
func (t Timeout) IsSet() bool { return t.kind != unset }

// Duration returns the bound; false: there is none, or the timeout is unset.
func (t Timeout) Duration() (d time.Duration, ok bool) {
	return time.Duration(t.seconds) * time.Second, t.kind == bounded
}

// String returns the timeout as the service's API writes it, and "unset" for the
// zero value.
func (t Timeout) String() string {
	switch t.kind {
	case unbounded:
		return noTimeout
	case bounded:
		return strconv.FormatInt(t.seconds, 10)
	}
	return "unset"
}

// check reports what the service wouldn't take.
func (t Timeout) check(what string) error {
	if t.kind == bounded && (t.seconds < 0 || t.seconds > maxTimeout) {
		return fmt.Errorf("%s must be 0 to %d s, it is %d s", what, maxTimeout, t.seconds)
	}
	return nil
}

// wire is nil for an unset timeout.
func (t Timeout) wire() *string {
	if t.kind == unset {
		return nil
	}
	text := t.String()
	return &text
}

func readTimeout(what string, text *string) (Timeout, error) {
	if text == nil {
		return Timeout{}, nil
	}
	t, err := ParseTimeout(*text)
	if err != nil {
		return Timeout{}, fmt.Errorf("%s: %w", what, err)
	}
	return t, nil
}
