package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The parameters of RFC 3492, section 5.
const (
	punyBase        = 36
	punyTMin        = 1
	punyTMax        = 26
	punySkew        = 38
	punyDamp        = 700
	punyInitialBias = 72
	punyInitialN    = 128

	// maxDelta bounds numbers: far more than a label of 63 bytes can need, and no overflow of 32 bits.
	maxDelta = 1 << 30
)

// encodedLen gives the length of a label in ASCII form, with its prefix.
func encodedLen(label []rune) int {
	if len(label) > maxLabel {
		return len(label) // no form is shorter
	}
	return len(acePrefix) + len(encodePunycode(label))
}

// encodePunycode encodes a label of at most maxLabel characters by RFC 3492, section 6.3.
func encodePunycode(label []rune) string {
	var out strings.Builder
	for _, r := range label {
		if r < utf8.RuneSelf {
			out.WriteByte(byte(r))
		}
	}
	basic := out.Len()
	handled := basic
	if basic > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(punyInitialN), 0, punyInitialBias
	for handled < len(label) {
		next := rune(unicode.MaxRune)
		for _, r := range label {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (handled + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r == n {
				encodeDelta(&out, delta, bias)
				bias = adaptBias(delta, handled+1, handled == basic)
				delta = 0
				handled++
			}
		}
		delta++
		n++
	}
	return out.String()
}

// encodeDelta writes a number in digits of variable weight.
func encodeDelta(out *strings.Builder, delta, bias int) {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := threshold(k, bias)
		if delta < t {
			out.WriteByte(digits[delta])
			return
		}
		out.WriteByte(digits[t+(delta-t)%(punyBase-t)])
		delta = (delta - t) / (punyBase - t)
	}
}

// decodePunycode decodes a label in lower case by RFC 3492, section 6.2.
func decodePunycode(s string) ([]rune, bool) {
	var out []rune
	if hyphen := strings.LastIndexByte(s, '-'); hyphen > 0 {
		out = []rune(s[:hyphen])
		s = s[hyphen+1:]
	}
	n, i, bias := punyInitialN, 0, punyInitialBias
	for first := true; s != ""; first = false {
		delta, size := decodeDelta(s, bias)
		if size == 0 {
			return nil, false
		}
		s = s[size:]
		i += delta
		bias = adaptBias(delta, len(out)+1, first)
		n += i / (len(out) + 1)
		i %= len(out) + 1
		if n > unicode.MaxRune || !utf8.ValidRune(rune(n)) {
			return nil, false
		}
		out = append(out, 0)
		copy(out[i+1:], out[i:])
		out[i] = rune(n)
		i++
	}
	return out, true
}

// decodeDelta reads a number and gives its length, 0 when it is wrong.
func decodeDelta(s string, bias int) (delta, size int) {
	weight := 1
	for k := punyBase; size < len(s); k += punyBase {
		digit := punyDigit(s[size])
		size++
		if digit < 0 || digit > (maxDelta-delta)/weight {
			return 0, 0
		}
		delta += digit * weight
		t := threshold(k, bias)
		if digit < t {
			return delta, size
		}
		if weight > maxDelta/(punyBase-t) {
			return 0, 0
		}
		weight *= punyBase - t
	}
	return 0, 0
}

func punyDigit(c byte) int {
	switch {
	case c >= 'a' && c <= 'z':
		return int(c - 'a')
	case c >= '0' && c <= '9':
		return int(c-'0') + 26
	}
	return -1
}

func threshold(k, bias int) int { return min(max(k-bias, punyTMin), punyTMax) }

// adaptBias is RFC 3492, section 6.1.
func adaptBias(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (punyBase-punyTMin)*punyTMax/2; k += punyBase {
		delta /= punyBase - punyTMin
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}
