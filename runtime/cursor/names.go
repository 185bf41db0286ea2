package cursor

import "slices"

// nameSet holds the names that one open object has used, as far as they are
// not in a table. The names lie on the cursor's stack, since objects nest.
type nameSet struct {
	base   int // the object's first name on the stack
	size   int
	filter uint64 // a bit for the hash of each name
	large  map[string]struct{}
}

// linear is how many names are compared one by one before a map takes over.
const linear = 24

func (c *Cursor) openNames() nameSet { return nameSet{base: len(c.names)} }

// closeNames drops the names of an object from the stack.
func (c *Cursor) closeNames(s *nameSet) {
	if len(c.names) > s.base {
		clear(c.names[s.base:])
		c.names = c.names[:s.base]
	}
}

// repeated adds a name and tells whether it was there before.
func (c *Cursor) repeated(s *nameSet, name string) bool {
	if s.large != nil {
		if _, ok := s.large[name]; ok {
			return true
		}
		s.large[name] = struct{}{}
		return false
	}
	if bit := uint64(1) << (nameHash(name) & 63); s.filter&bit == 0 {
		s.filter |= bit
	} else if slices.Contains(c.names[s.base:], name) {
		return true
	}
	c.names = append(c.names, name)
	if s.size++; s.size > linear {
		s.large = make(map[string]struct{}, 4*linear)
		for _, n := range c.names[s.base:] {
			s.large[n] = struct{}{}
		}
	}
	return false
}

// nameHash is cheap and weak: it only saves comparisons.
func nameHash(s string) uint64 {
	n := len(s)
	if n == 0 {
		return 0
	}
	return uint64(s[0]) ^ uint64(s[n/2])*7 ^ uint64(s[n-1])*29 ^ uint64(n)*13
}
