// Package schema loads JSON Schema documents, resolves their references and
// compiles them with jsonschema/v5, whose compiled graph is what types are
// built from.
//
// What v5 doesn't tell is added here: the place of every subschema in its
// source (order, line and column), regular expressions as ECMA-262 defines
// them, and every problem of every document instead of the first.
package schema
