package backtrack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// The engine knows \b only with the letters of Unicode; this is that of ECMAScript.
const (
	boundary    = `(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))`
	notBoundary = `(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))`
)

// translate gives the pattern in the dialect of regexp2 (that of .NET), with the meaning of ECMAScript.
func translate(n *ecma.Node) (string, error) {
	var w writer
	w.findRefs(n)
	w.write(n, false)
	if w.err != nil {
		return "", w.err
	}
	return w.String(), nil
}

// A writer prints a pattern for regexp2.
type writer struct {
	strings.Builder
	referenced []int // the groups that back-references mean; the others capture nothing
	err        error // the first problem
}

func (w *writer) findRefs(n *ecma.Node) {
	w.referenced = append(w.referenced, n.Refs...)
	for _, sub := range n.Subs {
		w.findRefs(sub)
	}
}

// write prints a node. In a lookbehind the engine reads from right to left, as ECMAScript has it.
func (w *writer) write(n *ecma.Node, behind bool) {
	switch n.Op {
	case ecma.Empty:
		w.WriteString("(?:)")
	case ecma.Literal:
		w.rune(n.Rune, `\*+?|{}[]()^$.#`)
	case ecma.Class:
		w.class(n)
	case ecma.Begin:
		w.WriteString(`\A`)
	case ecma.End:
		w.WriteString(`\z`)
	case ecma.Boundary:
		w.WriteString(boundary)
	case ecma.NotBoundary:
		w.WriteString(notBoundary)
	case ecma.Backref:
		w.backref(n)
	case ecma.Repeat:
		w.repeat(n, behind)
	case ecma.Group:
		w.WriteString("(?")
		if slices.Contains(w.referenced, n.Index) {
			fmt.Fprintf(w, "<%d>", n.Index)
		} else {
			w.WriteByte(':')
		}
		w.write(n.Subs[0], behind)
		w.WriteByte(')')
	case ecma.Look:
		w.look(n)
	case ecma.Concat, ecma.Alternate:
		w.list(n, behind)
	}
}

func (w *writer) list(n *ecma.Node, behind bool) {
	for i, sub := range n.Subs {
		if i > 0 && n.Op == ecma.Alternate {
			w.WriteByte('|')
		}
		w.write(sub, behind)
	}
}

func (w *writer) look(n *ecma.Node) {
	w.WriteString("(?")
	if n.Behind {
		w.WriteByte('<')
	}
	if n.Negated {
		w.WriteByte('!')
	} else {
		w.WriteByte('=')
	}
	w.write(n.Subs[0], n.Behind)
	w.WriteByte(')')
}

// backref prints a back-reference. One to a group that has matched nothing matches the empty string; regexp2 would fail.
func (w *writer) backref(n *ecma.Node) {
	w.WriteString("(?:")
	for _, index := range n.Refs {
		fmt.Fprintf(w, `(?(%d)\k<%[1]d>)`, index)
	}
	w.WriteByte(')')
}

// repeat prints a repetition. Each round of one begins without what the groups within it have captured in the round before;
// regexp2 would keep that, so it is dropped here by an empty balancing group.
func (w *writer) repeat(n *ecma.Node, behind bool) {
	sub := n.Subs[0]
	inner := w.captures(nil, sub)
	if len(inner) > 0 && n.Min != n.Max && sub.Nullable() && w.err == nil {
		// ECMAScript takes back a round that has matched nothing, and what it has captured; regexp2 keeps it.
		w.err = &ecma.Error{
			Offset:  n.Offset,
			Problem: "a back-reference to a group in a repetition that may match nothing is not supported",
		}
	}
	var drop strings.Builder
	if n.Max == ecma.Unlimited || n.Max > 1 {
		for _, index := range inner {
			fmt.Fprintf(&drop, `(?(%d)(?<-%[1]d>))`, index)
		}
	}
	w.WriteString("(?:")
	if !behind {
		w.WriteString(drop.String())
	}
	w.write(sub, behind)
	if behind {
		w.WriteString(drop.String())
	}
	w.WriteByte(')')
	if n.Max == ecma.Unlimited {
		fmt.Fprintf(w, "{%d,}", n.Min)
	} else {
		fmt.Fprintf(w, "{%d,%d}", n.Min, n.Max)
	}
	if n.Lazy {
		w.WriteByte('?')
	}
}

// captures appends the groups within n that back-references mean.
func (w *writer) captures(groups []int, n *ecma.Node) []int {
	if n.Op == ecma.Group && slices.Contains(w.referenced, n.Index) {
		groups = append(groups, n.Index)
	}
	for _, sub := range n.Subs {
		groups = w.captures(groups, sub)
	}
	return groups
}

// class prints a class. regexp2 has no empty ones.
func (w *writer) class(n *ecma.Node) {
	if !n.ListsText() {
		w.WriteString(map[bool]string{false: `(?!)`, true: "[\x00-\U0010FFFF]"}[n.Negated])
		return
	}
	w.WriteByte('[')
	if n.Negated {
		w.WriteByte('^')
	}
	for _, item := range n.Items {
		// Of several negated names in a class, regexp2 sees the first only.
		if item.Name != "" && item.Name[0] != '^' {
			w.WriteString(`\p{` + item.Name + `}`)
			continue
		}
		for _, r := range item.Set.Scalars() {
			w.rune(r.Lo, `\[]^-`)
			if r.Hi > r.Lo {
				w.WriteByte('-')
				w.rune(r.Hi, `\[]^-`)
			}
		}
	}
	w.WriteByte(']')
}

// rune prints a character, escaped if it is one of special.
func (w *writer) rune(r rune, special string) {
	if strings.ContainsRune(special, r) {
		w.WriteByte('\\')
	}
	w.WriteRune(r)
}
