package cursor

import "iter"

// eachItem calls f at each item of the next value if that is an array, with
// the cursor before the item. It notes nothing and consumes nothing: text that
// is no JSON is for those to tell who read it.
func (c *Cursor) eachItem(f func(i int)) {
	if c.Kind() != KindArray {
		return
	}
	text, pos, last := c.text, c.pos, c.last
	at := skipSpace(text, pos+1)
	for i := 0; at < len(text) && text[at] != ']' && !c.stopped(); i++ {
		c.pos = at
		f(i)
		at = skipSpace(text, c.valueEnd(at))
		if at >= len(text) || text[at] != ',' {
			break
		}
		at = skipSpace(text, at+1)
	}
	if !c.stopped() {
		c.pos, c.last = pos, last
	}
}

// eachMember calls f at each member of the next value if that is an object,
// with the cursor before the member's value. Like eachItem it only looks.
func (c *Cursor) eachMember(f func(name string)) {
	if c.Kind() != KindObject {
		return
	}
	text, pos, last := c.text, c.pos, c.last
	at := skipSpace(text, pos+1)
	for at < len(text) && text[at] == '"' && !c.stopped() {
		end := stringEnd(text, at, len(text))
		colon := skipSpace(text, end)
		if colon >= len(text) || text[colon] != ':' {
			break
		}
		name := unquote(text[at:end])
		at = skipSpace(text, colon+1)
		c.pos = at
		f(name)
		at = skipSpace(text, c.valueEnd(at))
		if at >= len(text) || text[at] != ',' {
			break
		}
		at = skipSpace(text, at+1)
	}
	if !c.stopped() {
		c.pos, c.last = pos, last
	}
}

// Items reads an array of least to most items, the first of them with the
// checks of prefix, the others with rest. A most of -1 sets no limit; a nil
// check accepts anything.
func (c *Cursor) Items(least, most int, rest func(*Cursor), prefix ...func(*Cursor)) {
	i := 0
	items(c, least, most, nil, func(c *Cursor) struct{} {
		check := rest
		if i < len(prefix) {
			check = prefix[i]
		}
		i++
		if check != nil {
			c.Read(check)
		}
		return struct{}{} // what no check has read is skipped
	})
}

// Array reads an array. It yields the index of each item; the loop's body reads
// the item. One that it doesn't read is skipped.
func (c *Cursor) Array() iter.Seq[int] {
	return func(yield func(int) bool) {
		i, broken := 0, false
		items(c, 0, -1, nil, func(*Cursor) struct{} {
			if !broken {
				broken = !yield(i)
				i++
			}
			return struct{}{}
		})
	}
}

// Unique notes a problem where two items of the next value are equal. It
// consumes nothing.
func (c *Cursor) Unique() {
	if c.Kind() != KindArray {
		return
	}
	c.look(func(c *Cursor) {
		var u unique
		items(c, 0, -1, &u, func(c *Cursor) struct{} {
			c.Skip()
			return struct{}{}
		})
	})
}
