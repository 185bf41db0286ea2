// Package source reads JSON and YAML into one tree that knows, for each value,
// where it stands and in which order the members of an object were written.
//
// The tree holds what JSON can say and nothing more. Numbers keep their text,
// so 1e1000000000 and 0.1 are exact; what only YAML can say (tags of its own,
// names that are not strings, infinity) is a problem.
package source

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/actgen/actgen/generator/problem"
)

// Kind is the JSON type of a value.
type Kind int

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the kind with its article: "an object", "null".
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// Node is a value in a file. Nodes are not changed after Parse and may be read
// by several goroutines.
type Node struct {
	// File is the name that Parse was given.
	File string
	// Line and Col are where the value begins, counted from 1. Col counts
	// bytes, as the Go tools do. A byte order mark counts as nothing.
	Line, Col int
	// Pointer is the JSON Pointer of the value in its file, "" for the root.
	Pointer string

	Kind    Kind
	Bool    bool     // of a Bool
	Text    string   // the value of a String; the JSON text of a Number
	Items   []*Node  // of an Array
	Members []Member // of an Object, as they were written; names are unique
}

// Member is a name in an object and its value.
type Member struct {
	Name              string
	NameLine, NameCol int
	Value             *Node
}

// Get returns the value of a member, or nil where n is nil, no object, or has
// no such member.
func (n *Node) Get(name string) *Node {
	if m := n.Member(name); m != nil {
		return m.Value
	}
	return nil
}

// Member returns the member of that name, or nil as Get does.
func (n *Node) Member(name string) *Member {
	if n == nil {
		return nil
	}
	for i := range n.Members {
		if n.Members[i].Name == name {
			return &n.Members[i]
		}
	}
	return nil
}

// Lookup returns the value that a JSON Pointer (RFC 6901, without "#") leads
// to from n, or nil where there is none.
func (n *Node) Lookup(pointer string) *Node {
	if pointer == "" {
		return n
	}
	if pointer[0] != '/' {
		return nil
	}
	for token := range strings.SplitSeq(pointer[1:], "/") {
		if n == nil {
			return nil
		}
		if n.Kind == Array {
			n = n.item(token)
		} else {
			n = n.Get(Unescape(token))
		}
	}
	return n
}

func (n *Node) item(token string) *Node {
	i, err := strconv.Atoi(token)
	if err != nil || i < 0 || i >= len(n.Items) || strconv.Itoa(i) != token {
		return nil
	}
	return n.Items[i]
}

// Escape returns a name as it stands in a JSON Pointer.
func Escape(name string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(name) }

// Unescape returns the name that a token of a JSON Pointer stands for.
func Unescape(token string) string { return strings.NewReplacer("~1", "/", "~0", "~").Replace(token) }

// Value returns the value as encoding/json would with UseNumber: nil, bool,
// json.Number, string, []any or map[string]any.
func (n *Node) Value() any {
	switch n.Kind {
	case Bool:
		return n.Bool
	case Number:
		return json.Number(n.Text)
	case String:
		return n.Text
	case Array:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = item.Value()
		}
		return items
	case Object:
		members := make(map[string]any, len(n.Members))
		for _, m := range n.Members {
			members[m.Name] = m.Value.Value()
		}
		return members
	}
	return nil
}

// JSON returns the value as JSON without white space, the members in the order
// of the source.
func (n *Node) JSON() string { return string(n.appendJSON(nil)) }

func (n *Node) appendJSON(b []byte) []byte {
	switch n.Kind {
	case Bool:
		return strconv.AppendBool(b, n.Bool)
	case Number:
		return append(b, n.Text...)
	case String:
		return appendString(b, n.Text)
	case Array:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.appendJSON(b)
		}
		return append(b, ']')
	case Object:
		b = append(b, '{')
		for i, m := range n.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, m.Name), ':')
			b = m.Value.appendJSON(b)
		}
		return append(b, '}')
	}
	return append(b, "null"...)
}

// appendString cannot fail: Parse lets only valid UTF-8 in.
func appendString(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}

// Problem returns a problem at the value.
func (n *Node) Problem(format string, args ...any) problem.Problem {
	return problem.Problem{
		File: n.File, Line: n.Line, Col: n.Col, Pointer: n.Pointer,
		Message: fmt.Sprintf(format, args...),
	}
}

// NameProblem returns a problem at the name of a member of n.
func (n *Node) NameProblem(m *Member, format string, args ...any) problem.Problem {
	return problem.Problem{
		File: n.File, Line: m.NameLine, Col: m.NameCol, Pointer: m.Value.Pointer,
		Message: fmt.Sprintf(format, args...),
	}
}
