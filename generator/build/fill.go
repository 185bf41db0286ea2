package build

import (
	"cmp"
	"slices"
	"strings"

	"github.com/actgen/actgen/generator/model"
)

// jsonTypes are the types of JSON Schema but integer.
var jsonTypes = []string{"null", "boolean", "object", "array", "number", "string"}

// shape is what is known of a schema before a Go type is chosen.
type shape struct {
	atoms []atom
	types []string // that a value may have, but null
	null  bool     // null is accepted
	vals  *values  // of enum or const; nil without
	why   []string // keywords that reading alone doesn't check
}

// fill decides which Go type holds the values of e's schemas.
func (b *builder) fill(e *entry) {
	s := b.shape(e)
	if slices.ContainsFunc(s.atoms, func(a atom) bool { return a.Always != nil && !*a.Always }) {
		e.checked = true
		return
	}
	e.nullable = s.null && len(s.types) > 0
	if len(s.why) > 0 {
		e.checked, e.why = true, s.why
	}
	u := b.unionOf(e, s)
	e.residual = e.checked && u == nil && residual(e, s)
	switch {
	case u != nil:
		b.union(e, u)
	case len(s.types) == 1 && s.vals != nil:
		b.enumerated(e, s)
	case len(s.types) == 1:
		b.typed(e, s)
	default:
		b.untyped(e, s)
	}
	if e.checked && !e.residual { // says it all
		e.Text, e.Range, e.Unique, e.Values = model.Text{Max: -1, Go: e.Text.Go}, model.Range{}, false, model.Values{}
	}
}

// residual says whether reading checks all of a schema but some keywords that
// stand beside the others and change nothing about them.
func residual(e *entry, s shape) bool {
	if len(s.atoms) != 1 || len(s.types) != 1 || s.vals != nil || e.checkOf != nil || e.only != nil ||
		len(e.conj) != 1 || e.conj[0] != s.atoms[0].Schema {
		return false
	}
	if closed, ok := s.atoms[0].AdditionalProperties.(bool); ok && !closed && len(s.atoms[0].PatternProperties) > 0 {
		return false
	}
	for _, keyword := range s.why {
		switch keyword {
		case "anyOf", "oneOf", "not", "if", "dependencies", "dependentRequired", "dependentSchemas", "propertyNames",
			"patternProperties", "contains", "unevaluatedProperties", "unevaluatedItems":
		default:
			return false
		}
	}
	return true
}

func (b *builder) shape(e *entry) shape {
	s := shape{atoms: b.atoms(e.conj)}
	types := typesOf(s.atoms)
	if e.only != nil {
		types = intersect(types, e.only)
	}
	for _, a := range s.atoms {
		if s.vals = b.values(a.Schema, a.node); s.vals != nil {
			types = s.vals.filter(types)
			break
		}
	}
	s.null = slices.Contains(types, "null")
	for _, t := range types {
		if t != "null" && !(t == "integer" && slices.Contains(types, "number")) {
			s.types = append(s.types, t)
		}
	}
	s.why = b.unread(s, types)
	return s
}

// unread names the keywords that reading a value of the types doesn't check.
func (b *builder) unread(s shape, types []string) []string {
	var why []string
	for _, a := range s.atoms {
		why = append(why, unreadable(a.Schema, types)...)
		if a.Constant != nil && a.Enum != nil {
			why = append(why, "enum beside const")
		}
		if s.vals != nil {
			why = append(why, asserted(a.Schema, types)...)
		}
		if closed, ok := a.AdditionalProperties.(bool); ok && !closed && !requiresKnown(a) {
			why = append(why, "required")
		}
	}
	if len(s.atoms) > 1 {
		why = append(why, "allOf")
	}
	slices.Sort(why)
	return slices.Compact(why)
}

// requiresKnown says whether each member that a schema requires is a property.
func requiresKnown(a atom) bool {
	return !slices.ContainsFunc(a.Required, func(name string) bool { return a.Properties[name] == nil })
}

// typed is for schemas of exactly one type, besides null.
func (b *builder) typed(e *entry, s shape) {
	switch s.types[0] {
	case "boolean":
		e.Kind = model.Bool
	case "integer":
		b.integer(e, s.atoms)
	case "number":
		b.number(e, s.atoms)
	case "string":
		b.text(e, s.atoms)
	case "array":
		b.list(e, s.atoms)
	case "object":
		b.object(e, s.atoms)
	}
}

// untyped is for values that no single Go type says: they stay JSON.
func (b *builder) untyped(e *entry, s shape) {
	e.Kind = model.Raw
	e.nullable = false // null is among the kinds
	if s.null {
		s.types = append(s.types, "null")
	}
	if s.vals != nil {
		e.Values = s.vals.model()
		return
	}
	for _, a := range s.atoms {
		if len(asserted(a.Schema, s.types)) > 0 {
			e.checked = true
		}
	}
	if len(s.types) < len(jsonTypes) {
		e.Kinds = sortKinds(s.types)
	}
}

func sortKinds(types []string) []string {
	order := append([]string{"integer"}, jsonTypes...)
	slices.SortFunc(types, func(a, b string) int {
		return cmp.Compare(slices.Index(order, a), slices.Index(order, b))
	})
	return types
}

// raw makes e any JSON value.
func (b *builder) raw(e *entry) {
	t := e.Type
	*t = model.Type{
		Name: t.Name, Doc: t.Doc, Location: t.Location, Root: t.Root,
		Size: model.Size{Max: -1}, Text: model.Text{Max: -1},
	}
	e.nullable, e.checked, e.residual = false, true, false
}

// singular is the suffix of the type of the items of a list, and of the values
// of a map: what the list's own name says of one of them.
const singular = "\x00singular"

// anyValue is a type for values of which nothing is said.
func (b *builder) anyValue() model.Use {
	return model.Use{Type: &model.Type{Kind: model.Raw, Size: model.Size{Max: -1}, Text: model.Text{Max: -1}}}
}

// trimFraction keeps the texts of bounds short: 1.0 is 1.
func trimFraction(s string) string {
	if strings.ContainsAny(s, "eE") || !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
