package format

import (
	"strings"
	"unicode/utf8"
)

// URITemplate checks a URI Template of RFC 6570, up to level 4, such as /orders{/id}{?fields*,name:3}. Operators that the
// RFC reserves for later are part of its grammar and valid.
func URITemplate(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case class[c]&templateBytes != 0:
			i++
		case c == '{':
			end := strings.IndexByte(s[i:], '}')
			if end < 0 || !expression(s[i+1:i+end]) {
				return false
			}
			i += end + 1
		case c == '%':
			if !percentEncoded(s[i:]) {
				return false
			}
			i += 3
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !ucschar(r, size) && !iprivate(r) {
				return false
			}
			i += size
		}
	}
	return true
}

// expression checks what stands in braces: an operator, if any, and variables parted by commas.
func expression(s string) bool {
	if s != "" && strings.IndexByte("+#./;?&=,!@|", s[0]) >= 0 {
		s = s[1:]
	}
	for {
		variable, rest, more := strings.Cut(s, ",")
		if !varspec(variable) {
			return false
		}
		if !more {
			return true
		}
		s = rest
	}
}

// varspec checks a variable name with its modifier: * or a colon and a length from 1 to 9999.
func varspec(s string) bool {
	if name, found := strings.CutSuffix(s, "*"); found {
		return varname(name)
	}
	name, length, found := strings.Cut(s, ":")
	if found && (length == "" || len(length) > 4 || length[0] == '0' || countDigits(length) != len(length)) {
		return false
	}
	return varname(name)
}

// varname checks letters, digits, underscores and percent-encoded bytes, with single dots between them.
func varname(s string) bool {
	dot := true // as if one stood before the beginning
	for i := 0; i < len(s); {
		switch {
		case class[s[i]]&varBytes != 0:
			dot = false
			i++
		case s[i] == '.' && !dot:
			dot = true
			i++
		case s[i] == '%' && percentEncoded(s[i:]):
			dot = false
			i += 3
		default:
			return false
		}
	}
	return !dot
}
