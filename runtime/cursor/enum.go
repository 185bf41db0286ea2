package cursor

import "slices"

import "strconv"

// EnumOf is the table of a string type's constants. Make it once, with
// [NewEnum], and keep it in a variable.
type EnumOf[T ~string] struct {
	names  index
	list   []T
	accept string // what a problem says
}

// NewEnum makes a table of distinct constants.
func NewEnum[T ~string](constants ...T) EnumOf[T] {
	names, quoted := make([]string, len(constants)), make([]string, len(constants))
	for i, v := range constants {
		names[i] = string(v)
		quoted[i] = strconv.Quote(names[i])
	}
	return EnumOf[T]{names: newIndex(names), list: constants, accept: wantOneOf(quoted)}
}

// Enum reads a string that must be one of the constants of a table. It returns
// the constant itself, not a part of the payload.
func Enum[T ~string](c *Cursor, e *EnumOf[T]) T {
	if i := c.enum(&e.names, &e.accept); i >= 0 {
		return e.list[i]
	}
	return ""
}

// enum reads a string and returns its position in names, or -1.
func (c *Cursor) enum(names *index, accept *string) int {
	text, i := c.text, c.pos
	if uint(i) < uint(len(text)) && text[i] == '"' {
		if j := scan(text, i+1); j < len(text) && text[j] == '"' {
			if at := names.find(text, i+1, j); at >= 0 {
				c.last, c.pos = i, j+1
				return at
			}
		}
	}
	return c.enumSlow(names, *accept)
}

func (c *Cursor) enumSlow(names *index, accept string) int {
	if c.Kind() != KindString {
		c.mismatch("enum", accept)
		return -1
	}
	s, _, ok := c.str(keywordType)
	if !ok {
		return -1
	}
	at := names.find(s, 0, len(s))
	if at < 0 {
		c.wrong(c.last, "enum", accept)
	}
	return at
}

// IntEnumOf is the table of an integer type's constants. Make it once, with
// [NewIntEnum], and keep it in a variable.
type IntEnumOf[T ~int64] struct {
	list   []T
	known  map[T]struct{} // where there are many
	accept string
}

// NewIntEnum makes a table of distinct constants.
func NewIntEnum[T ~int64](constants ...T) IntEnumOf[T] {
	e := IntEnumOf[T]{list: constants}
	texts := make([]string, len(constants))
	for i, v := range constants {
		texts[i] = strconv.FormatInt(int64(v), 10)
	}
	e.accept = wantOneOf(texts)
	if len(constants) > 16 {
		e.known = make(map[T]struct{}, len(constants))
		for _, v := range constants {
			e.known[v] = struct{}{}
		}
	}
	return e
}

// IntEnum reads a whole number that must be one of the constants of a table.
func IntEnum[T ~int64](c *Cursor, e *IntEnumOf[T]) T {
	if v, ok := c.enumInt(e.accept); ok {
		if e.has(T(v)) {
			return T(v)
		}
		c.wrong(c.last, "enum", e.accept)
	}
	return 0
}

func (e *IntEnumOf[T]) has(v T) bool {
	if e.known != nil {
		_, ok := e.known[v]
		return ok
	}
	return slices.Contains(e.list, v)
}

// enumInt reads an int64. Any other value is not one of the constants.
func (c *Cursor) enumInt(accept string) (int64, bool) {
	if c.Kind() != KindNumber {
		c.mismatch("enum", accept)
		return 0, false
	}
	n, ok := c.number(wantNumber)
	if !ok {
		return 0, false
	}
	v, ok := n.signed()
	if !ok {
		if v, ok = n.int64(c.text[n.start:n.end]); !ok {
			c.wrong(n.start, "enum", accept)
		}
	}
	return v, ok
}

// wantOneOf words the values that are accepted.
func wantOneOf(texts []string) string {
	switch len(texts) {
	case 0:
		return "must be one of no values"
	case 1:
		return "must be " + texts[0]
	}
	return "must be " + list(texts)
}
