package generator_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/schema"
	"github.com/actgen/actgen/generator/source"
)

// A golden folder's documents.json holds documents for its types, and
// verdicts.txt what the generated code makes of them.
const (
	documentsFile = "documents.json"
	verdictsFile  = "verdicts.txt"
)

// document is a document of a type, and whether it is valid.
type document struct {
	Case  string          `json:"case,omitempty"`
	Type  string          `json:"type"`
	Valid bool            `json:"valid"`
	Data  json.RawMessage `json:"data"`
}

// role is a type that an activity or error names, and its schema.
type role struct {
	Case, Type string
	ref        *definition.SchemaRef
}

// activityOf is what the driver needs to dispatch to an activity.
type activityOf struct{ Case, Name string }

// TestGoldenRun compiles all generated goldens into one program, has it decode
// and encode their documents, and dispatches the inputs to handlers. The
// verdicts must be those of documents.json, of jsonschema/v5 and of
// verdicts.txt, and what is written back must equal what was read.
func TestGoldenRun(t *testing.T) {
	t.Parallel()
	var documents []document
	var roles []role
	var activities []activityOf
	schemas := make(map[string]*jsonschema.Schema)
	for _, name := range goldenCases(t) {
		dir := filepath.Join(goldenDir, name)
		if files, _ := generate(t, dir); files == nil {
			continue
		}
		rs, as := rolesOf(t, name)
		for _, r := range rs {
			schemas[r.Case+"."+r.Type] = compileRole(t, dir, r)
		}
		roles, activities = append(roles, rs...), append(activities, as...)
		documents = append(documents, readDocuments(t, name, rs)...)
	}
	verdicts := runDriver(t, roles, activities, documents)
	if len(verdicts) != len(documents) {
		t.Fatalf("%d verdicts for %d documents", len(verdicts), len(documents))
	}
	texts := make(map[string]string)
	for i, d := range documents {
		v := verdicts[i]
		checkVerdict(t, d, v, schemas[d.Case+"."+d.Type])
		texts[d.Case] += fmt.Sprintf("%s %s\n%s\n\n", d.Type, compact(d.Data), indent(cmp.Or(v.Problems, "ok: "+v.Output)))
		if v.Dispatch != "" {
			texts[d.Case] = strings.TrimSuffix(texts[d.Case], "\n") + indent("dispatched: "+v.Dispatch) + "\n\n"
		}
	}
	for name, text := range texts {
		compareVerdicts(t, filepath.Join(goldenDir, name, verdictsFile), text)
	}
}

// verdict is what the generated code makes of a document.
type verdict struct {
	Output   string // written back; "" where the document is invalid
	Problems string
	Dispatch string // the outcome of its activity, where it is an input
}

func checkVerdict(t *testing.T, d document, v verdict, s *jsonschema.Schema) {
	t.Helper()
	name := fmt.Sprintf("%s: %s %s", d.Case, d.Type, compact(d.Data))
	valid := v.Problems == ""
	if valid != d.Valid {
		t.Errorf("%s: valid is %v, want %v\n%s", name, valid, d.Valid, v.Problems)
	}
	// jsonschema/v5 takes an empty enum for none (known, see package build).
	if byV5 := s.Validate(decodeAny(t, string(d.Data))) == nil; byV5 != valid {
		t.Errorf("%s: valid is %v, and %v to jsonschema/v5", name, valid, byV5)
	}
	if valid {
		if diff := gocmp.Diff(kept(decodeAny(t, string(d.Data))), kept(decodeAny(t, v.Output))); diff != "" {
			t.Errorf("%s: written back (-read +written):\n%s", name, diff)
		}
	}
}

// kept drops the members that no schema names: generated code drops them, too.
func kept(v any) any {
	if m, ok := v.(map[string]any); ok {
		out := make(map[string]any)
		for name, member := range m {
			if name != "unknown" {
				out[name] = kept(member)
			}
		}
		return out
	}
	if n, ok := v.(json.Number); ok {
		f, _ := n.Float64()
		return f
	}
	if l, ok := v.([]any); ok {
		out := make([]any, len(l))
		for i := range l {
			out[i] = kept(l[i])
		}
		return out
	}
	return v
}

