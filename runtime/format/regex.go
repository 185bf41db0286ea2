package format

import "github.com/actgen/actgen/runtime/pattern"

// Regex checks a regular expression of ECMA-262 with the u flag, as written, without the tolerance that package pattern
// has for older syntax.
func Regex(s string) bool { return pattern.Valid(s) }
