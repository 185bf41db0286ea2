package cursor

import "math/bits"

// index finds a string in a fixed list of distinct strings with one
// multiplication. It hashes the length and the first and last eight bytes with
// a multiplier that separates the strings of the list; where there is none, a
// map does it.
type index struct {
	list   []string
	slots  []slot
	factor uint64
	shift  uint8
	slow   map[string]int
}

// slot is a place in the hash table. Up to 16 bytes, a string is known by its
// ends alone.
type slot struct {
	first, last uint64
	size        int32
	at          int32 // position in list, -1 for a free slot
}

func newIndex(list []string) index {
	x := index{list: list}
	least := bits.Len(uint(2 * len(list)))
	for size := least; size < least+4; size++ {
		x.shift = uint8(64 - size)
		x.slots = make([]slot, 1<<size)
		x.factor = 0x9E3779B97F4A7C15
		for range 32 {
			if x.fill() {
				return x
			}
			x.factor = x.factor*0xD1342543DE82EF95 + 2 // stays odd
		}
	}
	x.slots, x.slow = nil, make(map[string]int, len(list))
	for i, s := range list {
		x.slow[s] = i
	}
	return x
}

// fill places all strings, or tells that two collide.
func (x *index) fill() bool {
	for i := range x.slots {
		x.slots[i].at = -1
	}
	for i, s := range x.list {
		first, last := ends(s, 0, len(s))
		p := &x.slots[x.hash(first, last, len(s))]
		if p.at >= 0 {
			return false
		}
		*p = slot{first, last, int32(len(s)), int32(i)}
	}
	return true
}

func (x *index) hash(first, last uint64, size int) uint64 {
	return (first ^ bits.RotateLeft64(last, 29) + uint64(size)) * x.factor >> x.shift
}

// find returns the position of text[i:j] in the list, or -1.
func (x *index) find(text string, i, j int) int {
	if x.slow != nil {
		return x.findSlow(text[i:j])
	}
	first, last := ends(text, i, j)
	p := &x.slots[x.hash(first, last, j-i)]
	if p.first != first || p.last != last || int(p.size) != j-i {
		return -1
	}
	if at := int(p.at); j-i <= 16 || x.list[at] == text[i:j] {
		return at
	}
	return -1
}

func (x *index) findSlow(s string) int {
	if at, ok := x.slow[s]; ok {
		return at
	}
	return -1
}

// ends returns the first and the last eight bytes of text[i:j], which overlap
// up to 16 bytes. A shorter string is the first word, and the last one is 0.
func ends(text string, i, j int) (first, last uint64) {
	if j-i >= 8 {
		return load(text, i), load(text, j-8)
	}
	if i+8 <= len(text) {
		return load(text, i) & lowBytes(j-i), 0
	}
	return loadShort(text[i:j]), 0
}
