package ecma

import (
	"fmt"
	"unicode/utf8"
)

// maxDepth is how deep groups may be nested: what Go's regexp can take of them, and no stack is at risk.
const maxDepth = 200

// maxCount is what greater numbers in a quantifier are cut to; no text is that long.
const maxCount = 1<<31 - 1

// An Error says what is wrong with a pattern and where.
type Error struct {
	Offset  int // in bytes
	Problem string
}

func (e *Error) Error() string { return e.Problem }

// Parse reads a pattern. If strict, it takes the grammar of the u flag to the letter; else it also takes what older
// syntax, which has no u flag, allows and what can mean only one thing: a lone brace or bracket, an escaped character that
// needs no escape unless it is a letter or a digit, and a class such as \w at one side of a hyphen.
func Parse(pattern string, strict bool) (n *Node, err error) {
	p := &parser{src: pattern, strict: strict}
	defer func() {
		if r := recover(); r != nil {
			problem, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			n, err = nil, problem
		}
	}()
	if !utf8.ValidString(pattern) {
		p.fail(0, "the pattern is not valid UTF-8")
	}
	n = p.disjunction()
	if p.more() {
		p.fail(p.pos, "unmatched )")
	}
	p.resolve()
	return n, nil
}

// A parser reads one pattern. It gives up by a panic with an *Error, which Parse catches.
type parser struct {
	src    string
	pos    int
	strict bool
	depth  int
	groups int // capturing groups so far

	names    []namedGroup
	refs     []*Node    // back-references to a number
	nameRefs []nameRef  // back-references to a name
	path     []position // the alternatives that the parser is in
	splits   int        // disjunctions so far
}

func (p *parser) fail(offset int, format string, args ...any) {
	panic(&Error{offset, fmt.Sprintf(format, args...)})
}

func (p *parser) more() bool { return p.pos < len(p.src) }

// next reports whether the text goes on with s.
func (p *parser) next(s string) bool {
	return len(p.src)-p.pos >= len(s) && p.src[p.pos:p.pos+len(s)] == s
}

// accept skips s if the text goes on with it.
func (p *parser) accept(s string) bool {
	if !p.next(s) {
		return false
	}
	p.pos += len(s)
	return true
}

// rune reads a character.
func (p *parser) rune() rune {
	r, size := utf8.DecodeRuneInString(p.src[p.pos:])
	p.pos += size
	return r
}

// disjunction reads alternatives up to a closing parenthesis or the end.
func (p *parser) disjunction() *Node {
	n := &Node{Op: Alternate, Offset: p.pos}
	p.splits++
	p.path = append(p.path, position{p.splits, 0})
	for {
		n.Subs = append(n.Subs, p.alternative())
		if !p.accept("|") {
			break
		}
		p.path[len(p.path)-1].branch++
	}
	p.path = p.path[:len(p.path)-1]
	if len(n.Subs) == 1 {
		return n.Subs[0]
	}
	return n
}

// alternative reads terms.
func (p *parser) alternative() *Node {
	n := &Node{Op: Concat, Offset: p.pos}
	for p.more() && p.src[p.pos] != '|' && p.src[p.pos] != ')' {
		n.Subs = append(n.Subs, p.term())
	}
	switch len(n.Subs) {
	case 0:
		n.Op = Empty
	case 1:
		return n.Subs[0]
	}
	return n
}

// term reads an assertion or an atom with its quantifier.
func (p *parser) term() *Node {
	start := p.pos
	atom := p.atom()
	switch atom.Op {
	case Begin, End, Boundary, NotBoundary, Look:
		return atom
	}
	lower, upper, ok := p.quantifier()
	if !ok {
		return atom
	}
	lazy := p.accept("?")
	return &Node{Op: Repeat, Offset: start, Min: lower, Max: upper, Lazy: lazy, Subs: []*Node{atom}}
}

// atom reads an assertion or an atom.
func (p *parser) atom() *Node {
	start := p.pos
	switch c := p.src[p.pos]; c {
	case '^':
		p.pos++
		return &Node{Op: Begin, Offset: start}
	case '$':
		p.pos++
		return &Node{Op: End, Offset: start}
	case '.':
		p.pos++
		return class(start, true, Item{Set: lineEnds})
	case '(':
		return p.group()
	case '[':
		return p.class()
	case '\\':
		return p.escape()
	case '*', '+', '?', '{':
		if _, _, ok := p.quantifier(); ok {
			p.fail(start, "there is nothing that %s could repeat", p.src[start:p.pos])
		}
		fallthrough
	case '}', ']':
		if p.strict {
			p.fail(start, "%c must be written as \\%c", c, c)
		}
	}
	return literal(start, p.rune())
}

// quantifier reads *, +, ?, {n}, {n,} or {n,m}.
func (p *parser) quantifier() (lower, upper int, ok bool) {
	start := p.pos
	switch {
	case p.accept("*"):
		lower, upper = 0, Unlimited
	case p.accept("+"):
		lower, upper = 1, Unlimited
	case p.accept("?"):
		lower, upper = 0, 1
	case p.accept("{"):
		if lower, upper, ok = p.counts(); !ok {
			p.pos = start
			return 0, 0, false
		}
	default:
		return 0, 0, false
	}
	if upper != Unlimited && lower > upper {
		p.fail(start, "the numbers in %s are out of order", p.src[start:p.pos])
	}
	return lower, upper, true
}

// counts reads n}, n,} or n,m}.
func (p *parser) counts() (lower, upper int, ok bool) {
	if lower, ok = p.number(); !ok {
		return 0, 0, false
	}
	upper = lower
	if p.accept(",") {
		if upper, ok = p.number(); !ok {
			upper = Unlimited
		}
	}
	return lower, upper, p.accept("}")
}

// number reads decimal digits.
func (p *parser) number() (n int, ok bool) {
	for p.more() && p.src[p.pos]-'0' <= 9 {
		n = min(n*10+int(p.src[p.pos]-'0'), maxCount)
		p.pos++
		ok = true
	}
	return n, ok
}

func literal(offset int, r rune) *Node {
	if r >= 0xD800 && r < 0xE000 {
		// Half of a surrogate pair: no text has one.
		return class(offset, false)
	}
	return &Node{Op: Literal, Offset: offset, Rune: r}
}

func class(offset int, negated bool, items ...Item) *Node {
	return &Node{Op: Class, Offset: offset, Negated: negated, Items: items}
}
