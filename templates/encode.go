package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// encodeFunc writes what the decode function of the same name reads.
func (p *printer) encodeFunc(f *function) jen.Code {
	t := f.typ
	params := []jen.Code{jen.Id("w").Op("*").Qual(cursorPath, "Writer"), jen.Id("v").Add(p.goType(t))}
	if f.nullable {
		params[1] = jen.Id("v").Op("*").Add(p.goType(t))
	}
	// func encodeOrder(w *cursor.Writer, v Order)
	return jen.Func().Id("encode" + f.name).Params(params...).BlockFunc(func(g *jen.Group) {
		switch {
		case f.nullable:
			// cursor.WriteNullable(w, v, (*cursor.Writer).Text)
			g.Qual(cursorPath, "WriteNullable").Call(jen.Id("w"), jen.Id("v"), p.writer(model.Use{Type: t}))
		case t.Kind == model.Struct:
			p.encodeMembers(g, t)
		case t.Kind == model.Tuple:
			p.encodeTuple(g, t)
		case t.Kind == model.Union:
			p.encodeUnion(g, t)
		case t.Kind == model.Holder:
			// encodeInputValue(w, v.Value)
			g.Add(p.write(jen.Id("w"), t.Elem.Type, jen.Id("v").Dot("Value")))
		default:
			g.Add(p.writeHere(jen.Id("w"), t, jen.Id("v")))
		}
	})
}

// encodeMembers writes the members of an object, one line for each that is
// always there.
func (p *printer) encodeMembers(g *jen.Group, t *model.Type) {
	// w.BeginObject()
	g.Id("w").Dot("BeginObject").Call()
	for _, m := range t.Fields {
		if m.Form != model.Forbidden {
			p.encodeField(g, m)
		}
	}
	if t.Additional != nil {
		// cursor.WriteMembers(w, v.Additional, (*cursor.Writer).Text)
		g.Qual(cursorPath, "WriteMembers").
			Call(jen.Id("w"), jen.Id("v").Dot(t.Additional.Name), p.writer(t.Additional.Use))
	}
	// w.EndObject()
	g.Id("w").Dot("EndObject").Call()
}

// encodeField writes one member.
func (p *printer) encodeField(g *jen.Group, m *model.Field) {
	field := jen.Id("v").Dot(m.Name)
	switch {
	case m.Form == model.Opt || m.Form == model.OptPointer:
		p.encodeOpt(g, m)
	case m.Required && holdsNull(m):
		p.encodeNullable(g, m)
	case m.Required:
		g.Add(p.writeMember(m, field))
	default:
		if m.Form == model.Plain && !nilable(m.Use.Type) {
			p.problem(m.Use.Type, "member %s is optional, but its field can't say that it is absent", m.JSON)
		}
		value := field
		if m.Form == model.Pointer {
			value = jen.Op("*").Add(field)
		}
		// if v.Notes != nil {
		// 	w.Name("notes").Text(*v.Notes)
		// }
		s := g.If(jen.Add(field).Op("!=").Nil()).Block(p.writeMember(m, value))
		if m.Position {
			s.Else().Block(jen.Id("w").Dot("Absent").Call())
		}
	}
}

// holdsNull is true for a required field whose nil is written as null. A
// constant is written whatever the field holds, unless null is a value too.
func holdsNull(m *model.Field) bool {
	return m.Use.Nullable || m.Form == model.Pointer && m.Const == ""
}

// encodeNullable writes a member that is there and may be null.
func (p *printer) encodeNullable(g *jen.Group, m *model.Field) {
	field := jen.Id("v").Dot(m.Name)
	if m.Form == model.Pointer && m.Const == "" && isWriter(m.Use.Type) {
		// cursor.WriteNullable(w.Name("notes"), v.Notes, (*cursor.Writer).Text)
		g.Qual(cursorPath, "WriteNullable").Call(member(m), field, p.writer(model.Use{Type: m.Use.Type}))
		return
	}
	value := field
	if m.Form == model.Pointer {
		value = jen.Op("*").Add(field)
	}
	// if v.Tags == nil {
	// 	w.Name("tags").Null()
	// } else {
	// 	cursor.WriteList(w.Name("tags"), v.Tags, (*cursor.Writer).Text)
	// }
	g.If(jen.Add(field).Op("==").Nil()).Block(
		member(m).Dot("Null").Call(),
	).Else().Block(p.writeMember(m, value))
}

// encodeOpt writes a member that may be absent, null or a value.
func (p *printer) encodeOpt(g *jen.Group, m *model.Field) {
	field := jen.Id("v").Dot(m.Name)
	x, write := "x", p.writeMember(m, jen.Id("x"))
	switch {
	case m.Const != "":
		x = "_" // the constant stands for it
	case m.Form == model.OptPointer:
		// cursor.WriteNullable(w.Name("next"), x, encodeNode)
		write = jen.Qual(cursorPath, "WriteNullable").Call(member(m), jen.Id("x"), p.writer(model.Use{Type: m.Use.Type}))
	}
	// if x, ok := v.Notes.Get(); ok {
	// 	w.Name("notes").Text(x)
	// } else if v.Notes.IsNull() {
	// 	w.Name("notes").Null()
	// }
	s := g.If(jen.List(jen.Id(x), jen.Id("ok")).Op(":=").Add(field).Dot("Get").Call(), jen.Id("ok")).Block(write).
		Else().If(jen.Add(field).Dot("IsNull").Call()).Block(member(m).Dot("Null").Call())
	if m.Position {
		s.Else().Block(jen.Id("w").Dot("Absent").Call())
	}
}

// writeMember writes name and value, or the constant that stands for it.
func (p *printer) writeMember(m *model.Field, value *jen.Statement) *jen.Statement {
	if m.Const != "" {
		// w.Name("method").Literal(`"card"`)
		return member(m).Dot("Literal").Call(lit(m.Const))
	}
	return p.write(member(m), m.Use.Type, value)
}

func member(m *model.Field) *jen.Statement {
	if m.Position {
		return jen.Id("w")
	}
	// w.Name("orderId")
	return jen.Id("w").Dot("Name").Call(lit(m.JSON))
}

// nilable is true where nil is not a value that JSON could give.
func nilable(t *model.Type) bool {
	return t.Kind == model.Raw || t.Kind == model.List || t.Kind == model.Map || t.Kind == model.Union
}
