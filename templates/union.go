package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// decodeUnion reads a value of the branch that it belongs to.
func (p *printer) decodeUnion(f *function) jen.Code {
	t := f.typ
	return decodeHead(f, p.goType(t), givesUp(t)).BlockFunc(func(g *jen.Group) {
		p.satisfy(g, t)
		if t.Null {
			// if c.Null() {
			// 	return nil
			// }
			g.If(jen.Id("c").Dot("Null").Call()).Block(jen.Return(jen.Nil()))
		}
		switch t.Dispatch {
		case model.ByTag:
			// switch c.Tag("method") {
			p.decodeBranches(g, t, jen.Id("c").Dot("Tag").Call(lit(t.Tag)))
		case model.ByKind:
			// switch c.Kind() {
			p.decodeBranches(g, t, jen.Id("c").Dot("Kind").Call())
		case model.ByTrial:
			p.decodeTrials(g, t)
		}
	})
}

// decodeBranches is a switch over what tells the branches apart.
func (p *printer) decodeBranches(g *jen.Group, t *model.Type, on jen.Code) {
	// case "card":
	// 	return new(decodeCard(c))
	g.Switch(on).BlockFunc(func(g *jen.Group) {
		for _, branch := range t.Branches {
			g.Case(branchCases(t, branch)...).Block(jen.Return(jen.New(p.read(branch.Type))))
		}
	})
	keyword := t.Keyword
	if givesUp(t) {
		keyword = "" // it was checked before
	}
	located := keyword != ""
	if located {
		g.Add(mark())
	}
	// c.Reject("oneOf", "must be a string or an object")
	g.Id("c").Dot("Reject").Call(lit(keyword), lit(t.Want))
	if located {
		g.Add(at(t))
	}
	g.Return(jen.Nil())
}

func branchCases(t *model.Type, branch *model.Branch) []jen.Code {
	if t.Dispatch == model.ByTag {
		return codes(branch.Tags)
	}
	var cases []jen.Code
	for _, k := range branch.Kinds {
		cases = append(cases, jen.Qual(cursorPath, kindNames[k]))
	}
	return cases
}

// decodeTrials reads the value of the first branch whose check holds. One of
// them does: the whole was checked before.
func (p *printer) decodeTrials(g *jen.Group, t *model.Type) {
	last := len(t.Branches) - 1
	for i, branch := range t.Branches {
		if branch.Check == nil {
			last = i
			break
		}
	}
	if last > 0 {
		// switch {
		// case c.Is(checkParcel):
		// 	return new(decodeParcel(c))
		// }
		g.Switch().BlockFunc(func(g *jen.Group) {
			for _, branch := range t.Branches[:last] {
				g.Case(jen.Id("c").Dot("Is").Call(checker(branch.Check))).
					Block(jen.Return(jen.New(p.read(branch.Type))))
			}
		})
	}
	g.Return(jen.New(p.read(t.Branches[last].Type)))
}

// encodeUnion writes the value of a branch.
func (p *printer) encodeUnion(g *jen.Group, t *model.Type) {
	// switch v := v.(type) {
	// case *Card:
	// 	cursor.WriteNullable(w, v, encodeCard)
	// default:
	// 	w.Null()
	// }
	g.Switch(jen.Id("v").Op(":=").Id("v").Assert(jen.Type())).BlockFunc(func(g *jen.Group) {
		for _, branch := range t.Branches {
			g.Case(jen.Op("*").Add(p.goType(branch.Type))).Block(
				jen.Qual(cursorPath, "WriteNullable").Call(jen.Id("w"), jen.Id("v"), p.writer(model.Use{Type: branch.Type})))
		}
		g.Default().Block(jen.Id("w").Dot("Null").Call())
	})
}

// decodeHolder reads the union that a root holds.
func (p *printer) decodeHolder(f *function) jen.Code {
	t := f.typ
	// return Input{Value: decodeInputValue(c)}
	return decodeHead(f, p.goType(t), givesUp(t)).BlockFunc(func(g *jen.Group) {
		p.satisfy(g, t)
		g.Return(jen.Id(t.Name).Values(jen.Id("Value").Op(":").Add(p.read(t.Elem.Type))))
	})
}

// decodeTuple reads an array by position.
func (p *printer) decodeTuple(f *function) jen.Code {
	t := f.typ
	return decodeHead(f, p.goType(t), true).BlockFunc(func(g *jen.Group) {
		p.satisfy(g, t)
		// for i := range c.Array() {
		// 	switch i {
		// 	case 0:
		// 		v.Item1 = c.Text()
		// 	default:
		// 		v.Rest = append(v.Rest, c.Text())
		// 	}
		// }
		g.For(jen.Id("i").Op(":=").Range().Id("c").Dot("Array").Call()).Block(
			jen.Switch(jen.Id("i")).BlockFunc(func(g *jen.Group) {
				for i, m := range t.Fields {
					g.Case(jen.Lit(i)).BlockFunc(func(g *jen.Group) { p.decodeField(g, t, m) })
				}
				if t.Additional != nil {
					rest := jen.Id("v").Dot(t.Additional.Name)
					g.Default().Block(jen.Add(rest).Op("=").Append(jen.Add(rest), p.readElem(t.Additional.Use)))
				}
			}),
		)
		g.Return(jen.Id("v"))
	})
}

// encodeTuple writes an array up to the first position that is absent.
func (p *printer) encodeTuple(g *jen.Group, t *model.Type) {
	g.Id("w").Dot("BeginArray").Call()
	for _, m := range t.Fields {
		p.encodeField(g, m)
	}
	if t.Additional != nil {
		// cursor.WriteItems(w, v.Rest, encodeRest)
		g.Qual(cursorPath, "WriteItems").
			Call(jen.Id("w"), jen.Id("v").Dot(t.Additional.Name), p.writer(t.Additional.Use))
	}
	g.Id("w").Dot("EndArray").Call()
}
