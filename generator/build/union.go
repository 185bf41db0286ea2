package build

import (
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/source"
)

// union is a schema whose values have one of several types.
type union struct {
	keyword  string // oneOf, anyOf or type
	branches []conj // with what holds for all of them
	only     [][]string
	alone    bool // nothing else is said: the branches say all
	nullable bool // a branch inside a branch accepts null
}

// unionOf returns the union that a shape is; nil where it is none. A union is
// one anyOf or oneOf whose branches say what a value is, or else a choice of
// several JSON types.
func (b *builder) unionOf(e *entry, s shape) *union {
	var host *atom
	for i, a := range s.atoms {
		if len(typing(a)) > 0 {
			if host != nil {
				return b.unionOfTypes(e, s)
			}
			host = &s.atoms[i]
		}
	}
	if host == nil || s.vals != nil {
		return b.unionOfTypes(e, s)
	}
	keyword, branches := "oneOf", host.OneOf
	if !slices.Equal(branches, typing(*host)) {
		keyword, branches = "anyOf", host.AnyOf
	}
	u := &union{keyword: keyword, alone: len(s.atoms) == 1 && onlyKeyword(*host, keyword)}
	base := b.without(s.atoms, host)
	e.nullable = false // the branches say
	for _, js := range branches {
		c := append(conj{js}, base...)
		types := typesOf(b.atoms(c))
		if len(types) == 0 || isNever(conj{follow(js)}) {
			continue // nothing is of it
		}
		if len(types) == 1 && types[0] == "null" {
			e.nullable = s.null
			continue
		}
		b.addBranch(u, c, e.only)
	}
	if len(u.branches) == 0 || len(u.branches) > maxBranches {
		return nil
	}
	return u
}

// maxBranches is how many types an interface may have; what has more stays
// JSON.
const maxBranches = 64

// addBranch adds a branch, or the branches that it has itself.
func (b *builder) addBranch(u *union, c conj, only []string) {
	probe := &entry{Type: &model.Type{}, conj: c, only: only}
	sh := b.shape(probe)
	probe.nullable = sh.null && len(sh.types) > 0 // as fill has it
	inner := b.unionOf(probe, sh)
	if inner == nil {
		u.branches, u.only = append(u.branches, c), append(u.only, only)
		return
	}
	u.alone = u.alone && inner.alone && inner.keyword == "anyOf" && u.keyword == "anyOf"
	u.nullable = u.nullable || probe.nullable || inner.nullable
	u.branches, u.only = append(u.branches, inner.branches...), append(u.only, inner.only...)
}

// typing returns the branches of a schema's oneOf or anyOf where they say what
// a value is: its type or members, and not just which of its members are
// required.
func typing(a atom) []*jsonschema.Schema {
	for _, branches := range [][]*jsonschema.Schema{a.OneOf, a.AnyOf} {
		if slices.ContainsFunc(branches, func(js *jsonschema.Schema) bool { return says(js, a) }) {
			return branches
		}
	}
	return nil
}

// says tells whether a branch says more of a value than the schema around it.
func says(js *jsonschema.Schema, a atom) bool {
	if js.Always != nil {
		return false
	}
	for name := range js.Properties {
		if a.Properties[name] == nil {
			return true
		}
	}
	sameTypes := len(js.Types) == 0 || slices.Equal(js.Types, a.Types)
	return !sameTypes || js.Ref != nil || js.Enum != nil || js.Constant != nil || js.AllOf != nil || js.AnyOf != nil ||
		js.OneOf != nil || js.Items != nil || js.Items2020 != nil || js.PrefixItems != nil || js.Format != ""
}

func onlyKeyword(a atom, keyword string) bool {
	all := siblings(a.Schema)
	return len(all) == 1 && all[0] == keyword && a.Ref == nil
}

// without returns what the atoms say besides the union of host: host itself
// stays where it says more, and is marked so that its union isn't met again.
func (b *builder) without(atoms []atom, host *atom) conj {
	var base conj
	for i := range atoms {
		if &atoms[i] == host {
			rest := *host.Schema
			rest.OneOf, rest.AnyOf, rest.AllOf, rest.Ref = nil, nil, nil, nil
			if len(siblings(&rest)) > 0 {
				base = append(base, b.variant(host.Schema, &rest))
			}
			continue
		}
		plain := *atoms[i].Schema
		plain.AllOf, plain.Ref = nil, nil
		base = append(base, b.variant(atoms[i].Schema, &plain))
	}
	return base
}

