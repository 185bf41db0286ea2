package cursor

// List reads an array with a function that reads one item. The list is not nil
// where an array was read, even an empty one.
func List[T any](c *Cursor, decode func(*Cursor) T) []T {
	return items(c, 0, -1, nil, decode)
}

// ListIn reads an array of least to most items. A most of -1 sets no limit.
func ListIn[T any](c *Cursor, least, most int, decode func(*Cursor) T) []T {
	return items(c, least, most, nil, decode)
}

// UniqueList reads an array of least to most items, no two of which are equal. A
// most of -1 sets no limit.
func UniqueList[T any](c *Cursor, least, most int, decode func(*Cursor) T) []T {
	u := unique{base: len(c.items)}
	return items(c, least, most, &u, decode)
}

func items[T any](c *Cursor, least, most int, u *unique, decode func(*Cursor) T) []T {
	if !c.enter('[', "must be an array") {
		return nil
	}
	start, from := c.last, len(c.found)
	list := []T{}
	for more := !c.closes(']'); more; {
		n := len(list)
		if n == cap(list) {
			list = grown(list, c.room(n, most, start))
		}
		at := c.pos
		if uint(at) < uint(len(c.text)) && c.text[at] <= ' ' {
			c.space()
			at = c.pos
		}
		list = list[:n+1]
		list[n] = decode(c)
		if c.pos == at {
			c.Skip()
		}
		if u != nil {
			c.addItem(u, at)
		}
		if end := c.pos; uint(end) < uint(len(c.text)) && c.text[end] == ',' {
			c.pos = end + 1
		} else {
			more = c.another(']')
		}
	}
	c.depth--
	c.last = start
	if len(c.found) > from {
		c.within(from, "/items")
	}
	if u != nil {
		c.checkUnique(u)
	}
	c.checkItems(len(list), least, most)
	return fitted(list)
}

// room is the capacity for a list of n items that needs one more: what the
// rest of the text holds if the other items are as long as those so far. It
// grows in steps, since other things may follow the list, and in larger ones
// where the items are records: a list of those is often most of the document.
func (c *Cursor) room(n, most, start int) int {
	const few, record = 4, 48
	if n == 0 {
		return few
	}
	mean := (c.pos-start)/n + 1
	rest := len(c.text) - c.pos
	room := n + 1 + rest/mean + rest/mean/8
	if most > n {
		room = min(room, most)
	}
	step := 4
	if n > few || mean >= record {
		step = 32
	}
	return max(min(room, step*n), n+1)
}

// grown is list with capacity for n items.
func grown[T any](list []T, n int) []T {
	g := make([]T, len(list), n)
	copy(g, list)
	return g
}

// fitted gives back a list that takes no more than about twice what it needs.
func fitted[T any](list []T) []T {
	if cap(list) > 2*len(list)+8 {
		return grown(list, len(list))
	}
	return list
}

// checkItems checks how many items the array read last has.
func (c *Cursor) checkItems(n, least, most int) {
	if n < least {
		c.count(c.last, "minItems", "must have at least ", least, n, "item")
	} else if most >= 0 && n > most {
		c.count(c.last, "maxItems", "must have at most ", most, n, "item")
	}
}
