package conformance

import (
	"encoding/json"
	"flag"
	"math/big"
	"reflect"
	"strings"
	"testing"
)

var full = flag.Bool("full", false, "run the whole suite instead of a sample")

// sampleSize is how many groups a sample has. It compiles in a few seconds.
const sampleSize = 120

// TestSuite runs the suite and compares it with the goals.
func TestSuite(t *testing.T) {
	t.Parallel()
	s := openSuite(t)
	if !*full {
		s.sample(sampleSize)
	}
	t.Logf("%d groups of the suite in %s", len(s.groups), s.where)
	s.generate(t.Context(), t)
	p := newProgram(t, s.groups)
	binary := p.compile(t.Context(), t)
	p.run(t.Context(), t, binary, judge)
	for _, g := range s.groups {
		for _, failure := range g.failures {
			t.Errorf("%s: %s", g, failure)
		}
	}
	rows := count(s.groups)
	if _, err := t.Output().Write([]byte(table(rows))); err != nil {
		t.Error(err)
	}
	for _, r := range rows {
		// A sample is too small to judge a share by.
		for _, missed := range r.missed(*full) {
			t.Errorf("%s: %s", r.draft, missed)
		}
	}
}

// judge compares what generated code made of a document with what the suite
// says.
func judge(g *group, d *document, v verdict) {
	valid := v.Decode == ""
	d.right = v.Crashed == "" && valid == d.Valid
	d.lossless = d.right && d.Valid && v.Encode == "" && same(string(d.Data), v.Output)
	fail := func(format string, args ...any) {
		g.fail("document %q: "+format+"\n\tschema %s\n\tdocument %s", append(append([]any{d.Description}, args...), oneLine(g.Schema), oneLine(d.Data))...)
	}
	switch {
	case v.Crashed != "":
		fail("%s", v.Crashed)
	case !d.right && valid:
		fail("accepted, must be rejected")
	case !d.right:
		fail("rejected, must be accepted: %s", v.Decode)
	case d.Valid && v.Encode != "":
		fail("can't be written back: %s", v.Encode)
	case d.Valid && !d.lossless:
		fail("written back as %s", v.Output)
	}
}

func oneLine(data json.RawMessage) string { return strings.Join(strings.Fields(string(data)), " ") }

// same says whether two texts are the same JSON value. Numbers are compared by
// value.
func same(a, b string) bool {
	x, errX := decode(a)
	y, errY := decode(b)
	return errX == nil && errY == nil && reflect.DeepEqual(x, y)
}

// decode reads JSON with numbers in one form for each value.
func decode(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return canonical(v), err
}

func canonical(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = canonical(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = canonical(v[name])
		}
	case json.Number:
		return numberOf(v.String())
	}
	return v
}

// number is a number, apart from a string of the same characters.
type number string

// numberOf gives equal numbers the same text, but for those whose exponents are
// too long to be written out.
func numberOf(text string) number {
	_, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if len(exponent) > 4 {
		return number(text)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return number(text)
	}
	return number(r.RatString())
}
