package cursor

// frame is an array or object that is open while a value is skipped.
type frame struct {
	close byte // what ends it
	names nameSet
}

// Skip consumes the next value, whatever it is. The value is checked to be
// JSON, with no member name used twice in an object.
func (c *Cursor) Skip() {
	c.space()
	if c.stopped() {
		return
	}
	at, depth := c.pos, c.depth
	if end, ok := c.spans[at]; ok {
		c.last, c.pos = at, end
		return
	}
	c.skipValue()
	c.last, c.depth = at, depth
}

// skipValue goes over a value with a stack of its own instead of recursion.
func (c *Cursor) skipValue() {
	base := len(c.frames)
	for c.skipToken() || c.skipNext(base) {
		if c.stopped() {
			break
		}
	}
	for len(c.frames) > base { // reading was stopped
		c.leave()
	}
}

// skipToken reads a scalar, or the beginning of an array or object. It returns
// true where the next token is a value again: the first item or member.
func (c *Cursor) skipToken() bool {
	c.space()
	if uint(c.pos) >= uint(len(c.text)) {
		c.missing()
		return false
	}
	switch c.text[c.pos] {
	case '"':
		c.skipString()
	case '{':
		return c.skipOpen('}') && c.skipName()
	case '[':
		return c.skipOpen(']')
	case 't':
		c.literal("true")
	case 'f':
		c.literal("false")
	case 'n':
		c.literal("null")
	default:
		if kinds[c.text[c.pos]] == 0 {
			c.fatal(c.pos, wantValue)
			return false
		}
		c.number(wantNumber)
	}
	return false
}

// missing reports that the text ends where a value should be.
func (c *Cursor) missing() {
	if !c.stopped() {
		c.fatal(c.pos, wantValue)
	}
}

// skipOpen enters an array or object. It is false where that is empty, or too
// deep.
func (c *Cursor) skipOpen(end byte) bool {
	if !c.deeper() {
		return false
	}
	c.pos++
	c.space()
	if uint(c.pos) < uint(len(c.text)) && c.text[c.pos] == end {
		c.pos++
		c.depth--
		return false
	}
	c.frames = append(c.frames, frame{close: end, names: c.openNames()})
	return true
}

// deeper counts an array or object that begins.
func (c *Cursor) deeper() bool {
	if c.depth++; c.depth > MaxDepth {
		c.fatal(c.pos, "must not be nested deeper than 10000 arrays and objects")
		return false
	}
	return true
}

// skipNext moves from the end of a value to the next one, out of the arrays
// and objects that end here. It is false at the end of the whole value.
func (c *Cursor) skipNext(base int) bool {
	for len(c.frames) > base {
		f := &c.frames[len(c.frames)-1]
		if c.another(f.close) {
			return f.close == ']' || c.skipName()
		}
		if c.stopped() {
			return false
		}
		c.leave()
	}
	return false
}

// leave closes the innermost frame.
func (c *Cursor) leave() {
	f := &c.frames[len(c.frames)-1]
	c.closeNames(&f.names)
	f.names.large = nil
	c.frames = c.frames[:len(c.frames)-1]
	c.depth--
}

// skipName reads a member name up to its value.
func (c *Cursor) skipName() bool {
	name, ok := c.name()
	if !ok {
		return false
	}
	if c.repeated(&c.frames[len(c.frames)-1].names, name) {
		c.duplicate()
	}
	return !c.stopped()
}

// duplicate reports that the next value belongs to a name used before.
func (c *Cursor) duplicate() {
	c.wrong(c.pos, keywordSyntax, "must not be given twice")
}

// another moves over the comma that another item or member follows, or over
// the end of the array or object.
func (c *Cursor) another(end byte) bool {
	text, i := c.text, c.pos
	if uint(i) < uint(len(text)) && text[i] <= ' ' {
		i = skipSpace(text, i)
		c.pos = i
	}
	if uint(i) < uint(len(text)) {
		switch text[i] {
		case ',':
			c.pos = i + 1
			return true
		case end:
			c.pos = i + 1
			return false
		}
	}
	if !c.stopped() {
		c.fatal(i, "must be ',' or '"+string(end)+"'")
	}
	return false
}

// name reads a member name and its colon, up to the value.
func (c *Cursor) name() (name string, ok bool) {
	c.space()
	if uint(c.pos) >= uint(len(c.text)) || c.text[c.pos] != '"' {
		if !c.stopped() {
			c.fatal(c.pos, "must be a member name")
		}
		return "", false
	}
	i := c.pos + 1
	j := scan(c.text, i)
	if uint(j) < uint(len(c.text)) && c.text[j] == '"' {
		name, c.pos = c.text[i:j], j+1
	} else if name, ok = c.stringRest(i, j); !ok {
		return "", false
	}
	return name, c.colon()
}

// colon reads the colon between name and value, and white space around it.
func (c *Cursor) colon() bool {
	c.space()
	if uint(c.pos) >= uint(len(c.text)) || c.text[c.pos] != ':' {
		if !c.stopped() {
			c.fatal(c.pos, "must be ':'")
		}
		return false
	}
	c.pos++
	c.space()
	return true
}

// skipString checks a string and decodes nothing.
func (c *Cursor) skipString() {
	i := c.pos + 1
	j := scan(c.text, i)
	if uint(j) < uint(len(c.text)) && c.text[j] == '"' {
		c.pos = j + 1
		return
	}
	c.stringRest(i, j)
}
