package format

import (
	"strings"
	"unicode/utf8"
)

// The limits of an address (RFC 5321, section 4.5.3.1): bytes of the local part, and of the whole without angle brackets.
const (
	maxLocalPart = 64
	maxMailbox   = 254
)

// Email checks a Mailbox of RFC 5321, section 4.1.2, such as joe.bloggs@example.com, "joe bloggs"@example.com or
// joe@[192.0.2.1]. There is no display name, no comment and no list.
func Email(s string) bool {
	at, ok := localPart(s, false)
	if !ok || len(s) > maxMailbox {
		return false
	}
	domain := s[at+1:]
	if domain != "" && domain[0] == '[' {
		return addressLiteral(domain)
	}
	return Hostname(domain)
}

// IDNEmail checks an address of RFC 6531: one of Email whose local part may hold any character outside of ASCII and whose
// domain may be one of IDNHostname.
func IDNEmail(s string) bool {
	at, ok := localPart(s, true)
	if !ok || !utf8.ValidString(s) {
		return false
	}
	domain := s[at+1:]
	if domain != "" && domain[0] == '[' {
		return addressLiteral(domain)
	}
	return IDNHostname(domain)
}

// localPart checks the part before the @ and gives the offset of the @.
func localPart(s string, international bool) (at int, ok bool) {
	if s != "" && s[0] == '"' {
		at = quotedPart(s, international)
	} else {
		at = dotPart(s, international)
	}
	return at, at > 0 && at <= maxLocalPart && at < len(s) && s[at] == '@'
}

// dotPart gives the end of the atoms, parted by single dots, that s begins with; -1 when an atom is missing.
func dotPart(s string, international bool) int {
	kinds := uint8(atext)
	if international {
		kinds |= nonASCII
	}
	for end := 0; ; end++ {
		n := countKind(s[end:], kinds)
		end += n
		if n == 0 {
			return -1
		}
		if end == len(s) || s[end] != '.' {
			return end
		}
	}
}

// quotedPart gives the end of the quoted string that s begins with; -1 when it is not well formed.
func quotedPart(s string, international bool) int {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return i + 1
		case c == '\\':
			i++
			if i == len(s) || s[i] < ' ' || s[i] > '~' {
				return -1
			}
		case c < ' ' || c == 0x7F || c >= utf8.RuneSelf && !international:
			return -1
		}
	}
	return -1
}

// addressLiteral checks an IP address in brackets. The tags for other kinds of address are to be registered, and none is.
func addressLiteral(s string) bool {
	if len(s) < 2 || s[len(s)-1] != ']' {
		return false
	}
	s = s[1 : len(s)-1]
	const tag = "IPv6:"
	if len(s) > len(tag) && strings.EqualFold(s[:len(tag)], tag) {
		return IPv6(s[len(tag):])
	}
	return IPv4(s)
}
