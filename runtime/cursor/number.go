package cursor

import (
	"encoding/json"
	"math"
	"strconv"
)

// number is a number's place in the text, and its value where that is small
// enough to be told while its digits are read.
type number struct {
	start, end int
	mant       uint64 // the value is mant * 10^exp, or the negative of it
	exp        int
	neg        bool
	small      bool // mant and exp are exact
	plain      bool // it has neither fraction nor exponent
}

const (
	wantNumber  = "must be a number"
	wantInteger = "must be an integer"
)

// number reads a number. Want is the problem where there is none.
func (c *Cursor) number(want string) (n number, ok bool) {
	s, i := c.text, c.pos
	if uint(i) >= uint(len(s)) || kinds[s[i]] != KindNumber {
		c.space()
		if i = c.pos; uint(i) >= uint(len(s)) || kinds[s[i]] != KindNumber {
			c.mismatch(keywordType, want)
			return n, false
		}
	}
	c.last = i
	n.start = i
	if s[i] == '-' {
		n.neg = true
		i++
	}
	first := i
	for ; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			break
		}
		n.mant = n.mant*10 + uint64(d)
	}
	digits := i - first
	if digits == 0 || digits > 1 && s[first] == '0' {
		c.badInteger(first, i)
		return n, false
	}
	n.plain, n.small = true, digits <= 19
	if i < len(s) && (s[i] == '.' || s[i]|0x20 == 'e') {
		if i, ok = c.fraction(&n, i, digits); !ok {
			return n, false
		}
	}
	n.end = i
	c.pos = i
	return n, true
}

// badInteger reports digits s[first:end] that are missing or begin with 0.
func (c *Cursor) badInteger(first, end int) {
	if first == end {
		c.fatal(first, "must be a digit")
		return
	}
	c.fatal(first+1, "must not follow a leading 0")
}

// fraction reads the fraction and the exponent of n, which begin at i.
func (c *Cursor) fraction(n *number, i, digits int) (end int, ok bool) {
	s := c.text
	n.plain = false
	if s[i] == '.' {
		i++
		first := i
		for ; i < len(s); i++ {
			d := s[i] - '0'
			if d > 9 {
				break
			}
			n.mant = n.mant*10 + uint64(d)
		}
		if i == first {
			c.fatal(i, "must be a digit")
			return 0, false
		}
		n.exp = first - i
		n.small = digits+i-first <= 19
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		return c.exponent(n, i+1)
	}
	return i, true
}

// exponent reads what follows the e of n.
func (c *Cursor) exponent(n *number, i int) (end int, ok bool) {
	s, sign := c.text, 1
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		if s[i] == '-' {
			sign = -1
		}
		i++
	}
	first, e := i, 0
	for ; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			break
		}
		if e < 1<<20 {
			e = e*10 + int(d)
		}
	}
	if i == first {
		c.fatal(i, "must be a digit")
		return 0, false
	}
	n.small = n.small && e < 1<<20
	n.exp += sign * e
	return i, true
}

// Number reads a number and keeps it as it is written.
func (c *Cursor) Number() json.Number {
	n, ok := c.number(wantNumber)
	if !ok {
		return ""
	}
	return json.Number(c.text[n.start:n.end])
}

// NumberOf reads a number in a range and keeps it as it is written.
func (c *Cursor) NumberOf(r *Range) json.Number {
	n, ok := c.number(wantNumber)
	if !ok {
		return ""
	}
	text := c.text[n.start:n.end]
	c.checkRange(r, &n, n.approx(text))
	return json.Number(text)
}

// Float reads a number as the float64 that is nearest to it. A number beyond
// the range of float64 is a problem, and so is one other than zero that only
// zero is nearest to.
func (c *Cursor) Float() float64 { return c.FloatIn(math.Inf(-1), math.Inf(1)) }

// FloatIn reads a number from least to most, both included; infinities set no
// limit. Where rounding makes the number equal to a limit, its digits decide:
// a limit stands for the shortest decimal that reads as that float64.
func (c *Cursor) FloatIn(least, most float64) float64 {
	if v, end := shortDecimal(c.text, c.pos); v > least && v < most && end > 0 {
		c.last, c.pos = c.pos, end
		return v
	}
	return c.floatSlow(least, most)
}

