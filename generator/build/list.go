package build

import (
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
)

// list makes e a slice, or a struct of positions where the schema gives the
// first items schemas of their own.
func (b *builder) list(e *entry, atoms []atom) {
	var positions []conj
	var items conj
	for _, a := range atoms {
		prefix, rest := tuple(a.Schema)
		for i, js := range prefix {
			if i == len(positions) {
				positions = append(positions, nil)
			}
			positions[i] = append(positions[i], js)
		}
		if rest != nil {
			items = append(items, rest)
		}
		e.Size.Min = max(e.Size.Min, a.MinItems)
		if a.MaxItems >= 0 && (e.Size.Max < 0 || a.MaxItems < e.Size.Max) {
			e.Size.Max = a.MaxItems
		}
		e.Unique = e.Unique || a.UniqueItems
	}
	if len(positions) > 0 && len(positions) <= maxPositions {
		b.positions(e, atoms, positions, items)
		return
	}
	e.Kind = model.List
	if len(items) == 0 || len(positions) > 0 {
		e.Elem = b.anyValue()
		return
	}
	if isNever(items) {
		e.checked, e.residual = true, false
		e.Elem = b.anyValue()
		return
	}
	e.Elem = b.use(items, e, singular, true)
}

func isNever(c conj) bool {
	for _, js := range c {
		if js = follow(js); js.Always != nil && !*js.Always {
			return true
		}
	}
	return false
}

// maxPositions is how many positions a struct has; longer tuples are slices.
const maxPositions = 32

// positions makes e a struct with a field for each of the first items.
func (b *builder) positions(e *entry, atoms []atom, positions []conj, items conj) {
	e.Kind, e.declared, e.checked = model.Tuple, true, true
	e.residual = false
	closed := isNever(items)
	for _, a := range atoms {
		if more, ok := a.AdditionalItems.(bool); ok && !more {
			closed = true
		}
	}
	for i, c := range positions {
		// An item that all others need is plain; one that an array may end
		// before is optional.
		f := &model.Field{Position: true, Required: i < e.Size.Min}
		e.Fields = append(e.Fields, f)
		_, node := b.set.Place(c[0])
		f.Name = fieldName(e, "Item"+strconv.Itoa(i+1))
		if title := titleName(node); title != "" {
			f.Name = ""
			f.Name = fieldName(e, title)
		}
		f.Doc = b.describe(node)
		f.Use = b.use(c, e, f.Name, false)
	}
	if closed {
		return
	}
	e.Additional = &model.Field{Name: fieldName(e, "Rest"), Doc: "Rest holds all other items.", Use: b.anyValue()}
	if len(items) > 0 {
		e.Additional.Use = b.use(items, e, singularOf("Rest"), true)
	}
}

// tuple returns the schemas of the first items of an array and that
// of all others, nil where there is none.
func tuple(js *jsonschema.Schema) (prefix []*jsonschema.Schema, rest *jsonschema.Schema) {
	if js.PrefixItems != nil || js.Items2020 != nil {
		return js.PrefixItems, js.Items2020
	}
	switch items := js.Items.(type) {
	case *jsonschema.Schema:
		return nil, items
	case []*jsonschema.Schema:
		rest, _ = js.AdditionalItems.(*jsonschema.Schema)
		return items, rest
	}
	return nil, nil
}
