package templates

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/actgen/actgen/generator/model"
)

// The matrix is every sort of type, in place, by a function and named, in every
// form and as an element of everything. All of it is printed, compiled and run.

// sort is a sort of type: what makes it, JSON that it accepts, as it is written,
// and JSON that it refuses.
type sort struct {
	name      string
	kind      model.Kind
	changes   []func(*model.Type)
	good, bad string
}

var matrixPattern = &model.Pattern{Var: "matrixPattern", Source: `^\w+$`}

var sorts = []sort{
	{"Raw", model.Raw, nil, `{"a":[1,2.50,"x"]}`, ""},
	{"RawKinds", model.Raw, with(kinds("string", "number")), `1.50`, `[]`},
	{"RawValues", model.Raw, with(values("enum", `"a"`, `2`)), `"a"`, `3`},
	{"Bool", model.Bool, nil, `true`, `0`},
	{"BoolConst", model.Bool, with(values("const", "false")), `false`, `true`},
	{"Int", model.Int, nil, `-9223372036854775808`, `1.5`},
	{"IntIn", model.Int, with(between("1", "100")), `100`, `101`},
	{"IntFrom", model.Int, with(between("1", "")), `1`, `0`},
	{"IntOf", model.Int, with(ranged(model.Range{ExclusiveMinimum: "0", MultipleOf: "3"})), `3`, `4`},
	{"Uint", model.Uint, nil, `18446744073709551615`, `-1`},
	{"UintTo", model.Uint, with(between("", "9")), `9`, `10`},
	{"UintOf", model.Uint, with(ranged(model.Range{MultipleOf: "2"})), `4`, `5`},
	{"Float", model.Float, nil, `0.1`, `"0.1"`},
	{"FloatIn", model.Float, with(between("-1", "0.5")), `0.5`, `0.51`},
	{"FloatTo", model.Float, with(between("", "1e3")), `-1.5`, `1001`},
	{"FloatOf", model.Float, with(ranged(model.Range{ExclusiveMaximum: "1", MultipleOf: "0.01"})), `0.29`, `0.295`},
	{"Number", model.Number, nil, `1.50e1`, `"1"`},
	{"NumberOf", model.Number, with(ranged(model.Range{Minimum: "0", Maximum: "1e40"})), `1e40`, `1.1e40`},
	{"NumberInline", model.Number, with(between("0", "9")), `9.0`, `10`},
	{"Whole", model.Number, with(kinds("integer")), `123456789012345678901234567890`, `1.5`},
	{"Text", model.String, nil, `"a b"`, `1`},
	{"TextIn", model.String, with(length(1, 2)), `"é€"`, `""`},
	{"Match", model.String, with(matches(matrixPattern)), `"abc"`, `"a b"`},
	{"Rules", model.String, with(matches(matrixPattern), length(0, 3)), `"abc"`, `"abcd"`},
	{"Email", model.String, with(formatted("email", "")), `"a@example.com"`, `"a"`},
	{"UUID", model.String, with(formatted("uuid", "UUID")), `"2EB8AA08-aa98-11ea-b4aa-73b441d16380"`, `"2eb8aa08"`},
	{"UUIDRules", model.String, with(formatted("uuid", "UUID"), length(1, 40)), `"2eb8aa08-aa98-11ea-b4aa-73b441d16380"`, `"x"`},
	{"Date", model.String, with(formatted("date", "Date")), `"2024-02-29"`, `"2023-02-29"`},
	{"Annotated", model.String, with(formatted("", "URI")), `"not a uri"`, `1`},
	{"DateTime", model.DateTime, with(formatted("date-time", "")), `"2024-02-29T23:59:60Z"`, `"2024-02-29"`},
	{"DateTimeRules", model.DateTime, with(formatted("date-time", ""), length(0, 20)), `"2024-02-29T12:00:00Z"`, `"2024-02-29T12:00:00.5Z"`},
	{"List", model.List, with(elem(typed(model.String))), `["a","b"]`, `["a",1]`},
	{"ListIn", model.List, with(elem(typed(model.Int)), size(1, 2)), `[1,2]`, `[]`},
	{"Unique", model.List, with(elem(typed(model.Raw)), func(t *model.Type) { t.Unique = true }), `[1,"1"]`, `[1,1.0]`},
	{"Map", model.Map, with(elem(typed(model.Float))), `{"a":1,"b":2}`, `{"a":"1"}`},
	{"MapIn", model.Map, with(elem(typed(model.DateTime, formatted("date-time", ""))), size(0, 0)), `{}`, `{"a":"2024-02-29T12:00:00Z"}`},
	{"Enum", model.Enum, with(func(t *model.Type) { t.Base, t.Values.Keyword = model.String, "enum" }), `"a"`, `"c"`},
	{"IntEnum", model.Enum, with(func(t *model.Type) { t.Base, t.Values.Keyword = model.Int, "enum" }), `2`, `4`},
	{"Struct", model.Struct, with(closed, fields(required("A", "a", typed(model.Int)), optional("B", "b", typed(model.String)))), `{"a":1}`, `{"a":1,"c":2}`},
	{"Open", model.Struct, with(additional(model.Use{Type: typed(model.Raw)})), `{"x":1,"y":null}`, `[]`},
}

