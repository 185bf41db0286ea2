// Package ecma parses the regular expressions of ECMA-262 with the meaning that the u flag gives them.
package ecma

// An Op says what a Node is.
type Op uint8

// The kinds of Node, with the fields that each uses.
const (
	Empty       Op = iota // matches the empty string
	Literal               // Rune
	Class                 // Items, Negated
	Concat                // Subs
	Alternate             // Subs
	Repeat                // Subs[0], Min, Max, Lazy
	Group                 // Subs[0], Index
	Look                  // Subs[0], Behind, Negated
	Backref               // Refs
	Begin                 // ^
	End                   // $
	Boundary              // \b
	NotBoundary           // \B
)

// Unlimited is the Max of a Repeat without an upper limit.
const Unlimited = -1

// A Node is a part of a regular expression.
type Node struct {
	Op      Op
	Offset  int // in the pattern, in bytes
	Rune    rune
	Items   []Item
	Negated bool
	Behind  bool
	Min     int
	Max     int
	Lazy    bool  // changes verdicts only within a Look
	Index   int   // of a capturing group, from 1; 0 for a group that captures nothing
	Refs    []int // the groups that a back-reference means: several where alternatives share a name
	Subs    []*Node
}

// An Item is a part of a class in brackets.
type Item struct {
	Set  Set    // what it matches
	Name string // the Unicode category or script that Set is, as Go's regexp names it; "" for others
}

// Set gives the characters that a Literal or Class matches.
func (n *Node) Set() Set {
	if n.Op == Literal {
		return Set{{n.Rune, n.Rune}}
	}
	var all Set
	for _, item := range n.Items {
		all = append(all, item.Set...)
	}
	all = all.canonical()
	if n.Negated {
		all = all.Complement()
	}
	return all
}

// Nullable reports whether the node can match the empty string; it may say so of one that cannot.
func (n *Node) Nullable() bool {
	switch n.Op {
	case Literal, Class:
		return false
	case Concat:
		for _, sub := range n.Subs {
			if !sub.Nullable() {
				return false
			}
		}
	case Alternate:
		for _, sub := range n.Subs {
			if sub.Nullable() {
				return true
			}
		}
		return false
	case Group:
		return n.Subs[0].Nullable()
	case Repeat:
		return n.Min == 0 || n.Subs[0].Nullable()
	}
	return true
}

// ListsText reports whether a Class lists any character that a text can have, be it to match it or not.
func (n *Node) ListsText() bool {
	for _, item := range n.Items {
		if len(item.Set.Scalars()) > 0 {
			return true
		}
	}
	return false
}
