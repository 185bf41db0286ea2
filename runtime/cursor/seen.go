package cursor

import (
	"slices"

	"github.com/actgen/actgen/runtime/pattern"
)

// Seen is which members and items of one value the keywords of a schema have
// seen, for unevaluatedProperties and unevaluatedItems. The zero value has seen
// nothing.
type Seen struct {
	names      []string
	patterns   []*pattern.Pattern
	allMembers bool
	prefix     int
	items      []bool // by index
	allItems   bool
}

// Names sees members by name.
func (s *Seen) Names(names ...string) { s.names = append(s.names, names...) }

// Match sees members whose name matches.
func (s *Seen) Match(p *pattern.Pattern) { s.patterns = append(s.patterns, p) }

// AllMembers sees all members.
func (s *Seen) AllMembers() { s.allMembers = true }

// Items sees the first n items.
func (s *Seen) Items(n int) { s.prefix = max(s.prefix, n) }

// AllItems sees all items.
func (s *Seen) AllItems() { s.allItems = true }

// Containing sees the items of the next value for which check holds.
func (s *Seen) Containing(c *Cursor, check func(*Cursor)) {
	c.eachItem(func(i int) {
		if c.Is(check) {
			s.items = append(s.items, make([]bool, max(0, i+1-len(s.items)))...)
			s.items[i] = true
		}
	})
}

func (s *Seen) member(name string) bool {
	return s.allMembers || slices.Contains(s.names, name) ||
		slices.ContainsFunc(s.patterns, func(p *pattern.Pattern) bool { return p.Match(name) })
}

func (s *Seen) item(i int) bool {
	return s.allItems || i < s.prefix || i < len(s.items) && s.items[i]
}

// UnseenMembers runs check over the members of the next value that s hasn't
// seen. It consumes nothing.
func (c *Cursor) UnseenMembers(s *Seen, check func(*Cursor)) {
	if s.allMembers {
		return
	}
	c.eachMember(func(name string) {
		if !s.member(name) {
			c.look(check)
		}
	})
}

// UnseenItems runs check over the items of the next value that s hasn't seen.
// It consumes nothing.
func (c *Cursor) UnseenItems(s *Seen, check func(*Cursor)) {
	if s.allItems {
		return
	}
	c.eachItem(func(i int) {
		if !s.item(i) {
			c.look(check)
		}
	})
}