// shortDecimal reads a number such as 12.50: up to 7 digits before and behind
// the point, no exponent, not negative, followed by another item or member or
// the end of them. The end is 0 where there is none.
func shortDecimal(text string, i int) (v float64, end int) {
	if i+16 > len(text) {
		return 0, 0
	}
	t := text[i : i+16]
	whole, n := digits(load(t, 0))
	if uint(n-1) >= 7 || t[0] == '0' && n > 1 {
		return 0, 0
	}
	if t[n] != '.' {
		if !isEnd(t[n]) {
			return 0, 0
		}
		return float64(whole), i + n
	}
	part, k := digits(load(t, n+1))
	if uint(k-1) >= 7 || !isEnd(t[n+1+k]) {
		return 0, 0
	}
	return float64(whole*powers[k]+part) / tens[k], i + n + 1 + k
}

// isEnd tells whether b ends an item or member in compact text.
func isEnd(b byte) bool { return b == ',' || b == '}' || b == ']' }

// floatSlow is FloatIn for any number.
func (c *Cursor) floatSlow(least, most float64) float64 {
	n, ok := c.number(wantNumber)
	if !ok {
		return 0
	}
	v, exact := n.exact()
	if !exact {
		v = n.approx(c.text[n.start:n.end])
	}
	if !(v > least && v < most) {
		c.checkFloat(&n, v, least, most)
	}
	if !exact {
		c.checkFinite(&n, v)
	}
	return v
}

// FloatOf reads a number in a range.
func (c *Cursor) FloatOf(r *Range) float64 {
	n, ok := c.number(wantNumber)
	if !ok {
		return 0
	}
	v, exact := n.exact()
	if !exact {
		v = n.approx(c.text[n.start:n.end])
	}
	c.checkRange(r, &n, v)
	if !exact {
		c.checkFinite(&n, v)
	}
	return v
}

// checkFinite notes a number to which no float64 is near, unless the schema
// forbids it anyway.
func (c *Cursor) checkFinite(n *number, v float64) {
	if c.stopped() || !math.IsInf(v, 0) && (v != 0 || parseDecimal(c.text[n.start:n.end]).zero()) {
		return
	}
	if !c.noted(n.start, "") {
		c.wrong(n.start, keywordType, "must be within the range of a float64")
	}
}

// tens are the powers of ten that a float64 holds exactly.
var tens = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// exact is the nearest float64 where one operation on exact operands gives it.
func (n *number) exact() (float64, bool) {
	if !n.small || n.mant >= 1<<53 || n.exp < -22 || n.exp > 22 {
		return 0, false
	}
	v := float64(n.mant)
	if n.exp < 0 {
		v /= tens[-n.exp]
	} else {
		v *= tens[n.exp]
	}
	if n.neg {
		v = -v
	}
	return v, true
}

// approx is the nearest float64, or an infinity beyond the range.
func (n *number) approx(text string) float64 {
	v, ok := n.exact()
	if !ok {
		v, _ = strconv.ParseFloat(text, 64)
	}
	return v
}

// checkFloat decides on the limits where the float64 doesn't.
func (c *Cursor) checkFloat(n *number, v, least, most float64) {
	if c.stopped() {
		return
	}
	d := parseDecimal(c.text[n.start:n.end])
	if v <= least && !math.IsInf(least, 0) && (v < least || d.compare(floatDecimal(least)) < 0) {
		c.wrong(n.start, "minimum", "must be at least "+formatFloat(least))
	}
	if v >= most && !math.IsInf(most, 0) && (v > most || d.compare(floatDecimal(most)) > 0) {
		c.wrong(n.start, "maximum", "must be at most "+formatFloat(most))
	}
}

func floatDecimal(v float64) decimal { return parseDecimal(formatFloat(v)) }

func formatFloat(v float64) string { return string(appendFloat(nil, v)) }
