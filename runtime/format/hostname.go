package format

// The limits of a host name in its ASCII form (RFC 1123, section 2.1, and RFC 1035, section 2.3.4).
const (
	maxHostname = 253
	maxLabel    = 63
)

// Hostname checks a host name of RFC 1123, section 2.1: labels of letters, digits and inner hyphens, up to 63 bytes each
// and 253 in all, without a final dot. A label that begins with xn-- must be the Punycode form of a label that IDNHostname
// accepts (RFC 5891).
func Hostname(s string) bool {
	if len(s) == 0 || len(s) > maxHostname {
		return false
	}
	encoded := false
	for rest := s; ; {
		n := countKind(rest, hostByte)
		label := rest[:n]
		if !asciiLabel(label) {
			return false
		}
		encoded = encoded || aLabel(label)
		if n == len(rest) {
			return !encoded || IDNHostname(s)
		}
		if rest[n] != '.' {
			return false
		}
		rest = rest[n+1:]
	}
}

// asciiLabel checks the length of a label of letters, digits and hyphens, and the places of its hyphens.
func asciiLabel(s string) bool {
	return len(s) > 0 && len(s) <= maxLabel && s[0] != '-' && s[len(s)-1] != '-'
}
