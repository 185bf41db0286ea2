package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// read is the expression that reads a value in place.
func (p *printer) read(t *model.Type) *jen.Statement {
	if t.Func != "" {
		// decodeCustomer(c)
		return jen.Id("decode" + t.Func).Call(jen.Id("c"))
	}
	return p.converted(t, p.readHere(t))
}

// readElem is the expression that reads an additional member.
func (p *printer) readElem(u model.Use) jen.Code {
	switch {
	case !u.Nullable:
		return p.read(u.Type)
	case u.Func == "":
		p.problem(u.Type, "a nullable element needs a Func at its Use")
	}
	// decodeLabelsValue(c)
	return jen.Id("decode" + u.Func).Call(jen.Id("c"))
}

// converted is the value that was read, as t's own type where the cursor
// returns another.
func (p *printer) converted(t *model.Type, value *jen.Statement) *jen.Statement {
	switch {
	case t.Kind == model.Enum, t.Name == "" && !convertsText(t):
		return value
	case t.Name == "" && textForm(t) == textPlain && t.Text.Format != "":
		return value // c.UUID()
	}
	// SKU(c.TextOf(&skuRules))
	return p.goType(t).Call(value)
}

// convertsText is true for a string that is held by a type of package value.
func convertsText(t *model.Type) bool { return t.Kind == model.String && t.Text.Go != "" }

// readHere is the call to the cursor that reads t.
func (p *printer) readHere(t *model.Type) *jen.Statement {
	switch t.Kind {
	case model.Bool:
		// c.Bool()
		return jen.Id("c").Dot("Bool").Call()
	case model.Int, model.Uint, model.Float, model.Number:
		return readNumber(t)
	case model.String, model.DateTime:
		return readText(t)
	case model.Enum:
		function := "Enum"
		if t.Base == model.Int {
			function = "IntEnum"
		}
		// cursor.Enum(c, &currencyValues)
		return jen.Qual(cursorPath, function).Call(jen.Id("c"), jen.Op("&").Id(t.Var+"Values"))
	case model.List:
		return p.readList(t)
	case model.Map:
		return p.readMap(t)
	case model.Struct:
		p.problem(t, "a struct needs a Func")
	}
	if anyKind(t) {
		// c.Raw()
		return jen.Id("c").Dot("Raw").Call()
	}
	// c.RawOf(cursor.KindString | cursor.KindNull)
	return jen.Id("c").Dot("RawOf").Call(p.kindMask(t))
}

// kindNames are the cursor's names of the JSON types.
var kindNames = map[string]string{
	"null":    "KindNull",
	"boolean": "KindBool",
	"integer": "KindInteger",
	"number":  "KindNumber",
	"string":  "KindString",
	"array":   "KindArray",
	"object":  "KindObject",
}

func (p *printer) kindMask(t *model.Type) jen.Code {
	// cursor.KindString | cursor.KindNull
	s := jen.Null()
	for i, k := range t.Kinds {
		if kindNames[k] == "" {
			p.problem(t, "%q is no JSON type", k)
			continue
		}
		if i > 0 {
			s.Op("|")
		}
		s.Qual(cursorPath, kindNames[k])
	}
	return s
}

var numberMethods = map[model.Kind]string{
	model.Int:    "Int",
	model.Uint:   "Uint",
	model.Float:  "Float",
	model.Number: "Number",
}

func readNumber(t *model.Type) *jen.Statement {
	method := numberMethods[t.Kind]
	switch {
	case usesRange(t):
		// c.FloatOf(&totalRange)
		return jen.Id("c").Dot(method + "Of").Call(jen.Op("&").Id(t.Var + "Range"))
	case inlineRange(t):
		low, high := bounds(t)
		// c.IntIn(1, 100)
		return jen.Id("c").Dot(method+"In").Call(low, high)
	}
	// c.Int()
	return jen.Id("c").Dot(method).Call()
}

