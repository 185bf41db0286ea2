package format

import "unicode/utf8"

// The kinds of byte that grammars tell apart, as bits of class.
const (
	hostByte      = 1 << iota // letter, digit or hyphen
	atext                     // RFC 5321: what an unquoted local part is made of
	unreserved                // RFC 3986
	subDelim                  // RFC 3986
	schemeByte                // letter, digit, +, - or .
	templateBytes             // RFC 6570: literals outside of expressions
	varBytes                  // RFC 6570: varchar
	nonASCII                  // part of a character outside of ASCII
)

// class gives the kinds of every byte.
var class = func() (t [256]uint8) {
	for i := range t {
		c := byte(i)
		if c >= utf8.RuneSelf {
			t[c] = nonASCII
		} else if isAlnum(c) {
			t[c] = hostByte | atext | unreserved | schemeByte | templateBytes | varBytes
		}
	}
	mark := func(bytes string, kind uint8) {
		for i := range len(bytes) {
			t[bytes[i]] |= kind
		}
	}
	mark("-", hostByte)
	mark("!#$%&'*+-/=?^_`{|}~", atext)
	mark("-._~", unreserved)
	mark("!$&'()*+,;=", subDelim)
	mark("+-.", schemeByte)
	mark("!#$&'()*+,-./:;=?@[]_~", templateBytes)
	mark("_", varBytes)
	return t
}()

func isAlnum(c byte) bool { return c-'0' <= 9 || isLetter(c) }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// countKind gives the number of bytes that s begins with and that are of one of the kinds.
func countKind(s string, kinds uint8) int {
	for i := range len(s) {
		if class[s[i]]&kinds == 0 {
			return i
		}
	}
	return len(s)
}
