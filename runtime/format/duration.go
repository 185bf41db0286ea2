package format

// Duration checks a duration of RFC 3339, appendix A, such as P1Y2M3DT4H5M6S, PT36H or P2W. Units stand in order, none
// between two others is left out (P1Y1D is not valid), weeks stand alone, and numbers are digits without a fraction.
func Duration(s string) bool {
	if len(s) < 3 || s[0] != 'P' {
		return false
	}
	s = s[1:]
	if s[0] != 'T' {
		rest, unit := skipUnits(s, "YMD")
		if unit == 0 {
			rest, unit = skipUnits(s, "W")
			return unit != 0 && rest == ""
		}
		if rest == "" {
			return true
		}
		s = rest
	}
	if s[0] != 'T' {
		return false
	}
	rest, unit := skipUnits(s[1:], "HMS")
	return unit != 0 && rest == ""
}

// skipUnits skips numbers with units, the first any of those given, each next the one that follows it. It gives what is
// left and the last unit, 0 when there was none.
func skipUnits(s, units string) (rest string, last byte) {
	for {
		n := 0
		for n < len(s) && s[n]-'0' <= 9 {
			n++
		}
		if n == 0 || n == len(s) {
			return s, last
		}
		at := 0
		for at < len(units) && units[at] != s[n] {
			at++
		}
		if at == len(units) || last != 0 && at != 0 {
			return s, last
		}
		last = units[at]
		units = units[at+1:]
		s = s[n+1:]
	}
}
