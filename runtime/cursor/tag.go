package cursor

import "strings"

// Tag looks for a member of the next value, wherever the member stands in the
// object, and returns its value if that is a string. It is "" otherwise. It
// consumes nothing and notes nothing.
func (c *Cursor) Tag(name string) string {
	c.space()
	at, ok := c.memberAt(c.pos, name)
	if !ok || c.text[at] != '"' {
		return ""
	}
	t := c.Try()
	c.pos = at
	s := c.Text()
	if !c.Holds(t) {
		return ""
	}
	return s
}

// memberAt returns where the value of a member begins, in the object that begins
// at i. The text may be anything.
func (c *Cursor) memberAt(i int, name string) (at int, ok bool) {
	text := c.text
	if i >= len(text) || text[i] != '{' {
		return 0, false
	}
	for i = skipSpace(text, i+1); i < len(text) && text[i] == '"'; {
		end := stringEnd(text, i, len(text))
		found := sameName(text[i:end], name)
		i = skipSpace(text, end)
		if i >= len(text) || text[i] != ':' {
			return 0, false
		}
		i = skipSpace(text, i+1)
		if found {
			return i, i < len(text)
		}
		i = skipSpace(text, c.valueEnd(i))
		if i >= len(text) || text[i] != ',' {
			return 0, false
		}
		i = skipSpace(text, i+1)
	}
	return 0, false
}

// sameName compares a member name as it stands in the text.
func sameName(quoted, name string) bool {
	if len(quoted) < 2 || quoted[len(quoted)-1] != '"' {
		return false
	}
	inner := quoted[1 : len(quoted)-1]
	if strings.IndexByte(inner, '\\') < 0 {
		return inner == name
	}
	return unquote(quoted) == name
}
