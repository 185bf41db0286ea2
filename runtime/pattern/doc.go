// Package pattern runs the regular expressions of JSON Schema: those of ECMA-262, with the u flag, that match anywhere in a
// string.
//
//	var orderID = pattern.MustCompile(`^[A-Z]{2}-[0-9]{6}$`)
//
//	ok := orderID.Match("AB-123456")
//
// Go's regexp reads another dialect: there \s knows no Unicode spaces, a dot matches U+2028, [] and [^] and \u0041 are
// errors, and \A or (?i) mean something. Compile reads ECMA-262 by its own grammar and runs what it read in linear time: as
// a row of characters where it is one, as a small automaton otherwise, and by regexp where that would not be small.
//
// Lookahead, lookbehind and back-references have no linear engine. Compile reports *NeedsBacktracking for them; package
// pattern/backtrack compiles them to the same type, and is a package of its own so that only programs with such patterns
// link its engine.
//
// Categories, scripts and properties of Unicode (\p{...}) are those of package unicode. Script_Extensions and the
// properties of emoji are not in it and are refused.
package pattern