func readText(t *model.Type) *jen.Statement {
	x := t.Text
	switch textForm(t) {
	case textLength:
		// c.TextIn(1, 50)
		return jen.Id("c").Dot("TextIn").Call(jen.Lit(x.Min), jen.Lit(x.Max))
	case textMatch:
		// c.Match(skuPattern)
		return jen.Id("c").Dot("Match").Call(jen.Id(x.Pattern.Var))
	case textRules:
		method := "TextOf"
		if t.Kind == model.DateTime {
			method = "DateTimeOf"
		}
		// c.TextOf(&skuRules)
		return jen.Id("c").Dot(method).Call(jen.Op("&").Id(t.Var + "Rules"))
	}
	// c.Text()
	return jen.Id("c").Dot(textMethod(t)).Call()
}

// textMethod is the cursor's method that reads a string without more checks.
func textMethod(t *model.Type) string {
	switch {
	case t.Kind == model.DateTime:
		return "DateTime"
	case t.Text.Go != "" && t.Text.Format != "":
		return t.Text.Go
	}
	return "Text"
}

// readList reads an array.
func (p *printer) readList(t *model.Type) *jen.Statement {
	elem := p.reader(t.Elem)
	switch {
	case t.Unique:
		// cursor.UniqueList(c, 0, -1, decodeTag)
		return jen.Qual(cursorPath, "UniqueList").Call(jen.Id("c"), jen.Lit(t.Size.Min), jen.Lit(t.Size.Max), elem)
	case t.Size.Min > 0 || t.Size.Max >= 0:
		// cursor.ListIn(c, 1, 500, decodeLineItem)
		return jen.Qual(cursorPath, "ListIn").Call(jen.Id("c"), jen.Lit(t.Size.Min), jen.Lit(t.Size.Max), elem)
	}
	// cursor.List(c, decodeLineItem)
	return jen.Qual(cursorPath, "List").Call(jen.Id("c"), elem)
}

// readMap reads an object as a map.
func (p *printer) readMap(t *model.Type) *jen.Statement {
	elem := p.reader(t.Elem)
	if t.Size.Min > 0 || t.Size.Max >= 0 {
		// cursor.MapIn(c, 1, -1, decodeLabel)
		return jen.Qual(cursorPath, "MapIn").Call(jen.Id("c"), jen.Lit(t.Size.Min), jen.Lit(t.Size.Max), elem)
	}
	// cursor.Map(c, decodeLabel)
	return jen.Qual(cursorPath, "Map").Call(jen.Id("c"), elem)
}

// reader is a function value that reads an element.
func (p *printer) reader(u model.Use) jen.Code {
	t := u.Type
	switch {
	case u.Nullable:
		if u.Func == "" {
			p.problem(t, "a nullable element needs a Func at its Use")
		}
		return jen.Id("decode" + u.Func)
	case t.Func != "":
		return jen.Id("decode" + t.Func)
	case !isReader(t):
		p.problem(t, "an element that is checked needs a Func")
	}
	// (*cursor.Cursor).Text
	return jen.Parens(jen.Op("*").Qual(cursorPath, "Cursor")).Dot(readMethod(t))
}

// isReader is true where a function value reads t: a function of its own or a
// method of the cursor.
func isReader(t *model.Type) bool {
	if t.Func != "" {
		return true
	}
	if t.Name != "" || isCompared(t) {
		return false
	}
	switch t.Kind {
	case model.Raw:
		return anyKind(t)
	case model.Bool:
		return true
	case model.Int, model.Uint, model.Float, model.Number:
		return !usesRange(t) && !inlineRange(t)
	case model.String:
		return textForm(t) == textPlain && (t.Text.Go == "" || t.Text.Format != "")
	case model.DateTime:
		return textForm(t) == textPlain
	}
	return false
}

// readMethod is the method that isReader promises.
func readMethod(t *model.Type) string {
	switch t.Kind {
	case model.Bool:
		return "Bool"
	case model.String, model.DateTime:
		return textMethod(t)
	case model.Raw:
		return "Raw"
	}
	return numberMethods[t.Kind]
}
