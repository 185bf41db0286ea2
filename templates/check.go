package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// checkDecls are the function of a check, what it stands on, and those of the
// checks that it calls.
func (p *printer) checkDecls(c *model.Check) []jen.Code {
	if c == nil || p.checks[c] {
		return nil
	}
	p.checks[c] = true
	ds := append(p.checkTables(c), p.checkFunc(c))
	for _, sub := range subChecks(c) {
		ds = append(ds, p.checkDecls(sub)...)
	}
	return append(ds, p.seenDecls(c.Seen)...)
}

// subChecks are the checks that a check calls.
func subChecks(c *model.Check) []*model.Check {
	var subs []*model.Check
	for _, list := range [][]*model.Check{c.All, c.Any, c.One, {c.Not, c.If, c.Then, c.Else}} {
		subs = append(subs, list...)
	}
	if a := c.Array; a != nil {
		subs = append(append(subs, a.Prefix...), a.Rest)
		for _, contains := range a.Contains {
			subs = append(subs, contains.Check)
		}
	}
	if o := c.Object; o != nil {
		for _, m := range o.Properties {
			subs = append(subs, m.Check)
		}
		for _, m := range o.Patterns {
			subs = append(subs, m.Check)
		}
		subs = append(subs, o.Names)
		if asksNames(o) { // else the table forbids them
			subs = append(subs, o.Additional)
		}
		for _, d := range o.Dependent {
			subs = append(subs, d.Check)
		}
	}
	if u := c.Unevaluated; u != nil {
		subs = append(subs, u.Members, u.Items)
	}
	return subs
}

// checkTables are the variables of a check.
func (p *printer) checkTables(c *model.Check) []jen.Code {
	var ds []jen.Code
	if c.Values.Keyword != "" {
		ds = append(ds, comparison(c.Var+"Values", c.Values))
	}
	if c.Also.Keyword != "" {
		ds = append(ds, comparison(c.Var+"AlsoValues", c.Also))
	}
	if c.Text != nil {
		ds = append(ds, p.textTables(c.Text)...)
	}
	if c.Number != nil && usesRange(c.Number) {
		ds = append(ds, p.rangeTable(c.Number))
	}
	if o := c.Object; o != nil {
		for _, m := range o.Patterns {
			ds = append(ds, p.patternDecl(m.Pattern)...)
		}
		if !c.Residual || asksNames(o) {
			ds = append(ds, checkMembers(c))
		}
	}
	return ds
}

// checkMembers is the table of the members that a check names. It yields all
// others where there is more to say of them than that they are forbidden.
func checkMembers(c *model.Check) jen.Code {
	o := c.Object
	required := make(map[string]bool)
	for _, name := range o.Required {
		required[name] = true
	}
	var names, optional []string
	known := make(map[string]bool)
	for _, m := range o.Properties {
		names, known[m.Name] = append(names, m.Name), true
		if !required[m.Name] {
			optional = append(optional, m.Name)
		}
	}
	for _, name := range o.Required {
		if !known[name] {
			names, known[name] = append(names, name), true
		}
	}
	// var checkOrderMembers = cursor.MembersOf("order.json#", "orderId", "notes").Optional("notes")
	s := jen.Var().Id(c.Var+"Members").Op("=").Qual(cursorPath, "MembersOf").
		Call(append([]jen.Code{lit(c.Location)}, codes(names)...)...)
	if len(optional) > 0 {
		s.Dot("Optional").Call(codes(optional)...)
	}
	switch {
	case asksNames(o):
		s.Dot("Open").Call()
	case o.Additional != nil:
		s.Dot("Closed").Call()
	}
	if o.Size.Min > 0 || o.Size.Max >= 0 {
		s.Dot("Count").Call(jen.Lit(o.Size.Min), jen.Lit(o.Size.Max))
	}
	return s
}

// asksNames is true where a check looks at members that it doesn't name, or at
// the names themselves.
func asksNames(o *model.ObjectCheck) bool {
	if len(o.Patterns) > 0 || o.Names != nil || o.Additional != nil && !o.Additional.Never {
		return true
	}
	return o.Additional != nil && len(o.Required) > 0 && !coversRequired(o)
}

// coversRequired is true where each required member is a property.
func coversRequired(o *model.ObjectCheck) bool {
	known := make(map[string]bool)
	for _, m := range o.Properties {
		known[m.Name] = true
	}
	for _, name := range o.Required {
		if !known[name] {
			return false
		}
	}
	return true
}

