package source_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator/source"
)

func parse(t *testing.T, file, text string) *source.Node {
	t.Helper()
	n, problems := source.Parse(file, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return n
}

func TestValue(t *testing.T) {
	t.Parallel()
	n := parse(t, "a.json", `{"z": [1e1000000000, "<é\u0000\/>"], "a": {"b": null, "c": false}, "": true}`)
	want := map[string]any{
		"z": []any{json.Number("1e1000000000"), "<é\x00/>"},
		"a": map[string]any{"b": nil, "c": false},
		"":  true,
	}
	if diff := cmp.Diff(want, n.Value()); diff != "" {
		t.Error(diff)
	}
	if got, want := n.JSON(), `{"z":[1e1000000000,"<é\u0000/>"],"a":{"b":null,"c":false},"":true}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	n := parse(t, "a.yaml", "a/b: [10, {m~n: 20}]\n'': 30\n'0': 40\n")
	tests := map[string]string{
		"/a~1b/0": "10", "/a~1b/1/m~0n": "20", "/": "30", "/0": "40",
		"/a~1b/2": "", "/a~1b/-1": "", "/a~1b/01": "", "/a~1b/+1": "", "/a~1b/-": "", "/b": "", "/a~1b/0/x": "", "a": "", "/b/c": "",
	}
	for pointer, want := range tests {
		got := n.Lookup(pointer)
		switch {
		case got == nil && want == "":
		case got == nil, got.JSON() != want:
			t.Errorf("%s: got %v, want %s", pointer, got, want)
		case got.Pointer != pointer:
			t.Errorf("%s leads to %s", pointer, got.Pointer)
		}
	}
	if n.Lookup("") != n {
		t.Error("the empty pointer is not the root")
	}
	var none *source.Node
	if none.Get("a") != nil {
		t.Error("nil has members")
	}
}

func TestNodeProblem(t *testing.T) {
	t.Parallel()
	n := parse(t, "a.yaml", "a:\n  b: 1\n").Get("a")
	if got, want := n.Problem("must be %d", 2).String(), "a.yaml:2:3: #/a: must be 2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := n.NameProblem(n.Member("b"), "no such %s", "key").String(), "a.yaml:2:3: #/a/b: no such key"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
