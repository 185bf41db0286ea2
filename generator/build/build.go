// Package build makes the model from compiled schemas. All decisions are made
// here: which Go type holds a value, what is checked besides, what everything
// is called, and in which file it stands.
package build

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/schema"
	"github.com/actgen/actgen/generator/source"
)

// Input is what a package is made of: activities, or types alone.
type Input struct {
	Definition *definition.Definition
	// Types are roots that no activity has; they stand in the file TypesFile.
	Types     []TypeRoot
	TypesFile string
	// KeepUnknown keeps members that a schema neither names nor forbids.
	KeepUnknown bool
	// ExactNumbers holds all numbers as they were written.
	ExactNumbers bool
}

// TypeRoot is a type that is made of a schema.
type TypeRoot struct {
	Name string
	Ref  *definition.SchemaRef
}

// Package returns the model of the package that in describes. The problems
// are sorted; some may be warnings only. The model is nil where there are
// others, or where the definition lacks a schema.
func Package(in Input, set *schema.Set) (*model.Package, problem.List) {
	def := in.Definition
	b := &builder{
		Input: in, def: def, set: set,
		entries:  make(map[key]*entry),
		idents:   make(map[string]*source.Node),
		patterns: make(map[string]*model.Pattern),
		errors:   make(map[string]*declaredError),

		checks:     make(map[checkKey]*model.Check),
		seens:      make(map[checkKey]*model.Seen),
		checkNames: make(map[string]bool),
		variants:   make(map[*jsonschema.Schema]*jsonschema.Schema),
		originals:  make(map[*jsonschema.Schema]*jsonschema.Schema),
	}
	roots := b.load()
	if !b.complete(roots) {
		return nil, b.allProblems()
	}
	for _, r := range roots {
		b.root(r)
	}
	for _, a := range def.Activities {
		b.claimActivity(a)
	}
	b.nameTypes()
	b.makeChecks(roots)
	b.finish()
	pkg := b.pack()
	return pkg, b.allProblems()
}

func (b *builder) allProblems() problem.List {
	problems := slices.Concat(b.problems, b.set.Problems())
	problems.Sort()
	return problems
}

type builder struct {
	Input
	def      *definition.Definition
	set      *schema.Set
	problems problem.List

	entries  map[key]*entry
	all      []*entry // in the order in which they were met
	roots    map[*definition.SchemaRef]*entry
	idents   map[string]*source.Node // package-level identifiers and where they come from
	patterns map[string]*model.Pattern
	errors   map[string]*declaredError

	checks     map[checkKey]*model.Check
	seens      map[checkKey]*model.Seen
	checkNames map[string]bool
	variants   map[*jsonschema.Schema]*jsonschema.Schema // see variant
	originals  map[*jsonschema.Schema]*jsonschema.Schema
	trials     []trial
}

// key tells types apart, by the place of their schema as the user names it: one
// file may have several URLs. A type is made once for each schema, but that of an
// activity's input, output, progress or error details, and what stands inside
// its schema, is made for each such role: what one activity shares with
// another by chance doesn't tie their types together.
type key struct {
	scope    string // the role, or the place that a reference led to
	location string
}

// scope is where a schema was reached.
type scope struct {
	name  string
	root  *entry
	roots []string // places that lead back to root
}

// entry is a type in the making.
type entry struct {
	*model.Type
	conj     conj     // the schemas that a value meets
	checkOf  conj     // what is checked of it, where that is more
	only     []string // the JSON types that it is for; nil: all that conj accepts
	node     *source.Node
	scope    *scope
	nullable bool
	checked  bool     // a Check looks at the value before it is read
	residual bool     // it says only what reading doesn't check
	why      []string // the keywords for which it does

	declared  bool   // gets a Go name
	isBranch  bool   // of a union
	fixed     string // the name that it must have
	want      string // the name that its definition or title suggests
	qualified string // the same with its file in front
	parent    *entry // for names made from the path: parent + suffix
	suffix    string

	byRef bool // reached by a reference: its keyword locations begin anew
	elem  bool // an item or a map's value
}

