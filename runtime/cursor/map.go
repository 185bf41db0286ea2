package cursor

// Map reads an object as a map, with a function that reads one value. The map
// is not nil where an object was read, even an empty one.
func Map[T any](c *Cursor, decode func(*Cursor) T) map[string]T {
	return MapIn(c, 0, -1, decode)
}

// MapIn reads an object of least to most members as a map. A most of -1 sets no
// limit.
func MapIn[T any](c *Cursor, least, most int, decode func(*Cursor) T) map[string]T {
	if !c.enter('{', "must be an object") {
		return nil
	}
	start, from := c.last, len(c.found)
	m := map[string]T{}
	for more := !c.closes('}'); more; more = c.another('}') {
		name, ok := c.name()
		if !ok {
			break
		}
		if _, ok := m[name]; ok {
			c.duplicate()
			c.Skip()
			continue
		}
		at := c.pos
		m[name] = decode(c)
		if c.pos == at {
			c.Skip()
		}
	}
	c.depth--
	c.last = start
	if len(c.found) > from {
		c.within(from, "/additionalProperties")
	}
	if !c.stopped() {
		c.checkSize(len(m), least, most)
	}
	return m
}

// Put adds a member to a map that is made when it is first needed. Generated
// code keeps the additional members of a struct so.
func Put[T any](m *map[string]T, name string, v T) {
	if *m == nil {
		*m = map[string]T{}
	}
	(*m)[name] = v
}
