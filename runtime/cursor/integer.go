package cursor

import (
	"math"
	"math/bits"
	"strconv"
)

// Int reads a whole number, which may be written as 1.0 or 1e2. One that does
// not fit into an int64 is a problem.
func (c *Cursor) Int() int64 { return c.IntIn(math.MinInt64, math.MaxInt64) }

// IntIn reads a whole number from least to most, both included.
func (c *Cursor) IntIn(least, most int64) int64 {
	text, i := c.text, c.pos
	if i+8 <= len(text) {
		t := text[i : i+8]
		u, n := digits(load(t, 0))
		if v := int64(u); uint(n-1) < 7 && isEnd(t[n]) && v >= least && v <= most && (t[0] != '0' || n == 1) {
			c.last, c.pos = i, i+n
			return v
		}
	}
	return c.intSlow(least, most)
}

// intSlow is IntIn for what is not simply digits, or beyond the limits.
func (c *Cursor) intSlow(least, most int64) int64 {
	n, ok := c.number(wantInteger)
	if !ok {
		return 0
	}
	v, ok := n.signed()
	if !ok {
		if v, ok = c.wholeInt(&n); !ok {
			c.outsideInt(&n, n.neg, least, most)
			return 0
		}
	}
	if v < least || v > most {
		c.outsideInt(&n, v < least, least, most)
	}
	return v
}

// IntOf reads a whole number in a range.
func (c *Cursor) IntOf(r *Range) int64 {
	n, ok := c.number(wantInteger)
	if !ok {
		return 0
	}
	v, ok := n.signed()
	if !ok {
		if v, ok = c.wholeInt(&n); !ok {
			c.checkRange(r, &n, n.approx(c.payload[n.start:n.end]))
			c.outsideInt(&n, n.neg, math.MinInt64, math.MaxInt64)
			return 0
		}
	}
	c.checkRange(r, &n, float64(v))
	return v
}

// Uint reads a whole number that is not negative, which may be written as 1.0
// or 1e2. One that does not fit into a uint64 is a problem.
func (c *Cursor) Uint() uint64 { return c.UintIn(0, math.MaxUint64) }

// UintIn reads a whole number from least to most, both included.
func (c *Cursor) UintIn(least, most uint64) uint64 {
	n, ok := c.number(wantInteger)
	if !ok {
		return 0
	}
	v, ok := c.wholeUint(&n)
	if !ok {
		c.outsideUint(&n, n.neg, least, most)
		return 0
	}
	if v < least || v > most {
		c.outsideUint(&n, v < least, least, most)
	}
	return v
}

// UintOf reads a whole number in a range.
func (c *Cursor) UintOf(r *Range) uint64 {
	n, ok := c.number(wantInteger)
	if !ok {
		return 0
	}
	v, ok := c.wholeUint(&n)
	if !ok {
		c.checkRange(r, &n, n.approx(c.payload[n.start:n.end]))
		c.outsideUint(&n, n.neg, 0, math.MaxUint64)
		return 0
	}
	c.checkRange(r, &n, float64(v))
	return v
}

// signed is the value of a plain number that fits into an int64.
func (n *number) signed() (int64, bool) {
	v := int64(n.mant)
	if !n.plain || !n.small || v < 0 {
		return 0, false
	}
	if n.neg {
		v = -v
	}
	return v, true
}

// fit tells whether a number is whole and fits into 64 bits.
type fit uint8

const (
	fits fit = iota
	fractional
	tooLarge
)

// whole is the magnitude of a whole number, however it is written.
func (n *number) whole(text string) (uint64, fit) {
	if n.small && n.exp == 0 {
		return n.mant, fits
	}
	return parseDecimal(text).magnitude()
}

// int64 is the value of a whole number that fits, however it is written.
func (n *number) int64(text string) (int64, bool) {
	u, f := n.whole(text)
	switch {
	case f == fits && u <= math.MaxInt64:
		if n.neg {
			return -int64(u), true
		}
		return int64(u), true
	case f == fits && n.neg && u == 1<<63:
		return math.MinInt64, true
	}
	return 0, false
}

// wholeInt is the value of a number that is not simply digits. It is false for
// one that isn't whole, which is noted, and for one that doesn't fit.
func (c *Cursor) wholeInt(n *number) (int64, bool) {
	text := c.payload[n.start:n.end]
	v, ok := n.int64(text)
	if !ok {
		if _, f := n.whole(text); f == fractional {
			c.wrong(n.start, keywordType, wantInteger)
		}
	}
	return v, ok
}

// outsideInt reports a number beyond a limit. The limits of int64 itself are
// not the schema's.
func (c *Cursor) outsideInt(n *number, below bool, least, most int64) {
	switch {
	case c.silent() || c.noted(n.start, ""):
	case below && least > math.MinInt64:
		c.wrong(n.start, "minimum", "must be at least "+strconv.FormatInt(least, 10))
	case !below && most < math.MaxInt64:
		c.wrong(n.start, "maximum", "must be at most "+strconv.FormatInt(most, 10))
	default:
		c.wrong(n.start, keywordType, "must be an integer within the range of an int64")
	}
}

// wholeUint is wholeInt for numbers that are not negative.
func (c *Cursor) wholeUint(n *number) (uint64, bool) {
	u, f := n.whole(c.payload[n.start:n.end])
	switch {
	case f == fractional:
		c.wrong(n.start, keywordType, wantInteger)
		return 0, false
	case f == fits && (!n.neg || u == 0):
		return u, true
	}
	return 0, false
}

// outsideUint reports a number beyond a limit. A limit of zero is the type's
// and the schema's alike.
func (c *Cursor) outsideUint(n *number, below bool, least, most uint64) {
	switch {
	case c.silent() || c.noted(n.start, ""):
	case below:
		c.wrong(n.start, "minimum", "must be at least "+strconv.FormatUint(least, 10))
	case most < math.MaxUint64:
		c.wrong(n.start, "maximum", "must be at most "+strconv.FormatUint(most, 10))
	default:
		c.wrong(n.start, keywordType, "must be an integer within the range of a uint64")
	}
}

// magnitude is the absolute value of a whole number.
func (d decimal) magnitude() (uint64, fit) {
	if d.zero() {
		return 0, fits
	}
	if d.huge != "" || d.exp < int64(d.size()) || d.exp > 20 {
		if d.huge != "" && !d.hugeNeg || d.huge == "" && d.exp >= int64(d.size()) {
			return 0, tooLarge
		}
		return 0, fractional
	}
	var v uint64
	for i := range int(d.exp) {
		digit := uint64(0)
		if i < d.size() {
			digit = uint64(d.at(i) - '0')
		}
		hi, lo := bits.Mul64(v, 10)
		sum, carry := bits.Add64(lo, digit, 0)
		if hi|carry != 0 {
			return 0, tooLarge
		}
		v = sum
	}
	return v, fits
}
