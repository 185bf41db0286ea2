package pattern_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/pattern"
)

func Example() {
	orderID := pattern.MustCompile(`^[A-Z]{2}-\d{6}$`)
	fmt.Println(orderID.Match("AB-123456"), orderID.Match("AB-12345"))
	// Output: true false
}

func ExampleCompile() {
	_, err := pattern.Compile(`\A[a-z]+`)
	fmt.Println(err)

	_, err = pattern.Compile(`^(?!admin)[a-z]+$`)
	var needs *pattern.NeedsBacktracking
	fmt.Println(errors.As(err, &needs), needs.Construct)
	// Output:
	// pattern "\\A[a-z]+", offset 0: \A is not ECMAScript; write ^
	// true lookahead
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expr, want string }{
		{`ab)`, `offset 2: unmatched )`},
		{`a(?:b`, `offset 1: the group is not closed by )`},
		{`x[a-`, `offset 1: the class is not closed by ]`},
		{`a**`, `offset 2: there is nothing that * could repeat`},
		{`a{5}{6,}`, `offset 4: there is nothing that {6,} could repeat`},
		{`a{3,2}`, `offset 1: the numbers in {3,2} are out of order`},
		{`x[z-a]`, `offset 2: the ends of the range z-a are out of order`},
		{`[a-z]\Z`, `offset 5: \Z is not ECMAScript; write $`},
		{`é\a`, `offset 2: \a is not an escape of ECMAScript`},
		{`\pL`, `offset 0: \p must go on with a property in braces, as in \p{L}`},
		{`\p{Greek}`, `offset 0: \p{Greek} must name the property; write \p{Script=Greek}`},
		{`\p{scx=Grek}`, `offset 0: \p{scx=Grek} is not supported: there is no table for it; write \p{Script=Grek}`},
		{`\p{Emoji}`, `offset 0: \p{Emoji} is not a property of Unicode that is known here`},
		{`(?i)a`, `offset 0: (?i is not supported: a pattern has no flags`},
		{`(?P<n>a)`, `offset 0: (?P< is not ECMAScript; write (?<name>...)`},
		{`(?<n>a)(?<n>b)`, `offset 7: there are two groups named n`},
		{`(a)\2`, `offset 3: there is no group 2 for \2`},
		{`\k<n>`, `offset 0: there is no group named n`},
		{`\u{110000}`, `offset 0: \u{...} must hold the hexadecimal digits of a code point up to 10FFFF`},
		{`\01`, `offset 0: \0 must not go on with a digit; write \xHH`},
		{"a\xff", `offset 0: the pattern is not valid UTF-8`},
		{strings.Repeat("(", 300), `offset 200: groups are nested more than 200 deep`},
	} {
		_, err := pattern.Compile(c.expr)
		if want := fmt.Sprintf("pattern %q, %s", c.expr, c.want); err == nil || err.Error() != want {
			t.Errorf("Compile(%q):\n got %v\nwant %s", c.expr, err, want)
		}
	}
}

func TestNeedsBacktracking(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		expr, construct string
		offset          int
	}{
		{`^(?=a)`, "lookahead", 1},
		{`a|(b(?!c))`, "lookahead", 4},
		{`(?<=a)b`, "lookbehind", 0},
		{`(?<!a)b`, "lookbehind", 0},
		{`(a)\1`, "back-reference", 3},
		{`(?<n>a)\k<n>`, "back-reference", 7},
		{`(?:ab|c){0,50000}`, "repetition with large numbers", 0},
	} {
		_, err := pattern.Compile(c.expr)
		needs, ok := errors.AsType[*pattern.NeedsBacktracking](err)
		if !ok || needs.Construct != c.construct || needs.Offset != c.offset || needs.Pattern != c.expr {
			t.Errorf("Compile(%q): error is %v, want %s at %d", c.expr, err, c.construct, c.offset)
		}
		if _, err := pattern.Translate(c.expr); !errors.As(err, &needs) {
			t.Errorf("Translate(%q): error is %v", c.expr, err)
		}
		if !pattern.Valid(c.expr) {
			t.Errorf("Valid(%q) reports false", c.expr)
		}
	}
}

