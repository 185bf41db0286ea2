package schema

import (
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/runtime/format"
)

// newV5 returns a v5 compiler that agrees with generated code about formats.
// Content keywords are annotations. What v5 compiles is read and not run.
func newV5() *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	for name := range jsonschema.Formats {
		c.Formats[name] = checkFormat(name)
	}
	for _, name := range format.Names() {
		c.Formats[name] = checkFormat(name)
	}
	for name := range jsonschema.Decoders {
		c.Decoders[name] = func(s string) ([]byte, error) { return []byte(s), nil }
	}
	for name := range jsonschema.MediaTypes {
		c.MediaTypes[name] = func([]byte) error { return nil }
	}
	return c
}

// checkFormat returns v5's form of a format: it holds for what is no string,
// and for names that nobody knows.
func checkFormat(name string) func(any) bool {
	check, known := format.Lookup(name)
	return func(v any) bool {
		s, ok := v.(string)
		return !ok || !known || check(s)
	}
}