// root is a schema that the definition names.
type root struct {
	ref  *definition.SchemaRef
	name string // Go name
	doc  string // what it is: "the input of the activity ChargeCard"
	js   *jsonschema.Schema
}

// load loads and compiles all schemas, so that all their problems are told at
// once.
func (b *builder) load() []root {
	b.roots = make(map[*definition.SchemaRef]*entry)
	var roots []root
	for _, a := range b.def.Activities {
		add := func(ref *definition.SchemaRef, name, doc string) {
			if ref == nil {
				return
			}
			roots = append(roots, root{ref: ref, name: name, doc: doc})
		}
		add(a.Input, a.Name+"Input", "the input of the activity "+a.Name)
		add(a.Output, a.Name+"Output", "the output of the activity "+a.Name)
		add(a.Progress, a.Name+"Progress", "the progress of the activity "+a.Name)
		for _, e := range a.Errors {
			if b.declareError(a, e) {
				add(e.Details, names.Exported(e.Name)+"Details", "what the error "+e.Name+" tells")
			}
		}
	}
	for _, t := range b.Types {
		roots = append(roots, root{ref: t.Ref, name: t.Name})
	}
	urls := make([]string, len(roots))
	for i, r := range roots {
		urls[i] = b.add(r)
	}
	if b.set.Problems().Failed() {
		return nil // v5 would tell of them again
	}
	for i, r := range roots {
		roots[i].js = b.set.Compile(urls[i], r.ref.Node)
	}
	return roots
}

// complete says whether all schemas are there, so that types can be made. What
// is missing has been told, here or by package definition.
func (b *builder) complete(roots []root) bool {
	for _, a := range b.def.Activities {
		if a.Input == nil || a.Output == nil {
			return false
		}
	}
	return !b.set.Problems().Failed() &&
		!slices.ContainsFunc(roots, func(r root) bool { return r.js == nil })
}

// add adds the document of a role to the set and returns its schema's URL.
func (b *builder) add(r root) string {
	if r.ref.Inline != nil {
		return b.set.AddInline(r.ref.Inline)
	}
	return b.set.AddFile(r.ref.File, r.ref.Fragment, r.ref.Node)
}

// root makes the type of a role.
func (b *builder) root(r root) {
	c := conj{r.js}.follow()
	sc := &scope{name: r.name, roots: []string{b.set.Location(r.js), b.place(c)}}
	e := b.entry(c, sc, nil)
	sc.root = e
	e.Root, e.declared, e.fixed = true, true, r.name
	e.Doc = r.doc
	b.roots[r.ref] = e
	if b.set.HasDynamicRefs() {
		e.checkOf = conj{r.js} // the way to it counts
	}
	b.fill(e)
	switch {
	case e.Kind == model.Union:
		b.hold(e)
	case e.nullable:
		b.raw(e)
	}
}

// hold puts a union that is a root into a struct, so that it can have methods.
func (b *builder) hold(e *entry) {
	inner := &entry{
		Type: e.Type, conj: e.conj, checkOf: e.checkOf, node: e.node, scope: e.scope, nullable: e.nullable,
		checked: e.checked, why: e.why, declared: true, parent: e, suffix: "Value",
	}
	t := *e.Type
	inner.Type = &t
	inner.Root, inner.Doc = false, ""
	*e.Type = model.Type{
		Kind: model.Holder, Location: t.Location, Root: true, Doc: t.Doc,
		Size: model.Size{Max: -1}, Text: model.Text{Max: -1}, Elem: model.Use{Type: inner.Type},
	}
	e.nullable, e.checked = false, false
	for i := range b.trials {
		if b.trials[i].union == e {
			b.trials[i].union = inner
		}
	}
	for _, other := range b.all {
		if other.parent == e {
			other.parent = inner
		}
	}
	at := slices.Index(b.all, e)
	b.all = slices.Insert(b.all, at+1, inner)
}

