package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// decodeFunc reads a value and checks it on the way.
func (p *printer) decodeFunc(f *function) jen.Code {
	switch {
	case f.nullable:
		return p.decodeNullable(f)
	case f.typ.Kind == model.Struct:
		return p.decodeStruct(f)
	case f.typ.Kind == model.Tuple:
		return p.decodeTuple(f)
	case f.typ.Kind == model.Union:
		return p.decodeUnion(f)
	case f.typ.Kind == model.Holder:
		return p.decodeHolder(f)
	}
	return p.decodeValue(f)
}

// decodeHead is the line that a decode function begins with. The result has a
// name where statements fill it.
func decodeHead(f *function, result jen.Code, named bool) *jen.Statement {
	params := jen.Id("c").Op("*").Qual(cursorPath, "Cursor")
	// func decodeOrder(c *cursor.Cursor) (v Order)
	s := jen.Func().Id("decode" + f.name).Params(params)
	if named {
		return s.Params(jen.Id("v").Add(result))
	}
	return s.Add(result)
}

func (p *printer) decodeNullable(f *function) jen.Code {
	// func decodeOrderTagsItem(c *cursor.Cursor) *string {
	// 	return cursor.Nullable(c, (*cursor.Cursor).Text)
	// }
	return decodeHead(f, jen.Op("*").Add(p.goType(f.typ)), false).Block(
		jen.Return(jen.Qual(cursorPath, "Nullable").Call(jen.Id("c"), p.reader(model.Use{Type: f.typ}))),
	)
}

// decodeStruct reads an object, one line for each member.
func (p *printer) decodeStruct(f *function) jen.Code {
	t := f.typ
	return decodeHead(f, p.goType(t), true).BlockFunc(func(g *jen.Group) {
		p.satisfy(g, t)
		if isCompared(t) {
			// m := c.Mark()
			// c.Among(&orderValues)
			// c.At(m, "order.json#")
			g.Add(mark())
			g.Add(among(t))
			g.Add(at(t))
		}
		p.decodeMembers(g, t)
		g.Return(jen.Id("v"))
	})
}

// decodeMembers is the loop over the members of an object.
func (p *printer) decodeMembers(g *jen.Group, t *model.Type) {
	object := jen.Id("c").Dot("Object").Call(jen.Op("&").Id(t.Var + "Members"))
	switch {
	case len(t.Fields) == 0 && t.Additional == nil:
		// for range c.Object(&orderMembers) {
		// 	// no member is read
		// }
		g.For(jen.Range().Add(object)).Block(jen.Comment("// no member is read"))
	case len(t.Fields) == 0:
		// for name := range c.Object(&labelsMembers) {
		// 	cursor.Put(&v.Additional, name, c.Text())
		// }
		g.For(jen.Id("name").Op(":=").Range().Add(object)).Block(p.put(t))
	default:
		// for name := range c.Object(&orderMembers) {
		// 	switch name {
		// 	case "orderId":
		// 		v.OrderID = c.Match(orderIDPattern)
		// 	}
		// }
		g.For(jen.Id("name").Op(":=").Range().Add(object)).Block(
			jen.Switch(jen.Id("name")).BlockFunc(func(g *jen.Group) {
				for _, m := range t.Fields {
					g.Case(lit(m.JSON)).BlockFunc(func(g *jen.Group) { p.decodeField(g, t, m) })
				}
				if t.Additional != nil {
					g.Default().Block(p.put(t))
				}
			}),
		)
	}
}

// put keeps a member that has no field of its own.
func (p *printer) put(t *model.Type) jen.Code {
	// cursor.Put(&v.Additional, name, c.Text())
	return jen.Qual(cursorPath, "Put").Call(
		jen.Op("&").Id("v").Dot(t.Additional.Name), jen.Id("name"), p.readElem(t.Additional.Use))
}

