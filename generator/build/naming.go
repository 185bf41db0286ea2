package build

import (
	"strconv"
	"strings"

	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/source"
)

// How types are called, in this order:
//
//   - the input, output, progress and error details of an activity: by their
//     role, ChargeCardInput;
//   - what a reference leads to: by its name in $defs, or by its file's;
//     where two types come to one name, both have their file's name in front;
//   - what has a title of up to four words: by that, unless two types come to
//     one name;
//   - all else by its path from the nearest of these: OrderShippingAddress,
//     and in the singular for the items of an array.
//
// So a name depends on nothing but the place and title of its own schema and,
// for definitions and titles, on whether the name is the only one.

// nameTypes gives all types their names.
func (b *builder) nameTypes() {
	count := make(map[string]int)
	for _, e := range b.all {
		switch {
		case e.fixed != "":
			e.Name = e.fixed
			for _, name := range []string{e.Name, "Decode" + e.Name, "Encode" + e.Name} {
				b.claim(name, e.node, "the schema of "+e.Name)
			}
		case e.want != "" && (e.declared || e.byRef):
			count[e.want]++
		}
	}
	taken := make(map[string]bool) // paths, also of what has no Go name
	for _, e := range b.all {
		path := b.path(e, count)
		if e.declared && e.fixed == "" {
			e.Name = path
			b.claim(path, e.node, "the schema "+e.Location)
		}
		unique := path
		if taken[path] && strings.HasPrefix(e.suffix, singular) {
			unique = e.parent.suffix + "Item"
		}
		for n := 2; taken[unique]; n++ {
			unique = path + "_" + strconv.Itoa(n)
		}
		taken[unique] = true
		e.suffix = unique // from here on: the whole path
		e.Var = names.Unexported(unique)
		if needsFunc(e) {
			e.Func = unique
		}
		if p := e.Text.Pattern; p != nil && p.Var == "" {
			p.Var = e.Var + "Pattern"
		}
	}
	for _, e := range b.all {
		if e.Kind == model.Enum {
			b.nameConsts(e)
		}
	}
}

// path returns the name that the place of a schema gives. Parents have theirs
// already.
func (b *builder) path(e *entry, count map[string]int) string {
	switch {
	case e.fixed != "":
		return e.fixed
	case e.want != "" && (e.declared || e.byRef) && count[e.want] == 1 && b.idents[e.want] == nil:
		return e.want
	case e.parent == nil:
		return e.qualified
	}
	if of, ok := strings.CutPrefix(e.suffix, singular); ok {
		if of == "" && e.parent.Kind == model.Map && names.Singular(e.parent.suffix) == e.parent.suffix+"Item" {
			return e.parent.suffix + "Value"
		}
		return names.Singular(e.parent.suffix + of)
	}
	return e.parent.suffix + e.suffix
}

// needsFunc says whether a type has functions of its own: where one expression
// can't read it, and where its schema stands elsewhere.
func needsFunc(e *entry) bool {
	switch {
	case e.Root || e.isBranch || e.checked:
		return true
	case e.Kind == model.Struct || e.Kind == model.Tuple || e.Kind == model.Union:
		return true
	case e.Kind == model.Enum:
		return e.byRef || e.elem
	case e.Values.Keyword != "":
		return true
	case e.Kind == model.List || e.Kind == model.Map:
		return e.elem || e.byRef
	case e.byRef || e.elem:
		return !plain(e.Type)
	}
	return false
}

// plain says whether a cursor's method without arguments reads the type.
func plain(t *model.Type) bool {
	r := t.Range
	bounded := r.Minimum+r.ExclusiveMinimum+r.Maximum+r.ExclusiveMaximum+r.MultipleOf != ""
	text := t.Text.Min > 0 || t.Text.Max >= 0 || t.Text.Pattern != nil
	if t.Kind == model.String && t.Text.Format != "" && t.Text.Go == "" {
		text = true
	}
	return !bounded && !text && len(t.Kinds) == 0
}

// claimActivity takes the identifiers of an activity.
func (b *builder) claimActivity(a *definition.Activity) {
	what := "activity " + a.Name
	for _, name := range []string{a.Name + "Handler", "Register" + a.Name, a.Name + "Task"} {
		b.claim(name, a.Node, what)
	}
	if a.Progress != nil {
		b.claim(a.Name+"ProgressFrom", a.Node, what)
	}
	if len(a.Errors) > 0 {
		b.claim(a.Name+"ErrorFrom", a.Node, what)
	}
}

// declaredError is an error of the definition. Activities may share it.
type declaredError struct {
	first   *definition.Error
	model   *model.Error
	printed bool
}

// declareError takes an error in and says whether it is new.
func (b *builder) declareError(a *definition.Activity, e *definition.Error) bool {
	known := b.errors[e.Name]
	if known == nil {
		b.errors[e.Name] = &declaredError{first: e}
		name := names.Exported(e.Name)
		if name == "" {
			b.problem(e.Node, "error %q of %s gives no Go name", e.Name, a.Name)
			return false
		}
		b.claim(name+"Error", e.Node, "error "+e.Name)
		return true
	}
	if !sameDetails(known.first.Details, e.Details) {
		b.problem(e.Node, "error %s has other details at %s; an error means the same in all activities of a package", e.Name, place(known.first.Node))
	}
	return false
}

func sameDetails(a, b *definition.SchemaRef) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Inline != nil && b.Inline != nil {
		return a.Inline.JSON() == b.Inline.JSON()
	}
	return a.Inline == nil && b.Inline == nil && a.File == b.File && a.Fragment == b.Fragment
}

// describe makes a doc text of the annotations of a schema.
func (b *builder) describe(n *source.Node) string {
	var parts []string
	add := func(text string) {
		if text = strings.TrimSpace(text); text != "" {
			parts = append(parts, text)
		}
	}
	text := stringOf(n.Get("description"))
	if text == "" {
		text = stringOf(n.Get("title"))
	}
	add(text)
	if d := n.Get("default"); d != nil {
		add("Default: " + short(d.JSON()))
	}
	if examples := n.Get("examples"); examples != nil && len(examples.Items) > 0 {
		add("Example: " + short(examples.Items[0].JSON()))
	}
	if d := n.Get("deprecated"); d != nil && d.Kind == source.Bool && d.Bool {
		add("Deprecated: the schema says so.")
	}
	return strings.Join(parts, "\n\n")
}

func stringOf(n *source.Node) string {
	if n == nil || n.Kind != source.String {
		return ""
	}
	return n.Text
}

// short keeps example values from filling a page.
func short(json string) string {
	const limit = 120
	runes := []rune(json)
	if len(runes) <= limit {
		return json
	}
	return string(runes[:limit]) + "..."
}