// Groups may share a name where no match can hold both, as ECMAScript 2025 has it.
func TestSharedNames(t *testing.T) {
	t.Parallel()
	p := pattern.MustCompile(`^(?:(?<year>\d{4})-\d\d|\d\d/(?<year>\d{4}))$`)
	for s, want := range map[string]bool{"2024-02": true, "02/2024": true, "2024": false} {
		if p.Match(s) != want {
			t.Errorf("Match(%q) reports %v", s, !want)
		}
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expr, want string }{
		{`^[A-Z]{2}-\d+?$`, `^[A-Z]{2}-[0-9]+$`},
		{`(a|b)*.`, `(?:a|b)*[^\x{A}\x{D}\x{2028}-\x{2029}]`},
		{`[]|[^]`, `[^\x00-\x{10FFFF}]|[\x00-\x{10FFFF}]`},
		{`\p{Letter}\P{sc=Grek}[^\p{Lu}-]`, `[\p{L}][\p{^Greek}][^\p{Lu}\-]`},
		{`\u{1F432}\/\.\x2e{`, `🐲/\.\.\{`},
		{`a{1500}`, `a{1000}a{500}`},
		{`a{3,1500}`, `a{3,1000}a{0,500}`},
		{`a{1500,}`, `a{1000}a{500,}`},
		{`(?:ab{500}){3,}`, `(?:ab{500}){2}(?:ab{500})+`},
	} {
		got, err := pattern.Translate(c.expr)
		if err != nil || got != c.want {
			t.Errorf("Translate(%q):\n got %s, %v\nwant %s", c.expr, got, err, c.want)
		}
		if _, err := regexp.Compile(got); err != nil {
			t.Error(err)
		}
	}
}

// Numbers over the limit of regexp must neither fail nor be cut.
func TestLargeRepetitions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		expr        string
		least, most int
	}{
		{`^.{1,4096}$`, 1, 4096},
		{`^(?:a|b){1,4096}$`, 1, 4096},
		{`^(?:(?:a|b){50}){1,40}$`, 50, 2000},
		{`^a{2,100000}$`, 2, 100000},
		{`^(?:a|b){3000,}$`, 3000, 10000},
	} {
		p := pattern.MustCompile(c.expr)
		for n, want := range map[int]bool{c.least - 1: false, c.least: true, c.most: true} {
			if p.Match(strings.Repeat("a", n)) != want {
				t.Errorf("%s: a string of %d: reports %v", c.expr, n, !want)
			}
		}
		if !strings.HasSuffix(c.expr, ",}$") && p.Match(strings.Repeat("a", c.most+1)) {
			t.Errorf("%s matches a string of %d", c.expr, c.most+1)
		}
	}
}

func TestPattern(t *testing.T) {
	t.Parallel()
	const expr = `^a|b$`
	if got := pattern.MustCompile(expr).String(); got != expr {
		t.Errorf("String gives %q", got)
	}
	var zero pattern.Pattern
	if !zero.Match("anything") {
		t.Error("the zero Pattern does not match")
	}
	if ok, err := pattern.MustCompile(expr).Check("ab"); !ok || err != nil {
		t.Errorf("Check reports %v, %v", ok, err)
	}
	other := pattern.New("never", func(string) (bool, error) { return false, pattern.ErrTimeout })
	if ok, err := other.Check(""); ok || !errors.Is(err, pattern.ErrTimeout) || other.Match("") {
		t.Errorf("Check of another engine reports %v, %v", ok, err)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustCompile does not panic")
		}
	}()
	pattern.MustCompile(`(`)
}

func TestMatchAllocates(t *testing.T) {
	for expr, text := range map[string]string{
		`^[A-Z]{2}-[0-9]{6}$`: "AB-123456",
		`^\p{L}{1,64}$`:       "Straßenbahn",
		`(EUR|USD) \d+`:       "for USD 17",
	} {
		p := pattern.MustCompile(expr)
		if n := testing.AllocsPerRun(100, func() { p.Match(text) }); n != 0 {
			t.Errorf("%s: %v allocations", expr, n)
		}
	}
}
