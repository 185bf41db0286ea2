package pattern

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// A sequence runs the most common kind of pattern: one that begins with ^ and is a row of characters and classes, each
// with a number of repetitions, where no character can be meant by two of them. Such a row needs no automaton: each item
// takes as many characters as it can. Numbers of any size cost nothing.
type sequence struct {
	items []sequenceItem
	ended bool // by $
	// ascii has the bit of an item's set for every ASCII character in the set.
	ascii [utf8.RuneSelf]uint8
}

// A sequenceItem is a class and how often it may stand.
type sequenceItem struct {
	bit   uint8 // of the set in ascii
	least int
	most  int      // math.MaxInt for no limit
	set   ecma.Set // for characters outside of ASCII
}

// maxSets is how many different sets of characters fit into the bits of sequence.ascii.
const maxSets = 8

// newSequence makes a sequence of an expression, nil where it is none.
func newSequence(n *ecma.Node) *sequence {
	nodes := flatten(nil, n)
	if len(nodes) == 0 || nodes[0].Op != ecma.Begin {
		return nil
	}
	nodes = nodes[1:]
	q := &sequence{}
	if len(nodes) > 0 && nodes[len(nodes)-1].Op == ecma.End {
		q.ended = true
		nodes = nodes[:len(nodes)-1]
	}
	for _, n := range nodes {
		if !q.add(n) {
			return nil
		}
	}
	if !q.deterministic() || !q.number() {
		return nil
	}
	return q
}

// flatten gives the parts of concatenations and groups in a row.
func flatten(nodes []*ecma.Node, n *ecma.Node) []*ecma.Node {
	switch n.Op {
	case ecma.Empty:
		return nodes
	case ecma.Group:
		return flatten(nodes, n.Subs[0])
	case ecma.Concat:
		for _, sub := range n.Subs {
			nodes = flatten(nodes, sub)
		}
		return nodes
	}
	return append(nodes, n)
}

// add appends an item, and reports false where the node cannot be one.
func (q *sequence) add(n *ecma.Node) bool {
	least, most := 1, 1
	if n.Op == ecma.Repeat {
		least, most = n.Min, n.Max
		if most == ecma.Unlimited {
			most = math.MaxInt
		}
		inner := flatten(nil, n.Subs[0])
		if len(inner) != 1 {
			return false
		}
		n = inner[0]
	}
	if n.Op != ecma.Literal && n.Op != ecma.Class {
		return false
	}
	if most > 0 {
		q.items = append(q.items, sequenceItem{least: least, most: most, set: n.Set()})
	}
	return true
}

// deterministic reports whether an item that may stand more or less often never takes a character that a later one could
// need.
func (q *sequence) deterministic() bool {
	for i, item := range q.items {
		if item.least == item.most {
			continue
		}
		for _, next := range q.items[i+1:] {
			if item.set.Overlaps(next.set) {
				return false
			}
			if next.least > 0 {
				break
			}
		}
	}
	return true
}

// number gives each set of characters its bit, and reports false where there are too many.
func (q *sequence) number() bool {
	used := 0
	for i := range q.items {
		item := &q.items[i]
		for _, other := range q.items[:i] {
			if slices.Equal(item.set, other.set) {
				item.bit = other.bit
			}
		}
		if item.bit != 0 {
			continue
		}
		if used == maxSets {
			return false
		}
		item.bit = 1 << used
		used++
		for _, r := range item.set {
			for c := r.Lo; c <= min(r.Hi, utf8.RuneSelf-1); c++ {
				q.ascii[c] |= item.bit
			}
		}
	}
	return true
}

// match reports whether s is such a row, or begins with one where no $ ends it.
func (q *sequence) match(s string) bool {
	at := 0
	for i := range q.items {
		item := &q.items[i]
		n := 0
		for n < item.most && at < len(s) {
			if c := s[at]; c < utf8.RuneSelf {
				if q.ascii[c]&item.bit == 0 {
					break
				}
				at++
			} else {
				r, size := utf8.DecodeRuneInString(s[at:])
				if !item.set.Contains(r) {
					break
				}
				at += size
			}
			n++
		}
		if n < item.least {
			return false
		}
	}
	return !q.ended || at == len(s)
}

// maxFixed is the longest row that is worth a table.
const maxFixed = 64

// A fixed runs a sequence of a fixed number of ASCII characters.
type fixed struct {
	want []uint8 // the bit of the set for each place
	sets [256]uint8
}

// newFixed makes a fixed of a sequence, nil where it is none.
func newFixed(q *sequence) *fixed {
	f := &fixed{}
	for _, item := range q.items {
		if item.least != item.most || item.most > maxFixed-len(f.want) {
			return nil
		}
		if n := len(item.set); n > 0 && item.set[n-1].Hi >= utf8.RuneSelf {
			return nil
		}
		for range item.most {
			f.want = append(f.want, item.bit)
		}
	}
	if !q.ended {
		return nil
	}
	copy(f.sets[:], q.ascii[:])
	return f
}

func (f *fixed) match(s string) bool {
	want := f.want
	if len(s) != len(want) {
		return false
	}
	for i := range len(s) {
		if f.sets[s[i]]&want[i] == 0 {
			return false
		}
	}
	return true
}
