package ecma

import (
	"strings"
	"unicode"
)

// escape reads an escape outside of brackets.
func (p *parser) escape() *Node {
	start := p.pos
	p.pos++
	if !p.more() {
		p.fail(start, `\ at the end escapes nothing`)
	}
	switch c := p.src[p.pos]; {
	case c == 'b':
		p.pos++
		return &Node{Op: Boundary, Offset: start}
	case c == 'B':
		p.pos++
		return &Node{Op: NotBoundary, Offset: start}
	case c == 'k':
		p.pos++
		if !p.accept("<") {
			p.fail(start, `\k must go on with <name>`)
		}
		n := &Node{Op: Backref, Offset: start}
		p.nameRefs = append(p.nameRefs, nameRef{n, p.name(start)})
		return n
	case c >= '1' && c <= '9':
		index, _ := p.number()
		n := &Node{Op: Backref, Offset: start, Refs: []int{index}}
		p.refs = append(p.refs, n)
		return n
	case c == '-' && p.strict:
		p.fail(start, `\- is an escape only in brackets`)
	}
	if item, ok := p.classEscape(start); ok {
		return class(start, false, item)
	}
	return literal(start, p.characterEscape(start))
}

// classEscape reads the rest of an escape that stands for a class of characters.
func (p *parser) classEscape(start int) (Item, bool) {
	c := p.src[p.pos]
	var set Set
	switch c | 0x20 {
	case 'd':
		set = digits
	case 'w':
		set = words
	case 's':
		set = spaces
	case 'p':
		p.pos++
		return p.property(start, c == 'P'), true
	default:
		return Item{}, false
	}
	p.pos++
	if c < 'a' {
		set = set.Complement()
	}
	return Item{Set: set}, true
}

// characterEscape reads the rest of an escape that stands for one character.
func (p *parser) characterEscape(start int) rune {
	switch r := p.rune(); r {
	case 't':
		return '\t'
	case 'n':
		return '\n'
	case 'v':
		return '\v'
	case 'f':
		return '\f'
	case 'r':
		return '\r'
	case 'c':
		if p.more() && isFlag(p.src[p.pos]) && p.src[p.pos] != '-' {
			return p.rune() & 0x1F
		}
		p.fail(start, `\c must go on with a letter`)
	case '0':
		if p.more() && p.src[p.pos]-'0' <= 9 {
			p.fail(start, `\0 must not go on with a digit; write \xHH`)
		}
		return 0
	case 'x':
		v, ok := p.hex(2)
		if !ok {
			p.fail(start, `\x must go on with two hexadecimal digits`)
		}
		return v
	case 'u':
		return p.unicodeEscape(start)
	default:
		p.identityEscape(start, r)
		return r
	}
	return 0
}

// identityEscape checks that a character without a meaning of its own may be escaped.
func (p *parser) identityEscape(start int, r rune) {
	if r < unicode.MaxASCII && strings.IndexByte(`^$\.*+?()[]{}|/`, byte(r)) >= 0 {
		return
	}
	switch {
	case r == 'A':
		p.fail(start, `\A is not ECMAScript; write ^`)
	case r == 'z' || r == 'Z':
		p.fail(start, `\%c is not ECMAScript; write $`, r)
	case p.strict && r != '-', unicode.IsLetter(r), unicode.IsDigit(r):
		p.fail(start, `\%c is not an escape of ECMAScript`, r)
	}
}

// unicodeEscape reads what follows \u: four digits, which may be half of a surrogate pair, or digits in braces.
func (p *parser) unicodeEscape(start int) rune {
	if p.accept("{") {
		return p.codePoint(start)
	}
	v, ok := p.hex(4)
	if !ok {
		p.fail(start, `\u must go on with four hexadecimal digits or with {...}`)
	}
	if v >= 0xD800 && v < 0xDC00 {
		mark := p.pos
		if p.accept(`\u`) {
			if low, ok := p.hex(4); ok && low >= 0xDC00 && low < 0xE000 {
				return 0x10000 + (v-0xD800)<<10 + (low - 0xDC00)
			}
		}
		p.pos = mark
	}
	return v
}

// codePoint reads hexadecimal digits up to a closing brace.
func (p *parser) codePoint(start int) rune {
	v, digits := rune(0), 0
	for ; p.more() && p.src[p.pos] != '}'; digits++ {
		d, ok := p.hex(1)
		if v = v<<4 | d; !ok || v > unicode.MaxRune {
			p.fail(start, `\u{...} must hold the hexadecimal digits of a code point up to 10FFFF`)
		}
	}
	if digits == 0 || !p.accept("}") {
		p.fail(start, `\u{...} must hold the hexadecimal digits of a code point up to 10FFFF`)
	}
	return v
}

// hex reads n hexadecimal digits.
func (p *parser) hex(n int) (v rune, ok bool) {
	if len(p.src)-p.pos < n {
		return 0, false
	}
	for _, c := range []byte(p.src[p.pos : p.pos+n]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 || c < '0' {
			return 0, false
		}
		v = v<<4 | rune(digit)
	}
	p.pos += n
	return v, true
}
