package templates

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// bounds are the ends of an inline range. An end that is open is that of the
// Go type.
func bounds(t *model.Type) (low, high jen.Code) {
	return bound(t.Range.Low, openLow(t.Kind)), bound(t.Range.High, openHigh(t.Kind))
}

func openLow(k model.Kind) jen.Code {
	switch k {
	case model.Int:
		// math.MinInt64
		return jen.Qual("math", "MinInt64")
	case model.Uint:
		return jen.Lit(0)
	}
	// math.Inf(-1)
	return jen.Qual("math", "Inf").Call(jen.Lit(-1))
}

func openHigh(k model.Kind) jen.Code {
	switch k {
	case model.Int:
		// math.MaxInt64
		return jen.Qual("math", "MaxInt64")
	case model.Uint:
		// math.MaxUint64
		return jen.Qual("math", "MaxUint64")
	}
	// math.Inf(1)
	return jen.Qual("math", "Inf").Call(jen.Lit(1))
}

// bound is one end, written as the model gives it.
func bound(expr string, open jen.Code) jen.Code {
	if expr == "" {
		return open
	}
	if name, ok := strings.CutPrefix(expr, "math."); ok {
		// math.MaxInt64
		return jen.Qual("math", name)
	}
	// 100_000_000
	return jen.Id(expr)
}