// variant returns the one copy of a schema without some keywords. It stands
// where the schema stands.
func (b *builder) variant(js, changed *jsonschema.Schema) *jsonschema.Schema {
	if v := b.variants[js]; v != nil {
		return v
	}
	b.variants[js], b.originals[changed] = changed, js
	return changed
}

// unionOfTypes is for a schema that accepts several JSON types, but not all of
// them alike.
func (b *builder) unionOfTypes(e *entry, s shape) *union {
	if len(s.types) < 2 || e.only != nil {
		return nil
	}
	named := s.vals != nil || slices.ContainsFunc(s.atoms, func(a atom) bool { return a.Types != nil })
	u := &union{keyword: "type", alone: len(s.why) == 0 && len(s.atoms) == 1}
	if s.vals != nil {
		u.keyword = s.vals.keyword
	}
	var other []string
	for _, t := range s.types {
		if !named && !describes(s.atoms, t) {
			other = append(other, t)
			continue
		}
		u.branches, u.only = append(u.branches, e.conj), append(u.only, []string{t})
	}
	if len(u.branches) == 0 {
		return nil
	}
	if len(other) > 0 {
		if s.null {
			other = append(other, "null")
			e.nullable, s.null = false, false
		}
		u.branches, u.only = append(u.branches, e.conj), append(u.only, other)
	}
	return u
}

// describes says whether a schema without a type describes values of a type
// closer, by itself or where it asks for something of all values.
func describes(atoms []atom, t string) bool {
	return slices.ContainsFunc(atoms, func(a atom) bool {
		if t == "string" {
			for _, annotation := range []string{"format", "contentEncoding", "contentMediaType"} {
				if a.node.Get(annotation) != nil {
					return true
				}
			}
		}
		inner := slices.Concat(a.AnyOf, a.OneOf, []*jsonschema.Schema{a.Schema, a.Not, a.If, a.Then, a.Else})
		return slices.ContainsFunc(inner, func(js *jsonschema.Schema) bool {
			return js != nil && slices.ContainsFunc(keywords, func(k keyword) bool { return k.of == t && k.present(js) })
		})
	})
}

// schemaOf returns the schema of a keyword that v5 keeps as a bool or a schema.
func schemaOf(v any) *jsonschema.Schema {
	js, _ := v.(*jsonschema.Schema)
	return js
}

// union makes e an interface, unless its branches come to one type.
func (b *builder) union(e *entry, u *union) {
	b.unite(u)
	e.checked = !u.alone
	e.nullable = e.nullable || u.nullable
	if len(u.branches) == 1 {
		nullable := e.nullable
		b.same(e, u.branches[0])
		if !u.alone || u.keyword == "oneOf" && e.nullable && nullable {
			e.checked, e.residual = true, false
		}
		e.nullable = e.nullable || nullable
		return
	}
	if b.collapse(e, u) {
		return
	}
	e.Kind, e.declared, e.Keyword = model.Union, true, u.keyword
	shapes := make([]shape, len(u.branches))
	for i, c := range u.branches {
		shapes[i] = b.shape(&entry{conj: c, only: u.only[i]})
	}
	suffixes := branchSuffixes(shapes)
	for i, c := range u.branches {
		branch := b.branch(c, u.only[i], e, suffixes[i])
		e.nullable = e.nullable || branch.nullable
		e.Branches = append(e.Branches, &model.Branch{Type: branch.Type})
	}
	b.dispatch(e, u, shapes)
}

// unite keeps one of branches that are the same: they are one Go type. Whether
// a value may be of several is then left to a check.
func (b *builder) unite(u *union) {
	seen := make(map[string]bool)
	branches, only := u.branches, u.only
	u.branches, u.only = nil, nil
	for i, c := range branches {
		place := b.place(c.follow()) + strings.Join(only[i], " ")
		if seen[place] {
			u.alone = false
			continue
		}
		seen[place] = true
		u.branches, u.only = append(u.branches, c), append(u.only, only[i])
	}
}

