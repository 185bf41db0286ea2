package cursor

import (
	"slices"
	"strings"
)

// node is a value taken apart, to compare it with others.
type node struct {
	kind  Kind
	text  string // a string's content, a number's or literal's text
	items []node // of an array, or of an object by name
	name  string // of a member
}

// equalText tells whether two texts, known to be JSON, hold equal values:
// numbers of the same value, strings of the same characters, arrays of equal
// items, objects of equal members in any order.
func equalText(a, b string) bool {
	if a == b {
		return true
	}
	x, y := parseNode(a), parseNode(b)
	return equal(&x, &y)
}

func equal(a, b *node) bool {
	if a.kind != b.kind || len(a.items) != len(b.items) || a.name != b.name {
		return false
	}
	if a.kind == KindNumber {
		return a.text == b.text || parseDecimal(a.text).compare(parseDecimal(b.text)) == 0
	}
	if a.text != b.text {
		return false
	}
	for i := range a.items {
		if !equal(&a.items[i], &b.items[i]) {
			return false
		}
	}
	return true
}

// parseNode takes a value apart. The text must be JSON.
func parseNode(text string) node {
	h := hasher{text: text}
	return h.node()
}

// node is value that builds a tree instead of a hash.
func (h *hasher) node() node {
	h.pos = skipSpace(h.text, h.pos)
	switch h.text[h.pos] {
	case '[':
		n := node{kind: KindArray}
		for h.next(']') {
			n.items = append(n.items, h.node())
		}
		return n
	case '{':
		n := node{kind: KindObject}
		for h.next('}') {
			name := unquote(h.token())
			h.pos = skipSpace(h.text, h.pos) + len(":")
			member := h.node()
			member.name = name
			n.items = append(n.items, member)
		}
		slices.SortFunc(n.items, func(a, b node) int { return strings.Compare(a.name, b.name) })
		return n
	}
	kind := kinds[h.text[h.pos]]
	text := h.token()
	if kind == KindString {
		text = unquote(text)
	}
	return node{kind: kind, text: text}
}

// token moves over a scalar.
func (h *hasher) token() string {
	from := h.pos
	h.pos = valueEnd(h.text, from)
	return h.text[from:h.pos]
}