// decodeField reads a member into its field.
func (p *printer) decodeField(g *jen.Group, t *model.Type, m *model.Field) {
	if m.Form == model.Forbidden {
		// c.Reject("", "must not be there")
		g.Id("c").Dot("Reject").Call(lit(""), lit("must not be there"))
		return
	}
	field := jen.Id("v").Dot(m.Name)
	value := p.read(m.Use.Type)
	if m.Form == model.Pointer || m.Form == model.OptPointer {
		// new(c.TextIn(0, 500))
		value = jen.New(value)
	}
	switch {
	case m.Form == model.Opt || m.Form == model.OptPointer:
		p.decodeOpt(g, m, value)
	case !m.Use.Nullable:
		p.before(g, m.Use.Type)
		// v.Notes = new(c.TextIn(0, 500))
		g.Add(field).Op("=").Add(value)
	case m.Form == model.Pointer && isReader(m.Use.Type):
		// v.Notes = cursor.Nullable(c, (*cursor.Cursor).Text)
		g.Add(field).Op("=").Qual(cursorPath, "Nullable").Call(jen.Id("c"), p.reader(model.Use{Type: m.Use.Type}))
	default:
		if m.Form == model.Plain && m.Use.Type.Kind != model.List && m.Use.Type.Kind != model.Map {
			p.problem(t, "member %s is nullable, but its field holds no null", m.JSON)
		}
		// if !c.Null() {
		// 	v.Notes = new(c.TextIn(0, 500))
		// }
		g.If(jen.Op("!").Id("c").Dot("Null").Call()).BlockFunc(func(g *jen.Group) {
			p.before(g, m.Use.Type)
			g.Add(field).Op("=").Add(value)
		})
	}
}

// decodeOpt reads a member that may be absent, null or a value.
func (p *printer) decodeOpt(g *jen.Group, m *model.Field, value *jen.Statement) {
	field := jen.Id("v").Dot(m.Name)
	// if c.Null() {
	// 	v.Notes = value.Null[string]()
	// } else {
	// 	v.Notes = value.Some(c.TextIn(0, 500))
	// }
	g.If(jen.Id("c").Dot("Null").Call()).Block(
		jen.Add(field).Op("=").Qual(valuePath, "Null").Types(p.optType(m)).Call(),
	).Else().BlockFunc(func(g *jen.Group) {
		p.before(g, m.Use.Type)
		g.Add(field).Op("=").Qual(valuePath, "Some").Call(value)
	})
}

// before is what is checked of a value in place before it is read.
func (p *printer) before(g *jen.Group, t *model.Type) {
	if t.Func == "" && isCompared(t) {
		g.Add(among(t))
	}
}

// decodeValue reads what is no object. Where nothing else tells, it says where
// its schema stands.
func (p *printer) decodeValue(f *function) jen.Code {
	t := f.typ
	located := f.base && !(t.Kind == model.Raw && anyKind(t) && !isCompared(t))
	value := p.readHere(t)
	if t.Kind != model.List && t.Kind != model.Map { // these are assignable
		value = p.converted(t, value)
	}
	return decodeHead(f, p.goType(t), givesUp(t)).BlockFunc(func(g *jen.Group) {
		p.satisfy(g, t)
		if located {
			g.Add(mark())
		}
		if isCompared(t) {
			g.Add(among(t))
		}
		if !located {
			// return SKU(c.TextOf(&skuRules))
			g.Return(value)
			return
		}
		// m := c.Mark()
		// v := SKU(c.TextOf(&skuRules))
		// c.At(m, "order.json#/$defs/sku")
		// return v
		assign := ":="
		if givesUp(t) {
			assign = "=" // the result has the name already
		}
		g.Id("v").Op(assign).Add(value)
		g.Add(at(t))
		g.Return(jen.Id("v"))
	})
}

// anyKind is true where raw JSON of every type is accepted.
func anyKind(t *model.Type) bool { return len(t.Kinds) == 0 }

// givesUp is true where a value isn't read that a check refuses.
func givesUp(t *model.Type) bool { return t.Check != nil && !t.Residual }

// satisfy has the whole value looked at before it is read.
func (p *printer) satisfy(g *jen.Group, t *model.Type) {
	if t.Check == nil {
		return
	}
	if t.Residual {
		// c.All(checkOrder)
		g.Id("c").Dot("All").Call(checker(t.Check))
		return
	}
	// if !c.Satisfies(checkOrder) {
	// 	return v
	// }
	g.If(jen.Op("!").Id("c").Dot("Satisfies").Call(jen.Id("check" + t.Check.Func))).Block(jen.Return(jen.Id("v")))
}

func mark() jen.Code {
	// m := c.Mark()
	return jen.Id("m").Op(":=").Id("c").Dot("Mark").Call()
}

func at(t *model.Type) jen.Code {
	// c.At(m, "order.json#/$defs/sku")
	return jen.Id("c").Dot("At").Call(jen.Id("m"), lit(t.Location))
}

func among(t *model.Type) jen.Code {
	// c.Among(&orderValues)
	return jen.Id("c").Dot("Among").Call(jen.Op("&").Id(t.Var + "Values"))
}
