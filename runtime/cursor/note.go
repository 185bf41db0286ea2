package cursor

import "strings"

// Keywords and wants that several files use.
const (
	keywordSyntax = "syntax"
	keywordType   = "type"
	wantValue     = "must be a JSON value"
)

// finding is a problem while reading goes on: it knows its offset, and its
// keyword's location as far as the functions that read the value have returned.
type finding struct {
	offset   int
	keyword  string
	want     string
	got      string
	location string // "/properties/notes/maxLength" until based
	based    bool   // location is complete
}

// note keeps a problem with the value at offset. It keeps nothing once reading
// has stopped, and in a trial it only remembers that there was one.
func (c *Cursor) note(offset int, keyword, want, got string) {
	if c.silent() {
		return
	}
	location := ""
	if keyword != "" { // the schema false has none
		location = "/" + keyword
	}
	c.add(finding{offset: offset, keyword: keyword, want: want, got: got, location: location})
}

func (c *Cursor) add(f finding) {
	if len(c.found) == MaxProblems {
		c.more = true
		c.stop()
		return
	}
	if f.keyword == keywordSyntax {
		if c.noted(f.offset, keywordSyntax) {
			return // by a check that had looked ahead
		}
		f.location, f.based = "", true
	}
	c.found = append(c.found, f)
}

// silent tells that nobody will read a problem, so that no message needs to be
// built. A trial ends with its first problem.
func (c *Cursor) silent() bool {
	if c.trials > 0 {
		c.failed = true
		c.stop()
	}
	return c.stopped()
}

// wrong notes a problem with the value at offset and shows the value.
func (c *Cursor) wrong(offset int, keyword, want string) {
	if c.silent() {
		return
	}
	c.note(offset, keyword, want, excerpt(c.payload, offset))
}

// fatal notes that the text is not JSON at offset, and stops.
func (c *Cursor) fatal(offset int, want string) {
	if c.silent() {
		return
	}
	c.note(offset, keywordSyntax, want, foundAt(c.payload, offset))
	c.stop()
}

// mismatch is called where the next value is not of the type that is read. It
// notes that, or that there is no value at all, and consumes the value.
func (c *Cursor) mismatch(keyword, want string) {
	c.space()
	if c.stopped() {
		return
	}
	if c.Kind() != 0 {
		c.wrong(c.pos, keyword, want)
	}
	c.Skip()
}

// Reject notes a problem with the next value and consumes it. Want completes
// a sentence about the value: "must be a Parcel or a Pickup".
func (c *Cursor) Reject(keyword, want string) { c.mismatch(keyword, want) }

// Check notes a problem with the value that was read last unless ok. A value
// that could not be read has its problem already and gets no other.
func (c *Cursor) Check(ok bool, keyword, want string) {
	if !ok {
		c.refuse(keyword, want)
	}
}

func (c *Cursor) refuse(keyword, want string) {
	if !c.noted(c.last, keywordType) && !c.noted(c.last, keywordSyntax) {
		c.wrong(c.last, keyword, want)
	}
}

// noted tells whether there is a problem with the value at offset already: one
// of the keyword, or any where keyword is "".
func (c *Cursor) noted(offset int, keyword string) bool {
	for i := range c.found {
		if f := &c.found[i]; f.offset == offset && (keyword == "" || f.keyword == keyword) {
			return true
		}
	}
	return false
}

// Mark is a place in the list of problems.
type Mark int

// Mark returns the present place. See [Cursor.At].
func (c *Cursor) Mark() Mark { return Mark(len(c.found)) }

// At completes the keyword locations of all problems noted since m that are
// not complete: they lie below location, which is where the schema of the
// value stands ("order.json#/$defs/sku"). Objects do this themselves, from the
// base of their [Members].
func (c *Cursor) At(m Mark, location string) {
	if len(c.found) > int(m) {
		c.base(int(m), location)
	}
}

// base completes the locations since from.
func (c *Cursor) base(from int, location string) {
	for i := range c.found[from:] {
		if f := &c.found[from+i]; !f.based {
			f.location, f.based = location+f.location, true
		}
	}
}

// within prepends a step to the locations since from that are not complete.
func (c *Cursor) within(from int, step string) {
	for i := range c.found[from:] {
		if f := &c.found[from+i]; !f.based {
			f.location = step + f.location
		}
	}
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// escapePointer makes a member name a token of a JSON Pointer.
func escapePointer(name string) string {
	if strings.ContainsAny(name, "~/") {
		return pointerEscapes.Replace(name)
	}
	return name
}