// checkFunc reads a value and notes where the schema doesn't hold.
func (p *printer) checkFunc(c *model.Check) jen.Code {
	name := "check" + c.Func
	// // checkOrder checks order.json#.
	// func checkOrder(c *cursor.Cursor) {
	return jen.Comment("// " + name + " checks " + oneLine(c.Location) + ".").Line().
		Func().Id(name).Params(jen.Id("c").Op("*").Qual(cursorPath, "Cursor")).
		BlockFunc(func(g *jen.Group) {
			// m := c.Mark()
			g.Add(mark())
			p.checkInPlace(g, c)
			p.checkValue(g, c)
			// c.At(m, "order.json#")
			g.Id("c").Dot("At").Call(jen.Id("m"), lit(c.Location))
		})
}

// checkInPlace looks at the next value and goes back.
func (p *printer) checkInPlace(g *jen.Group, c *model.Check) {
	call := func(method string, checks ...*model.Check) {
		if len(checks) > 0 {
			// c.Any(checkOrderAny1, checkOrderAny2)
			g.Id("c").Dot(method).Call(checkers(checks)...)
		}
	}
	if c.Values.Keyword != "" {
		g.Id("c").Dot("Among").Call(jen.Op("&").Id(c.Var + "Values"))
	}
	if c.Also.Keyword != "" {
		g.Id("c").Dot("Among").Call(jen.Op("&").Id(c.Var + "AlsoValues"))
	}
	call("All", c.All...)
	call("Any", c.Any...)
	call("One", c.One...)
	if c.HasNot {
		call("Not", c.Not)
	}
	if c.HasIf {
		// c.If(checkOrderIf, checkOrderThen, nil)
		g.Id("c").Dot("If").Call(checker(c.If), checkerOrNil(c.Then), checkerOrNil(c.Else))
	}
	if a := c.Array; a != nil {
		if a.Unique {
			g.Id("c").Dot("Unique").Call()
		}
		for _, contains := range a.Contains {
			// c.Contains(1, -1, checkOrderContains)
			g.Id("c").Dot("Contains").Call(jen.Lit(contains.Min), jen.Lit(contains.Max), checker(contains.Check))
		}
	}
	if c.Object != nil {
		p.checkDependents(g, c.Object)
	}
	p.checkUnevaluated(g, c)
}

func (p *printer) checkDependents(g *jen.Group, o *model.ObjectCheck) {
	for _, d := range o.Dependent {
		if len(d.Required) == 0 && d.Check == nil {
			continue
		}
		// if c.Has("creditCard") {
		// 	c.Needs("dependentRequired", "creditCard", "billingAddress")
		// }
		g.If(jen.Id("c").Dot("Has").Call(lit(d.Name))).BlockFunc(func(g *jen.Group) {
			if len(d.Required) > 0 {
				g.Id("c").Dot("Needs").Call(append([]jen.Code{lit(d.Keyword), lit(d.Name)}, codes(d.Required)...)...)
			}
			if d.Check != nil {
				g.Id("c").Dot("All").Call(checker(d.Check))
			}
		})
	}
}

func (p *printer) checkUnevaluated(g *jen.Group, c *model.Check) {
	u := c.Unevaluated
	if u == nil || u.Members == nil && u.Items == nil {
		return
	}
	// var seen cursor.Seen
	// seenOrder(c, &seen)
	// c.UnseenMembers(&seen, checkOrderUnevaluated)
	g.Var().Id("seen").Qual(cursorPath, "Seen")
	g.Id("seen"+c.Seen.Func).Call(jen.Id("c"), jen.Op("&").Id("seen"))
	if u.Members != nil {
		g.Id("c").Dot("UnseenMembers").Call(jen.Op("&").Id("seen"), checker(u.Members))
	}
	if u.Items != nil {
		g.Id("c").Dot("UnseenItems").Call(jen.Op("&").Id("seen"), checker(u.Items))
	}
}