func decodeAny(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func rolesOf(t *testing.T, name string) ([]role, []activityOf) {
	t.Helper()
	def, _ := definition.Load(source.Dir(filepath.Join(goldenDir, name)), name)
	var roles []role
	var activities []activityOf
	seen := make(map[string]bool)
	add := func(typ string, ref *definition.SchemaRef) {
		if ref != nil && !seen[typ] {
			seen[typ] = true
			roles = append(roles, role{name, typ, ref})
		}
	}
	for _, a := range def.Activities {
		activities = append(activities, activityOf{name, a.Name})
		add(a.Name+"Input", a.Input)
		add(a.Name+"Output", a.Output)
		add(a.Name+"Progress", a.Progress)
		for _, e := range a.Errors {
			add(e.Name+"Details", e.Details)
		}
	}
	return roles, activities
}

// compileRole compiles the schema of a role with jsonschema/v5, as the
// generator's front end does.
func compileRole(t *testing.T, dir string, r role) *jsonschema.Schema {
	t.Helper()
	set := schema.NewSet(source.Dir(dir), schema.Options{Format: formatOf(r.Case)})
	var s *jsonschema.Schema
	if r.ref.Inline != nil {
		s = set.Compile(set.AddInline(r.ref.Inline), r.ref.Node)
	} else {
		s = set.Compile(set.AddFile(r.ref.File, r.ref.Fragment, r.ref.Node), r.ref.Node)
	}
	if s == nil {
		t.Fatalf("%s.%s: %v", r.Case, r.Type, set.Problems())
	}
	return s
}

// formatOf is what the definition of a case says of format.
func formatOf(name string) schema.Format {
	if name == "annotate" {
		return schema.Annotate
	}
	return schema.Assert
}

func readDocuments(t *testing.T, name string, roles []role) []document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(goldenDir, name, documentsFile))
	if err != nil {
		t.Fatalf("every golden has documents: %v", err)
	}
	var documents []document
	if err := json.Unmarshal(data, &documents); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	good, bad := make(map[string]bool), make(map[string]bool)
	for i := range documents {
		documents[i].Case = name
		good[documents[i].Type] = good[documents[i].Type] || documents[i].Valid
		bad[documents[i].Type] = bad[documents[i].Type] || !documents[i].Valid
	}
	for _, r := range roles {
		if !good[r.Type] {
			t.Errorf("%s: no valid document for %s", name, r.Type)
		}
	}
	if len(bad) == 0 {
		t.Errorf("%s: no invalid document", name)
	}
	return documents
}

// runDriver builds and runs the program that uses the generated packages. It
// stands nowhere: the go command reads it through an overlay.
func runDriver(t *testing.T, roles []role, activities []activityOf, documents []document) []verdict {
	t.Helper()
	cases := make(map[string]bool)
	for _, r := range roles {
		cases[r.Case] = true
	}
	var code bytes.Buffer
	if err := driver.Execute(&code, map[string]any{"Cases": cases, "Roles": roles, "Activities": activities}); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "main.go")
	virtual := filepath.Join(root, "testdata", "goldenrun", "main.go")
	overlay, _ := json.Marshal(map[string]any{"Replace": map[string]string{virtual: program}})
	binary := filepath.Join(dir, "goldenrun")
	for file, data := range map[string][]byte{program: code.Bytes(), filepath.Join(dir, "overlay.json"): overlay} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", binary, "./testdata/goldenrun")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("goldens don't compile: %v\n%s", err, out)
	}
	input, _ := json.Marshal(documents)
	run := exec.CommandContext(t.Context(), binary)
	run.Stdin = bytes.NewReader(input)
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var verdicts []verdict
	if err := json.Unmarshal(out, &verdicts); err != nil {
		t.Fatal(err)
	}
	return verdicts
}

func compareVerdicts(t *testing.T, file, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Error(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
	}
	if diff := gocmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func compact(data json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, data); err != nil {
		return string(data)
	}
	return b.String()
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ")
}

var driver = template.Must(template.New("driver").Parse(`package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
{{range $case, $_ := .Cases}}
	golden_{{$case}} "github.com/actgen/actgen/testdata/golden/{{$case}}"{{end}}
)

type document struct {
	Case, Type string
	Valid      bool
	Data       json.RawMessage
}

type verdict struct{ Output, Problems, Dispatch string }

var roundTrips = map[string]func(string) (string, error){
{{range .Roles}}	"{{.Case}}.{{.Type}}": func(payload string) (string, error) {
		v, err := golden_{{.Case}}.Decode{{.Type}}(payload)
		if err != nil {
			return "", err
		}
		return golden_{{.Case}}.Encode{{.Type}}(v)
	},
{{end}}}

// outputs are the documents that handlers return: the first valid one of
// their output's type.
var outputs = map[string]string{}

{{range .Activities}}type handler_{{.Case}}_{{.Name}} struct{}

func (handler_{{.Case}}_{{.Name}}) {{.Name}}(ctx context.Context, in *golden_{{.Case}}.{{.Name}}Input) (*golden_{{.Case}}.{{.Name}}Output, error) {
	out, err := golden_{{.Case}}.Decode{{.Name}}Output(outputs["{{.Case}}.{{.Name}}Output"])
	return &out, err
}

{{end}}
var registrations = map[string]func(runtime.Registrar){
{{range .Activities}}	"{{.Case}}.{{.Name}}Input": func(r runtime.Registrar) {
		golden_{{.Case}}.Register{{.Name}}(r, handler_{{.Case}}_{{.Name}}{})
	},
{{end}}}

func main() {
	var documents []document
	if err := json.NewDecoder(os.Stdin).Decode(&documents); err != nil {
		panic(err)
	}
	for _, d := range documents {
		if name := d.Case + "." + d.Type; d.Valid && outputs[name] == "" {
			outputs[name] = string(d.Data)
		}
	}
	var verdicts []verdict
	for _, d := range documents {
		var v verdict
		var err error
		if v.Output, err = roundTrips[d.Case+"."+d.Type](string(d.Data)); err != nil {
			v.Problems = err.Error()
		}
		if register := registrations[d.Case+"."+d.Type]; register != nil {
			outcome, err := runtimetest.Run(context.Background(), register, string(d.Data))
			if err != nil {
				panic(err)
			}
			v.Dispatch = outcome.Status.String() + " " + outcome.Output + outcome.Error
		}
		verdicts = append(verdicts, v)
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		panic(err)
	}
}
`))
