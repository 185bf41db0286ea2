package cursor

import (
	"strconv"
	"unicode/utf8"
)

// Text reads a string.
func (c *Cursor) Text() string { return c.TextIn(0, -1) }

// TextIn reads a string of least to most characters (code points). A most of -1
// sets no limit.
func (c *Cursor) TextIn(least, most int) string {
	text, i := c.text, c.pos
	if uint(i) < uint(len(text)) && text[i] == '"' {
		j := scan(text, i+1)
		if n := j - i - 1; j < len(text) && text[j] == '"' && n >= least && uint(n) <= uint(most) {
			c.last, c.pos = i, j+1
			return text[i+1 : j]
		}
	}
	s, ascii, ok := c.str(keywordType)
	if ok {
		c.checkLength(s, ascii, least, most)
	}
	return s
}

// checkLength counts characters only where the count of bytes doesn't decide:
// a string of n bytes has n/4 to n characters, and n where it is ASCII.
func (c *Cursor) checkLength(s string, ascii bool, least, most int) {
	n := len(s)
	if !ascii {
		if (most < 0 || n <= most) && n/utf8.UTFMax >= least {
			return
		}
		n = utf8.RuneCountInString(s)
	}
	if n < least {
		c.count(c.last, "minLength", "must have at least ", least, n, "character")
	} else if most >= 0 && n > most {
		c.count(c.last, "maxLength", "must have at most ", most, n, "character")
	}
}

// count notes that there are n of something.
func (c *Cursor) count(offset int, keyword, want string, bound, n int, noun string) {
	if c.silent() {
		return
	}
	c.note(offset, keyword, want+count(bound, noun), count(n, noun))
}

// str reads a string. Without escapes it is a substring of the text. ascii
// tells that it is known to have no characters outside ASCII. A value of
// another type is a problem with the given keyword.
func (c *Cursor) str(keyword string) (s string, ascii, ok bool) {
	i := c.pos
	if uint(i) < uint(len(c.text)) && c.text[i] == '"' {
		c.last = i
		j := scan(c.text, i+1)
		if uint(j) < uint(len(c.text)) && c.text[j] == '"' {
			c.pos = j + 1
			return c.text[i+1 : j], true, true
		}
		s, ok = c.stringRest(i+1, j)
		return s, false, ok
	}
	c.space()
	if uint(c.pos) < uint(len(c.text)) && c.text[c.pos] == '"' {
		return c.str(keyword)
	}
	c.mismatch(keyword, "must be a string")
	return "", false, false
}

// stringRest reads on from j in a string whose content begins at i.
func (c *Cursor) stringRest(i, j int) (s string, ok bool) {
	j = scanWide(c.text, j)
	if uint(j) < uint(len(c.text)) && c.text[j] == '"' {
		s = c.text[i:j]
		if !utf8.ValidString(s) {
			c.badUTF8(i)
			return "", false
		}
		c.pos = j + 1
		return s, true
	}
	return c.unescape(i, j)
}

// badUTF8 reports the first byte at or after i that is not UTF-8.
func (c *Cursor) badUTF8(i int) {
	for i < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	c.fatal(i, "must be UTF-8")
}

// list words values for a message: `"a", "b" or "c"`, cut after some.
func list(texts []string) string {
	const most = 12
	var b []byte
	for i, t := range texts {
		switch {
		case i == most:
			return string(b) + " or one of " + strconv.Itoa(len(texts)-most) + " others"
		case i > 0 && i == len(texts)-1:
			b = append(b, " or "...)
		case i > 0:
			b = append(b, ", "...)
		}
		b = append(b, t...)
	}
	return string(b)
}
