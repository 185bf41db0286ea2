package swf

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxName is the longest name of a domain, a task list, an activity type or
	// an activity's id, in characters.
	maxName = 256
	// maxVersion is the longest version of an activity type, in characters.
	maxVersion = 64
)

// ActivityType is the name of a kind of activity. Name and version are unique
// in a domain, and what is registered of them never changes.
type ActivityType struct {
	// Name has 1 to 256 characters, Version 1 to 64.
	Name, Version string
}

// String returns "name/version". Neither can have a slash.
func (t ActivityType) String() string { return t.Name + "/" + t.Version }

// check reports all that the service wouldn't take.
func (t ActivityType) check() error {
	return errors.Join(
		checkName("the name of its type", t.Name, maxName),
		checkName("the version of its type", t.Version, maxVersion),
	)
}

// checkName holds a name against the rules of the service's API, which the
// client doesn't check.
func checkName(what, name string, most int) error {
	if n := utf8.RuneCountInString(name); n < 1 || n > most {
		return fmt.Errorf("%s must have 1 to %d characters, it has %d", what, most, n)
	}
	if strings.TrimSpace(name) != name {
		return fmt.Errorf("%s must not begin or end with white space: %q", what, name)
	}
	if i := strings.IndexFunc(name, forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(name[i:])
		return fmt.Errorf("%s must not have %q: %q", what, r, name)
	}
	if name == "arn" {
		return fmt.Errorf("%s must not be %q", what, name)
	}
	return nil
}

// forbidden characters of names.
func forbidden(r rune) bool {
	return unicode.IsControl(r) || strings.ContainsRune(":/|", r)
}

// checkData holds a payload against the longest that the service takes.
func checkData(what, data string) error {
	if len(data) > maxData {
		return fmt.Errorf("%s has %d bytes, the service takes %d", what, len(data), maxData)
	}
	return nil
}
