package cursor

import (
	"strconv"

	"github.com/actgen/actgen/runtime/format"
	"github.com/actgen/actgen/runtime/pattern"
)

// Rules are what a schema says of a string beyond its type. The zero value lets
// every string pass. Make them once, with [NewRules], and keep them in a
// variable.
type Rules struct {
	least, most int
	limited     bool // most is set
	pattern     *pattern.Pattern
	format      string
	check       format.Checker
}

// NewRules returns rules that every string follows.
func NewRules() Rules { return Rules{} }

// MinLength sets how many characters (code points) there are at least.
func (r Rules) MinLength(n int) Rules {
	r.least = n
	return r
}

// MaxLength sets how many characters (code points) there are at most.
func (r Rules) MaxLength(n int) Rules {
	r.most, r.limited = n, true
	return r
}

// Pattern sets the regular expression that is found in the string.
func (r Rules) Pattern(p *pattern.Pattern) Rules {
	r.pattern = p
	return r
}

// Format sets the format of the string by its JSON Schema name. It panics for
// a format that package format doesn't check.
func (r Rules) Format(name string) Rules {
	check, ok := format.Lookup(name)
	if !ok {
		panic("cursor: no format " + strconv.Quote(name))
	}
	r.format, r.check = name, check
	return r
}

// TextOf reads a string that follows rules.
func (c *Cursor) TextOf(r *Rules) string {
	s, ascii, ok := c.str(keywordType)
	if ok {
		c.checkRules(r, s, ascii)
	}
	return s
}

// Match reads a string in which a regular expression is found.
func (c *Cursor) Match(p *pattern.Pattern) string {
	text, i := c.text, c.pos
	if uint(i) < uint(len(text)) && text[i] == '"' {
		if j := scan(text, i+1); j < len(text) && text[j] == '"' && p.Match(text[i+1:j]) {
			c.last, c.pos = i, j+1
			return text[i+1 : j]
		}
	}
	return c.matchSlow(p)
}

func (c *Cursor) matchSlow(p *pattern.Pattern) string {
	s, _, ok := c.str(keywordType)
	if ok && !p.Match(s) {
		c.mismatched(p)
	}
	return s
}

func (c *Cursor) mismatched(p *pattern.Pattern) {
	if !c.silent() {
		c.wrong(c.last, "pattern", "must match "+p.String())
	}
}

func (c *Cursor) checkRules(r *Rules, s string, ascii bool) {
	most := -1
	if r.limited {
		most = r.most
	}
	c.checkLength(s, ascii, r.least, most)
	if r.pattern != nil && !r.pattern.Match(s) {
		c.mismatched(r.pattern)
	}
	if r.check != nil && !r.check(s) {
		c.misformed(r.format)
	}
}

func (c *Cursor) misformed(name string) {
	if !c.silent() {
		c.wrong(c.last, "format", "must be of the format "+name)
	}
}
