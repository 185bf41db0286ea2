package cursor

import "strconv"

// unique finds two equal items of an array. It compares hashes, so that an
// array costs what its text costs, and confirms what they say. The items lie
// on the cursor's stack, since arrays nest.
type unique struct {
	base  int     // the array's first item on the stack
	slots []int32 // a hash table of positions + 1, where there are many items
	a, b  int     // the positions of two equal items; b is 0 for none
}

type uniqueItem struct {
	hash       uint64
	start, end int
}

// fewItems is how many hashes are compared one by one before a table does it.
const fewItems = 16

// addItem adds the item that begins at start and has just been read.
func (c *Cursor) addItem(u *unique, start int) {
	if c.stopped() || u.b > 0 {
		return
	}
	item := uniqueItem{c.hash(start, c.pos), start, c.pos}
	items := c.items[u.base:]
	if i := c.findItem(u, items, &item); i >= 0 {
		u.a, u.b = i, len(items)
		return
	}
	c.items = append(c.items, item)
	at := len(items)
	switch {
	case at < fewItems:
	case 2*at >= len(u.slots):
		u.grow(c.items[u.base:])
	default:
		u.place(item.hash, at)
	}
}

// findItem returns the position of an equal item, or -1.
func (c *Cursor) findItem(u *unique, items []uniqueItem, item *uniqueItem) int {
	if u.slots == nil {
		for i := range items {
			if items[i].hash == item.hash && c.sameItem(&items[i], item) {
				return i
			}
		}
		return -1
	}
	mask := uint64(len(u.slots) - 1)
	for s := item.hash & mask; u.slots[s] != 0; s = (s + 1) & mask {
		i := int(u.slots[s] - 1)
		if items[i].hash == item.hash && c.sameItem(&items[i], item) {
			return i
		}
	}
	return -1
}

func (c *Cursor) sameItem(a, b *uniqueItem) bool {
	return equalText(c.text[a.start:a.end], c.text[b.start:b.end])
}

func (u *unique) grow(items []uniqueItem) {
	u.slots = make([]int32, max(8*fewItems, 4*len(u.slots)))
	for i := range items {
		u.place(items[i].hash, i)
	}
}

func (u *unique) place(hash uint64, i int) {
	mask := uint64(len(u.slots) - 1)
	s := hash & mask
	for u.slots[s] != 0 {
		s = (s + 1) & mask
	}
	u.slots[s] = int32(i + 1)
}

// checkUnique notes two equal items of the array read last.
func (c *Cursor) checkUnique(u *unique) {
	if u.b == 0 {
		c.remember(u)
	} else if !c.silent() {
		got := "items " + strconv.Itoa(u.a) + " and " + strconv.Itoa(u.b) + " equal"
		c.note(c.last, "uniqueItems", "must have no two equal items", got)
	}
	c.items = c.items[:u.base]
}

// known is the hash of an array that has been read.
type known struct {
	end  int
	hash uint64
}

// worthKnowing is from which size on the hashes of arrays are kept.
const worthKnowing = 256

// remember keeps the hash of the array read last, so that arrays with unique
// items within arrays with unique items are not hashed once for each level.
func (c *Cursor) remember(u *unique) {
	if c.stopped() || c.pos-c.last < worthKnowing {
		return
	}
	h := hasher{salt: c.salt}
	sum := h.mix(uint64(KindArray), 0)
	for _, item := range c.items[u.base:] {
		sum = h.mix(sum, item.hash)
	}
	if c.arrays == nil {
		c.arrays = map[int]known{}
	}
	c.arrays[c.last] = known{c.pos, h.mix(sum, uint64(KindArray))}
}

// hash is the hash of the value at text[start:end].
func (c *Cursor) hash(start, end int) uint64 {
	h := hasher{text: c.text[:end], pos: start, seed: c.seed, salt: c.salt, arrays: c.arrays}
	return h.value()
}
