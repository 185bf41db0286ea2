package backtrack

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dlclark/regexp2"
	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime/pattern"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(int) { regexp2.StopTimeoutClock() }))
}

func Example() {
	password := MustCompile(`^(?=.*[0-9])(?=.*[a-z]).{8,64}$`)
	fmt.Println(password.Match("abcdefg1"), password.Match("abcdefgh"))
	// Output: true false
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	p := MustCompile(`^(?=(?:a|aa)+$)`)
	text := strings.Repeat("a", 64) + "c"
	if ok, err := p.Check(text); ok || !errors.Is(err, pattern.ErrTimeout) {
		t.Errorf("Check reports %v, %v, want a timeout", ok, err)
	}
	if p.Match(text) {
		t.Error("Match reports true")
	}
	if ok, err := p.Check("c"); ok || err != nil {
		t.Errorf("Check of a short text reports %v, %v", ok, err)
	}
}

func TestUnsupported(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		expr   string
		offset int
	}{
		{`^(?:(a)|b?)*\1$`, 1},
		{`x(?:(?=(a)))?\1`, 1},
	} {
		_, err := Compile(c.expr)
		problem, ok := errors.AsType[*pattern.SyntaxError](err)
		if !ok || problem.Offset != c.offset || !strings.Contains(problem.Problem, "not supported") {
			t.Errorf("Compile(%q): error is %v", c.expr, err)
		}
	}
}

func TestSharedNames(t *testing.T) {
	t.Parallel()
	p := MustCompile(`^(?:(?<q>")|(?<q>'))x\k<q>$`)
	for s, want := range map[string]bool{`"x"`: true, `'x'`: true, `"x'`: false, `'x`: false} {
		if p.Match(s) != want {
			t.Errorf("Match(%q) reports %v", s, !want)
		}
	}
}

func TestLinearFirst(t *testing.T) {
	t.Parallel()
	// With backtracking this would take longer than the Timeout.
	p := MustCompile(`^(a+)+$`)
	if ok, err := p.Check(strings.Repeat("a", 64) + "c"); ok || err != nil {
		t.Errorf("Check reports %v, %v", ok, err)
	}
}

func TestMustCompile(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("MustCompile does not panic")
		}
	}()
	MustCompile(`(?<=a`)
}

// FuzzTranslate holds regexp2 against the linear engines.
func FuzzTranslate(f *testing.F) {
	for _, expr := range []string{
		`^[A-Z]{2}-[0-9]{6}$`, `\b(a|é)+?\B`, `^(?:|a){2,}[]?$`, `[^\P{L}a]{0,3}`, `[\ud800-\u{10ffff}]$`, `(?<n>.)|^\s`,
	} {
		for _, s := range []string{"", "AB-123456", "é🐲\n", "aaa b"} {
			f.Add(expr, s)
		}
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		linear, err := pattern.Compile(expr)
		if err != nil || len(s) > 100 {
			return
		}
		p, err := compile(expr)
		if err != nil {
			t.Fatalf("%q: %v", expr, err)
		}
		got, err := p.Check(s)
		if want := linear.Match(s); err == nil && got != want {
			t.Errorf("%q on %q: regexp2 reports %v, pattern %v", expr, s, got, want)
		}
	})
}
