package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// seenDecls are the function of what a schema sees and those that it calls.
func (p *printer) seenDecls(s *model.Seen) []jen.Code {
	if s == nil || s.Func == "" || p.seens[s] {
		return nil
	}
	p.seens[s] = true
	var ds []jen.Code
	for _, pattern := range s.Patterns {
		ds = append(ds, p.patternDecl(pattern)...)
	}
	ds = append(ds, p.seenFunc(s))
	for _, sub := range s.All {
		ds = append(ds, p.seenDecls(sub)...)
	}
	for _, w := range s.When {
		ds = append(ds, p.checkDecls(w.Check)...)
		ds = append(ds, p.seenDecls(w.Seen)...)
		ds = append(ds, p.seenDecls(w.Else)...)
	}
	for _, c := range s.Contains {
		ds = append(ds, p.checkDecls(c)...)
	}
	return ds
}

// seenFunc tells which members and items of the next value a schema sees.
func (p *printer) seenFunc(s *model.Seen) jen.Code {
	// func seenOrder(c *cursor.Cursor, s *cursor.Seen) {
	return jen.Func().Id("seen"+s.Func).Params(
		jen.Id("c").Op("*").Qual(cursorPath, "Cursor"), jen.Id("s").Op("*").Qual(cursorPath, "Seen"),
	).BlockFunc(func(g *jen.Group) {
		if len(s.Names) > 0 {
			// s.Names("orderId", "notes")
			g.Id("s").Dot("Names").Call(codes(s.Names)...)
		}
		for _, pattern := range s.Patterns {
			g.Id("s").Dot("Match").Call(jen.Id(pattern.Var))
		}
		if s.AllMembers {
			g.Id("s").Dot("AllMembers").Call()
		}
		if s.Prefix > 0 {
			g.Id("s").Dot("Items").Call(jen.Lit(s.Prefix))
		}
		if s.AllItems {
			g.Id("s").Dot("AllItems").Call()
		}
		for _, c := range s.Contains {
			// s.Containing(c, checkOrderContains)
			g.Id("s").Dot("Containing").Call(jen.Id("c"), checker(c))
		}
		for _, sub := range s.All {
			callSeen(g, sub)
		}
		for _, w := range s.When {
			seenWhen(g, w)
		}
	})
}

func seenWhen(g *jen.Group, w *model.SeenWhen) {
	condition := jen.Id("c").Dot("Is").Call(checker(w.Check))
	if w.IsDep {
		condition = jen.Id("c").Dot("Has").Call(lit(w.Member))
	}
	// if c.Is(checkOrderIf) {
	// 	seenOrderThen(c, s)
	// } else {
	// 	seenOrderElse(c, s)
	// }
	if callsSeen(w.Seen) {
		s := g.If(condition).BlockFunc(func(g *jen.Group) { callSeen(g, w.Seen) })
		if callsSeen(w.Else) {
			s.Else().BlockFunc(func(g *jen.Group) { callSeen(g, w.Else) })
		}
		return
	}
	if callsSeen(w.Else) {
		g.If(jen.Op("!").Add(condition)).BlockFunc(func(g *jen.Group) { callSeen(g, w.Else) })
	}
}

func callsSeen(s *model.Seen) bool { return s != nil && s.Func != "" }

func callSeen(g *jen.Group, s *model.Seen) {
	if callsSeen(s) {
		g.Id("seen"+s.Func).Call(jen.Id("c"), jen.Id("s"))
	}
}