// checkValue reads the value.
func (p *printer) checkValue(g *jen.Group, c *model.Check) {
	if c.Never {
		// c.Reject("", "must not be there")
		g.Id("c").Dot("Reject").Call(lit(""), lit("must not be there"))
		return
	}
	if c.Residual {
		if c.Object != nil && asksNames(c.Object) {
			// if c.Kind() == cursor.KindObject {
			g.If(jen.Id("c").Dot("Kind").Call().Op("==").Qual(cursorPath, "KindObject")).Block(p.checkObject(c))
		}
		return
	}
	var cases, bodies []jen.Code
	add := func(kind string, body jen.Code) {
		if accepts(c.Kinds, kind) {
			cases = append(cases, jen.Case(jen.Qual(cursorPath, kindNames[kind])).Block(body))
			bodies = append(bodies, body)
		}
	}
	if c.Object != nil {
		add("object", p.checkObject(c))
	}
	if a := c.Array; a != nil && (a.Size.Min > 0 || a.Size.Max >= 0 || a.Rest != nil || len(a.Prefix) > 0) {
		args := []jen.Code{jen.Lit(a.Size.Min), jen.Lit(a.Size.Max), checkerOrNil(a.Rest)}
		for _, item := range a.Prefix {
			args = append(args, checkerOrNil(item))
		}
		// c.Items(1, -1, checkOrderItem)
		add("array", jen.Id("c").Dot("Items").Call(args...))
	}
	if c.Text != nil {
		add("string", readText(c.Text))
	}
	if c.Number != nil {
		add("number", readNumber(c.Number))
	}
	read := jen.Code(jen.Id("c").Dot("Skip").Call())
	if len(c.Kinds) == 1 && len(bodies) == 1 && c.Kinds[0] != "integer" {
		g.Add(bodies[0]) // it notes another type itself
		return
	}
	if len(cases) > 0 {
		// switch c.Kind() {
		// case cursor.KindString:
		// 	c.TextIn(1, 20)
		// default:
		// 	c.Skip()
		// }
		read = jen.Switch(jen.Id("c").Dot("Kind").Call()).Block(append(cases, jen.Default().Block(read))...)
	}
	if c.Kinds == nil {
		g.Add(read)
		return
	}
	// if c.Of(cursor.KindString) {
	g.If(jen.Id("c").Dot("Of").Call(p.kindMask(&model.Type{Kinds: c.Kinds, Location: c.Location}))).Block(read)
}

func accepts(kinds []string, kind string) bool {
	if kinds == nil {
		return true
	}
	for _, k := range kinds {
		if k == kind || k == "integer" && kind == "number" {
			return true
		}
	}
	return false
}

// checkObject reads an object.
func (p *printer) checkObject(c *model.Check) jen.Code {
	o := c.Object
	loop := jen.Range().Id("c").Dot("Object").Call(jen.Op("&").Id(c.Var + "Members"))
	var named []*model.MemberCheck
	for _, m := range o.Properties {
		if m.Check != nil || asksNames(o) {
			named = append(named, m)
		}
	}
	if len(named) == 0 && !asksNames(o) {
		// for range c.Object(&checkOrderMembers) {
		// 	// no member is read
		// }
		return jen.For(loop).Block(jen.Comment("// no member is read"))
	}
	head := jen.Id("name").Op(":=").Add(loop)
	if len(named) == 0 && len(o.Patterns) == 0 && o.Names == nil {
		head = loop
	}
	return jen.For(head).BlockFunc(func(g *jen.Group) {
		if o.Names != nil {
			// c.Named(&checkOrderMembers, name, checkOrderName)
			g.Id("c").Dot("Named").Call(jen.Op("&").Id(c.Var+"Members"), jen.Id("name"), checker(o.Names))
		}
		rest := o.Additional != nil && asksNames(o)
		if rest && (len(named) > 0 || len(o.Patterns) > 0) {
			g.Id("other").Op(":=").True()
		}
		found := func(g *jen.Group, check *model.Check) {
			if rest {
				g.Id("other").Op("=").False()
			}
			switch {
			case check == nil:
			case asksNames(o): // others may look at the value, too
				// c.All(checkOrderID)
				g.Id("c").Dot("All").Call(checker(check))
			default:
				// c.Read(checkOrderID)
				g.Id("c").Dot("Read").Call(checker(check))
			}
		}
		if len(named) > 0 {
			g.Switch(jen.Id("name")).BlockFunc(func(g *jen.Group) {
				for _, m := range named {
					g.Case(lit(m.Name)).BlockFunc(func(g *jen.Group) { found(g, m.Check) })
				}
			})
		}
		for _, m := range o.Patterns {
			// if namePattern.Match(name) {
			g.If(jen.Id(m.Pattern.Var).Dot("Match").Call(jen.Id("name"))).BlockFunc(func(g *jen.Group) { found(g, m.Check) })
		}
		switch {
		case !rest:
		case len(named) == 0 && len(o.Patterns) == 0:
			g.Id("c").Dot("All").Call(checker(o.Additional))
		default:
			// if other {
			// 	c.All(checkOrderAdditional)
			// }
			g.If(jen.Id("other")).Block(jen.Id("c").Dot("All").Call(checker(o.Additional)))
		}
	})
}

// checker is a function value that reads a value; one that accepts anything for
// nil.
func checker(c *model.Check) jen.Code {
	if c == nil {
		// (*cursor.Cursor).Skip
		return jen.Parens(jen.Op("*").Qual(cursorPath, "Cursor")).Dot("Skip")
	}
	return jen.Id("check" + c.Func)
}

func checkers(checks []*model.Check) []jen.Code {
	var values []jen.Code
	for _, c := range checks {
		values = append(values, checker(c))
	}
	return values
}

// checkerOrNil is a function value, or nil for one that isn't needed.
func checkerOrNil(c *model.Check) jen.Code {
	if c == nil {
		return jen.Nil()
	}
	return checker(c)
}