func with(changes ...func(*model.Type)) []func(*model.Type) { return changes }

// style is how a type is read: in place, by a function, or as a named type.
type style int

const (
	inPlace style = iota
	byFunction
	byName
)

var styles = map[style]string{inPlace: "InPlace", byFunction: "Func", byName: "Named"}

// newType makes a type of the sort, or nil where the style is none for it.
func (s sort) newType(st style, stem string, p *model.Package) *model.Type {
	needsName := s.kind == model.Enum || s.kind == model.Struct
	if needsName && st == byFunction || s.kind == model.Struct && st == inPlace {
		return nil
	}
	t := typed(s.kind, s.changes...)
	t.Var, t.Location = "v"+stem, "matrix.json#/$defs/"+stem
	if st != inPlace {
		t.Func = stem
	}
	if st == byName || needsName {
		t.Name = stem
		p.Files[0].Types = append(p.Files[0].Types, t)
	}
	if s.kind == model.Enum {
		t.Consts = []*model.Const{{Name: stem + "A", Text: "a"}, {Name: stem + "B", Text: "b"}}
		if t.Base == model.Int {
			t.Consts = []*model.Const{{Name: stem + "A", Int: 1}, {Name: stem + "B", Int: 2}}
		}
	}
	return t
}

// place is where a type stands, and how the JSON of a value looks there.
type place struct {
	name string
	// field makes the member; nil where the type can't stand there.
	field func(t *model.Type, name string, p *model.Package) *model.Field
	json  string   // of the member, with %s for the value's
	step  string   // of the JSON Pointer, from the member to the value
	also  []string // other values of the member
	empty bool     // the member may be absent
	null  bool     // the value may be null besides
}

var places = []place{
	{name: "Required", json: "%s", field: asRequired},
	{name: "Optional", json: "%s", field: asOptional, empty: true},
	{name: "Nullable", json: "%s", field: asNullable, null: true, also: []string{"null"}},
	{name: "NilNull", json: "%s", field: asNilNull, null: true, also: []string{"null"}},
	{name: "Opt", json: "%s", field: asOpt, null: true, also: []string{"null"}, empty: true},
	{name: "OptPointer", json: "%s", field: asOptPointer, null: true, also: []string{"null"}, empty: true},
	{name: "List", json: "[%s]", step: "/0", field: asElem(model.List, false), also: []string{"[]"}},
	{name: "NullList", json: "[%s]", step: "/0", field: asElem(model.List, true), null: true, also: []string{"[null]"}},
	{name: "Map", json: `{"k":%s}`, step: "/k", field: asElem(model.Map, false), also: []string{"{}"}},
	{name: "NullMap", json: `{"k":%s}`, step: "/k", field: asElem(model.Map, true), null: true, also: []string{`{"k":null}`}},
	{name: "Open", json: `{"k":%s}`, step: "/k", field: asAdditional(false), also: []string{"{}"}},
	{name: "NullOpen", json: `{"k":%s}`, step: "/k", field: asAdditional(true), null: true, also: []string{`{"k":null}`}},
}

