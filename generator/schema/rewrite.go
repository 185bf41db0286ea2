package schema

import (
	"errors"
	"regexp"

	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
	"github.com/actgen/actgen/runtime/pattern"
)

// rewriter makes the form of a document that jsonschema/v5 gets: regular
// expressions, which are ECMA-262, become something that v5 can compile, and
// formats are left out where they annotate. All else stays, so that JSON
// Pointers into the document keep their meaning.
type rewriter struct {
	annotate bool
	renamed  map[string]string // names in patternProperties that v5 gets, and what they were
	problems problem.List
}

// Keywords by what stands below them. All others hold schemas, or what no one
// reads.
var (
	dataKeywords = map[string]bool{"const": true, "enum": true, "default": true, "examples": true, "example": true}
	mapKeywords  = map[string]bool{
		"properties": true, "patternProperties": true, "$defs": true, "definitions": true,
		"dependentSchemas": true, "dependencies": true,
	}
)

func (r *rewriter) schema(n *source.Node) any {
	switch n.Kind {
	case source.Array:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = r.schema(item)
		}
		return items
	case source.Object:
		return r.object(n)
	}
	return n.Value()
}

func (r *rewriter) object(n *source.Node) any {
	m := make(map[string]any, len(n.Members))
	for _, member := range n.Members {
		name, v := member.Name, member.Value
		switch {
		case name == "format" && v.Kind == source.String && r.annotate:
		case dataKeywords[name]:
			m[name] = v.Value()
		case name == "pattern" && v.Kind == source.String:
			r.pattern(m, v)
		case name == "patternProperties" && v.Kind == source.Object:
			m[name] = r.patternProperties(v)
		case mapKeywords[name] && v.Kind == source.Object:
			schemas := make(map[string]any, len(v.Members))
			for _, s := range v.Members {
				schemas[s.Name] = r.schema(s.Value)
			}
			m[name] = schemas
		default:
			m[name] = r.schema(v)
		}
	}
	return m
}

// pattern keeps that there is a pattern; what it means is read from the source.
func (r *rewriter) pattern(m map[string]any, n *source.Node) {
	m["pattern"] = ""
	re2, err := pattern.Translate(n.Text)
	if err == nil {
		m["pattern"] = re2
	} else if _, ok := errors.AsType[*pattern.NeedsBacktracking](err); !ok {
		r.problems = append(r.problems, n.Problem("pattern is not a regular expression of ECMA-262: %v", err))
	}
}

func (r *rewriter) patternProperties(n *source.Node) any {
	m := make(map[string]any, len(n.Members))
	for i := range n.Members {
		member := &n.Members[i]
		_, err := pattern.Translate(member.Name)
		if _, ok := errors.AsType[*pattern.NeedsBacktracking](err); err != nil && !ok {
			r.problems = append(r.problems, n.NameProblem(member, "name is not a regular expression of ECMA-262: %v", err))
		}
		name := member.Name
		if _, err := regexp.Compile(name); err != nil {
			name = regexp.QuoteMeta(name)
			r.renamed[name] = member.Name
		}
		m[name] = r.schema(member.Value)
	}
	return m
}
