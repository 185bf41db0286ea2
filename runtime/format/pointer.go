package format

import "unicode/utf8"

// JSONPointer checks a JSON Pointer of RFC 6901, such as /items/0/a~1b, in its string form (not as a URI fragment).
func JSONPointer(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != '/' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '~' && (i+1 == len(s) || s[i+1] != '0' && s[i+1] != '1') {
			return false
		}
	}
	return utf8.ValidString(s)
}

// RelativeJSONPointer checks a relative JSON Pointer of draft-bhutton-relative-json-pointer-00, such as 1/name, 0# or
// 0-1/name: how many levels up, a step to another index, if any, then "#" or a JSON Pointer. (Drafts before 2020-12 have no
// such step; it is accepted for all.)
func RelativeJSONPointer(s string) bool {
	s, ok := cutInteger(s)
	if !ok {
		return false
	}
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s, ok = cutInteger(s[1:]); !ok {
			return false
		}
	}
	return s == "#" || JSONPointer(s)
}

// cutInteger cuts off a decimal number without leading zeros, and reports whether there is one.
func cutInteger(s string) (rest string, ok bool) {
	n := countDigits(s)
	if n == 0 || n > 1 && s[0] == '0' {
		return s, false
	}
	return s[n:], true
}

func countDigits(s string) int {
	n := 0
	for n < len(s) && s[n]-'0' <= 9 {
		n++
	}
	return n
}
