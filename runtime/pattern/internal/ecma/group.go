package ecma

import (
	"slices"
)

// A position is an alternative that the parser is in: which disjunction and which of its alternatives.
type position struct{ split, branch int }

// A namedGroup is a group with a name and the alternatives that it stands in.
type namedGroup struct {
	name  string
	index int
	path  []position
}

// A nameRef is a back-reference to a name.
type nameRef struct {
	node *Node
	name string
}

// group reads what stands in parentheses.
func (p *parser) group() *Node {
	start := p.pos
	p.pos++
	if p.depth++; p.depth > maxDepth {
		p.fail(start, "groups are nested more than %d deep", maxDepth)
	}
	n := &Node{Op: Group, Offset: start}
	switch {
	case !p.next("?"):
		p.groups++
		n.Index = p.groups
	case p.accept("?:"):
	case p.accept("?="):
		n.Op = Look
	case p.accept("?!"):
		n.Op, n.Negated = Look, true
	case p.accept("?<="):
		n.Op, n.Behind = Look, true
	case p.accept("?<!"):
		n.Op, n.Behind, n.Negated = Look, true, true
	case p.accept("?<"):
		p.groups++
		n.Index = p.groups
		p.nameGroup(n)
	default:
		p.failGroup(start)
	}
	n.Subs = []*Node{p.disjunction()}
	if !p.accept(")") {
		p.fail(start, "the group is not closed by )")
	}
	p.depth--
	return n
}

// failGroup refuses a group that begins with (? and is none of ECMAScript, with advice for those of other dialects.
func (p *parser) failGroup(start int) {
	switch {
	case p.next("?P<"):
		p.fail(start, "(?P< is not ECMAScript; write (?<name>...)")
	case p.next("?#"):
		p.fail(start, "(?# is not ECMAScript; it has no comments")
	case p.next("?>"):
		p.fail(start, "(?> is not ECMAScript; it has no atomic groups")
	case p.pos+1 < len(p.src) && isFlag(p.src[p.pos+1]):
		p.fail(start, "(?%c is not supported: a pattern has no flags", p.src[p.pos+1])
	}
	p.fail(start, "(? must go on with :, =, !, <=, <! or <name>")
}

func isFlag(c byte) bool {
	return c == '-' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// nameGroup reads the name of a group. Two groups may share one only where no match can hold both.
func (p *parser) nameGroup(n *Node) {
	start := n.Offset
	name := p.name(start)
	for _, g := range p.names {
		if g.name == name && !apart(g.path, p.path) {
			p.fail(start, "there are two groups named %s", name)
		}
	}
	p.names = append(p.names, namedGroup{name, n.Index, slices.Clone(p.path)})
}

// apart reports whether two groups stand in different alternatives of the same disjunction.
func apart(a, b []position) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i].split == b[i].split
		}
	}
	return false
}

// name reads an identifier and the > after it.
func (p *parser) name(start int) string {
	var name []rune
	for p.more() && !p.next(">") {
		r := p.nameRune()
		if !idContinue(r) || len(name) == 0 && !idStart(r) {
			p.fail(start, "the name of a group must be an identifier")
		}
		name = append(name, r)
	}
	if len(name) == 0 || !p.accept(">") {
		p.fail(start, "the name of a group must be an identifier, with > after it")
	}
	return string(name)
}

// nameRune reads a character of an identifier, which may be escaped.
func (p *parser) nameRune() rune {
	start := p.pos
	if !p.accept(`\`) {
		return p.rune()
	}
	if !p.accept("u") {
		p.fail(start, `the only escape in a name is \u`)
	}
	return p.unicodeEscape(start)
}

func idStart(r rune) bool {
	return r == '$' || r == '_' || has(r, "ID_Start")
}

func idContinue(r rune) bool {
	return r == '$' || r == 0x200C || r == 0x200D || has(r, "ID_Continue")
}

func has(r rune, property string) bool {
	set, _ := derivedProperty(property)
	return set.Contains(r)
}

// resolve checks back-references when all groups are known.
func (p *parser) resolve() {
	for _, n := range p.refs {
		if n.Refs[0] > p.groups {
			p.fail(n.Offset, `there is no group %d for \%[1]d`, n.Refs[0])
		}
	}
	for _, ref := range p.nameRefs {
		for _, g := range p.names {
			if g.name == ref.name {
				ref.node.Refs = append(ref.node.Refs, g.index)
			}
		}
		if len(ref.node.Refs) == 0 {
			p.fail(ref.node.Offset, "there is no group named %s", ref.name)
		}
	}
}
