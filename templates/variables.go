package templates

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// variables are the tables that a function stands on.
func (p *printer) variables(f *function) []jen.Code {
	var ds []jen.Code
	for _, t := range f.tables {
		if !p.tables[t] {
			p.tables[t] = true
			ds = append(ds, p.tablesOf(t)...)
		}
	}
	return ds
}

// tablesOf are the variables of one type.
func (p *printer) tablesOf(t *model.Type) []jen.Code {
	var ds []jen.Code
	if t.Kind == model.String || t.Kind == model.DateTime {
		ds = append(ds, p.textTables(t)...)
	}
	if isNumber(t.Kind) && usesRange(t) {
		ds = append(ds, p.rangeTable(t))
	}
	if t.Kind == model.Enum {
		ds = append(ds, enumTable(t))
	}
	if isCompared(t) {
		ds = append(ds, valuesTable(t))
	}
	if t.Kind == model.Struct {
		ds = append(ds, membersTable(t))
	}
	return ds
}

// textTables are the pattern and the rules of a string.
func (p *printer) textTables(t *model.Type) []jen.Code {
	var ds []jen.Code
	if pat := t.Text.Pattern; pat != nil {
		ds = append(ds, p.patternDecl(pat)...)
	}
	if textForm(t) == textRules {
		ds = append(ds, rulesTable(t))
	}
	return ds
}

// patternDecl is the variable of a pattern, unless it is printed already.
func (p *printer) patternDecl(pat *model.Pattern) []jen.Code {
	source, printed := p.patterns[pat.Var]
	if printed && source != pat.Source {
		p.errs = append(p.errs, fmt.Errorf("print the pattern %s: the variable %s holds another pattern already", pat.Source, pat.Var))
	}
	if printed {
		return nil
	}
	p.patterns[pat.Var] = pat.Source
	return []jen.Code{patternVar(pat)}
}

func patternVar(pat *model.Pattern) jen.Code {
	path := patternPath
	if pat.Backtrack {
		path = backtrackPath
	}
	// var orderIDPattern = pattern.MustCompile("^[A-Z]{2}-[0-9]{6}$")
	return jen.Var().Id(pat.Var).Op("=").Qual(path, "MustCompile").Call(lit(pat.Source))
}

// textCall is the way in which a string is checked.
type textCall int

const (
	textPlain  textCall = iota // c.Text, or the method of the Go type
	textLength                 // c.TextIn
	textMatch                  // c.Match
	textRules                  // c.TextOf, c.DateTimeOf
)

func textForm(t *model.Type) textCall {
	x := t.Text
	bounded := x.Min > 0 || x.Max >= 0
	// A method such as c.UUID checks the format by itself.
	typed := t.Kind == model.DateTime || x.Go != "" && x.Format != ""
	switch {
	case !bounded && x.Pattern == nil && (typed || x.Format == ""):
		return textPlain
	case typed || x.Format != "" || bounded && x.Pattern != nil:
		return textRules
	case bounded:
		return textLength
	}
	return textMatch
}

func rulesTable(t *model.Type) jen.Code {
	x := t.Text
	// var skuRules = cursor.NewRules().MinLength(3).MaxLength(9).Pattern(skuPattern).Format("email")
	s := jen.Var().Id(t.Var+"Rules").Op("=").Qual(cursorPath, "NewRules").Call()
	if x.Min > 0 {
		s.Dot("MinLength").Call(jen.Lit(x.Min))
	}
	if x.Max >= 0 {
		s.Dot("MaxLength").Call(jen.Lit(x.Max))
	}
	if x.Pattern != nil {
		s.Dot("Pattern").Call(jen.Id(x.Pattern.Var))
	}
	if x.Format != "" && t.Kind != model.DateTime {
		s.Dot("Format").Call(lit(x.Format))
	}
	return s
}

func isNumber(k model.Kind) bool {
	return k == model.Int || k == model.Uint || k == model.Float || k == model.Number
}

// usesRange is true where a number is checked by a table.
func usesRange(t *model.Type) bool {
	return (t.Range != (model.Range{}) || isWhole(t)) && !inlineRange(t)
}

// isWhole is true for an integer of any size.
func isWhole(t *model.Type) bool {
	return t.Kind == model.Number && slices.Contains(t.Kinds, "integer")
}

// inlineRange is true where a number is checked by two Go expressions.
func inlineRange(t *model.Type) bool {
	return t.Range.Inline && t.Kind != model.Number
}

