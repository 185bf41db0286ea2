// Package backtrack compiles the patterns for which there is no linear engine: those with lookahead, lookbehind or
// back-references.
//
//	var password = backtrack.MustCompile(`^(?=.*[0-9])(?=.*[a-z]).{8,64}$`)
//
// It stands on github.com/dlclark/regexp2. An engine that backtracks can take a time that grows exponentially with the
// text; Timeout bounds it. While a match runs, and up to Timeout after it, regexp2 keeps one goroutine for its clock; a
// test that looks for leaked goroutines should call regexp2.StopTimeoutClock.
package backtrack

import (
	"errors"
	"time"

	"github.com/dlclark/regexp2"

	"github.com/actgen/actgen/runtime/pattern"
	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// Timeout is how long one match may take, give or take a tenth of a second. A match that takes longer is given up: Match of
// the pattern reports false and Check pattern.ErrTimeout.
const Timeout = time.Second

// Compile is pattern.Compile for all patterns. Those that package pattern can run are run by it. The error is a
// *pattern.SyntaxError, also for one construct whose meaning the engine cannot keep: a back-reference to a group within a
// repetition whose body may match nothing.
func Compile(expr string) (*pattern.Pattern, error) {
	p, err := pattern.Compile(expr)
	if _, ok := errors.AsType[*pattern.NeedsBacktracking](err); ok {
		return compile(expr)
	}
	return p, err
}

// MustCompile is Compile for patterns that are known to be valid; it panics for others.
func MustCompile(expr string) *pattern.Pattern {
	p, err := Compile(expr)
	if err != nil {
		panic(err)
	}
	return p
}

// compile compiles any pattern for regexp2.
func compile(expr string) (*pattern.Pattern, error) {
	n, err := ecma.Parse(expr, false)
	if err != nil {
		return nil, syntaxError(expr, err)
	}
	text, err := translate(n)
	if err != nil {
		return nil, syntaxError(expr, err)
	}
	re, err := regexp2.Compile(text, regexp2.None)
	if err != nil {
		return nil, &pattern.SyntaxError{Pattern: expr, Problem: "the engine refuses the pattern: " + err.Error()}
	}
	re.MatchTimeout = Timeout
	return pattern.New(expr, func(s string) (bool, error) {
		ok, err := re.MatchString(s)
		if err != nil { // the only one there is
			return false, pattern.ErrTimeout
		}
		return ok, nil
	}), nil
}

func syntaxError(expr string, err error) error {
	if problem, ok := errors.AsType[*ecma.Error](err); ok {
		return &pattern.SyntaxError{Pattern: expr, Offset: problem.Offset, Problem: problem.Problem}
	}
	return err
}
