package cursor

import (
	"slices"
	"strconv"
)

// Members is the table of an object's members: their names in the order of the
// schema, which of them are required, and what becomes of all others. Make it
// once, with [MembersOf], and keep it in a variable.
type Members struct {
	base        string // location of the object's schema
	list        []member
	names       index
	required    []uint64 // bit set of positions
	rule        rule
	counted     bool
	least, most int // how many members; most -1: no limit
}

// rule is what becomes of a member that is not in the table.
type rule uint8

const (
	skipOthers rule = iota
	refuseOthers
	yieldOthers
)

// member is a name as it is expected to stand in the text: `"name":`, the first
// 16 bytes of it as masked words.
type member struct {
	word0, mask0 uint64
	word1, mask1 uint64
	size         int    // of `"name":`
	bit          uint64 // the member's in the set of the first 64; 0 for others
	name         string
	rest         string // what goes beyond 16 bytes
}

// MembersOf makes a table of the members that an object may have. All are
// required, and members with other names are checked to be JSON and skipped,
// unless the methods of Members say otherwise. Base is the location of the
// object's schema ("order.json#/$defs/customer"). Names must be distinct.
func MembersOf(base string, names ...string) Members {
	m := Members{
		base:     base,
		list:     make([]member, len(names)),
		names:    newIndex(names),
		required: make([]uint64, (len(names)+63)/64),
		most:     -1,
	}
	for i, name := range names {
		m.list[i] = newMember(i, name)
		m.required[i/64] |= 1 << (i % 64)
	}
	return m
}

func newMember(i int, name string) member {
	text := `"` + name + `":`
	e := member{name: name, size: len(text)}
	if i < 64 {
		e.bit = 1 << i
	}
	if scan(name, 0) < len(name) { // it may be written in several ways
		e.word0, e.word1 = 1, 1 // no masked word is that
		return e
	}
	if len(text) > 16 {
		e.rest = text[16:]
	}
	padded := text + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	e.word0, e.mask0 = load(padded, 0), lowBytes(len(text))
	e.word1, e.mask1 = load(padded, 8), lowBytes(len(text)-8)
	e.word0 &= e.mask0
	e.word1 &= e.mask1
	return e
}

// Optional says which of the members may be missing.
func (m Members) Optional(names ...string) Members {
	m.required = slices.Clone(m.required)
	for _, name := range names {
		i := m.names.find(name, 0, len(name))
		if i < 0 {
			panic("cursor: no member " + strconv.Quote(name) + " in " + m.base)
		}
		m.required[i/64] &^= 1 << (i % 64)
	}
	return m
}

// Closed makes members with other names a problem (keyword
// additionalProperties).
func (m Members) Closed() Members {
	m.rule = refuseOthers
	return m
}

// Open makes [Cursor.Object] yield members with other names too.
func (m Members) Open() Members {
	m.rule = yieldOthers
	return m
}

// Count says how many members there may be (minProperties, maxProperties). A
// most of -1 sets no limit.
func (m Members) Count(least, most int) Members {
	m.counted, m.least, m.most = true, least, most
	return m
}
