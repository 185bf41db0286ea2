package build

import (
	"slices"

	"github.com/actgen/actgen/generator/model"
)

// makeChecks makes the checks of the types that need one: those that can be
// reached without passing another that has looked at the whole value already.
// Where references depend on the way to them, that is the root, which knows the
// way.
func (b *builder) makeChecks(roots []root) {
	entries := make(map[*model.Type]*entry)
	for _, e := range b.all {
		entries[e.Type] = e
	}
	seen := make(map[*model.Type]bool)
	var visit func(t *model.Type)
	visit = func(t *model.Type) {
		if t == nil || seen[t] {
			return
		}
		seen[t] = true
		e := entries[t]
		if e != nil && (e.checked || e.Root && b.set.HasDynamicRefs()) {
			if !e.residual || b.set.HasDynamicRefs() {
				t.Check = b.checkAll(e)
				return
			}
			t.Check, t.Residual = b.residualCheck(e), true
		}
		for _, part := range parts(t) {
			visit(part)
		}
	}
	for _, r := range roots {
		visit(b.roots[r.ref].Type)
	}
	for _, tr := range b.trials {
		name := tr.union.suffix + "Is" + tr.branch.Type.Name
		tr.branch.Check = b.restricted(b.conjCheck(tr.conj, name), tr.only, name, tr.branch.Type.Location)
	}
}

// parts returns the types that a type is made of.
func parts(t *model.Type) []*model.Type {
	types := []*model.Type{t.Elem.Type}
	for _, f := range t.Fields {
		types = append(types, f.Use.Type)
	}
	if t.Additional != nil {
		types = append(types, t.Additional.Use.Type)
	}
	for _, branch := range t.Branches {
		types = append(types, branch.Type)
	}
	return types
}

// checkAll returns the check of all that is said of an entry's values.
func (b *builder) checkAll(e *entry) *model.Check {
	c := e.conj
	if e.checkOf != nil {
		c = e.checkOf
	}
	return b.restricted(b.conjCheck(c, e.suffix), e.only, e.suffix, e.Location)
}

// residualCheck returns the check of what reading e's values doesn't check.
func (b *builder) residualCheck(e *entry) *model.Check {
	name := b.uniqueCheck(e.suffix)
	c := &model.Check{Func: name, Var: "check" + name, Location: e.Location, Residual: true}
	cb := checkBuilder{
		builder: b, js: e.conj[0], node: e.node, d: b.enter(nil, e.conj[0]), c: c, residual: true,
	}
	cb.fill()
	return c
}

// restricted returns a check that holds for values of some JSON types only; nil
// is all of them.
func (b *builder) restricted(check *model.Check, only []string, name, location string) *model.Check {
	if only == nil {
		return check
	}
	name = b.uniqueCheck(name + "Only")
	r := &model.Check{Func: name, Var: "check" + name, Location: location, Kinds: sortKinds(slices.Clone(only))}
	if check != nil {
		r.All = []*model.Check{check}
	}
	return r
}

// conjCheck returns the check of a conjunction; nil where it accepts anything.
func (b *builder) conjCheck(c conj, name string) *model.Check {
	var all []*model.Check
	for _, js := range c {
		if original := b.originals[js]; original != nil {
			js = original // a copy lacks keywords
		}
		if check := b.check(js, nil, name); check != nil && !slices.Contains(all, check) {
			all = append(all, check)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	name = b.uniqueCheck(name)
	return &model.Check{Func: name, Var: "check" + name, Location: b.set.Location(c[0]), All: all}
}
