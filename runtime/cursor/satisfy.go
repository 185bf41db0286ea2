package cursor

import (
	"slices"
	"strconv"
)

// A check is a function that reads one value and notes where its schema doesn't
// hold. The methods here run checks over the next value and consume nothing:
// the value lies in memory, and reading it again costs little.

// Satisfies runs check over the next value. Where it holds, the value is still
// to be read. Otherwise the problems are noted, the value is consumed, and
// Satisfies returns false.
func (c *Cursor) Satisfies(check func(*Cursor)) bool {
	if c.Is(check) {
		return true
	}
	if !c.silent() {
		c.look(check)
	}
	c.Skip()
	return false
}

// Is tells whether check holds for the next value. It notes nothing.
func (c *Cursor) Is(check func(*Cursor)) bool {
	c.space()
	at := c.pos
	if c.stopped() {
		return false // and nothing is learned
	}
	if r, ok := c.known(check, at); ok {
		return r.holds
	}
	t := c.Try()
	check(c)
	end := c.pos
	holds := c.Holds(t)
	c.know(check, at, end, holds)
	return holds
}

// Read runs check over the next value and consumes it. In a trial it uses what
// is known of the value.
func (c *Cursor) Read(check func(*Cursor)) {
	if c.trials == 0 || c.stopped() {
		check(c)
		return
	}
	c.space()
	at := c.pos
	r, ok := c.known(check, at)
	switch {
	case !ok:
		check(c)
		c.know(check, at, c.pos, !c.failed)
	case r.holds:
		c.last, c.pos = at, r.end
	default:
		c.failed = true
		c.stop()
	}
}

// look runs check over the next value, with its problems, and goes back.
func (c *Cursor) look(check func(*Cursor)) {
	pos, last, depth := c.pos, c.last, c.depth
	c.Read(check)
	if !c.stopped() {
		c.pos, c.last, c.depth = pos, last, depth
	}
}

// All notes the problems of each check: allOf.
func (c *Cursor) All(checks ...func(*Cursor)) {
	for _, check := range checks {
		c.look(check)
	}
}

// Any notes a problem unless one of the checks holds: anyOf.
func (c *Cursor) Any(checks ...func(*Cursor)) {
	if !slices.ContainsFunc(checks, c.Is) {
		c.present("anyOf", "must match at least one of the schemas")
	}
}

// One notes a problem unless exactly one of the checks holds: oneOf.
func (c *Cursor) One(checks ...func(*Cursor)) {
	matched := 0
	for _, check := range checks {
		if c.Is(check) {
			matched++
		}
	}
	switch {
	case matched == 0:
		c.present("oneOf", "must match one of the schemas")
	case matched > 1:
		c.present("oneOf", "must match only one of the schemas")
	}
}

// Not notes a problem where check holds: not.
func (c *Cursor) Not(check func(*Cursor)) {
	if c.Is(check) {
		c.present("not", "must not match the schema")
	}
}

// If runs then where cond holds, and otherwise where it doesn't. Both may be
// nil.
func (c *Cursor) If(cond, then, otherwise func(*Cursor)) {
	if !c.Is(cond) {
		then = otherwise
	}
	if then != nil {
		c.look(then)
	}
}

// present notes a problem with the next value and consumes nothing.
func (c *Cursor) present(keyword, want string) {
	c.space()
	if c.Kind() != 0 {
		c.wrong(c.pos, keyword, want)
	}
}

// Of notes a problem, and consumes the value, unless the next value is of one of
// the kinds.
func (c *Cursor) Of(kinds Kind) bool {
	k := c.Kind()
	if k&kinds != 0 || k == 0 {
		return true // the end of the text is a problem of whoever reads
	}
	if k == KindNumber && kinds&KindInteger != 0 && whole(c.text[c.pos:valueEnd(c.text, c.pos)]) {
		return true
	}
	c.mismatch(keywordType, kinds.want())
	return false
}

// Contains counts the items of the next value that check holds for, and notes a
// problem where there are fewer than least or more than most; most -1: no
// limit. What is no array is left alone.
func (c *Cursor) Contains(least, most int, check func(*Cursor)) {
	if c.Kind() != KindArray {
		return
	}
	n := 0
	c.eachItem(func(int) {
		if c.Is(check) {
			n++
		}
	})
	switch {
	case n < least && least == 1:
		c.present("contains", "must have an item that matches the schema")
	case n < least:
		c.present("minContains", "must have more items that match the schema")
	case most >= 0 && n > most:
		c.present("maxContains", "must have fewer items that match the schema")
	}
}

// Has tells whether the next value is an object with a member of that name.
func (c *Cursor) Has(name string) bool {
	c.space()
	_, ok := c.memberAt(c.pos, name)
	return ok
}

// Needs notes a problem for each of the members that the next value, an object
// with the member of, doesn't have: dependentRequired, and dependencies before.
func (c *Cursor) Needs(keyword, of string, names ...string) {
	for _, name := range names {
		if !c.Has(name) && !c.silent() {
			c.space()
			c.note(c.pos, keyword, "must have the member "+strconv.Quote(name)+" beside "+strconv.Quote(of), "")
		}
	}
}

// Named runs check over a member's name as if it were a value: propertyNames.
// The problem is that of the member's value, which is read next; m is the table
// of the object.
func (c *Cursor) Named(m *Members, name string, check func(*Cursor)) {
	if c.stopped() {
		return
	}
	var w Writer
	w.Text(name)
	n := start(string(w.buf))
	check(n)
	holds := len(n.found) == 0
	n.release()
	if !holds {
		from := len(c.found)
		c.present("propertyNames", "must have a name that matches the schema")
		c.base(from, m.base)
	}
}