func asRequired(t *model.Type, name string, _ *model.Package) *model.Field {
	return required(name, name, t)
}

func asOptional(t *model.Type, name string, _ *model.Package) *model.Field {
	return optional(name, name, t)
}

func asNullable(t *model.Type, name string, _ *model.Package) *model.Field {
	return nullable(required(name, name, t), model.Pointer)
}

func asNilNull(t *model.Type, name string, _ *model.Package) *model.Field {
	if t.Kind != model.List && t.Kind != model.Map {
		return nil
	}
	return nullable(required(name, name, t), model.Plain)
}

func asOpt(t *model.Type, name string, _ *model.Package) *model.Field {
	return nullable(optional(name, name, t), model.Opt)
}

func asOptPointer(t *model.Type, name string, _ *model.Package) *model.Field {
	if t.Kind != model.Struct {
		return nil
	}
	return nullable(optional(name, name, t), model.OptPointer)
}

func asElem(k model.Kind, null bool) func(*model.Type, string, *model.Package) *model.Field {
	return func(t *model.Type, name string, _ *model.Package) *model.Field {
		if !isReader(t) {
			return nil
		}
		if null {
			return required(name, name, typed(k, nullableElem(t, name+"Elem")))
		}
		return required(name, name, typed(k, elem(t)))
	}
}

func asAdditional(null bool) func(*model.Type, string, *model.Package) *model.Field {
	return func(t *model.Type, name string, p *model.Package) *model.Field {
		if !isReader(t) {
			return nil
		}
		u := model.Use{Type: t}
		if null {
			u = model.Use{Type: t, Nullable: true, Func: name + "Value"}
		}
		open := typed(model.Struct, named(name+"Open", "v"+name+"Open", "matrix.json#/"+name), additional(u))
		p.Files[0].Types = append(p.Files[0].Types, open)
		return required(name, name, open)
	}
}

// trial is a payload and what becomes of it.
type trial struct {
	Type    string
	Payload string
	Pointer string // of the one problem; "" where the payload comes back as it was
}

// matrix is the package and its trials: for each place and style a struct with
// one member of each sort.
func matrix() (*model.Package, []trial) {
	p := pack("main")
	p.Files[0].Name = "matrix.gen.go"
	var trials []trial
	for _, pl := range places {
		for st := inPlace; st <= byName; st++ {
			name := "Matrix" + pl.name + styles[st]
			var members []matrixMember
			all := typed(model.Struct, named(name, "v"+name, "matrix.json#/"+name), root, closed)
			for _, s := range sorts {
				stem := pl.name + styles[st] + s.name
				t := s.newType(st, stem, p)
				if t == nil {
					continue
				}
				if s.kind == model.Raw && pl.null {
					continue // raw JSON holds null by itself
				}
				if f := pl.field(t, stem+"Member", p); f != nil {
					all.Fields = append(all.Fields, f)
					members = append(members, matrixMember{f.JSON, s})
				}
			}
			if len(members) == 0 {
				continue
			}
			p.Files[0].Types = append(p.Files[0].Types, all)
			trials = append(trials, trialsOf(name, pl, members)...)
		}
	}
	return p, trials
}

// matrixMember is a member and the sort of its type.
type matrixMember struct {
	name string
	sort sort
}

