// Package problem is how actgen tells what is wrong in a file: one problem per
// line, with its place, all of them in one run.
package problem

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Problem is one thing to mend in a definition or a schema, and where.
type Problem struct {
	// File is a slash-separated path, as the definition names the file.
	File string `json:"file"`
	// Line and Col count from 1; Col counts bytes, as the Go tools do. 0 is a
	// problem of the file as a whole.
	Line int `json:"line,omitempty"`
	Col  int `json:"col,omitempty"`
	// Pointer is the JSON Pointer of the value in the file: "" for the whole
	// document, else "/activities/ChargeCard". No "#" in front.
	Pointer string `json:"pointer"`
	// Message is one line that says what to do about it.
	Message string `json:"message"`
	// Warning is true for what doesn't keep actgen from generating.
	Warning bool `json:"warning,omitempty"`
}

// String returns "file:line:col: #/pointer: message", and "file: message" for
// a problem of the file as a whole. A warning says "warning: " before the
// message. The text is always one line.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, max(p.Col, 1))
		}
		b.WriteString(": ")
	}
	if p.Line > 0 || p.Pointer != "" {
		b.WriteString(Fragment(p.Pointer))
		b.WriteString(": ")
	}
	if p.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(oneLine(p.Message))
	return b.String()
}

// Fragment returns a JSON Pointer as the fragment of a URI, "#/a/b". Only what
// would break a line or hide in it is percent-encoded, so that other text
// stays readable.
func Fragment(pointer string) string {
	var b strings.Builder
	b.WriteByte('#')
	for i := range len(pointer) {
		if c := pointer[i]; c <= ' ' || c == '%' || c == 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// oneLine writes the control characters of a message as Go would quote them.
func oneLine(s string) string {
	if !strings.ContainsFunc(s, isControl) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isControl(r) {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }

// List is any number of problems. As an error it shows one per line.
type List []Problem

// Error returns the problems, one per line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns the list, sorted, as an error, or nil where it has only warnings
// or nothing.
func (l List) Err() error {
	if !l.Failed() {
		return nil
	}
	l = slices.Clone(l)
	l.Sort()
	return l
}

// Failed says whether the list has a problem that is more than a warning.
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(p Problem) bool { return !p.Warning })
}

// Sort orders the list by file, line, column, pointer and message, and drops
// what it holds twice.
func (l *List) Sort() {
	slices.SortFunc(*l, compare)
	*l = slices.Compact(*l)
}

func compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Col, b.Col),
		cmp.Compare(a.Pointer, b.Pointer),
		cmp.Compare(a.Message, b.Message),
		compareBool(a.Warning, b.Warning),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// In returns the problems with dir before the names of their files. dir is a
// slash-separated path; "" and "." change nothing. A file whose path is
// absolute keeps it, and so does a document that has a URL instead.
func (l List) In(dir string) List {
	if dir == "" || dir == "." {
		return l
	}
	out := slices.Clone(l)
	for i := range out {
		switch f := out[i].File; {
		case f == "":
			out[i].File = dir
		case !path.IsAbs(f) && !strings.Contains(f, "://"):
			out[i].File = path.Join(dir, f)
		}
	}
	return out
}
