package pattern

import (
	"regexp"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// A Pattern is a compiled regular expression. It is safe for concurrent use. The zero Pattern matches every string.
type Pattern struct {
	source string
	// One of these decides, the first that is set.
	fixed    *fixed
	sequence *sequence
	dfa      *dfa
	check    func(string) (bool, error)
}

// Compile reads a regular expression of ECMA-262, as JSON Schema means it: with the u flag and no other. It also takes
// what older ECMAScript allows where that can mean only one thing: a brace or bracket that stands for itself, and an escape
// that is not needed, such as \@ or \_. Letters and digits that are no escape are refused, and so is what only other
// dialects have: (?i), (?P<name>, \A, \z, \pL.
//
// The error is a *SyntaxError, or *NeedsBacktracking for a pattern with lookahead, lookbehind or a back-reference, or with
// repetitions too large for the memory of a linear engine.
func Compile(expr string) (*Pattern, error) {
	n, err := parse(expr)
	if err != nil {
		return nil, err
	}
	p := &Pattern{source: expr}
	if p.sequence = newSequence(n); p.sequence != nil {
		p.fixed = newFixed(p.sequence)
		return p, nil
	}
	re2, err := translate(expr, n)
	if err != nil {
		return nil, err
	}
	if p.dfa = newDFA(re2); p.dfa != nil {
		return p, nil
	}
	re, err := regexp.Compile(re2)
	if err != nil {
		return nil, &NeedsBacktracking{expr, 0, "expression of this size"}
	}
	p.check = func(s string) (bool, error) { return re.MatchString(s), nil }
	return p, nil
}

// MustCompile is Compile for patterns that are known to be valid; it panics for others.
func MustCompile(expr string) *Pattern {
	p, err := Compile(expr)
	if err != nil {
		panic(err)
	}
	return p
}

// New makes a Pattern of another engine: source is what String gives, check what Check does. An engine may give up with
// ErrTimeout. check must be safe for concurrent use.
func New(source string, check func(s string) (bool, error)) *Pattern {
	return &Pattern{source: source, check: check}
}

// Match reports whether the pattern matches anywhere in s. A match that was given up is none; Check tells the difference.
func (p *Pattern) Match(s string) bool {
	switch {
	case p.fixed != nil:
		return p.fixed.match(s)
	case p.dfa != nil:
		return p.dfa.match(s)
	case p.sequence != nil:
		return p.sequence.match(s)
	case p.check != nil:
		ok, _ := p.check(s)
		return ok
	}
	return true
}

// Check is Match with an error: ErrTimeout where the match was given up, else nil.
func (p *Pattern) Check(s string) (bool, error) {
	if p.check != nil {
		return p.check(s)
	}
	return p.Match(s), nil
}

// String gives the expression that was compiled.
func (p *Pattern) String() string { return p.source }

// Valid reports whether a text is a regular expression of ECMA-262 with the u flag, by the letter of its grammar. Patterns
// that need backtracking are valid.
func Valid(expr string) bool {
	_, err := ecma.Parse(expr, true)
	return err == nil
}
