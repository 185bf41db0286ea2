package cursor

import (
	"cmp"
	"strconv"
	"strings"
)

// decimal is the exact value of a number's text: 0.d1d2d3... * 10^exponent,
// where d1 and the last digit are not zero. Zero has no digits. It takes no
// memory but its text, however large the exponent is.
type decimal struct {
	neg         bool
	left, right string // the digits, before and behind the point of the text
	exp         int64  // the exponent, where huge is ""
	huge        string // the digits of an exponent of 10^18 or more, or of the negative of it
	hugeNeg     bool
}

// hugeExponent is where exponents are kept as digits.
const hugeExponent = 1_000_000_000_000_000_000

// parseDecimal takes the text of a JSON number.
func parseDecimal(text string) (d decimal) {
	text, d.neg = strings.CutPrefix(text, "-")
	exponent := ""
	if i := strings.LastIndexAny(text, "eE"); i >= 0 {
		text, exponent = text[:i], text[i+1:]
	}
	left, right, _ := strings.Cut(text, ".")
	left = strings.TrimLeft(left, "0")
	point := int64(len(left)) // where the point stands behind the first digit
	if left == "" {
		trimmed := strings.TrimLeft(right, "0")
		point = int64(len(trimmed) - len(right))
		right = trimmed
	}
	right = strings.TrimRight(right, "0")
	if right == "" {
		left = strings.TrimRight(left, "0")
	}
	if left == "" && right == "" {
		return decimal{}
	}
	d.left, d.right = left, right
	d.setExponent(exponent, point)
	return d
}

// setExponent makes the exponent the sum of digits and point.
func (d *decimal) setExponent(digits string, point int64) {
	neg := strings.HasPrefix(digits, "-")
	digits = strings.TrimLeft(digits, "+-0")
	if len(digits) <= 18 {
		e, _ := strconv.ParseInt("0"+digits, 10, 64)
		if neg {
			e = -e
		}
		if d.exp = e + point; d.exp < hugeExponent && d.exp > -hugeExponent {
			return
		}
		neg = d.exp < 0
		digits = strings.TrimPrefix(strconv.FormatInt(d.exp, 10), "-")
		d.exp, d.huge, d.hugeNeg = 0, digits, neg
		return
	}
	if neg {
		point = -point
	}
	digits = addDigits(digits, point)
	if len(digits) <= 18 {
		d.exp, _ = strconv.ParseInt(digits, 10, 64)
		if neg {
			d.exp = -d.exp
		}
		return
	}
	d.huge, d.hugeNeg = digits, neg
}

// addDigits adds n, which is much smaller, to a decimal integer.
func addDigits(digits string, n int64) string {
	const low = 18
	split := len(digits) - low
	sum, _ := strconv.ParseInt(digits[split:], 10, 64)
	sum += n
	high := []byte(digits[:split])
	switch {
	case sum >= hugeExponent:
		sum -= hugeExponent
		high = carry(high)
	case sum < 0:
		sum += hugeExponent
		borrow(high)
	}
	text := strconv.FormatInt(sum, 10)
	return strings.TrimLeft(string(high)+strings.Repeat("0", low-len(text))+text, "0")
}

// carry adds one.
func carry(digits []byte) []byte {
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i] < '9' {
			digits[i]++
			return digits
		}
		digits[i] = '0'
	}
	return append([]byte{'1'}, digits...)
}

// borrow subtracts one from a number that is not zero.
func borrow(digits []byte) {
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i] > '0' {
			digits[i]--
			return
		}
		digits[i] = '9'
	}
}

func (d decimal) zero() bool { return d.left == "" && d.right == "" }

// size is how many digits there are.
func (d decimal) size() int { return len(d.left) + len(d.right) }

// at is the digit at i, as a character.
func (d decimal) at(i int) byte {
	if i < len(d.left) {
		return d.left[i]
	}
	return d.right[i-len(d.left)]
}

// compare returns a negative number, zero or a positive number where d is less
// than, equal to or greater than e.
func (d decimal) compare(e decimal) int {
	switch {
	case d.sign() != e.sign():
		return d.sign() - e.sign()
	case d.sign() == 0:
		return 0
	}
	order := d.compareExponent(e)
	if order == 0 {
		order = d.compareDigits(e)
	}
	return order * d.sign()
}

func (d decimal) sign() int {
	switch {
	case d.zero():
		return 0
	case d.neg:
		return -1
	}
	return 1
}

func (d decimal) compareExponent(e decimal) int {
	if d.huge == "" && e.huge == "" {
		return cmp.Compare(d.exp, e.exp)
	}
	if order := d.hugeSign() - e.hugeSign(); order != 0 {
		return order
	}
	order := cmp.Compare(len(d.huge), len(e.huge))
	if order == 0 {
		order = strings.Compare(d.huge, e.huge)
	}
	return order * d.hugeSign()
}

// hugeSign is the sign of a huge exponent, and 0 for any other.
func (d decimal) hugeSign() int {
	switch {
	case d.huge == "":
		return 0
	case d.hugeNeg:
		return -1
	}
	return 1
}

func (d decimal) compareDigits(e decimal) int {
	for i := range min(d.size(), e.size()) {
		if a, b := d.at(i), e.at(i); a != b {
			return int(a) - int(b)
		}
	}
	return d.size() - e.size()
}
