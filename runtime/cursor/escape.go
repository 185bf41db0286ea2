package cursor

import (
	"unicode/utf16"
	"unicode/utf8"
)

// unescape reads a string whose content begins at i and is known to be free of
// escapes up to j.
func (c *Cursor) unescape(i, j int) (s string, ok bool) {
	var short [64]byte
	b := short[:0]
	from := i
	for {
		if uint(j) >= uint(len(c.text)) {
			c.utf8OrEnd(from, j)
			return "", false
		}
		if !utf8.ValidString(c.text[from:j]) {
			c.badUTF8(from)
			return "", false
		}
		b = append(b, c.text[from:j]...)
		switch c.text[j] {
		case '"':
			c.pos = j + 1
			return string(b), true
		case '\\':
			r, n := c.escape(j)
			if n == 0 {
				return "", false
			}
			b = utf8.AppendRune(b, r)
			j += n
		default:
			c.fatal(j, "must be escaped in a string")
			return "", false
		}
		from, j = j, scanWide(c.text, j)
	}
}

// utf8OrEnd reports text that ends within a string, or what isn't UTF-8 before.
func (c *Cursor) utf8OrEnd(from, end int) {
	if from < end && !utf8.ValidString(c.text[from:end]) {
		c.badUTF8(from)
		return
	}
	c.fatal(end, `must have a closing '"'`)
}

// escape decodes the escape sequence at i. A length of 0 says that it has been
// reported as a problem.
func (c *Cursor) escape(i int) (r rune, n int) {
	if i+1 >= len(c.text) {
		c.fatal(len(c.text), "must be an escape sequence")
		return 0, 0
	}
	switch b := c.text[i+1]; b {
	case '"', '\\', '/':
		return rune(b), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		return c.escapeHex(i)
	}
	c.fatal(i+1, "must be an escape sequence")
	return 0, 0
}

// escapeHex decodes \uXXXX, or two of them that are the halves of one
// character.
func (c *Cursor) escapeHex(i int) (r rune, n int) {
	r, bad := hex4(c.text, i+2)
	if bad >= 0 {
		c.fatal(bad, "must be four hexadecimal digits")
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if i+7 < len(c.text) && c.text[i+6] == '\\' && c.text[i+7] == 'u' {
		low, bad := hex4(c.text, i+8)
		if bad >= 0 {
			c.fatal(bad, "must be four hexadecimal digits")
			return 0, 0
		}
		if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
			return r, 12
		}
	}
	c.fatal(i, "must be a surrogate pair, not half of one")
	return 0, 0
}

// hex4 reads four hexadecimal digits at i. bad is the offset of what isn't one,
// or -1.
func hex4(s string, i int) (r rune, bad int) {
	for end := i + 4; i < end; i++ {
		if i >= len(s) {
			return 0, len(s)
		}
		d := unhex(s[i])
		if d > 15 {
			return 0, i
		}
		r = r<<4 | rune(d)
	}
	return r, -1
}

func unhex(b byte) byte {
	switch {
	case b >= '0' && b <= '9':
		return b - '0'
	case b >= 'a' && b <= 'f':
		return b - 'a' + 10
	case b >= 'A' && b <= 'F':
		return b - 'A' + 10
	}
	return 255
}