func (p *printer) rangeTable(t *model.Type) jen.Code {
	divisor := t.Range.MultipleOf
	switch {
	case isWhole(t) && divisor == "":
		divisor = "1" // whole numbers are the multiples of 1
	case isWhole(t) && strings.ContainsAny(divisor, ".eE"):
		p.problem(t, "a whole number needs a whole multipleOf, not %s", divisor)
	}
	// var totalRange = cursor.NewRange().Minimum("0").MultipleOf("0.01")
	s := jen.Var().Id(t.Var+"Range").Op("=").Qual(cursorPath, "NewRange").Call()
	for _, b := range []struct{ method, text string }{
		{"Minimum", t.Range.Minimum},
		{"ExclusiveMinimum", t.Range.ExclusiveMinimum},
		{"Maximum", t.Range.Maximum},
		{"ExclusiveMaximum", t.Range.ExclusiveMaximum},
		{"MultipleOf", divisor},
	} {
		if b.text != "" {
			s.Dot(b.method).Call(lit(b.text))
		}
	}
	return s
}

// enumTable is the table of an enum's constants.
func enumTable(t *model.Type) jen.Code {
	constructor := "NewEnum"
	if t.Base == model.Int {
		constructor = "NewIntEnum"
	}
	var args []argument
	for _, c := range t.Consts {
		args = append(args, argument{jen.Id(c.Name), c.Name})
	}
	name := t.Var + "Values"
	// var currencyValues = cursor.NewEnum(CurrencyEUR, CurrencyUSD)
	s := jen.Var().Id(name).Op("=").Qual(cursorPath, constructor)
	if len(args) == 0 {
		s.Types(jen.Id(t.Name)) // nothing to infer it from
	}
	codes, _ := filled(len("var  = cursor.NewIntEnum()")+len(name), args)
	return s.Call(codes...)
}

// isCompared is true where a value is compared with those of an enum or const.
// Enums do that by their own table.
func isCompared(t *model.Type) bool { return t.Values.Keyword != "" && t.Kind != model.Enum }

// valuesTable is the table of an enum or const that no Go type says.
func valuesTable(t *model.Type) jen.Code { return comparison(t.Var+"Values", t.Values) }

// comparison is the table of an enum or a const.
func comparison(name string, values model.Values) jen.Code {
	constructor := "EnumValues"
	if values.Keyword == "const" {
		constructor = "ConstValue"
	}
	args, _ := filled(len("var  = cursor.EnumValues()")+len(name), literals(values.JSON))
	// var limitValues = cursor.EnumValues("1", `"a"`)
	return jen.Var().Id(name).Op("=").Qual(cursorPath, constructor).Call(args...)
}

// membersTable names the members of an object.
func membersTable(t *model.Type) jen.Code {
	var names []string
	for _, f := range t.Fields {
		names = append(names, f.JSON)
	}
	calls := membersCalls(t)
	name := t.Var + "Members"
	used := len(`var  = cursor.MembersOf("", )`) + len(name) + len(t.Location)
	for _, c := range calls {
		used += c.width() - 1
	}
	args, wrapped := filled(used, literals(names))
	// var orderMembers = cursor.MembersOf("order.json#", "orderId", "notes")
	s := jen.Var().Id(name).Op("=").Qual(cursorPath, "MembersOf").
		Call(append([]jen.Code{lit(t.Location)}, args...)...)
	for i, c := range calls {
		s.Op(".")
		if i == 0 && wrapped {
			s.Line()
		}
		s.Add(c.code)
	}
	return s
}

// membersCalls are the calls that say more about the members than their names.
func membersCalls(t *model.Type) []argument {
	var calls []argument
	var optional []string
	for _, f := range t.Fields {
		if !f.Required {
			optional = append(optional, f.JSON)
		}
	}
	if len(optional) > 0 {
		args := flowing(tabWidth+len("Optional("), literals(optional))
		// Optional("notes")
		calls = append(calls, argument{jen.Id("Optional").Call(args...), `Optional("` + strings.Join(optional, `", "`) + `")`})
	}
	switch {
	case t.Closed:
		calls = append(calls, argument{jen.Id("Closed").Call(), "Closed()"})
	case t.Additional != nil:
		calls = append(calls, argument{jen.Id("Open").Call(), "Open()"})
	}
	if t.Size.Min > 0 || t.Size.Max >= 0 {
		// Count(1, -1)
		calls = append(calls, argument{jen.Id("Count").Call(jen.Lit(t.Size.Min), jen.Lit(t.Size.Max)), "Count(1, -1)"})
	}
	return calls
}
