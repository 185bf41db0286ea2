package build

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/source"
)

// others is what may stand in an object besides its properties.
type others struct {
	schema conj // of the values; nil: nothing is said of them
	closed bool // there are none
	open   bool // they are kept
}

// object makes e a struct, or a map where the schema names no members.
func (b *builder) object(e *entry, atoms []atom) {
	var required []string
	described := false
	for _, a := range atoms {
		required = append(required, a.Required...)
		described = described || len(a.Properties) > 0
		e.Size.Min = max(e.Size.Min, a.MinProperties)
		if a.MaxProperties >= 0 && (e.Size.Max < 0 || a.MaxProperties < e.Size.Max) {
			e.Size.Max = a.MaxProperties
		}
	}
	rest := b.others(atoms)
	if !described && len(required) == 0 && !rest.closed {
		e.Kind = model.Map
		e.Elem = b.anyValue()
		if len(rest.schema) > 0 {
			e.Elem = b.use(rest.schema, e, singular, true)
		}
		return
	}
	e.Kind, e.declared, e.Closed = model.Struct, true, rest.closed && len(atoms) == 1 && (!e.checked || e.residual)
	b.fields(e, atoms, required, rest)
	if !rest.open && len(rest.schema) == 0 {
		return
	}
	e.Additional = &model.Field{Name: fieldName(e, "Additional"), Doc: "Additional holds all other members.", Use: b.anyValue()}
	if len(rest.schema) > 0 {
		e.Additional.Use = b.use(rest.schema, e, singularOf("Additional"), true)
	}
}

// others says what may stand in an object besides its properties.
func (b *builder) others(atoms []atom) others {
	o := others{open: b.KeepUnknown}
	patterns := 0
	for _, a := range atoms {
		patterns += len(a.PatternProperties)
		switch additional := a.AdditionalProperties.(type) {
		case bool:
			o.closed = o.closed || !additional
			o.open = o.open || additional
		case nil:
		default:
			o.open = true
		}
	}
	inner := slices.ContainsFunc(atoms, func(a atom) bool { return letsIn(a.Schema, atoms, false) })
	switch {
	case patterns == 1 && o.closed && len(atoms) == 1:
		for _, js := range atoms[0].PatternProperties {
			return others{schema: conj{js}}
		}
	case patterns > 0:
		return others{open: true}
	case o.closed:
		return others{closed: true}
	case inner, len(atoms) > 1:
		return others{open: o.open || inner}
	}
	a := atoms[0]
	if js := schemaOf(a.AdditionalProperties); js != nil {
		if js.Always == nil {
			return others{schema: conj{js}, open: true}
		}
		return others{closed: !*js.Always, open: *js.Always}
	}
	if a.UnevaluatedProperties != nil && a.UnevaluatedProperties.Always != nil && !*a.UnevaluatedProperties.Always && !inner {
		return others{open: o.open && a.AdditionalProperties == true}
	}
	if a.UnevaluatedProperties != nil {
		o.open = true
	}
	return o
}

// letsIn says whether what stands in place below a schema names members that the
// atoms' properties don't: these are kept. It asks about js itself only where
// inside is true.
func letsIn(js *jsonschema.Schema, atoms []atom, inside bool) bool {
	if js == nil || js.Always != nil {
		return false
	}
	if inside && (js.Ref != nil || len(js.PatternProperties) > 0 || js.AdditionalProperties != nil ||
		js.UnevaluatedProperties != nil || namesMore(js, atoms)) {
		return true
	}
	below := slices.Concat(js.AnyOf, js.OneOf, []*jsonschema.Schema{js.If, js.Then, js.Else})
	if inside {
		below = append(below, js.AllOf...)
	}
	for _, sub := range js.DependentSchemas {
		below = append(below, sub)
	}
	for _, sub := range js.Dependencies {
		below = append(below, schemaOf(sub))
	}
	return js.DynamicRef != nil || js.RecursiveRef != nil ||
		slices.ContainsFunc(below, func(sub *jsonschema.Schema) bool { return letsIn(sub, atoms, true) })
}

// namesMore says whether a schema has properties that no atom has.
func namesMore(js *jsonschema.Schema, atoms []atom) bool {
	for name := range js.Properties {
		if !slices.ContainsFunc(atoms, func(a atom) bool { return a.Properties[name] != nil }) {
			return true
		}
	}
	return false
}

// fields makes the fields of a struct in the order of the source, then those
// of members that are required and never described.
func (b *builder) fields(e *entry, atoms []atom, required []string, rest others) {
	for _, a := range atoms {
		properties := a.node.Get("properties")
		if properties == nil || a.Properties == nil {
			continue
		}
		for _, m := range properties.Members {
			if slices.ContainsFunc(e.Fields, func(f *model.Field) bool { return f.JSON == m.Name }) {
				continue
			}
			var c conj
			for _, other := range atoms {
				if js := other.Properties[m.Name]; js != nil {
					c = append(c, js)
				}
			}
			b.field(e, m.Name, c, slices.Contains(required, m.Name))
		}
	}
	for _, name := range required {
		if rest.closed || slices.ContainsFunc(e.Fields, func(f *model.Field) bool { return f.JSON == name }) {
			continue
		}
		b.field(e, name, rest.schema, true)
	}
}

func (b *builder) field(e *entry, name string, c conj, required bool) {
	f := &model.Field{JSON: name, Required: required}
	e.Fields = append(e.Fields, f)
	if len(c) == 0 { // required, and nothing more is said
		f.Name = fieldName(e, name)
		f.Use = b.anyValue()
		return
	}
	if isNever(c) { // nothing is held where nothing is accepted
		f.Form = model.Forbidden
		return
	}
	f.Name = fieldName(e, name)
	f.Use = b.use(c, e, f.Name, false)
	_, node := b.set.Place(c[0])
	f.Doc = b.describe(node)
	target := follow(c[0])
	_, node = b.set.Place(target)
	if value := node.Get("const"); len(c) == 1 && target.Constant != nil && value != nil && required && !f.Use.Nullable {
		f.Const = constText(value)
	}
}

// constText returns the JSON text of a const.
func constText(n *source.Node) string {
	if n.Kind == source.String {
		data, _ := json.Marshal(n.Text) // a string: can't fail
		return string(data)
	}
	return n.JSON()
}

// fieldName returns a Go name for a member. Where two members come to the same
// name, or to that of a method, the later one in the schema gets a number.
func fieldName(e *entry, member string) string {
	base := names.Exported(member)
	if base == "" {
		base = "Field" + strconv.Itoa(len(e.Fields))
	}
	taken := func(name string) bool {
		if e.Root && (name == "Validate" || name == "MarshalJSON" || name == "UnmarshalJSON") {
			return true
		}
		return slices.ContainsFunc(e.Fields, func(f *model.Field) bool { return f.Name == name })
	}
	name := base
	for n := 2; taken(name); n++ {
		name = base + strconv.Itoa(n)
	}
	return name
}

func singularOf(name string) string { return singular + name }
