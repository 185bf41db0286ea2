package build

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/source"
)

// checkKey tells checks apart. A schema that uses $dynamicRef means different
// things in different dynamic scopes, and has a check for each.
type checkKey struct{ location, scope string }

// dynamic is a dynamic scope: what $dynamicRef and $recursiveRef lead to, by
// the name of the anchor. Scopes are not changed once made.
type dynamic map[string]*jsonschema.Schema

// recursiveAnchor is the name under which $recursiveAnchor stands in a scope.
const recursiveAnchor = "$recursiveAnchor"

func (d dynamic) key() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(d)) {
		b.WriteString(name + "=" + d[name].Location + "\n")
	}
	return b.String()
}

// enter returns the scope inside js: what is named first, stays.
func (b *builder) enter(d dynamic, js *jsonschema.Schema) dynamic {
	anchors := b.set.DynamicAnchors(js)
	missing := false
	for name := range anchors {
		missing = missing || d[name] == nil
	}
	if !missing {
		return d
	}
	d = maps.Clone(d)
	if d == nil {
		d = make(dynamic)
	}
	for name, anchored := range anchors {
		if d[name] == nil {
			d[name] = anchored
		}
	}
	return d
}

// resolve returns what a dynamic reference leads to.
func (d dynamic) resolve(js *jsonschema.Schema, node *source.Node) []*jsonschema.Schema {
	var targets []*jsonschema.Schema
	if target := js.RecursiveRef; target != nil {
		if outer := d[recursiveAnchor]; target.RecursiveAnchor && outer != nil {
			target = outer
		}
		targets = append(targets, target)
	}
	if target := js.DynamicRef; target != nil {
		_, anchor, _ := strings.Cut(node.Get("$dynamicRef").Text, "#")
		if outer := d[anchor]; target.DynamicAnchor != "" && target.DynamicAnchor == anchor && outer != nil {
			target = outer
		}
		targets = append(targets, target)
	}
	return targets
}

// check returns the check of a schema; nil where it accepts anything. name is
// what its functions are called where no reference leads to it.
func (b *builder) check(js *jsonschema.Schema, d dynamic, name string) *model.Check {
	for js.Ref != nil && len(siblings(js)) == 0 {
		d = b.enter(d, js)
		js = js.Ref
		want, _ := b.definitionName(js)
		name = want
	}
	if js.Always != nil && *js.Always {
		return nil
	}
	d = b.enter(d, js)
	k := checkKey{js.Location, d.key()}
	if c, ok := b.checks[k]; ok {
		return c
	}
	_, node := b.set.Place(js)
	if targets := d.resolve(js, node); len(targets) == 1 && len(siblings(js)) == 1 && js.Ref == nil {
		return b.check(targets[0], d, name)
	}
	c := &model.Check{Func: b.uniqueCheck(name), Location: b.set.Location(js)}
	c.Var = "check" + c.Func
	if js.Always != nil {
		b.checks[k] = c
		c.Never = true
		return c
	}
	if js.Ref == nil && b.values(js, node) == nil && len(siblings(js)) == 0 {
		b.checks[k] = nil
		return nil
	}
	b.checks[k] = c
	cb := checkBuilder{builder: b, js: js, node: node, d: d, c: c}
	cb.fill()
	return c
}

func (b *builder) uniqueCheck(name string) string {
	unique := name
	for n := 2; b.checkNames[unique]; n++ {
		unique = name + "_" + strconv.Itoa(n)
	}
	b.checkNames[unique] = true
	return unique
}

// checkBuilder fills one check.
type checkBuilder struct {
	*builder
	js   *jsonschema.Schema
	node *source.Node
	d    dynamic
	c    *model.Check
	// residual leaves out what reading a value checks.
	residual bool
}

// sub returns the check of a subschema; nil also where there is none.
func (b *checkBuilder) sub(js *jsonschema.Schema, suffix string) *model.Check {
	if js == nil {
		return nil
	}
	return b.check(js, b.d, b.c.Func+suffix)
}

func (b *checkBuilder) list(schemas []*jsonschema.Schema, suffix string) []*model.Check {
	var checks []*model.Check
	for i, js := range schemas {
		checks = append(checks, b.sub(js, suffix+strconv.Itoa(i+1)))
	}
	return checks
}

func (b *checkBuilder) fill() {
	js, c := b.js, b.c
	if js.Types != nil && !b.residual {
		c.Kinds = sortKinds(slices.Clone(js.Types))
	}
	if v := b.values(js, b.node); v != nil {
		c.Values = v.model()
		if js.Constant != nil && js.Enum != nil {
			c.Also = (&values{"enum", b.node.Get("enum").Items}).model()
		}
	}
	for _, all := range b.references() {
		if sub := b.sub(all, "Ref"); sub != nil {
			c.All = append(c.All, sub)
		}
	}
	for _, sub := range b.list(js.AllOf, "AllOf") {
		if sub != nil {
			c.All = append(c.All, sub)
		}
	}
	c.Any, c.One = b.list(js.AnyOf, "AnyOf"), b.list(js.OneOf, "OneOf")
	c.HasNot, c.Not = js.Not != nil, b.sub(js.Not, "Not")
	if js.If != nil && (js.Then != nil || js.Else != nil) {
		c.HasIf, c.If, c.Then, c.Else = true, b.sub(js.If, "If"), b.sub(js.Then, "Then"), b.sub(js.Else, "Else")
	}
	if !b.residual {
		b.scalars()
	}
	if len(asserted(js, []string{"array"})) > len(asserted(js, nil)) {
		b.array()
	}
	if len(asserted(js, []string{"object"})) > len(asserted(js, nil)) {
		b.object()
	}
	if js.UnevaluatedItems != nil || js.UnevaluatedProperties != nil {
		c.Unevaluated = &model.Unevaluated{
			OfMembers: js.UnevaluatedProperties != nil, Members: b.sub(js.UnevaluatedProperties, "UnevaluatedProperty"),
			OfItems: js.UnevaluatedItems != nil, Items: b.sub(js.UnevaluatedItems, "UnevaluatedItem"),
		}
		c.Seen = b.seen(js, b.d, c.Func, false)
	}
}

