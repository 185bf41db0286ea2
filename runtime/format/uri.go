package format

import (
	"strings"
	"unicode/utf8"
)

// URI checks a URI of RFC 3986, section 3, which begins with a scheme, such as https://example.com/a?b#c or
// urn:isbn:0451450523.
func URI(s string) bool { return uri(s, uriSyntax{}) }

// URIReference checks a URI or a relative reference of RFC 3986, section 4.1, such as ../a?b#c.
func URIReference(s string) bool { return uri(s, uriSyntax{relative: true}) }

// IRI checks an IRI of RFC 3987, section 2.2: a URI whose parts other than the scheme may hold characters outside of ASCII.
func IRI(s string) bool { return uri(s, uriSyntax{international: true}) }

// IRIReference checks an IRI or a relative reference of RFC 3987, section 2.2.
func IRIReference(s string) bool { return uri(s, uriSyntax{international: true, relative: true}) }

// uriSyntax says which of the four grammars is meant.
type uriSyntax struct {
	international bool // IRI
	relative      bool // the scheme may be left out
}

func uri(s string, syntax uriSyntax) bool {
	colon := scheme(s)
	if colon < 0 && !syntax.relative {
		return false
	}
	rest := s[colon+1:]
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	if !syntax.chars(fragment, ":@/?", false) || !syntax.chars(query, ":@/?", true) {
		return false
	}
	if strings.HasPrefix(rest, "//") {
		host, path := rest[2:], ""
		if slash := strings.IndexByte(host, '/'); slash >= 0 {
			host, path = host[:slash], host[slash:]
		}
		return syntax.authority(host) && syntax.chars(path, ":@/", false)
	}
	if colon < 0 {
		// A colon in the first segment would make it a scheme.
		segment, _, _ := strings.Cut(rest, "/")
		if strings.IndexByte(segment, ':') >= 0 {
			return false
		}
	}
	return syntax.chars(rest, ":@/", false)
}

// scheme gives the offset of the colon after the scheme that s begins with, -1 when it begins with none.
func scheme(s string) int {
	if s == "" || !isLetter(s[0]) {
		return -1
	}
	for i := 1; i < len(s); i++ {
		if class[s[i]]&schemeByte == 0 {
			if s[i] == ':' {
				return i
			}
			return -1
		}
	}
	return -1
}

// authority checks [userinfo "@"] host [":" port].
func (x uriSyntax) authority(s string) bool {
	if at := strings.IndexByte(s, '@'); at >= 0 {
		if !x.chars(s[:at], ":", false) {
			return false
		}
		s = s[at+1:]
	}
	if s != "" && s[0] == '[' {
		end := strings.IndexByte(s, ']')
		return end > 0 && ipLiteral(s[1:end]) && port(s[end+1:])
	}
	host := s
	if colon := strings.IndexByte(s, ':'); colon >= 0 {
		host = s[:colon]
		if !port(s[colon:]) {
			return false
		}
	}
	return x.chars(host, "", false)
}

// port checks an empty string or a colon and any number of digits.
func port(s string) bool {
	return s == "" || s[0] == ':' && countDigits(s[1:]) == len(s)-1
}

// ipLiteral checks what stands in brackets: an IPv6 address or an address of a future version.
func ipLiteral(s string) bool {
	if s == "" || s[0]|0x20 != 'v' {
		return IPv6(s)
	}
	n := 1
	for n < len(s) && isHex(s[n]) {
		n++
	}
	if n == 1 || n+1 >= len(s) || s[n] != '.' {
		return false
	}
	for _, c := range []byte(s[n+1:]) {
		if class[c]&(unreserved|subDelim) == 0 && c != ':' {
			return false
		}
	}
	return true
}

// chars checks that s is made of unreserved characters, sub-delimiters, percent-encoded bytes and those of more; for an
// IRI also characters outside of ASCII, of which a query may hold private ones.
func (x uriSyntax) chars(s, more string, private bool) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case class[c]&(unreserved|subDelim) != 0:
			i++
		case c == '%':
			if !percentEncoded(s[i:]) {
				return false
			}
			i += 3
		case c < utf8.RuneSelf:
			if strings.IndexByte(more, c) < 0 {
				return false
			}
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !x.international || !ucschar(r, size) && !(private && iprivate(r)) {
				return false
			}
			i += size
		}
	}
	return true
}

// percentEncoded reports whether s, which begins with %, goes on with two hexadecimal digits.
func percentEncoded(s string) bool {
	return len(s) >= 3 && isHex(s[1]) && isHex(s[2])
}

// ucschar is the rule of RFC 3987: the characters of all planes but the last two, except for private ones, noncharacters,
// specials and the controls of Latin-1. Surrogates, which come from invalid UTF-8 with size 1, are none.
func ucschar(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1:
		return false
	case r < 0x10000:
		return r >= 0xA0 && r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r <= 0xFFEF
	case r >= 0xE0000 && r < 0xE1000:
		return false
	}
	return r < 0xF0000 && r&0xFFFF <= 0xFFFD
}

// iprivate is the rule of RFC 3987: the characters for private use.
func iprivate(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 && r&0xFFFF <= 0xFFFD
}
