package build

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
)

// finish decides what can be decided only when all types are known: how fields
// hold what may be missing, where cycles need a pointer, and the comments.
func (b *builder) finish() {
	for _, e := range b.all {
		if e.Kind == model.Union {
			e.Want, e.Null = wantOf(e), e.nullable
			for _, branch := range e.Branches {
				branch.Type.Marks = append(branch.Type.Marks, "is"+e.Name)
			}
		}
	}
	for _, e := range b.all {
		b.document(e)
		for _, f := range e.Fields {
			if f.Form != model.Forbidden {
				f.Form = form(f)
				f.Note = note(f.Use.Type)
				if !f.Position && names.Exported(f.JSON) != f.Name {
					f.Note = strings.TrimSuffix("member "+strconv.Quote(f.JSON)+", "+f.Note, ", ")
				}
			}
		}
		for _, u := range elements(e.Type) {
			if u.Type.Kind == model.Union {
				u.Nullable = false // nil says it
			}
			if u.Nullable && u.Type.Kind != model.Raw {
				u.Func = e.suffix + "NullableItem"
			}
		}
	}
	for _, e := range b.all {
		breakCycles(e.Type, map[*model.Type]int{})
	}
}

func elements(t *model.Type) []*model.Use {
	switch {
	case t.Kind == model.List || t.Kind == model.Map || t.Kind == model.Holder:
		return []*model.Use{&t.Elem}
	case t.Additional != nil:
		return []*model.Use{&t.Additional.Use}
	}
	return nil
}

// form says how a field holds a value that may be missing or null.
func form(f *model.Field) model.Form {
	if f.Use.Type.Kind == model.Union && (f.Required || !f.Use.Nullable) {
		f.Use.Nullable = false // nil says it
		return model.Plain
	}
	hasNil := f.Use.Type.Kind == model.List || f.Use.Type.Kind == model.Map || f.Use.Type.Kind == model.Raw
	switch {
	case f.Use.Type.Kind == model.Raw:
		return model.Plain
	case f.Required && f.Use.Nullable && !hasNil, !f.Required && !f.Use.Nullable && !hasNil:
		return model.Pointer
	case !f.Required && f.Use.Nullable:
		return model.Opt
	}
	return model.Plain
}

// breakCycles puts pointers where a struct would contain itself. state is 1
// for a type on the way from the start, 2 for one that is done.
func breakCycles(t *model.Type, state map[*model.Type]int) {
	state[t] = 1
	for _, f := range t.Fields {
		target := f.Use.Type
		if target == nil || target.Kind != model.Struct && target.Kind != model.Tuple {
			continue
		}
		switch f.Form {
		case model.Plain:
			if state[target] == 1 {
				f.Form = model.Pointer
				continue
			}
		case model.Opt:
			if state[target] == 1 {
				f.Form = model.OptPointer
				continue
			}
		default:
			continue
		}
		if state[target] == 0 {
			breakCycles(target, state)
		}
	}
	state[t] = 2
}

// document writes the comment of a declared type.
func (b *builder) document(e *entry) {
	if !e.declared {
		return
	}
	text := b.describe(e.node)
	switch {
	case e.Root && e.Doc != "":
		e.Doc = e.Name + " is " + e.Doc + "."
		if text != "" {
			e.Doc += "\n\n" + text
		}
	case text != "":
		e.Doc = sentence(e.Name, text)
	case e.Kind == model.Enum:
		e.Doc = e.Name + " is one of a fixed set of values."
	case e.Kind == model.Union:
		e.Doc = e.Name + " is one of several types."
	case e.Kind != model.Struct && e.Kind != model.Tuple:
		e.Doc = e.Name + " is a value as " + e.Location + " describes it."
	case e.Kind == model.Tuple:
		e.Doc = e.Name + " is an array as " + e.Location + " describes it."
	default:
		e.Doc = e.Name + " is an object as " + e.Location + " describes it."
	}
	if e.Kind == model.Union {
		e.Doc += "\n\nIts values are " + branchNames(e.Type) + ", told apart by " + toldApart(e.Type) + "."
		if e.Null {
			e.Doc += " nil is null."
		}
	}
}

