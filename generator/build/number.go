package build

import (
	"math"
	"math/big"
	"strconv"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/source"
)

// bounds returns the bounds of a number as the schema writes them.
func bounds(a atom) model.Range {
	js, n := a.Schema, a.node
	var r model.Range
	if js.Minimum != nil {
		r.Minimum = trimFraction(n.Get("minimum").Text)
	}
	if js.Maximum != nil {
		r.Maximum = trimFraction(n.Get("maximum").Text)
	}
	if js.ExclusiveMinimum != nil {
		r.ExclusiveMinimum = trimFraction(exclusive(n, "exclusiveMinimum", "minimum").Text)
	}
	if js.ExclusiveMaximum != nil {
		r.ExclusiveMaximum = trimFraction(exclusive(n, "exclusiveMaximum", "maximum").Text)
	}
	if js.MultipleOf != nil {
		r.MultipleOf = trimFraction(n.Get("multipleOf").Text)
	}
	return r
}

// exclusive finds an exclusive bound: a number of its own, and in draft 4 the
// other bound with a boolean beside it.
func exclusive(n *source.Node, keyword, draft4 string) *source.Node {
	if own := n.Get(keyword); own != nil && own.Kind == source.Number {
		return own
	}
	return n.Get(draft4)
}

var (
	minInt64  = big.NewRat(math.MinInt64, 1)
	maxInt64  = big.NewRat(math.MaxInt64, 1)
	maxUint64 = new(big.Rat).SetInt(new(big.Int).SetUint64(math.MaxUint64))
)

// integer makes e an int64, or wider where the schema's bounds ask for it.
func (b *builder) integer(e *entry, atoms []atom) {
	js := atoms[0]
	e.Range = bounds(js)
	low, high := lowest(atoms), highest(atoms)
	switch {
	default:
		e.Kind = model.Number
		e.Kinds = []string{"integer"}
		if _, whole := wholeNumber(e.Range.MultipleOf); e.Range.MultipleOf != "" && !whole {
			e.checked, e.residual = true, false
		}
		return
	case !b.ExactNumbers && fits(low, minInt64, maxInt64) && fits(high, minInt64, maxInt64):
		e.Kind = model.Int
	case !b.ExactNumbers && low != nil && low.Sign() >= 0 && fits(high, new(big.Rat), maxUint64):
		e.Kind = model.Uint
	}
	r := &e.Range
	if r.ExclusiveMinimum != "" || r.ExclusiveMaximum != "" || r.MultipleOf != "" {
		return
	}
	r.Low, r.High = inlineInt(r.Minimum, js.Minimum), inlineInt(r.Maximum, js.Maximum)
	r.Inline = (r.Low != "") == (r.Minimum != "") && (r.High != "") == (r.Maximum != "") &&
		(r.Low != "" || r.High != "")
}

// inlineInt returns a bound as a Go expression, "" where it is no integer.
func inlineInt(text string, r *big.Rat) string {
	if text == "" || r == nil || !r.IsInt() {
		return ""
	}
	return group(r.Num().String())
}

// group sets digits in threes, as one writes them in Go.
func group(digits string) string {
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if len(digits) < 5 {
		return sign + digits
	}
	out := ""
	for len(digits) > 3 {
		out = "_" + digits[len(digits)-3:] + out
		digits = digits[:len(digits)-3]
	}
	return sign + digits + out
}

// lowest returns the highest of the lower bounds, highest the lowest of the upper
// ones; nil where there is none.
func lowest(atoms []atom) *big.Rat {
	var low *big.Rat
	for _, a := range atoms {
		for _, bound := range []*big.Rat{a.Minimum, a.ExclusiveMinimum} {
			if bound != nil && (low == nil || bound.Cmp(low) > 0) {
				low = bound
			}
		}
	}
	return low
}

func highest(atoms []atom) *big.Rat {
	var high *big.Rat
	for _, a := range atoms {
		for _, bound := range []*big.Rat{a.Maximum, a.ExclusiveMaximum} {
			if bound != nil && (high == nil || bound.Cmp(high) < 0) {
				high = bound
			}
		}
	}
	return high
}

// fits says whether a bound asks for no more than the type has; no bound asks
// for nothing.
func fits(bound, low, high *big.Rat) bool {
	return bound == nil || bound.Cmp(low) >= 0 && bound.Cmp(high) <= 0
}

// number makes e a float64.
func (b *builder) number(e *entry, atoms []atom) {
	e.Range = bounds(atoms[0])
	e.Kind = model.Float
	if b.ExactNumbers || !isFinite(lowest(atoms)) || !isFinite(highest(atoms)) {
		e.Kind = model.Number // a bound that no float64 holds
		return
	}
	r := &e.Range
	if r.ExclusiveMinimum != "" || r.ExclusiveMaximum != "" || r.MultipleOf != "" {
		return
	}
	r.Low, r.High = inlineFloat(r.Minimum), inlineFloat(r.Maximum)
	r.Inline = (r.Low != "") == (r.Minimum != "") && (r.High != "") == (r.Maximum != "") &&
		(r.Low != "" || r.High != "")
}

func isFinite(r *big.Rat) bool {
	if r == nil {
		return true
	}
	f, _ := r.Float64()
	return !math.IsInf(f, 0)
}

// inlineFloat returns a bound as a Go expression where the float64 that it
// makes prints as the same number: only then does the cursor, which decides
// equality on the decimal text, know the bound exactly.
func inlineFloat(text string) string {
	if text == "" {
		return ""
	}
	r, ok := rational(text)
	if !ok {
		return ""
	}
	f, _ := r.Float64()
	if back, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64)); !ok || back.Cmp(r) != 0 {
		return ""
	}
	if r.IsInt() && r.Num().IsInt64() {
		return group(r.Num().String())
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}
