package pattern

import (
	"errors"
	"fmt"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// A SyntaxError reports a pattern that is no regular expression of ECMA-262, or that asks for a property of Unicode that is
// not known here.
type SyntaxError struct {
	Pattern string // the whole expression
	Offset  int    // where the problem is, in bytes
	Problem string // what it is
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("pattern %q, offset %d: %s", e.Pattern, e.Offset, e.Problem)
}

// A NeedsBacktracking error reports a pattern that is valid but that cannot be run in linear time. Package backtrack
// compiles it.
type NeedsBacktracking struct {
	Pattern   string // the whole expression
	Offset    int    // where the construct begins, in bytes
	Construct string // what it is: lookahead, lookbehind, back-reference or repetition with large numbers
}

func (e *NeedsBacktracking) Error() string {
	return fmt.Sprintf("pattern %q, offset %d: a %s needs an engine that backtracks", e.Pattern, e.Offset, e.Construct)
}

// ErrTimeout is the error of Pattern.Check for a match that was given up because it took too long. Only patterns of package
// backtrack have it.
var ErrTimeout = errors.New("the match took too long and was given up")

// parse reads a pattern with the tolerance that Compile documents.
func parse(text string) (*ecma.Node, error) {
	n, err := ecma.Parse(text, false)
	if problem, ok := errors.AsType[*ecma.Error](err); ok {
		return nil, &SyntaxError{text, problem.Offset, problem.Problem}
	}
	return n, err
}