// same makes e what a conjunction alone is.
func (b *builder) same(e *entry, c conj) {
	own, why := e.conj, e.why
	e.conj, e.why = c.follow(), nil
	e.Location = b.set.Location(e.conj[0])
	b.fill(e)
	if e.checkOf == nil {
		e.checkOf = own
	}
	e.conj, e.why, e.residual = own, append(why, e.why...), false
}

// collapse makes e a plain scalar where all branches are of one JSON type that
// needs no telling apart.
func (b *builder) collapse(e *entry, u *union) bool {
	scalar := ""
	for i, c := range u.branches {
		s := b.shape(&entry{conj: c, only: u.only[i]})
		if len(s.types) != 1 || s.types[0] == "object" || s.types[0] == "array" || s.vals != nil && s.types[0] == "boolean" {
			return false
		}
		t := s.types[0]
		switch {
		case scalar == "" || scalar == t:
			scalar = t
		case scalar == "integer" && t == "number" || scalar == "number" && t == "integer":
			scalar = "number"
		default:
			return false
		}
		e.nullable = e.nullable || s.null
	}
	e.checked = true
	switch scalar {
	case "string":
		e.Kind = model.String
	case "integer":
		e.Kind = model.Int
		for _, c := range u.branches {
			probe := &entry{Type: &model.Type{}}
			if b.integer(probe, b.atoms(c)); probe.Kind != model.Int {
				e.Kind = model.Number
			}
		}
	case "number":
		e.Kind = model.Float
		if b.ExactNumbers {
			e.Kind = model.Number
		}
	case "boolean":
		e.Kind = model.Bool
	}
	return true
}

// branch returns the type of a branch, which has a name whatever it is.
func (b *builder) branch(c conj, only []string, parent *entry, suffix string) *entry {
	use := b.useOnly(c, only, parent, suffix, false)
	for _, e := range b.all {
		if e.Type != use.Type {
			continue
		}
		if e.Kind == model.Union || e.Root && e != parent {
			return b.wrapped(e, use, parent, suffix)
		}
		e.declared, e.isBranch = true, true
		return e
	}
	return b.wrapped(nil, use, parent, suffix)
}

// wrapped is a branch that is any JSON, where the type itself can't be one: an
// interface has no methods of its own to add.
func (b *builder) wrapped(inner *entry, _ model.Use, parent *entry, suffix string) *entry {
	e := &entry{
		Type: &model.Type{Kind: model.Raw, Location: parent.Location, Size: model.Size{Max: -1}, Text: model.Text{Max: -1}},
		conj: parent.conj, node: parent.node, scope: parent.scope, parent: parent, suffix: suffix, declared: true, isBranch: true,
	}
	if inner != nil {
		e.Location, e.conj, e.node, e.checked = inner.Location, inner.conj, inner.node, true
	}
	b.all = append(b.all, e)
	return e
}

// typeSuffixes name branches by their JSON type.
var typeSuffixes = map[string]string{
	"boolean": "Bool", "integer": "Integer", "number": "Number", "string": "Text", "array": "List", "object": "Object",
	"null": "Null",
}

// branchSuffixes names the branches that no definition or title names: by their
// JSON type where that tells them apart, by a const member, or by their place.
func branchSuffixes(shapes []shape) []string {
	suffixes := make([]string, len(shapes))
	count := make(map[string]int)
	for i, s := range shapes {
		suffixes[i] = "Other"
		if len(s.types) == 1 {
			suffixes[i] = typeSuffixes[s.types[0]]
		}
		count[suffixes[i]]++
	}
	_, tags := tagOf(shapes)
	for i := range suffixes {
		switch {
		case tags != nil && names.Part(tags[i][0]) != "":
			suffixes[i] = names.Part(tags[i][0])
		case count[suffixes[i]] > 1:
			suffixes[i] = fmt.Sprintf("Option%d", i+1)
		}
	}
	return suffixes
}