// trialsOf are payloads with good values throughout, and with one bad value.
func trialsOf(name string, pl place, members []matrixMember) []trial {
	payload := func(value func(matrixMember) string) string {
		var parts []string
		for _, m := range members {
			if v := value(m); v != "" {
				parts = append(parts, fmt.Sprintf("%q:%s", m.name, v))
			}
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	good := func(m matrixMember) string { return fmt.Sprintf(pl.json, m.sort.good) }
	trials := []trial{{Type: name, Payload: payload(good)}}
	for _, v := range pl.also {
		trials = append(trials, trial{Type: name, Payload: payload(func(matrixMember) string { return v })})
	}
	if pl.empty {
		trials = append(trials, trial{Type: name, Payload: "{}"})
	}
	for _, bad := range members {
		if bad.sort.bad == "" {
			continue
		}
		trials = append(trials, trial{Type: name, Pointer: "/" + bad.name + pl.step, Payload: payload(func(m matrixMember) string {
			if m.name == bad.name {
				return fmt.Sprintf(pl.json, m.sort.bad)
			}
			return good(m)
		})})
	}
	return trials
}

// TestMatrix prints, compiles and runs the matrix.
func TestMatrix(t *testing.T) {
	t.Parallel()
	p, trials := matrix()
	types := make(map[string]bool)
	for _, tr := range trials {
		types[tr.Type] = true
	}
	var program strings.Builder
	program.WriteString(matrixMain)
	program.WriteString("\nvar trips = map[string]func(string) (string, error){\n")
	for _, typ := range p.Files[0].Types {
		if types[typ.Name] {
			fmt.Fprintf(&program, "%q: func(s string) (string, error) { return trip(s, Decode%s, Encode%s) },\n", typ.Name, typ.Name, typ.Name)
		}
	}
	program.WriteString("}\n")

	// The package exists in an overlay only: nothing is written to the tree.
	const folder = "testdata/matrix"
	temp := t.TempDir()
	overlay := map[string]map[string]string{"Replace": {}}
	put := func(name string, content []byte) {
		write(t, filepath.Join(temp, name), content)
		overlay["Replace"][filepath.Join(folder, name)] = filepath.Join(temp, name)
	}
	for _, f := range mustPrint(t, p) {
		put(f.Name, f.Content)
	}
	put("main.go", []byte(program.String()))
	write(t, filepath.Join(temp, "overlay.json"), mustJSON(t, overlay))

	cmd := exec.CommandContext(t.Context(), "go", "run", "-overlay", filepath.Join(temp, "overlay.json"), "./"+folder)
	cmd.Stdin = bytes.NewReader(mustJSON(t, trials))
	cmd.Env = append(os.Environ(), "GOFLAGS=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if want := fmt.Sprintf("%d trials\n", len(trials)); string(out) != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const matrixMain = `package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/actgen/actgen/runtime/cursor"
)

func main() {
	var trials []struct{ Type, Payload, Pointer string }
	if err := json.NewDecoder(os.Stdin).Decode(&trials); err != nil {
		panic(err)
	}
	failed := 0
	for _, t := range trials {
		out, err := trips[t.Type](t.Payload)
		var invalid *cursor.Error
		switch {
		case t.Pointer == "" && (err != nil || out != t.Payload):
			fmt.Printf("%s\n in %s\nout %s\n%v\n", t.Type, t.Payload, out, err)
		case t.Pointer != "" && !errors.As(err, &invalid):
			fmt.Printf("%s\n in %s\nno problem at %s: %v\n", t.Type, t.Payload, t.Pointer, err)
		case t.Pointer != "" && (len(invalid.Problems) != 1 || !strings.HasPrefix(invalid.Problems[0].Pointer, t.Pointer) ||
			!strings.HasPrefix(invalid.Problems[0].Location, "matrix.json#/")):
			fmt.Printf("%s\n in %s\nwant a problem at %s, got\n%v\n", t.Type, t.Payload, t.Pointer, err)
		default:
			continue
		}
		failed++
	}
	if failed > 0 {
		os.Exit(1)
	}
	fmt.Printf("%d trials\n", len(trials))
}

func trip[T any](payload string, decode func(string) (T, error), encode func(T) (string, error)) (string, error) {
	v, err := decode(payload)
	if err != nil {
		return "", err
	}
	return encode(v)
}
`
