package templates

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// typeDecl declares a named type, and its constants where it is an enum.
func (p *printer) typeDecl(t *model.Type) []jen.Code {
	if t.Name == "" {
		return nil
	}
	// // SKU is an article number.
	// type SKU string
	ds := []jen.Code{jen.Add(doc(t.Doc, lineWidth)).Type().Id(t.Name).Add(p.underlying(t))}
	if t.Kind == model.Enum && len(t.Consts) > 0 {
		ds = append(ds, constants(t))
	}
	for _, mark := range t.Marks {
		// func (*CardPayment) isPayment() {}
		ds = append(ds, jen.Func().Params(jen.Op("*").Id(t.Name)).Id(mark).Params().Block())
	}
	return ds
}

// constants are the typed constants of an enum.
func constants(t *model.Type) jen.Code {
	// // The values of Currency.
	// const (
	// 	CurrencyEUR Currency = "EUR"
	// )
	return jen.Comment("// The values of " + t.Name + ".").Line().
		Const().DefsFunc(func(g *jen.Group) {
		for _, c := range t.Consts {
			value := lit(c.Text)
			if t.Base == model.Int {
				value = jen.Id(strconv.FormatInt(c.Int, 10))
			}
			g.Id(c.Name).Id(t.Name).Op("=").Add(value)
		}
	})
}

// goType is the Go type of a value of t.
func (p *printer) goType(t *model.Type) *jen.Statement {
	if t.Name != "" {
		return jen.Id(t.Name)
	}
	if needsName(t.Kind) {
		p.problem(t, "a struct, an enum or a union needs a name")
	}
	return p.underlying(t)
}

func needsName(k model.Kind) bool {
	switch k {
	case model.Struct, model.Enum, model.Tuple, model.Union, model.Holder:
		return true
	}
	return false
}

// underlying is the Go type of t without its name.
func (p *printer) underlying(t *model.Type) *jen.Statement {
	switch t.Kind {
	case model.Bool:
		return jen.Bool()
	case model.Int:
		return jen.Int64()
	case model.Uint:
		return jen.Uint64()
	case model.Float:
		return jen.Float64()
	case model.Number:
		// json.Number
		return jen.Qual(jsonPath, "Number")
	case model.String:
		if t.Text.Go != "" {
			// value.UUID
			return jen.Qual(valuePath, t.Text.Go)
		}
		return jen.String()
	case model.DateTime:
		// value.DateTime
		return jen.Qual(valuePath, "DateTime")
	case model.Enum:
		if t.Base == model.Int {
			return jen.Int64()
		}
		return jen.String()
	case model.List:
		// []LineItem
		return jen.Index().Add(p.elemType(t.Elem))
	case model.Map:
		// map[string]LineItem
		return jen.Map(jen.String()).Add(p.elemType(t.Elem))
	case model.Struct, model.Tuple:
		return p.structType(t)
	case model.Union:
		// interface{ isPayment() }
		return jen.Interface(jen.Id("is" + t.Name).Params())
	case model.Holder:
		// struct{ Value Payment }
		return jen.Struct(jen.Id("Value").Add(p.goType(t.Elem.Type)))
	}
	// json.RawMessage
	return jen.Qual(jsonPath, "RawMessage")
}

// elemType is the Go type of an element: *T where it may be null.
func (p *printer) elemType(u model.Use) jen.Code {
	if u.Nullable {
		return jen.Op("*").Add(p.goType(u.Type))
	}
	return p.goType(u.Type)
}

// structType is a struct with its fields, each with its comments. Blank lines
// set fields with long comments apart.
func (p *printer) structType(t *model.Type) *jen.Statement {
	// struct {
	// 	OrderID string // matches ^[A-Z]{2}-[0-9]{6}$
	// }
	return jen.StructFunc(func(g *jen.Group) {
		long := false
		for i, f := range structFields(t) {
			wasLong := long
			long = len(docLines(f.Doc, fieldWidth)) > 1
			if i > 0 && (long || wasLong) {
				g.Line()
			}
			g.Add(doc(f.Doc, fieldWidth)).Id(f.Name).Add(p.fieldType(t, f)).Add(note(f.Note))
		}
	})
}

// structFields are the members that have a Go field.
func structFields(t *model.Type) []*model.Field {
	var fs []*model.Field
	for _, f := range t.Fields {
		if f.Form != model.Forbidden {
			fs = append(fs, f)
		}
	}
	if t.Additional != nil {
		fs = append(fs, t.Additional)
	}
	return fs
}

// fieldType is the Go type of a field.
func (p *printer) fieldType(t *model.Type, f *model.Field) jen.Code {
	if f == t.Additional && t.Kind == model.Tuple {
		// []T
		return jen.Index().Add(p.elemType(f.Use))
	}
	if f == t.Additional {
		// map[string]T
		return jen.Map(jen.String()).Add(p.elemType(f.Use))
	}
	switch f.Form {
	case model.Pointer:
		// *T
		return jen.Op("*").Add(p.goType(f.Use.Type))
	case model.Opt, model.OptPointer:
		// value.Opt[T]
		return jen.Qual(valuePath, "Opt").Types(p.optType(f))
	}
	return p.goType(f.Use.Type)
}

// optType is what the value.Opt of a field holds.
func (p *printer) optType(f *model.Field) jen.Code {
	if f.Form == model.OptPointer {
		return jen.Op("*").Add(p.goType(f.Use.Type))
	}
	return p.goType(f.Use.Type)
}

// note is a comment behind a field.
func note(text string) jen.Code {
	if strings.TrimSpace(text) == "" {
		return jen.Null()
	}
	// // 1 to 500
	return jen.Comment("// " + oneLine(text))
}
