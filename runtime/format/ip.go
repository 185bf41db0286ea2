package format

// IPv4 checks an address in dotted-decimal form (RFC 2673, section 3.2): four numbers from 0 to 255 without leading zeros.
func IPv4(s string) bool {
	for part := range 4 {
		n, value := 0, 0
		for n < len(s) && n < 4 && s[n]-'0' <= 9 {
			value = value*10 + int(s[n]-'0')
			n++
		}
		if n == 0 || value > 255 || n > 1 && s[0] == '0' || n > 3 {
			return false
		}
		s = s[n:]
		if part < 3 {
			if s == "" || s[0] != '.' {
				return false
			}
			s = s[1:]
		}
	}
	return s == ""
}

// IPv6 checks an address in the text form of RFC 4291, section 2.2, such as 2001:db8::1 or ::ffff:192.0.2.1. A zone is
// not part of an address.
func IPv6(s string) bool {
	groups, gap := 0, false
	if len(s) >= 2 && s[0] == ':' && s[1] == ':' {
		gap = true
		s = s[2:]
	}
	for s != "" {
		n := 0
		for n < len(s) && n < 5 && isHex(s[n]) {
			n++
		}
		if n < len(s) && s[n] == '.' {
			return IPv4(s) && fillsIPv6(groups+2, gap)
		}
		if n == 0 || n > 4 {
			return false
		}
		groups++
		s = s[n:]
		if s == "" {
			break
		}
		if s[0] != ':' || len(s) == 1 {
			return false
		}
		s = s[1:]
		if s[0] == ':' {
			if gap {
				return false
			}
			gap = true
			s = s[1:]
		}
	}
	return fillsIPv6(groups, gap)
}

// fillsIPv6 reports whether groups of 16 bits make an address: eight, or fewer with a gap that stands for one at least.
func fillsIPv6(groups int, gap bool) bool {
	if gap {
		return groups < 8
	}
	return groups == 8
}
