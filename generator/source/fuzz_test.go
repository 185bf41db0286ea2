package source_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/actgen/actgen/generator/source"
)

// FuzzParse holds that a tree is always JSON, that it reads back as itself, and
// that each value of a JSON file stands where its node says.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		`{"a": [1, -2.5e3, "é\u00fc", null, true], "b": {}}`, "a: &x\n  - 0x10\nb: *x\n<<: {c: d}\n", "? [a]\n: b\n", "--- |\n  x\n",
	} {
		f.Add(true, []byte(text))
		f.Add(false, []byte(text))
	}
	f.Fuzz(func(t *testing.T, yaml bool, data []byte) {
		file := map[bool]string{true: "a.yaml", false: "a.json"}[yaml]
		n, problems := source.Parse(file, data)
		if n == nil {
			if len(problems) == 0 {
				t.Fatal("neither a tree nor a problem")
			}
			return
		}
		text := n.JSON()
		if !json.Valid([]byte(text)) {
			t.Fatalf("not JSON: %s", text)
		}
		again, problems := source.Parse("b.json", []byte(text))
		if len(problems) > 0 || again.JSON() != text {
			t.Fatalf("%s reads back as %v, %v", text, again, problems)
		}
		if !yaml {
			checkPlaces(t, strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n"), n)
		}
	})
}

// checkPlaces holds that JSON values begin where their nodes say.
func checkPlaces(t *testing.T, lines []string, n *source.Node) {
	first := map[source.Kind]string{
		source.Null: "n", source.Bool: "tf", source.Number: "-0123456789", source.String: `"`, source.Array: "[", source.Object: "{",
	}
	if at := lines[n.Line-1][n.Col-1]; !strings.ContainsRune(first[n.Kind], rune(at)) {
		t.Fatalf("%d:%d: %v begins with %q", n.Line, n.Col, n.Kind, at)
	}
	for _, item := range n.Items {
		checkPlaces(t, lines, item)
	}
	for _, m := range n.Members {
		if at := lines[m.NameLine-1][m.NameCol-1]; at != '"' {
			t.Fatalf("%d:%d: a name begins with %q", m.NameLine, m.NameCol, at)
		}
		checkPlaces(t, lines, m.Value)
	}
}