// references returns what the schema refers to in place.
func (b *checkBuilder) references() []*jsonschema.Schema {
	var targets []*jsonschema.Schema
	if b.js.Ref != nil {
		targets = append(targets, b.js.Ref)
	}
	return append(targets, b.d.resolve(b.js, b.node)...)
}

// scalars fills what is checked of strings and numbers.
func (b *checkBuilder) scalars() {
	kind := func(k model.Kind, of string) *entry {
		return &entry{Type: &model.Type{
			Kind: k, Var: b.c.Var + of, Location: b.c.Location,
			Size: model.Size{Max: -1}, Text: model.Text{Max: -1},
		}, node: b.node}
	}
	if text := kind(model.String, ""); len(asserted(b.js, []string{"string"})) > len(asserted(b.js, nil)) {
		b.text(text, []atom{{b.js, b.node}})
		text.Kind, text.Text.Go = model.String, ""
		if p := text.Text.Pattern; p != nil && p.Var == "" {
			p.Var = b.c.Var + "Pattern"
		}
		if !plain(text.Type) {
			b.c.Text = text.Type
		}
	}
	if number := kind(model.Number, ""); len(asserted(b.js, []string{"number"})) > len(asserted(b.js, nil)) {
		number.Range = bounds(atom{b.js, b.node})
		b.c.Number = number.Type
	}
}

func (b *checkBuilder) array() {
	js := b.js
	a := &model.ArrayCheck{Size: model.Size{Max: -1}}
	b.c.Array = a
	if !b.residual {
		a.Size, a.Unique = model.Size{Min: max(js.MinItems, 0), Max: js.MaxItems}, js.UniqueItems
		prefix, rest := tuple(js)
		a.Prefix = b.list(prefix, "Item")
		a.Rest = b.sub(rest, "Rest")
		if none, ok := js.AdditionalItems.(bool); ok && !none && len(prefix) > 0 {
			a.Rest = b.boolOr(none, "additionalItems", "Rest")
		}
	}
	if js.Contains != nil {
		a.Contains = append(a.Contains, model.Contains{
			Check: b.sub(js.Contains, "Contains"), Min: js.MinContains, Max: js.MaxContains,
		})
	}
}

// boolOr returns the check of a keyword that v5 keeps as a bool or a schema.
func (b *checkBuilder) boolOr(v any, keyword, suffix string) *model.Check {
	switch v := v.(type) {
	case bool:
		if !v {
			name := b.uniqueCheck(b.c.Func + suffix)
			return &model.Check{Func: name, Var: "check" + name, Location: b.c.Location + "/" + keyword, Never: true}
		}
	case *jsonschema.Schema:
		return b.sub(v, suffix)
	}
	return nil
}

func (b *checkBuilder) object() {
	js := b.js
	o := &model.ObjectCheck{Size: model.Size{Max: -1}, Names: b.sub(js.PropertyNames, "Name")}
	b.c.Object = o
	if !b.residual {
		o.Size, o.Required = model.Size{Min: max(js.MinProperties, 0), Max: js.MaxProperties}, js.Required
	}
	if properties := b.node.Get("properties"); properties != nil && js.Properties != nil {
		for _, m := range properties.Members {
			if b.residual {
				o.Properties = append(o.Properties, &model.MemberCheck{Name: m.Name})
				continue
			}
			o.Properties = append(o.Properties, &model.MemberCheck{
				Name: m.Name, Check: b.sub(js.Properties[m.Name], cmp.Or(names.Exported(m.Name), "Member")),
			})
		}
	}
	for i, p := range b.patternProperties(atom{js, b.node}) {
		o.Patterns = append(o.Patterns, &model.PatternCheck{
			Pattern: b.namePattern(p.name, b.c.Var+"Name"+strconv.Itoa(i+1)+"Pattern"),
			Check:   b.sub(p.js, "Pattern"+strconv.Itoa(i+1)),
		})
	}
	if b.residual && len(o.Patterns) == 0 {
		o.Properties = nil
		b.dependents(o)
		return
	}
	o.Additional = b.boolOr(js.AdditionalProperties, "additionalProperties", "Additional")
	b.dependents(o)
}

// dependents fills what depends on members that are there.
func (b *checkBuilder) dependents(o *model.ObjectCheck) {
	js := b.js
	for _, name := range slices.Sorted(maps.Keys(js.Dependencies)) {
		d := &model.Dependent{Name: name, Keyword: "dependencies"}
		switch v := js.Dependencies[name].(type) {
		case []string:
			d.Required = v
		case *jsonschema.Schema:
			d.Check = b.sub(v, "With"+names.Part(name))
		}
		o.Dependent = append(o.Dependent, d)
	}
	for _, name := range slices.Sorted(maps.Keys(js.DependentRequired)) {
		o.Dependent = append(o.Dependent, &model.Dependent{
			Name: name, Keyword: "dependentRequired", Required: js.DependentRequired[name],
		})
	}
	for _, name := range slices.Sorted(maps.Keys(js.DependentSchemas)) {
		o.Dependent = append(o.Dependent, &model.Dependent{
			Name: name, Keyword: "dependentSchemas", Check: b.sub(js.DependentSchemas[name], "With"+names.Part(name)),
		})
	}
}
