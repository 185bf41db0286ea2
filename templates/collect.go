package templates

import (
	"strings"

	"github.com/actgen/actgen/generator/model"
)

// function is a decode function and the encode function that mirrors it.
type function struct {
	name     string // the end of their names; "" where only variables are printed
	typ      *model.Type
	nullable bool // they read and write *T, nil for null

	// base is true where the function has to say where its schema stands,
	// because not all steps that lead to it tell.
	base bool
	// tables are the types whose variables stand beside the function: its
	// own, and those that it reads in place.
	tables []*model.Type
}

// collector finds the functions of the files of a package.
type collector struct {
	*printer
	functions map[string]*function // by the end of their names
	inPlace   map[*model.Type]bool // named types without a function, once seen
	list      []*function          // of the file at hand
}

// collect finds the functions of all files: those of their types, each followed
// by those of the unnamed types that it is made of.
func (p *printer) collect() {
	c := collector{printer: p, functions: map[string]*function{}, inPlace: map[*model.Type]bool{}}
	for _, f := range p.pkg.Files {
		c.list = nil
		for _, t := range f.Types {
			c.add(t, t.Location, t.Name != "")
		}
		p.functions[f] = c.list
	}
}

// add adds the functions of t unless they are there already. The location is
// the one that the cursor's steps lead to; base forces the function to say it.
func (c *collector) add(t *model.Type, location string, base bool) {
	base = t.Location != "" && (base || t.Location != location)
	f := &function{name: t.Func, typ: t, base: base}
	if t.Func != "" && !c.claim(f) {
		c.functions[t.Func].base = c.functions[t.Func].base || base
		return
	}
	c.list = append(c.list, f)
	if t.Location != "" {
		location = t.Location
	}
	c.parts(f, t, location)
}

// claim takes a function's name. It is false where the function is there
// already.
func (c *collector) claim(f *function) bool {
	other := c.functions[f.name]
	switch {
	case other == nil:
		c.functions[f.name] = f
		return true
	case other.typ != f.typ || other.nullable != f.nullable:
		c.problem(f.typ, "the function name %s is taken by the type at %s", f.name, other.typ.Location)
	}
	return false
}

// parts follows what t is made of.
func (c *collector) parts(f *function, t *model.Type, location string) {
	f.tables = append(f.tables, t)
	if t.Func == "" && t.Check != nil {
		c.problem(t, "a type with Check needs a Func")
	}
	switch t.Kind {
	case model.List:
		c.use(t.Elem.Type, false)
		c.part(f, t.Elem, location+"/items")
	case model.Map:
		c.use(t.Elem.Type, false)
		c.part(f, t.Elem, location+"/additionalProperties")
	case model.Holder:
		c.use(t.Elem.Type, false)
		c.part(f, t.Elem, location)
	case model.Union:
		for _, branch := range t.Branches {
			c.use(branch.Type, false)
			c.part(f, model.Use{Type: branch.Type}, location)
		}
	case model.Struct, model.Tuple:
		for _, m := range t.Fields {
			if m.Form != model.Forbidden {
				c.use(m.Use.Type, m.Const != "")
				c.part(f, m.Use, location+"/properties/"+pointerToken(m.JSON))
			}
		}
		if t.Additional != nil {
			c.use(t.Additional.Use.Type, false)
			c.part(f, t.Additional.Use, location+"/additionalProperties")
		}
	}
}

// use notes whether a type is used where encoding writes a constant. A type that
// is used nowhere else needs no encode function.
func (c *collector) use(t *model.Type, constant bool) {
	if only, used := c.constant[t]; constant && (only || !used) {
		c.constant[t] = true
		return
	}
	c.constant[t] = false
}

// part follows one use of a type.
func (c *collector) part(f *function, u model.Use, location string) {
	t := u.Type
	switch {
	case t.Kind == model.Raw && u.Nullable:
		c.problem(t, "raw JSON is nullable by its kinds and values only")
	case t.Name != "" && !c.declared[t]:
		c.problem(t, "no file declares the type")
	case t.Func == "" && !c.inPlace[t]:
		c.inPlace[t] = t.Name != ""
		c.parts(f, t, location)
	case t.Func != "" && t.Name == "":
		c.add(t, location, false)
	}
	if nf := (&function{name: u.Func, typ: t, nullable: true}); u.Func != "" && c.claim(nf) {
		c.list = append(c.list, nf)
	}
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// pointerToken is a member's name as a step of a JSON Pointer.
func pointerToken(name string) string { return pointerEscapes.Replace(name) }
