package templates

import (
	"strings"
	"testing"

	"github.com/actgen/actgen/generator/model"
)

// TestRules breaks the rules of package model, each once.
func TestRules(t *testing.T) {
	t.Parallel()
	in := func(f *model.Field, more ...*model.Type) *model.Package {
		s := typed(model.Struct, named("S", "s", "a.json#"), fields(f))
		return pack("rules", append([]*model.Type{s}, more...)...)
	}
	list := func(u model.Use) *model.Field {
		l := typed(model.List)
		l.Elem = u
		return required("L", "l", l)
	}
	checked := func(t *model.Type) { t.Check = &model.Check{Func: "A"} }
	one, other := &model.Pattern{Var: "p", Source: "a"}, &model.Pattern{Var: "p", Source: "b"}
	for name, tt := range map[string]struct {
		pkg  *model.Package
		want string
	}{
		"struct without a name": {
			in(required("A", "a", typed(model.Struct, funced("A", "a", "a.json#/a")))),
			"a struct, an enum or a union needs a name",
		},
		"struct without a function": {in(required("A", "a", typed(model.Struct))), "a struct needs a Func"},
		"type that no file declares": {
			in(required("A", "a", typed(model.Int, named("A", "a", "a.json#/a")))),
			"print A (a.json#/a): no file declares the type",
		},
		"root without a function": {
			pack("rules", typed(model.Int, named("A", "a", "a.json#"), root, func(t *model.Type) { t.Func = "" })),
			"a root type needs a Func",
		},
		"checked element": {
			in(list(model.Use{Type: typed(model.String, length(1, 2))})),
			"an element that is checked needs a Func",
		},
		"list of lists": {in(list(model.Use{Type: typed(model.List, elem(typed(model.Int)))})), "needs a Func"},
		"nullable element": {
			in(list(model.Use{Type: typed(model.Int), Nullable: true})),
			"a nullable element needs a Func at its Use",
		},
		"nullable raw": {
			in(nullable(required("A", "a", typed(model.Raw)), model.Plain)),
			"raw JSON is nullable by its kinds and values only",
		},
		"nullable that is plain": {
			in(nullable(required("A", "a", typed(model.Int)), model.Plain)),
			"member a is nullable, but its field holds no null",
		},
		"optional that is plain": {
			in(&model.Field{Name: "A", JSON: "a", Use: model.Use{Type: typed(model.Int)}}),
			"member a is optional, but its field can't say that it is absent",
		},
		"unknown kind": {in(required("A", "a", typed(model.Raw, kinds("text")))), `"text" is no JSON type`},
		"fraction of a whole number": {
			in(required("A", "a", typed(model.Number, kinds("integer"), ranged(model.Range{MultipleOf: "0.5"})))),
			"a whole number needs a whole multipleOf",
		},
		"check in place": {in(required("A", "a", typed(model.Raw, checked))), "a type with Check needs a Func"},
		"a function's name for two": {
			in(required("A", "a", typed(model.Int, funced("A", "a", "a.json#/a"))), typed(model.Int, named("A", "a", "a.json#/b"))),
			"the function name A is taken by the type at",
		},
		"a pattern's name for two": {
			in(required("A", "a", typed(model.String, matches(one))), typed(model.String, named("B", "b", "a.json#/b"), matches(other))),
			"the variable p holds another pattern already",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, err := Files(tt.pkg)
			if files != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %d files and the error %v, want %q", len(files), err, tt.want)
			}
		})
	}
}

// TestFiles prints a package of two files that share types, a pattern and an
// error: each stands once.
func TestFiles(t *testing.T) {
	t.Parallel()
	word := &model.Pattern{Var: "wordPattern", Source: `^\w+$`}
	shared := typed(model.Struct, named("Shared", "shared", "shared.json#"), root, fields(required("A", "a", typed(model.String, matches(word)))))
	color := typed(model.Enum, named("Color", "color", "color.json#"), consts(&model.Const{Name: "ColorRed", Text: "red"}),
		func(t *model.Type) { t.Func = "" })
	item := typed(model.String, funced("Item", "item", "shared.json#/items"), length(1, 2))
	own := typed(model.Struct, named("Own", "own", "own.json#"), root, fields(
		required("Shared", "shared", shared),
		required("Color", "color", color),
		required("A", "a", typed(model.String, matches(word))),
		required("Items", "items", typed(model.List, elem(item))),
	))
	other := typed(model.Map, named("Other", "other", "other.json#"), root, elem(item))
	late := &model.Error{Name: "Late", Type: "LateError"}
	activity := func(name string, in, out *model.Type, e *model.Error) *model.Activity {
		return &model.Activity{
			Name: name, Handler: name + "Handler", Register: "Register" + name, Var: "activity" + name,
			Input: in, Output: out, Errors: []*model.Error{e},
		}
	}
	files := mustPrint(t, &model.Package{Name: "files", Files: []*model.File{
		{Name: "a.gen.go", Types: []*model.Type{own}, Activities: []*model.Activity{activity("A", own, shared, late)}},
		{Name: "b.gen.go", Types: []*model.Type{shared, other}, Activities: []*model.Activity{
			activity("B", other, own, &model.Error{Name: "Late", Type: "LateError", Shared: true}),
		}},
		{Name: "types.gen.go", Types: []*model.Type{color}},
	}})
	var all strings.Builder
	for i, name := range []string{"a.gen.go", "b.gen.go", "types.gen.go"} {
		if files[i].Name != name {
			t.Errorf("file %d is %s, want %s", i, files[i].Name, name)
		}
		all.Write(files[i].Content)
	}
	for text, want := range map[string]int{
		"// Source:":                        0,
		"const _ = runtime.":                2,
		"var wordPattern =":                 1,
		"var colorValues =":                 1,
		"type Color string":                 1,
		"type LateError struct":             1,
		"func decodeItem(c":                 1,
		"func encodeItem(w":                 1,
		"func decodeShared(c":               1,
		`c.At(m, "shared.json#/items")`:     1,
		"Heartbeat:":                        0,
		"StepFunctions:":                    0,
		"SWF:":                              0,
		"Progress":                          0,
		"// Declared errors: *LateError.\n": 2,
	} {
		if got := strings.Count(all.String(), text); got != want {
			t.Errorf("%q stands there %d times, want %d", text, got, want)
		}
	}
	if got := string(files[2].Content); strings.Contains(got, "import") {
		t.Errorf("a file of one type imports something:\n%s", got)
	}
}
