package pattern

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

const (
	// maxRepeat is the most that Go's regexp repeats an expression, repetitions within it counted in.
	maxRepeat = 1000
	// maxExpanded is how many characters and classes an expression may have when its repetitions are written out.
	// Beyond that an engine that counts is the better one.
	maxExpanded = 10_000
)

// Translate gives the expression of Go's regexp (RE2) that matches the same strings as an ECMA-262 expression: what it
// means, not how it groups, so it captures nothing. Its errors are those of Compile, and *NeedsBacktracking also for an
// expression that would be too large.
func Translate(expr string) (string, error) {
	n, err := parse(expr)
	if err != nil {
		return "", err
	}
	return translate(expr, n)
}

func translate(text string, n *ecma.Node) (string, error) {
	if found, construct := backtracking(n); found != nil {
		return "", &NeedsBacktracking{text, found.Offset, construct}
	}
	if expanded(n) > maxExpanded {
		return "", &NeedsBacktracking{text, n.Offset, "repetition with large numbers"}
	}
	var w re2Writer
	w.write(n)
	return w.String(), nil
}

// backtracking finds the first part that regular languages lack, and names it.
func backtracking(n *ecma.Node) (found *ecma.Node, construct string) {
	switch {
	case n.Op == ecma.Backref:
		return n, "back-reference"
	case n.Op == ecma.Look && n.Behind:
		return n, "lookbehind"
	case n.Op == ecma.Look:
		return n, "lookahead"
	}
	for _, sub := range n.Subs {
		if found, construct = backtracking(sub); found != nil {
			return found, construct
		}
	}
	return nil, ""
}

// A re2Writer prints an expression as RE2.
type re2Writer struct{ strings.Builder }

// expanded gives the number of characters and classes, with repetitions written out.
func expanded(n *ecma.Node) int {
	size := 0
	for _, sub := range n.Subs {
		size += expanded(sub)
	}
	size = max(size, 1)
	if n.Op == ecma.Repeat {
		size *= max(n.Min, n.Max, 1)
	}
	return min(size, maxExpanded+1)
}

// write prints a node and gives the product of the repetitions nested in it.
func (w *re2Writer) write(n *ecma.Node) (product int) {
	switch n.Op {
	case ecma.Empty:
		w.WriteString("(?:)")
	case ecma.Literal:
		writeRune(&w.Builder, n.Rune, `\.+*?()|[]{}^$`)
	case ecma.Class:
		w.class(n)
	case ecma.Begin:
		w.WriteByte('^')
	case ecma.End:
		w.WriteByte('$')
	case ecma.Boundary:
		w.WriteString(`\b`)
	case ecma.NotBoundary:
		w.WriteString(`\B`)
	case ecma.Repeat:
		return w.repeat(n)
	case ecma.Group:
		w.WriteString("(?:")
		product = w.write(n.Subs[0])
		w.WriteByte(')')
		return product
	case ecma.Concat, ecma.Alternate:
		return w.list(n)
	}
	return 1
}

// list prints the parts of a concatenation or the alternatives.
func (w *re2Writer) list(n *ecma.Node) (product int) {
	product = 1
	for i, sub := range n.Subs {
		if i > 0 && n.Op == ecma.Alternate {
			w.WriteByte('|')
		}
		product = max(product, w.write(sub))
	}
	return product
}

// repeat prints a repetition. One that is over the limit becomes several that stand one after the other, which is the
// same: x{3,5} matches what x{1,2}x{2,3} matches.
func (w *re2Writer) repeat(n *ecma.Node) (product int) {
	start := w.Len()
	inner := w.write(n.Subs[0])
	sub := w.String()[start:]
	lower, upper := n.Min, n.Max
	if max(lower, upper)*inner <= maxRepeat {
		w.WriteString(quantifier(lower, upper))
		return inner * max(lower, upper, 1)
	}
	chunk := maxRepeat / inner
	for first := true; lower > 0 || upper != 0; first = false {
		if !first {
			w.WriteString(sub)
		}
		most := min(max(lower, upper), chunk)
		least := min(lower, most)
		if upper == ecma.Unlimited && lower <= chunk {
			w.WriteString(quantifier(least, ecma.Unlimited))
			break
		}
		w.WriteString(quantifier(least, most))
		lower -= least
		if upper != ecma.Unlimited {
			upper -= most
		}
	}
	return inner * chunk
}

// quantifier gives the shortest form of a repetition.
func quantifier(lower, upper int) string {
	switch {
	case lower == 0 && upper == ecma.Unlimited:
		return "*"
	case lower == 1 && upper == ecma.Unlimited:
		return "+"
	case upper == ecma.Unlimited:
		return fmt.Sprintf("{%d,}", lower)
	case lower == 0 && upper == 1:
		return "?"
	case lower == upper:
		return fmt.Sprintf("{%d}", lower)
	}
	return fmt.Sprintf("{%d,%d}", lower, upper)
}

// class prints a class. RE2 has no empty ones, and takes a surrogate for U+FFFD.
func (w *re2Writer) class(n *ecma.Node) {
	if !n.ListsText() {
		w.WriteString(map[bool]string{false: `[^\x00-\x{10FFFF}]`, true: `[\x00-\x{10FFFF}]`}[n.Negated])
		return
	}
	w.WriteByte('[')
	if n.Negated {
		w.WriteByte('^')
	}
	for _, item := range n.Items {
		if item.Name != "" {
			w.WriteString(`\p{` + item.Name + `}`)
			continue
		}
		for _, r := range item.Set.Scalars() {
			writeRune(&w.Builder, r.Lo, `\[]^-`)
			if r.Hi > r.Lo {
				w.WriteByte('-')
				writeRune(&w.Builder, r.Hi, `\[]^-`)
			}
		}
	}
	w.WriteByte(']')
}

// writeRune prints a character: escaped if it is one of special, as a number if it does not show.
func writeRune(w *strings.Builder, r rune, special string) {
	switch {
	case strings.ContainsRune(special, r):
		w.WriteByte('\\')
		w.WriteRune(r)
	case unicode.IsPrint(r) && !unicode.IsMark(r):
		w.WriteRune(r)
	default:
		w.WriteString(`\x{` + strings.ToUpper(strconv.FormatInt(int64(r), 16)) + `}`)
	}
}
