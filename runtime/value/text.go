package value

import "github.com/actgen/actgen/runtime/format"

// unmarshal keeps a text in v if it is of a format.
func unmarshal[T ~string](v *T, name string, valid format.Checker, text []byte) error {
	s := string(text)
	if !valid(s) {
		return invalid(name, s)
	}
	*v = T(s)
	return nil
}
