package format

//go:generate go run gen_idn.go

import (
	"strings"
	"unicode/utf8"
)

// IDNHostname checks an internationalized host name of RFC 5890: labels that are U-labels (RFC 5891, section 4.2: allowed
// characters in normalization form C, rules for those that depend on their neighbours, right-to-left script) or those of
// Hostname. The full stops U+3002, U+FF0E and U+FF61 part labels too (RFC 3490, section 3.1). The limits of Hostname hold
// for the name in its ASCII form.
func IDNHostname(s string) bool {
	if s == "" || !utf8.ValidString(s) {
		return false
	}
	var name idnName
	for rest, more := s, true; more; {
		var label string
		label, rest, more = cutLabel(rest)
		if !name.add(label) {
			return false
		}
	}
	return name.valid()
}

// cutLabel parts a name at its first full stop.
func cutLabel(s string) (label, rest string, more bool) {
	for i, r := range s {
		switch r {
		case '.', '\u3002', '\uFF0E', '\uFF61':
			return s[:i], s[i+utf8.RuneLen(r):], true
		}
	}
	return s, "", false
}

// An idnName gathers what the rules for a whole name need of its labels.
type idnName struct {
	size        int  // bytes in ASCII form, with a dot after each label
	rightToLeft bool // a label has a character of a right-to-left script, so that RFC 5893 holds for all labels
	wrong       bool // a label breaks the rule of RFC 5893
}

// add takes a label of any kind.
func (n *idnName) add(label string) bool {
	size := len(label)
	if isASCII(label) {
		if !hostBytes(label) || !asciiLabel(label) {
			return false
		}
		if !aLabel(label) {
			n.direction([]rune(strings.ToLower(label)))
		} else if !n.addALabel(label) {
			return false
		}
	} else {
		runes := []rune(label)
		if size = encodedLen(runes); size > maxLabel || !uLabel(runes) {
			return false
		}
		n.direction(runes)
	}
	n.size += size + 1
	return true
}

// addALabel takes a label that begins with xn--: it must be the one form of a U-label.
func (n *idnName) addALabel(label string) bool {
	label = strings.ToLower(label)
	runes, ok := decodePunycode(label[len(acePrefix):])
	if !ok || isASCII(string(runes)) || !uLabel(runes) || encodePunycode(runes) != label[len(acePrefix):] {
		return false
	}
	n.direction(runes)
	return true
}

// direction notes what RFC 5893 says of a label.
func (n *idnName) direction(label []rune) {
	if hasRightToLeft(label) {
		n.rightToLeft = true
	}
	if !bidiRule(label) {
		n.wrong = true
	}
}

// valid checks the name as a whole when all labels were added.
func (n *idnName) valid() bool {
	return n.size-1 <= maxHostname && !(n.rightToLeft && n.wrong)
}

// acePrefix marks the ASCII form of a U-label.
const acePrefix = "xn--"

// aLabel reports whether a label has the prefix, in either case.
func aLabel(s string) bool {
	return len(s) >= len(acePrefix) && s[2] == '-' && s[3] == '-' && s[0]|0x20 == 'x' && s[1]|0x20 == 'n'
}

// hostBytes reports whether a label has letters, digits and hyphens only.
func hostBytes(s string) bool {
	for i := range len(s) {
		if class[s[i]]&hostByte == 0 {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
