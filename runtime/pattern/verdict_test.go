package pattern_test

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"testing"

	"github.com/actgen/actgen/runtime/pattern"
	"github.com/actgen/actgen/runtime/pattern/backtrack"
)

// A verdict is what an ECMAScript engine says of a pattern.
type verdict struct {
	Pattern string
	Match   []string // strings that it matches
	Differ  []string // strings that it does not match
}

// The verdicts of ecmascript.json were made by V8: those of "unicode" with the u flag, those of "tolerated" without it
// where it refuses them; "invalid" are patterns that it refuses with the u flag and that no tolerance makes valid.
func readVerdicts(t *testing.T) (v struct {
	Unicode, Tolerated []verdict
	Invalid            []string
},
) {
	t.Helper()
	data, err := os.ReadFile("testdata/ecmascript.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	verdicts := readVerdicts(t)
	for _, v := range verdicts.Unicode {
		t.Run(v.Pattern, func(t *testing.T) {
			t.Parallel()
			if !pattern.Valid(v.Pattern) {
				t.Error("Valid reports false")
			}
			testVerdict(t, v)
		})
	}
	for _, v := range verdicts.Tolerated {
		t.Run("tolerated "+v.Pattern, func(t *testing.T) {
			t.Parallel()
			if pattern.Valid(v.Pattern) {
				t.Error("Valid reports true")
			}
			testVerdict(t, v)
		})
	}
}

// testVerdict tests package pattern and the RE2 text where they know the pattern, and package backtrack.
func testVerdict(t *testing.T, v verdict) {
	p, err := backtrack.Compile(v.Pattern)
	if err != nil {
		t.Fatal(err)
	}
	engines := map[string]func(string) bool{"backtrack": p.Match}
	if p, err := pattern.Compile(v.Pattern); err == nil {
		engines["pattern"] = p.Match
		re2, err := pattern.Translate(v.Pattern)
		if err != nil {
			t.Fatal(err)
		}
		engines["regexp"] = regexp.MustCompile(re2).MatchString
	} else if _, ok := errors.AsType[*pattern.NeedsBacktracking](err); !ok {
		t.Fatal(err)
	}
	for name, match := range engines {
		for _, s := range v.Match {
			if !match(s) {
				t.Errorf("%s: %q does not match", name, s)
			}
		}
		for _, s := range v.Differ {
			if match(s) {
				t.Errorf("%s: %q matches", name, s)
			}
		}
	}
}

func TestInvalid(t *testing.T) {
	t.Parallel()
	for _, expr := range readVerdicts(t).Invalid {
		if pattern.Valid(expr) {
			t.Errorf("Valid(%q) reports true", expr)
		}
		_, err := pattern.Compile(expr)
		problem, ok := errors.AsType[*pattern.SyntaxError](err)
		if !ok {
			t.Errorf("Compile(%q): error is %v, want a *SyntaxError", expr, err)
			continue
		}
		if problem.Pattern != expr || problem.Offset > len(expr) || problem.Problem == "" {
			t.Errorf("Compile(%q): incomplete error %#v", expr, problem)
		}
		if _, err := backtrack.Compile(expr); err == nil || err.Error() != problem.Error() {
			t.Errorf("backtrack.Compile(%q): error is %v, want %v", expr, err, problem)
		}
	}
}
