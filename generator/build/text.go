package build

import (
	"cmp"
	"errors"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/source"
	"github.com/actgen/actgen/runtime/format"
	"github.com/actgen/actgen/runtime/pattern"
)

// formatTypes are the types of package value that hold strings of a format.
var formatTypes = map[string]string{
	"uuid": "UUID", "duration": "Duration", "uri": "URI", "uri-reference": "URIReference",
	"ipv4": "IPv4", "ipv6": "IPv6", "date": "Date",
}

// text makes e a string, or the type that its format asks for.
func (b *builder) text(e *entry, atoms []atom) {
	e.Kind = model.String
	a := atoms[0]
	for _, other := range atoms {
		if other.Format != "" { // it says most
			a = other
			break
		}
	}
	js, node := a.Schema, a.node
	e.Text = model.Text{Min: max(js.MinLength, 0), Max: js.MaxLength}
	if js.Pattern != nil {
		if p := node.Get("pattern"); p != nil && p.Kind == source.String {
			e.Text.Pattern = b.pattern(p)
		}
	}
	if js.Format == "" {
		return
	}
	if _, known := format.Lookup(js.Format); !known {
		b.warn(node.Get("format"), "format %q is not known and asserts nothing", js.Format)
		return
	}
	e.Text.Format = js.Format
	if js.Format == "date-time" {
		e.Kind = model.DateTime
		return
	}
	e.Text.Go = formatTypes[js.Format]
}

// pattern returns the one variable of a regular expression.
func (b *builder) pattern(n *source.Node) *model.Pattern {
	if p := b.patterns[n.Text]; p != nil {
		return p
	}
	_, err := pattern.Translate(n.Text)
	_, backtracking := errors.AsType[*pattern.NeedsBacktracking](err)
	p := &model.Pattern{Source: n.Text, Backtrack: backtracking}
	b.patterns[n.Text] = p
	return p
}

// namePattern returns the regular expression of a name in patternProperties,
// called variable unless it has a name already.
func (b *builder) namePattern(name, variable string) *model.Pattern {
	p := b.pattern(&source.Node{Kind: source.String, Text: name})
	if p.Var == "" {
		p.Var = variable
	}
	return p
}

// patternProperty is a member of patternProperties.
type patternProperty struct {
	name string // ECMA-262
	js   *jsonschema.Schema
}

// patternProperties returns them in the order of the source, or sorted where v5
// alone knows them.
func (b *builder) patternProperties(a atom) []patternProperty {
	var all []patternProperty
	members := a.node.Get("patternProperties")
	for re, js := range a.PatternProperties {
		p := patternProperty{re.String(), js}
		if _, node := b.set.Place(js); members != nil {
			for _, m := range members.Members {
				if m.Value == node {
					p.name = m.Name
				}
			}
		}
		all = append(all, p)
	}
	position := func(p patternProperty) int {
		if members == nil {
			return 0
		}
		return slices.IndexFunc(members.Members, func(m source.Member) bool { return m.Name == p.name })
	}
	slices.SortFunc(all, func(x, y patternProperty) int {
		return cmp.Or(cmp.Compare(position(x), position(y)), cmp.Compare(x.name, y.name))
	})
	return all
}
