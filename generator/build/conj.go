package build

import (
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/source"
)

// conj is schemas that all hold for a value: one as it was written, or several
// where allOf or a reference with keywords beside it says so.
type conj []*jsonschema.Schema

// follow goes through references that stand alone, and drops what is there
// twice or says nothing.
func (c conj) follow() conj {
	var out conj
	for _, js := range c {
		js = follow(js)
		if !slices.Contains(out, js) {
			out = append(out, js)
		}
	}
	if len(out) < 2 {
		return out
	}
	asserting := slices.DeleteFunc(slices.Clone(out), func(js *jsonschema.Schema) bool {
		return js.Always != nil && *js.Always || js.Always == nil && js.Ref == nil && len(siblings(js)) == 0
	})
	if len(asserting) == 0 {
		return out[:1]
	}
	return asserting
}

// follow goes through references that stand alone: all that they say is where
// they lead.
func follow(js *jsonschema.Schema) *jsonschema.Schema {
	for js.Ref != nil && len(siblings(js)) == 0 {
		js = js.Ref
	}
	return js
}

// place is what tells conjunctions apart.
func (b *builder) place(c conj) string {
	places := make([]string, len(c))
	for i, js := range c {
		places[i] = b.set.Location(js)
	}
	return strings.Join(places, " & ")
}

// atom is a schema whose own keywords hold for a value, apart from allOf and
// $ref, which lead to more atoms.
type atom struct {
	*jsonschema.Schema
	node *source.Node
}

// atoms returns all schemas that a conjunction leads to. Those that say
// nothing of their own are left out unless all are.
func (b *builder) atoms(c conj) []atom {
	var all []atom
	seen := make(map[*jsonschema.Schema]bool)
	var visit func(js *jsonschema.Schema)
	visit = func(js *jsonschema.Schema) {
		if seen[js] {
			return
		}
		seen[js] = true
		_, node := b.set.Place(js)
		if js.Always != nil && !*js.Always || js.AdditionalProperties != nil ||
			slices.ContainsFunc(siblings(js), func(k string) bool { return k != "allOf" }) {
			all = append(all, atom{js, node})
		}
		if js.Ref != nil {
			visit(js.Ref)
		}
		for _, sub := range js.AllOf {
			visit(sub)
		}
	}
	for _, js := range c {
		visit(js)
	}
	if len(all) == 0 {
		_, node := b.set.Place(c[0])
		all = append(all, atom{c[0], node})
	}
	return all
}

// typesOf returns the JSON types that all atoms accept, values apart.
func typesOf(atoms []atom) []string {
	types := jsonTypes
	for _, a := range atoms {
		if a.Types != nil {
			types = intersect(types, a.Types)
		}
	}
	return types
}

// intersect returns the types in both sets. An integer is a number.
func intersect(a, b []string) []string {
	var out []string
	add := func(t string) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, t := range a {
		switch {
		case slices.Contains(b, t), t == "integer" && slices.Contains(b, "number"):
			add(t)
		case t == "number" && slices.Contains(b, "integer"):
			add("integer")
		}
	}
	return out
}
