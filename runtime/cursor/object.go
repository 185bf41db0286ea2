package cursor

import (
	"iter"
	"math/bits"
	"strconv"
	"strings"
)

// Object reads an object. It yields the names of its members in the order in
// which they stand; the loop's body reads the value of each. A value that the
// body doesn't read is skipped, and so are the members that follow where the
// body breaks the loop. Names that are not in the table are yielded only if it
// is [Members.Open].
//
// Required members that are missing, members that are given twice and whatever
// else the table says are noted as problems. A value that is not an object is
// a problem and yields nothing.
func (c *Cursor) Object(m *Members) iter.Seq[string] {
	return func(yield func(string) bool) { c.members(m, yield) }
}

// object is what is known of an object while it is read.
type object struct {
	start   int
	from    int      // problems noted before the present member
	next    int      // position of the member that is expected
	seen    uint64   // bit set of the first 64 positions
	beyond  []uint64 // bit sets of the positions from 64 on
	others  nameSet  // names that are not in the table
	uncount int      // distinct members that seen doesn't count
	broken  bool     // the loop's body has left the loop
}

func (c *Cursor) members(m *Members, yield func(string) bool) {
	o := object{from: len(c.found)}
	if !c.enter('{', "must be an object") {
		c.base(o.from, m.base)
		return
	}
	o.start, o.others = c.last, c.openNames()
	if len(m.list) > 64 {
		o.beyond = make([]uint64, len(m.required)-1)
	}
	for more := !c.closes('}'); more; {
		// This is the path of members in the order of the schema, without
		// white space or indented. All others take the way through member.
		text, at := c.text, c.pos
		if uint(at) < uint(len(text)) && text[at] <= ' ' {
			at = skipSpace(text, at)
		}
		if uint(o.next) < uint(len(m.list)) && at+16 <= len(text) {
			e, word := &m.list[o.next], text[at:at+16]
			if load(word, 0)&e.mask0 == e.word0 && load(word, 8)&e.mask1 == e.word1 &&
				(e.rest == "" || strings.HasPrefix(text[at+16:], e.rest)) &&
				e.bit&^o.seen != 0 && !o.broken {
				o.seen |= e.bit
				o.next++
				at += e.size
				if uint(at) < uint(len(text)) && text[at] == ' ' {
					at++
				}
				c.pos = at
				o.broken = !yield(e.name)
				if c.pos == at {
					c.Skip()
				}
				if len(c.found) > o.from {
					c.locate(m, &o, o.next-1)
				}
				if end := c.pos; uint(end) < uint(len(c.text)) && c.text[end] == ',' {
					c.pos = end + 1
				} else {
					more = c.another('}')
				}
				continue
			}
		}
		c.member(m, &o, yield)
		more = c.another('}')
	}
	c.closeNames(&o.others)
	c.depth--
	c.last = o.start
	if m.counted || len(m.required) != 1 || m.required[0]&^o.seen != 0 {
		c.complete(m, &o)
	}
}

// begins tells whether a text of 16 bytes or more begins with `"name":`.
func (e *member) begins(text string) bool {
	return load(text, 0)&e.mask0 == e.word0 && load(text, 8)&e.mask1 == e.word1 &&
		(e.size <= 16 || strings.HasPrefix(text[16:], e.rest))
}

// member reads a member that may be any.
func (c *Cursor) member(m *Members, o *object, yield func(string) bool) {
	i, name := c.memberName(m, o.next)
	if c.stopped() {
		return
	}
	switch {
	case !c.fresh(o, i, name):
		c.duplicate()
		c.Skip()
	case i < 0 && m.rule != yieldOthers:
		c.other(m)
		o.from = len(c.found)
	case o.broken:
		c.Skip()
	default:
		at := c.pos
		o.broken = !yield(name)
		if c.pos == at {
			c.Skip()
		}
		if len(c.found) > o.from {
			c.locate(m, o, i)
		}
	}
}

