package source_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator/source"
)

// outline is a tree as text: one line per value and name, with its place.
func outline(n *source.Node) string {
	var b strings.Builder
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		fmt.Fprintf(&b, "%d:%d %s %s\n", n.Line, n.Col, "#"+n.Pointer, scalarText(n))
		for _, item := range n.Items {
			walk(item)
		}
		for _, m := range n.Members {
			fmt.Fprintf(&b, "%d:%d %q\n", m.NameLine, m.NameCol, m.Name)
			walk(m.Value)
		}
	}
	walk(n)
	return b.String()
}

func scalarText(n *source.Node) string {
	switch n.Kind {
	case source.Array:
		return "[]"
	case source.Object:
		return "{}"
	}
	return n.JSON()
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ file, text, want string }{
		"json": {"a.json", "{\n\t\"b\": [1.50, -2e400,\n  true],\r\n  \"é\": {\"a/b~\": null}, \"s\" : \"\\u00fc\"\n}\n", `
1:1 # {}
2:2 "b"
2:7 #/b []
2:8 #/b/0 1.50
2:14 #/b/1 -2e400
3:3 #/b/2 true
4:3 "é"
4:9 #/é {}
4:10 "a/b~"
4:18 #/é/a~1b~0 null
4:25 "s"
4:31 #/s "ü"
`},
		"json with byte order mark": {"a.json", "\ufeff[1]", "\n1:1 # []\n1:2 #/0 1\n"},
		"json without an extension": {"schema", " 1 ", "\n1:2 # 1\n"},
		"yaml": {"a.yaml", "b:\n- 1.50\n- -2e400\n- yes\n- true\né: {a/b~: ~} # ü\ns: |\n  x\n  y\nt: \"ü\"\n", `
1:1 # {}
1:1 "b"
2:1 #/b []
2:3 #/b/0 1.50
3:3 #/b/1 -2e400
4:3 #/b/2 "yes"
5:3 #/b/3 true
6:1 "é"
6:5 #/é {}
6:6 "a/b~"
6:12 #/é/a~1b~0 null
7:1 "s"
7:4 #/s "x\ny\n"
10:1 "t"
10:4 #/t "ü"
`},
		"yaml with json in it":             {"a.yml", `{"a": [1, {"b": "c"}]}`, "\n1:1 # {}\n1:2 \"a\"\n1:7 #/a []\n1:8 #/a/0 1\n1:11 #/a/1 {}\n1:12 \"b\"\n1:17 #/a/1/b \"c\"\n"},
		"yaml lines that only yaml counts": {"a.yaml", "# \u2028a: 1\nb: 2\n", "\n1:6 # {}\n1:6 \"a\"\n1:9 #/a 1\n2:1 \"b\"\n2:4 #/b 2\n"},
		"yaml with byte order mark":        {"a.YAML", "\ufeff- 1", "\n1:1 # []\n1:3 #/0 1\n"},
		"yaml missing value":               {"a.yaml", "a:\nb: 1", "\n1:1 # {}\n1:1 \"a\"\n1:3 #/a null\n2:1 \"b\"\n2:4 #/b 1\n"},
		"yaml alias": {"a.yaml", "a: &x {c: [1]}\nb: *x\n", `
1:1 # {}
1:1 "a"
1:4 #/a {}
1:8 "c"
1:11 #/a/c []
1:12 #/a/c/0 1
2:1 "b"
2:4 #/b {}
1:8 "c"
1:11 #/b/c []
1:12 #/b/c/0 1
`},
		"yaml merge": {"a.yaml", "x: &x {p: 1, q: 2}\ny: &y {q: 3, r: 4}\nz:\n  <<: [*x, *y]\n  p: 0\n", `
1:1 # {}
1:1 "x"
1:4 #/x {}
1:8 "p"
1:11 #/x/p 1
1:14 "q"
1:17 #/x/q 2
2:1 "y"
2:4 #/y {}
2:8 "q"
2:11 #/y/q 3
2:14 "r"
2:17 #/y/r 4
3:1 "z"
4:3 #/z {}
5:3 "p"
5:6 #/z/p 0
1:14 "q"
1:17 #/z/q 2
2:14 "r"
2:17 #/z/r 4
`},
		"yaml quoted merge is a name": {"a.yaml", "\"<<\": 1\n", "\n1:1 # {}\n1:1 \"<<\"\n1:7 #/<< 1\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, problems := source.Parse(tt.file, []byte(tt.text))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if diff := cmp.Diff(tt.want, "\n"+outline(n)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 1001) + strings.Repeat("]", 1001)
	tests := map[string]struct {
		file, text string
		tree       bool // a tree is left
		want       []string
	}{
		"json empty":       {"a.json", " \n", false, []string{"a.json:2:1: #: the file is empty; a JSON value is expected"}},
		"json syntax":      {"a.json", "{\n  \"a\": [1, }\n}", false, []string{"a.json:2:12: #/a/1: invalid JSON: invalid character '}' at start of value"}},
		"json comma":       {"a.json", "{\"a\": 1\n \"b\": 2}", false, []string{"a.json:2:2: #: invalid JSON: invalid character '\"' after object value (expecting ',' or '}')"}},
		"json cut":         {"a.json", "{\"a\": [1,\n", false, []string{"a.json:2:1: #: invalid JSON: the file ends within a value"}},
		"json name":        {"a.json", "{1: 2}", false, []string{`a.json:1:2: #: invalid JSON: invalid character '1' at start of string (expecting '"')`}},
		"json second":      {"a.json", "{}\n {\"a\": 1}", false, []string{"a.json:2:2: #: one JSON value is expected, but more follows it"}},
		"json second text": {"a.json", "{} \"a b\"", false, []string{"a.json:1:4: #: one JSON value is expected, but more follows it"}},
		"json surrogate":   {"a.json", `"\ud800"`, false, []string{"a.json:1:2: #: invalid JSON: invalid surrogate pair `\\ud800\"` in string"}},
		"json utf-8":       {"a.json", "[\n\"\xff\"]", false, []string{"a.json:2:2: #: must be UTF-8: byte 0xff is not"}},
		"json duplicates": {"a.json", "{\"a\": 1,\n \"a\": {\"b\": 1, \"b\": 2}, \"\\u0061\": 3}", true, []string{
			`a.json:2:2: #/a: "a" stands twice in this object; the first is on line 1`,
			`a.json:2:16: #/a/b: "b" stands twice in this object; the first is on line 2`,
			`a.json:2:25: #/a: "a" stands twice in this object; the first is on line 1`,
		}},
		"json deep":          {"a.json", deep, false, []string{"a.json:1:1001: #" + strings.Repeat("/0", 1000) + ": nested more than 1000 deep"}},
		"yaml empty":         {"a.yaml", "# nothing\n", false, []string{"a.yaml:2:1: #: the file is empty; a YAML value is expected"}},
		"yaml scanner":       {"a.yaml", "a: 1\nb: @x\n", false, []string{"a.yaml:2:1: #: invalid YAML: found character that cannot start any token"}},
		"yaml parser":        {"a.yaml", "a: [1\n b: 2", false, []string{"a.yaml:2:1: #: invalid YAML: did not find expected ',' or ']'"}},
		"yaml first line":    {"a.yaml", "a: b: c", false, []string{"a.yaml:1:1: #: invalid YAML: mapping values are not allowed in this context"}},
		"yaml second":        {"a.yaml", "a: 1\n---\nb: 2\n", false, []string{"a.yaml:2:1: #: one YAML document is expected, but another follows it"}},
		"yaml after the end": {"a.yaml", "a: 1\n...\nb: 2\n", false, []string{"a.yaml:3:1: #: invalid YAML: did not find expected <document start>"}},
		"yaml anchor":        {"a.yaml", "a: 1\nb: *nope\n", false, []string{"a.yaml:2:4: #: invalid YAML: no value before *nope has the anchor &nope"}},
		"yaml alias to self": {"a.yaml", "a: &a\n  b: *a\n", false, []string{"a.yaml:2:6: #/a/b/b: alias *a stands within the value that it names"}},
		"yaml merge of a":    {"a.yaml", "a: 1\n<<: 1\n", true, []string{"a.yaml:2:5: #: << merges mappings; this is a number"}},
		"yaml utf-16":        {"a.yaml", "\xff\xfea\x00", false, []string{"a.yaml:1:1: #: must be UTF-8: byte 0xff is not"}},
		"yaml deep":          {"a.yaml", deep, false, []string{"a.yaml:1:1001: #" + strings.Repeat("/0", 1000) + ": nested more than 1000 deep"}},
		"yaml control":       {"a.yaml", "a: \x01", false, []string{"a.yaml:1:1: #: invalid YAML: control characters are not allowed"}},
		"yaml duplicates":    {"a.yaml", "a: 1\n'a': 2\n", true, []string{`a.yaml:2:1: #/a: "a" stands twice in this object; the first is on line 1`}},
		"yaml names": {"a.yaml", "1: a\ntrue: b\n~: c\n[d]: e\n2020-01-01: fine\nyes: fine\n", true, []string{
			`a.yaml:1:1: #: names must be strings, as in JSON: write "1"`,
			`a.yaml:2:1: #: names must be strings, as in JSON: write "true"`,
			`a.yaml:3:1: #: names must be strings, as in JSON: write "~"`,
			`a.yaml:4:1: #: names must be strings, as in JSON`,
		}},
		"yaml tags": {"a.yaml", "a: !!binary aGk=\nb: !mine {}\nc: !!set {x}\nd: !!omap []\ne: !!bool maybe\nf: !!int x\n", true, []string{
			"a.yaml:1:4: #/a: JSON has nothing for the tag !!binary: remove it",
			"a.yaml:2:4: #/b: JSON has nothing for the tag !mine: remove it",
			"a.yaml:3:4: #/c: JSON has nothing for the tag !!set: remove it",
			"a.yaml:4:4: #/d: JSON has nothing for the tag !!omap: remove it",
			`a.yaml:5:4: #/e: "maybe" is no boolean: write true or false`,
			`a.yaml:6:4: #/f: "x" is no number`,
		}},
		"yaml numbers": {"a.yaml", "[.inf, -.INF, .nan, 010, 08, 00.5]", true, []string{
			"a.yaml:1:2: #/0: JSON has neither infinity nor NaN",
			"a.yaml:1:8: #/1: JSON has neither infinity nor NaN",
			"a.yaml:1:15: #/2: JSON has neither infinity nor NaN",
			"a.yaml:1:21: #/3: 010 is octal to some readers of YAML and decimal to others: write it without the leading zero, or as a string",
			"a.yaml:1:26: #/4: 08 is octal to some readers of YAML and decimal to others: write it without the leading zero, or as a string",
			"a.yaml:1:30: #/5: 00.5 is octal to some readers of YAML and decimal to others: write it without the leading zero, or as a string",
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, problems := source.Parse(tt.file, []byte(tt.text))
			if (n != nil) != tt.tree {
				t.Errorf("tree is %v", n)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestYAMLNumbers(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"0x10": "16", "-0x1F": "-31", "0o17": "15", "0b101": "5", "1_000": "1000", "1_000.5": "1000.5",
		".5": "0.5", "5.": "5", "+1": "1", "-.5e3": "-0.5e3", "+1.5E+2": "1.5E+2", "0": "0", "-0": "-0",
		"1e400": "1e400", "123456789012345678901234567890": "123456789012345678901234567890",
		"!!int '7'": "7", "!!float 3": "3", "0.10": "0.10",
		"1:30": `"1:30"`, "0x": `"0x"`, "'1'": `"1"`, "!!str 1": `"1"`, "1.2.3": `"1.2.3"`,
		"2020-01-01": `"2020-01-01"`, "2020-01-01T00:00:00Z": `"2020-01-01T00:00:00Z"`, "no": `"no"`, "True": "true", "FALSE": "false",
	}
	for text, want := range tests {
		n, problems := source.Parse("a.yaml", []byte("a: "+text))
		if len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
			continue
		}
		if got := n.Get("a").JSON(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestAliasBomb(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		ref := fmt.Sprintf("*a%d", i-1)
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.Join([]string{ref, ref, ref, ref, ref, ref, ref, ref, ref}, ", "))
	}
	n, problems := source.Parse("a.yaml", []byte(b.String()))
	if n != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, "more than 100000 values") {
		t.Errorf("got %v", problems)
	}
}
