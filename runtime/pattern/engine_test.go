package pattern

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"
)

func TestEngines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expr, want string }{
		{`^[A-Z]{2}-[0-9]{6}$`, "fixed"},
		{`^$`, "fixed"},
		{`^(?:(?<a>x)y)z{3}$`, "fixed"},
		{`^[A-Z]{2}`, "sequence"},
		{`^.{1,4096}$`, "sequence"},
		{`^é$`, "sequence"},
		{`^[a-z]+(?:[0-9])*_?$`, "sequence"},
		{`^[a-z]+[a-z0-9]$`, "dfa"}, // a letter could be of both
		{`^[a-z]*_?[a-z]$`, "dfa"},
		{`^a{2}|b$`, "dfa"},
		{`abc`, "dfa"},
		{`\bx\B`, "dfa"},
		{`^(?:[a-z]{1,400}x?){1,2}$`, "regexp"},
		{`^(?:\p{L}|\p{N}x){1,500}$`, "regexp"},
	} {
		if got := engine(MustCompile(c.expr)); got != c.want {
			t.Errorf("%s runs as %s, want %s", c.expr, got, c.want)
		}
	}
}

func engine(p *Pattern) string {
	switch {
	case p.fixed != nil:
		return "fixed"
	case p.sequence != nil:
		return "sequence"
	case p.dfa != nil:
		return "dfa"
	}
	return "regexp"
}

// FuzzEngines holds all engines that can run a pattern against regexp.
func FuzzEngines(f *testing.F) {
	data, err := os.ReadFile("testdata/ecmascript.json")
	if err != nil {
		f.Fatal(err)
	}
	var verdicts struct {
		Unicode []struct {
			Pattern       string
			Match, Differ []string
		}
	}
	if err := json.Unmarshal(data, &verdicts); err != nil {
		f.Fatal(err)
	}
	for _, v := range verdicts.Unicode {
		for _, s := range append(v.Match, v.Differ...) {
			f.Add(v.Pattern, s)
		}
	}
	f.Add(`[\x80-\xff]+`, "\x80\xff\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, expr, s string) {
		p, err := Compile(expr)
		if err != nil {
			return
		}
		re2, err := Translate(expr)
		if err != nil {
			return // a sequence with numbers too large for regexp
		}
		re, err := regexp.Compile(re2)
		if err != nil {
			t.Fatalf("%q became %q: %v", expr, re2, err)
		}
		want := re.MatchString(s)
		if p.Match(s) != want {
			t.Errorf("%q on %q: %s reports %v, regexp %v", expr, s, engine(p), !want, want)
		}
		if d := newDFA(re2); d != nil && d.match(s) != want {
			t.Errorf("%q on %q: dfa reports %v, regexp %v", expr, s, !want, want)
		}
		if p.fixed != nil && p.sequence.match(s) != want {
			t.Errorf("%q on %q: sequence reports %v, regexp %v", expr, s, !want, want)
		}
	})
}
