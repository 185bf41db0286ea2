package ecma

// class reads a class in brackets.
func (p *parser) class() *Node {
	start := p.pos
	p.pos++
	n := class(start, p.accept("^"))
	for !p.accept("]") {
		if !p.more() {
			p.fail(start, "the class is not closed by ]")
		}
		p.classRange(n)
	}
	return n
}

// A classAtom is one member of a class: a character or, as \w, several.
type classAtom struct {
	item   Item
	single bool
}

// classRange reads a member or a range of characters.
func (p *parser) classRange(n *Node) {
	start := p.pos
	low := p.classAtom()
	if !p.next("-") || p.next("-]") {
		n.Items = append(n.Items, low.item)
		return
	}
	p.pos++
	if !p.more() {
		p.fail(n.Offset, "the class is not closed by ]")
	}
	high := p.classAtom()
	if !low.single || !high.single {
		if p.strict {
			p.fail(start, "the range %s needs a character at both ends", p.src[start:p.pos])
		}
		n.Items = append(n.Items, low.item, single('-').item, high.item)
		return
	}
	lo, hi := low.item.Set[0].Lo, high.item.Set[0].Lo
	if lo > hi {
		p.fail(start, "the ends of the range %s are out of order", p.src[start:p.pos])
	}
	n.Items = append(n.Items, Item{Set: Set{{lo, hi}}})
}

// classAtom reads a member of a class.
func (p *parser) classAtom() classAtom {
	start := p.pos
	if !p.accept(`\`) {
		return single(p.rune())
	}
	if !p.more() {
		p.fail(start, `\ at the end escapes nothing`)
	}
	if p.accept("b") {
		return single('\b')
	}
	if item, ok := p.classEscape(start); ok {
		return classAtom{item: item}
	}
	return single(p.characterEscape(start))
}

func single(r rune) classAtom {
	return classAtom{Item{Set: Set{{r, r}}}, true}
}
