package definition_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// files are the files of a folder by name.
func files(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func lines(problems problem.List) string {
	if len(problems) == 0 {
		return ""
	}
	return problems.Error() + "\n"
}

// withoutNodes leaves places out of a comparison.
func withoutNodes() cmp.Option { return cmpopts.IgnoreTypes(&source.Node{}) }

func load(t *testing.T, fsys fstest.MapFS) *definition.Definition {
	t.Helper()
	def, problems := definition.Load(fsys, "orders")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return def
}

func TestLoad(t *testing.T) {
	t.Parallel()
	def := load(t, files("activities.yaml", `
package: payments
format: annotate
x-common: &schema {type: object}
activities:
  ChargeCard:
    description: Charges the customer's card.
    input:  ./schemas/charge.json
    output: schemas/charge.json#/$defs/receipt
    progress: *schema
    errors:
      CardDeclined: {description: The bank said no., details: true, retry: {attempts: 0}}
      card.Expired:
      Busy: {retry: {interval: 2s, backoff: 1.5, maxDelay: 1m}}
    heartbeat: 30s
    timeout: 1h30m
    stepFunctions: {name: charge-card}
    swf: {name: Charge, version: "3", taskList: payments, scheduleToStart: 1h, scheduleToClose: 2.5h}
  Refund:
    input: false
    output: {type: string}
    swf: {version: "1"}
`, "schemas/charge.json", "{}"))
	none := 0
	want := &definition.Definition{
		File: "activities.yaml", Package: "payments", Format: definition.Annotate,
		Activities: []*definition.Activity{
			{
				Name: "ChargeCard", Description: "Charges the customer's card.",
				Input:    &definition.SchemaRef{File: "schemas/charge.json"},
				Output:   &definition.SchemaRef{File: "schemas/charge.json", Fragment: "#/$defs/receipt"},
				Progress: &definition.SchemaRef{},
				Errors: []*definition.Error{
					{Name: "CardDeclined", Description: "The bank said no.", Details: &definition.SchemaRef{}, Retry: &definition.Retry{Attempts: &none}},
					{Name: "card.Expired"},
					{Name: "Busy", Retry: &definition.Retry{Interval: 2 * time.Second, Backoff: 1.5, MaxDelay: time.Minute}},
				},
				Heartbeat: 30 * time.Second, Timeout: 90 * time.Minute,
				StepFunctions: definition.StepFunctions{Name: "charge-card"},
				SWF: definition.SWF{
					Set: true, Name: "Charge", Version: "3", TaskList: "payments",
					ScheduleToStart: time.Hour, ScheduleToClose: 150 * time.Minute,
				},
			},
			{
				Name: "Refund", Input: &definition.SchemaRef{}, Output: &definition.SchemaRef{},
				StepFunctions: definition.StepFunctions{Name: "Refund"},
				SWF:           definition.SWF{Set: true, Name: "Refund", Version: "1"},
			},
		},
	}
	if diff := cmp.Diff(want, def, withoutNodes()); diff != "" {
		t.Error(diff)
	}
	charge := def.Activities[0]
	if got := charge.Progress.Inline.JSON(); got != `{"type":"object"}` {
		t.Errorf("progress is %s", got)
	}
	if n := charge.Node; n.Line != 6 || n.Col != 3 || n.Pointer != "/activities/ChargeCard" {
		t.Errorf("ChargeCard stands at %d:%d %s", n.Line, n.Col, n.Pointer)
	}
}

// TestLoadForms holds that JSON and both names of YAML say the same.
func TestLoadForms(t *testing.T) {
	t.Parallel()
	text := `{"$schema": "x", "activities": {"Greet": {"input": true, "output": {"type": "string"}}}}`
	want := load(t, files("activities.yaml", text))
	for _, name := range []string{"activities.yml", "activities.json"} {
		got := load(t, files(name, text))
		if diff := cmp.Diff(want, got, withoutNodes(), cmpopts.IgnoreFields(definition.Definition{}, "File")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestDefaultPackage(t *testing.T) {
	t.Parallel()
	const text = `{activities: {Greet: {input: true, output: true}}}`
	tests := []struct {
		folder string
		fsys   fstest.MapFS
		want   string
	}{
		{"orders", files(), "orders"},
		{"Order-Service_v2", files(), "orderservicev2"},
		{"2fa", files(), "fa"},
		{"go", files(), "goactivities"},
		{"---", files(), "activities"},
		{"/", files(), "activities"},
		{"x", files("a.go", "package orders\n"), "orders"},
		{"x", files("a.gen.go", "package old\n", "a_test.go", "package x_test\n"), "x"},
		{"x", files("a.go", "//go:build ignore\n\npackage main\n", "b.go", "// Doc.\npackage orders\n"), "orders"},
		{"x", files("a.go", "no Go"), "x"},
	}
	for _, tt := range tests {
		tt.fsys["activities.yaml"] = &fstest.MapFile{Data: []byte(text)}
		def, problems := definition.Load(tt.fsys, tt.folder)
		if len(problems) > 0 || def.Package != tt.want {
			t.Errorf("%s: got %s, want %s %v", tt.folder, def.Package, tt.want, problems)
		}
	}
}

func TestLoadPairs(t *testing.T) {
	t.Parallel()
	def := load(t, files(
		"charge-card.input.json", "{}", "charge-card.output.yaml", "{}", "charge-card.progress.yml", "{}",
		"get-user-id.input.json", "{}", "get-user-id.output.json", "{}", "other.json", "{}",
	))
	want := &definition.Definition{
		Package: "orders", Format: definition.Assert,
		Activities: []*definition.Activity{
			{
				Name: "ChargeCard", StepFunctions: definition.StepFunctions{Name: "ChargeCard"},
				Input:    &definition.SchemaRef{File: "charge-card.input.json"},
				Output:   &definition.SchemaRef{File: "charge-card.output.yaml"},
				Progress: &definition.SchemaRef{File: "charge-card.progress.yml"},
			},
			{
				Name: "GetUserID", StepFunctions: definition.StepFunctions{Name: "GetUserID"},
				Input:  &definition.SchemaRef{File: "get-user-id.input.json"},
				Output: &definition.SchemaRef{File: "get-user-id.output.json"},
			},
		},
	}
	if diff := cmp.Diff(want, def, withoutNodes()); diff != "" {
		t.Error(diff)
	}
}

func TestLoadPairsProblems(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fsys fstest.MapFS
		want string
	}{
		"lone":    {files("a.input.json", "", "b.output.json", "", "c.progress.json", ""), "a.input.json: there is no a.output.json beside it\nb.output.json: there is no b.input.json beside it\nc.progress.json: there is no c.input.json beside it\n"},
		"twice":   {files("a.input.json", "", "a.input.yaml", "", "a.output.json", ""), "a.input.yaml: a.input.json is there, too; keep one of them\n"},
		"no name": {files("..input.json", "", "..output.json", ""), "..input.json: no Go name can be made of \".\"; rename the file\n"},
		"collide": {files("a-b.input.json", "", "a-b.output.json", "", "a_b.input.json", "", "a_b.output.json", ""), "a_b.input.json: activity AB is that of a-b.input.json already\n"},
		"nothing": {files("a.json", ""), "nothing to generate: no activities.yaml or activities.json, and no pair such as greet.input.json and greet.output.json\n"},
		"long":    {files(strings.Repeat("a", 81)+".input.json", "", strings.Repeat("a", 81)+".output.json", ""), strings.Repeat("a", 81) + ".input.json: the name is longer than Step Functions allows (80 characters)\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, problems := definition.Load(tt.fsys, "orders")
			if diff := cmp.Diff(tt.want, lines(problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSingle(t *testing.T) {
	t.Parallel()
	fsys := files("in.json", "{}", "out.json", "{}")
	def, problems := definition.Single{Name: "Greet", Input: "in.json", Output: "out.json#/$defs/x", Progress: "in.json"}.Load(fsys, "hello")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := &definition.Definition{
		Package: "hello", Format: definition.Assert,
		Activities: []*definition.Activity{{
			Name: "Greet", StepFunctions: definition.StepFunctions{Name: "Greet"},
			Input:    &definition.SchemaRef{File: "in.json"},
			Output:   &definition.SchemaRef{File: "out.json", Fragment: "#/$defs/x"},
			Progress: &definition.SchemaRef{File: "in.json"},
		}},
	}
	if diff := cmp.Diff(want, def, withoutNodes()); diff != "" {
		t.Error(diff)
	}

	_, problems = definition.Single{Name: "greet", Input: "none.json", Output: "#/x", Package: "func"}.Load(fsys, "hello")
	wantText := `--input: schema file none.json: no such file
--name: must be an exported Go identifier, such as ChargeCard, not "greet"
--output: must name a file before the #
--package: must not be the Go keyword "func"
`
	if diff := cmp.Diff(wantText, lines(problems)); diff != "" {
		t.Error(diff)
	}
}
