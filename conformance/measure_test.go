package conformance

import "testing"

func TestSame(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{`{"a": [1.0, "x"], "b": null}`, `{"b":null,"a":[1,"x"]}`, true},
		{`1e2`, `100.0`, true},
		{`0.1`, `1E-1`, true},
		{`12345678901234567890`, `12345678901234567891`, false},
		{`1e1000000000`, `1e1000000000`, true},
		{`1e1000000000`, `1e1000000001`, false},
		{`1`, `"1"`, false},
		{`null`, `false`, false},
		{`[]`, `null`, false},
		{`[1, 2]`, `[2, 1]`, false},
		{`{}`, `{"a": null}`, false},
		{`{}`, ``, false},
	} {
		if got := same(tt.a, tt.b); got != tt.want {
			t.Errorf("same(%s, %s) = %v", tt.a, tt.b, got)
		}
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		part, whole int
		want        string
	}{
		{0, 0, "-"},
		{0, 3, "0.0"},
		{1, 100000, "0.1"},
		{1, 2, "50.0"},
		{2, 3, "66.6"},
		{99999, 100000, "99.9"},
		{7, 7, "100.0"},
	} {
		if got := percent(tt.part, tt.whole); got != tt.want {
			t.Errorf("percent(%d, %d) = %s, want %s", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestCountFields(t *testing.T) {
	t.Parallel()
	got, err := countFields([]byte(`package p

type Root struct {
	Raw      json.RawMessage
	Pointer  *json.RawMessage
	Any      any
	Empty    interface{}
	Opt      value.Opt[json.RawMessage]
	A, B     Named
	List     []json.RawMessage
	Map      map[string]*Named
	Strings  []string
	Nested   struct{ X any }
	Shape    Shape
	Text     string
	Recursive Recursive
}

type (
	Named     Renamed
	Renamed   json.RawMessage
	Shape     interface{ isShape() }
	Recursive []Recursive
)
`))
	if want := (fieldCount{all: 15, untyped: 8, inLists: 10}); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestImports(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		`package p; import "encoding/json"; import "github.com/actgen/actgen/runtime/cursor"`: true,
		`package p; import "github.com/santhosh-tekuri/jsonschema/v5"`:                        false,
		`package p; import "github.com/actgen/actgen/runtime"`:                                false,
	} {
		if got, err := imports([]byte(code)); err != nil || got != want {
			t.Errorf("imports(%s) = %v, %v", code, got, err)
		}
	}
}

// TestJudge holds that every way to be wrong counts as such.
func TestJudge(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		valid           bool
		v               verdict
		right, lossless bool
	}{
		"accepted":          {true, verdict{Output: "[1]"}, true, true},
		"changed":           {true, verdict{Output: "[2]"}, true, false},
		"not written":       {true, verdict{Encode: "no"}, true, false},
		"wrongly rejected":  {true, verdict{Decode: "no"}, false, false},
		"rejected":          {false, verdict{Decode: "no"}, true, false},
		"wrongly accepted":  {false, verdict{Output: "[1]"}, false, false},
		"crashed, invalid":  {false, verdict{Crashed: "no"}, false, false},
		"crashed decoding":  {true, verdict{Crashed: "no"}, false, false},
		"crashed rejecting": {false, verdict{Decode: "no", Crashed: "no"}, false, false},
	} {
		g, d := &group{}, &document{Data: []byte("[1.0]"), Valid: tt.valid}
		judge(g, d, tt.v)
		if d.right != tt.right || d.lossless != tt.lossless {
			t.Errorf("%s: right %v, lossless %v", name, d.right, d.lossless)
		}
		if failed := len(g.failures) > 0; failed != (!tt.right || tt.valid && !tt.lossless) {
			t.Errorf("%s: failures %q", name, g.failures)
		}
	}
}