// dispatch decides how a value finds its branch, and whether that also says
// all: then each branch is read and checked in one pass.
func (b *builder) dispatch(e *entry, u *union, shapes []shape) {
	if member, tags := tagOf(shapes); tags != nil {
		e.Dispatch, e.Tag = model.ByTag, member
		for i, values := range tags {
			e.Branches[i].Tags = values
		}
		return
	}
	if kinds := kindsOf(shapes); kinds != nil {
		e.Dispatch = model.ByKind
		for i := range kinds {
			e.Branches[i].Kinds = kinds[i]
		}
		return
	}
	e.Dispatch, e.checked = model.ByTrial, true
	for i, c := range u.branches {
		b.trials = append(b.trials, trial{e.Branches[i], c, u.only[i], e})
	}
}

// trial is a branch that is found by trying: it needs the check of its schemas.
type trial struct {
	branch *model.Branch
	conj   conj
	only   []string
	union  *entry
}

// tagOf returns the member whose const or enum tells all branches apart: each
// is an object that requires it, with strings of its own.
func tagOf(shapes []shape) (member string, tags [][]string) {
	for _, name := range requiredStrings(shapes[0]) {
		seen := make(map[string]bool)
		tags = nil
		for _, s := range shapes {
			values := tagValues(s, name)
			for _, v := range values {
				if seen[v] {
					values = nil
					break
				}
				seen[v] = true
			}
			if values == nil {
				tags = nil
				break
			}
			tags = append(tags, values)
		}
		if tags != nil {
			return name, tags
		}
	}
	return "", nil
}

// requiredStrings names the members that may be a tag.
func requiredStrings(s shape) []string {
	var all []string
	for _, a := range s.atoms {
		for _, name := range a.Required {
			if tagValues(s, name) != nil {
				all = append(all, name)
			}
		}
	}
	return all
}

// tagValues returns the strings that a required member of an object may be; nil
// where it may be more.
func tagValues(s shape, name string) []string {
	if len(s.types) != 1 || s.types[0] != "object" || s.null {
		return nil
	}
	required := slices.ContainsFunc(s.atoms, func(a atom) bool { return slices.Contains(a.Required, name) })
	if !required {
		return nil
	}
	for _, a := range s.atoms {
		js := a.Properties[name]
		if js == nil {
			continue
		}
		properties := a.node.Get("properties").Get(name)
		if follow(js) != js {
			continue // values elsewhere: left to trial
		}
		if values := stringsOf(js, properties); values != nil {
			return values
		}
	}
	return nil
}

func stringsOf(js *jsonschema.Schema, node *source.Node) []string {
	var nodes []*source.Node
	if c := node.Get("const"); js.Constant != nil && c != nil {
		nodes = []*source.Node{c}
	} else if e := node.Get("enum"); js.Enum != nil && e != nil {
		nodes = e.Items
	}
	var all []string
	for _, n := range nodes {
		if n.Kind != source.String {
			return nil
		}
		all = append(all, n.Text)
	}
	return all
}

// kindsOf returns the JSON types of each branch where no two share one. Then
// the first byte of a value tells its branch.
func kindsOf(shapes []shape) [][]string {
	taken := make(map[string]bool)
	var all [][]string
	for _, s := range shapes {
		if len(s.types) == 0 {
			return nil // null, or nothing
		}
		types := slices.Clone(s.types)
		for i, t := range types {
			if t == "integer" {
				types[i] = "number"
			}
			if taken[types[i]] {
				return nil
			}
			taken[types[i]] = true
		}
		if s.null && len(types) > 1 { // any JSON, null too
			types = append(types, "null")
		}
		all = append(all, types)
	}
	return all
}

// wantOf says in words what the branches of a union are.
func wantOf(e *entry) string {
	var all []string
	for _, branch := range e.Branches {
		switch e.Dispatch {
		case model.ByTag:
			for _, tag := range branch.Tags {
				all = append(all, fmt.Sprintf("%q", tag))
			}
		case model.ByKind:
			for _, k := range branch.Kinds {
				all = append(all, kindWords[k])
			}
		}
	}
	last := len(all) - 1
	words := strings.Join(all[:max(last, 0)], ", ")
	if last > 0 {
		words += " or " + all[last]
	} else if last == 0 {
		words = all[0]
	}
	if e.Dispatch == model.ByTag {
		return "must have the member " + e.Tag + " with " + words
	}
	return "must be " + words
}

var kindWords = map[string]string{
	"null": "null", "boolean": "a boolean", "object": "an object", "array": "an array", "number": "a number",
	"string": "a string",
}
