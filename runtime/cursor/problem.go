package cursor

import (
	"strconv"
	"strings"
)

// MaxProblems is how many problems an [Error] holds at most. Reading stops at
// the next one, so that a hostile document costs no more than a good one.
const MaxProblems = 20

// Error is why a text was refused.
type Error struct {
	// Problems are in document order, at least one and at most MaxProblems.
	Problems []Problem
	// More is true where there were more problems than Problems holds.
	More bool
}

// Problem is one thing that is wrong with a document.
type Problem struct {
	// Offset is where the value begins, in bytes. For text that is not
	// JSON: where it stops to be JSON.
	Offset int
	// Pointer is the JSON Pointer of the value (RFC 6901); "" is the whole
	// document.
	Pointer string
	// Location is where the violated keyword stands in the schema, such as
	// "order.json#/properties/notes/maxLength". It is "" for text that is
	// not JSON.
	Location string
	// Keyword is the violated keyword, such as "maxLength"; "syntax" for
	// text that is not JSON and for members that are given twice.
	Keyword string
	// Want says what was expected: "must be at least 1".
	Want string
	// Got says what was found: JSON text or a short description, valid UTF-8,
	// at most 64 bytes. It is "" where Want says it all.
	Got string
}

// Error gives one line for each problem.
func (e *Error) Error() string {
	var b strings.Builder
	for i := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		e.Problems[i].write(&b)
	}
	if e.More {
		b.WriteString("\nand more")
	}
	return b.String()
}

// String gives the problem in one line:
// "/items/3/quantity: must be at least 1, found 0 (order.json#/properties/...)".
func (p Problem) String() string {
	var b strings.Builder
	p.write(&b)
	return b.String()
}

func (p *Problem) write(b *strings.Builder) {
	if p.Pointer == "" {
		b.WriteString("the document")
	} else {
		b.WriteString(p.Pointer)
	}
	b.WriteString(": ")
	b.WriteString(p.Want)
	if p.Got != "" {
		b.WriteString(", found ")
		b.WriteString(p.Got)
	}
	switch {
	case p.Location != "":
		b.WriteString(" (")
		b.WriteString(p.Location)
		b.WriteByte(')')
	case p.Keyword == keywordSyntax:
		b.WriteString(" at offset ")
		b.WriteString(strconv.Itoa(p.Offset))
	}
}