func branchNames(t *model.Type) string {
	all := make([]string, len(t.Branches))
	for i, branch := range t.Branches {
		all[i] = "*" + branch.Type.Name
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

func toldApart(t *model.Type) string {
	switch t.Dispatch {
	case model.ByTag:
		return "the member " + t.Tag
	case model.ByKind:
		return "their JSON types"
	}
	return "the first of their schemas that holds"
}

// sentence makes a description begin with the name of what it describes, as
// Go's doc comments do.
func sentence(name, text string) string {
	first, _, _ := strings.Cut(text, " ")
	switch {
	case first == name:
		return text
	case first == "The" || first == "A" || first == "An":
		r, size := utf8.DecodeRuneInString(text)
		return name + " is " + string(unicode.ToLower(r)) + text[size:]
	}
	return name + ": " + text
}

// note says in a few words behind a field what is checked of it.
func note(t *model.Type) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	switch t.Kind {
	case model.String, model.DateTime:
		add(span(t.Text.Min, t.Text.Max, "character"))
		if p := t.Text.Pattern; p != nil && len(p.Source) <= 60 {
			add("matches " + p.Source)
		}
		if t.Text.Go == "" && t.Kind == model.String {
			add(t.Text.Format)
		}
	case model.Int, model.Uint, model.Float, model.Number:
		add(rangeNote(t.Range))
	case model.List:
		add(span(t.Size.Min, t.Size.Max, "item"))
		if t.Unique {
			add("no two alike")
		}
	case model.Map:
		add(span(t.Size.Min, t.Size.Max, "member"))
	}
	return strings.Join(parts, ", ")
}

func span(low, high int, unit string) string {
	switch {
	case high >= 0 && low == high:
		return plural(low, unit)
	case high >= 0 && low > 0:
		return strconv.Itoa(low) + " to " + plural(high, unit)
	case high >= 0:
		return "at most " + plural(high, unit)
	case low > 0:
		return "at least " + plural(low, unit)
	}
	return ""
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return strconv.Itoa(n) + " " + unit + "s"
}

func rangeNote(r model.Range) string {
	var parts []string
	add := func(words, bound string) {
		if bound != "" {
			parts = append(parts, words+thousands(bound))
		}
	}
	if r.Minimum != "" && r.Maximum != "" {
		add(thousands(r.Minimum)+" to ", r.Maximum)
		r.Minimum, r.Maximum = "", ""
	}
	add("at least ", r.Minimum)
	add("over ", r.ExclusiveMinimum)
	add("at most ", r.Maximum)
	add("under ", r.ExclusiveMaximum)
	add("a multiple of ", r.MultipleOf)
	return strings.Join(parts, ", ")
}

// thousands sets the digits of a long integer in threes.
func thousands(number string) string {
	if i, whole := wholeNumber(number); whole && strings.ContainsAny(number, "eE") {
		number = strconv.FormatInt(i, 10)
	}
	if strings.ContainsAny(number, ".eE") {
		return number
	}
	return strings.ReplaceAll(group(number), "_", ",")
}

// errorModel returns the model of a declared error.
func (b *builder) errorModel(name string) *model.Error {
	known := b.errors[name]
	if known.model == nil {
		goName := names.Exported(name) + "Error"
		doc := goName + " is the error " + name + "."
		if d := strings.TrimSpace(known.first.Description); d != "" {
			doc += "\n\n" + d
		}
		known.model = &model.Error{Name: name, Type: goName, Doc: doc}
		if known.first.Details != nil {
			known.model.Details = b.roots[known.first.Details].Type
		}
	}
	m := *known.model
	m.Shared = known.printed
	known.printed = true
	return &m
}
