package cursor

import "slices"

// Range is what a schema says of a number beyond its type. The zero value lets
// every number pass. Limits are JSON numbers and are compared exactly, as
// decimals. Make a Range once, with [NewRange], and keep it in a variable.
type Range struct {
	bounds  []bound
	divisor *divisor
}

// bound is one limit.
type bound struct {
	keyword string
	want    string
	value   decimal
	near    float64 // the float64 nearest to value, or an infinity
	below   bool    // it is the lower limit
	open    bool    // the limit itself is not in the range
}

// NewRange returns a range without limits.
func NewRange() Range { return Range{} }

// Minimum sets the least number of the range.
func (r Range) Minimum(text string) Range {
	return r.with("minimum", "must be at least "+text, text, true, false)
}

// ExclusiveMinimum sets the number that all numbers of the range are greater
// than.
func (r Range) ExclusiveMinimum(text string) Range {
	return r.with("exclusiveMinimum", "must be greater than "+text, text, true, true)
}

// Maximum sets the greatest number of the range.
func (r Range) Maximum(text string) Range {
	return r.with("maximum", "must be at most "+text, text, false, false)
}

// ExclusiveMaximum sets the number that all numbers of the range are less
// than.
func (r Range) ExclusiveMaximum(text string) Range {
	return r.with("exclusiveMaximum", "must be less than "+text, text, false, true)
}

// MultipleOf sets the number, greater than zero, that all numbers of the range
// are multiples of.
func (r Range) MultipleOf(text string) Range {
	mustNumber(text)
	r.divisor = newDivisor(text)
	return r
}

func (r Range) with(keyword, want, text string, below, open bool) Range {
	n := mustNumber(text)
	b := bound{
		keyword: keyword,
		want:    want,
		value:   parseDecimal(text),
		near:    n.approx(text),
		below:   below,
		open:    open,
	}
	r.bounds = append(slices.Clip(r.bounds), b)
	return r
}

// mustNumber reads a number from a schema, which is a number for sure.
func mustNumber(text string) number {
	c := Cursor{text: text, payload: text}
	n, ok := c.number(wantNumber)
	if !ok || n.start != 0 || n.end != len(text) {
		panic("cursor: not a JSON number: " + text)
	}
	return n
}

// checkRange checks a number of which v is the nearest float64.
func (c *Cursor) checkRange(r *Range, n *number, v float64) {
	for i := range r.bounds {
		b := &r.bounds[i]
		if v == b.near || (v < b.near) == b.below {
			c.checkBound(b, n, v)
		}
	}
	if d := r.divisor; d != nil && !c.stopped() && !d.divides(n, c.text[n.start:n.end]) {
		if !c.silent() {
			c.wrong(n.start, "multipleOf", "must be a multiple of "+d.text)
		}
	}
}

// checkBound decides where the float64 is the bound's or beyond it. Rounding
// keeps the order, so only where both are the same do the digits matter.
func (c *Cursor) checkBound(b *bound, n *number, v float64) {
	if c.stopped() {
		return
	}
	if v == b.near {
		order := parseDecimal(c.text[n.start:n.end]).compare(b.value)
		if order == 0 && !b.open || order != 0 && (order > 0) == b.below {
			return
		}
	}
	c.wrong(n.start, b.keyword, b.want)
}