// enter goes into an array or object; anything else is a problem.
func (c *Cursor) enter(open byte, want string) bool {
	if uint(c.pos) >= uint(len(c.text)) || c.text[c.pos] != open {
		c.space()
		if uint(c.pos) >= uint(len(c.text)) || c.text[c.pos] != open {
			c.mismatch(keywordType, want)
			return false
		}
	}
	c.last = c.pos
	if !c.deeper() {
		return false
	}
	c.pos++
	return true
}

// closes moves over the end of an array or object that has just begun.
func (c *Cursor) closes(end byte) bool {
	i := c.pos
	if uint(i) < uint(len(c.text)) && c.text[i] <= ' ' {
		i = skipSpace(c.text, i)
		c.pos = i
	}
	if uint(i) < uint(len(c.text)) && c.text[i] == end {
		c.pos = i + 1
		return true
	}
	return false
}

// ahead is how many members are tried from the one that is expected on: those
// before the one that comes may be optional and missing.
const ahead = 4

// memberName reads a member name up to its value. The position is -1 where the
// table doesn't have it.
func (c *Cursor) memberName(m *Members, next int) (i int, name string) {
	c.space()
	if c.pos+16 <= len(c.text) {
		text := c.text[c.pos:]
		for i = next; i < min(next+ahead, len(m.list)); i++ {
			if e := &m.list[i]; e.begins(text) {
				c.pos += e.size
				c.space()
				return i, e.name
			}
		}
	}
	name, ok := c.name()
	if !ok {
		return -1, ""
	}
	if i = m.names.find(name, 0, len(name)); i >= 0 {
		name = m.list[i].name
	}
	return i, name
}

// fresh tells whether a member's name is new in the object, and counts it.
func (c *Cursor) fresh(o *object, i int, name string) bool {
	switch {
	case i < 0:
		if c.repeated(&o.others, name) {
			return false
		}
		o.uncount++
		return true
	case i < 64:
		if o.seen>>i&1 != 0 {
			return false
		}
		o.seen |= 1 << i
	default:
		word, bit := &o.beyond[i/64-1], uint64(1)<<(i%64)
		if *word&bit != 0 {
			return false
		}
		*word |= bit
		o.uncount++
	}
	o.next = i + 1
	return true
}

// other deals with a member that is not in the table.
func (c *Cursor) other(m *Members) {
	if m.rule == refuseOthers && !c.silent() {
		c.add(finding{
			offset:   c.pos,
			keyword:  "additionalProperties",
			want:     "must not be there: no other members are allowed",
			location: m.base + "/additionalProperties",
			based:    true,
		})
	}
	c.Skip()
}

// locate completes the locations of the problems within the member at i.
func (c *Cursor) locate(m *Members, o *object, i int) {
	if i < 0 {
		c.base(o.from, m.base+"/additionalProperties")
	} else {
		c.base(o.from, m.base+"/properties/"+escapePointer(m.list[i].name))
	}
	o.from = len(c.found)
}

// complete checks an object that has been read.
func (c *Cursor) complete(m *Members, o *object) {
	if c.stopped() {
		return
	}
	if len(m.required) > 0 {
		if missing := m.required[0] &^ o.seen; missing != 0 {
			c.missingMembers(m, 0, missing)
		}
		for k, seen := range o.beyond {
			if missing := m.required[k+1] &^ seen; missing != 0 {
				c.missingMembers(m, k+1, missing)
			}
		}
	}
	if m.counted {
		from := len(c.found)
		c.checkSize(o.uncount+bits.OnesCount64(o.seen), m.least, m.most)
		c.base(from, m.base)
	}
}

// missingMembers notes the members of a word of the bit set.
func (c *Cursor) missingMembers(m *Members, word int, missing uint64) {
	from := len(c.found)
	for ; missing != 0 && !c.silent(); missing &= missing - 1 {
		name := m.list[word*64+bits.TrailingZeros64(missing)].name
		c.note(c.last, "required", "must have the member "+strconv.Quote(name), "")
	}
	c.base(from, m.base)
}

// checkSize checks how many members the object read last has.
func (c *Cursor) checkSize(n, least, most int) {
	if n < least {
		c.count(c.last, "minProperties", "must have at least ", least, n, "member")
	} else if most >= 0 && n > most {
		c.count(c.last, "maxProperties", "must have at most ", most, n, "member")
	}
}