// entry returns a new, empty type for a conjunction.
func (b *builder) entry(c conj, sc *scope, only []string) *entry {
	_, node := b.set.Place(c[0])
	e := &entry{
		Type: &model.Type{Location: b.set.Location(c[0]), Size: model.Size{Max: -1}, Text: model.Text{Max: -1}},
		conj: c, only: only, node: node, scope: sc,
	}
	b.entries[key{sc.name, b.place(c) + strings.Join(only, " ")}] = e
	b.all = append(b.all, e)
	return e
}

// use returns the type of a conjunction at a place below parent.
func (b *builder) use(c conj, parent *entry, suffix string, elem bool) model.Use {
	return b.useOnly(c, nil, parent, suffix, elem)
}

// useOnly is use for the values of some JSON types.
func (b *builder) useOnly(c conj, only []string, parent *entry, suffix string, elem bool) model.Use {
	target, sc := c.follow(), parent.scope
	location := b.place(target)
	byRef := len(target) == 1 && !slices.Contains(c, target[0])
	if byRef {
		if sc.root != nil && only == nil && slices.Contains(sc.roots, location) {
			sc.root.byRef = true
			return model.Use{Type: sc.root.Type, Nullable: sc.root.nullable}
		}
		sc = &scope{name: location, roots: []string{location}}
	}
	if e := b.entries[key{sc.name, location + strings.Join(only, " ")}]; e != nil {
		e.elem = e.elem || elem
		return model.Use{Type: e.Type, Nullable: e.nullable}
	}
	e := b.entry(target, sc, only)
	e.elem = elem
	if byRef {
		sc.root = e
		e.byRef = true
		e.want, e.qualified = b.definitionName(target[0])
		if only != nil {
			e.want, e.qualified = e.want+suffix, e.qualified+suffix
		}
	} else {
		e.parent, e.suffix = parent, suffix
		if only == nil {
			e.want = titleName(e.node)
		}
	}
	b.fill(e)
	return model.Use{Type: e.Type, Nullable: e.nullable}
}

// definitionName returns the name that the place of a definition suggests: its
// name in $defs, or that of its file; and the same with the file in front.
func (b *builder) definitionName(js *jsonschema.Schema) (want, qualified string) {
	doc, node := b.set.Place(js)
	name, pointer := node.File, node.Pointer
	if doc != nil {
		name, pointer = doc.Name, strings.TrimPrefix(pointer, doc.Root.Pointer)
	}
	file := names.Exported(schemaBase(name))
	last := names.Exported(source.Unescape(path.Base("/" + pointer)))
	if last == "" {
		return cmp.Or(file, "Schema"), cmp.Or(file, "Schema")
	}
	return last, file + last
}

// titleName returns the name that a title suggests; "" where it is a sentence.
func titleName(n *source.Node) string {
	title := stringOf(n.Get("title"))
	if len(names.Words(title)) > 4 {
		return ""
	}
	return names.Exported(title)
}

// schemaBase is a file's name without folder and the usual endings.
func schemaBase(name string) string {
	base := path.Base(name)
	for _, ending := range []string{".json", ".yaml", ".yml", ".schema"} {
		if len(base) > len(ending) && base[len(base)-len(ending):] == ending {
			base = base[:len(base)-len(ending)]
		}
	}
	return base
}

func (b *builder) problem(n *source.Node, format string, args ...any) {
	b.problems = append(b.problems, n.Problem(format, args...))
}

func (b *builder) warn(n *source.Node, format string, args ...any) {
	p := n.Problem(format, args...)
	p.Warning = true
	b.problems = append(b.problems, p)
}

// claim takes a package-level identifier, or says who has it.
func (b *builder) claim(name string, from *source.Node, what string) bool {
	if other, ok := b.idents[name]; ok {
		b.problem(from, "%s would be called %s in Go, as is what stands at %s", what, name, place(other))
		return false
	}
	b.idents[name] = from
	return true
}

func place(n *source.Node) string {
	if n == nil {
		return "another place"
	}
	return fmt.Sprintf("%s:%d:%d", n.File, n.Line, n.Col)
}
