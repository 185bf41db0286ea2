package cursor

import (
	"reflect"
	"strings"
)

// Checks look at a value more than once: at what it is made of, they do so
// again at each level above. What they found is kept for arrays and objects,
// so that the time stays in proportion to the text, however deep it is.

// verdict is a check of a value.
type verdict struct {
	check uintptr // the function's address: checks are functions, not closures
	at    int
}

// ruling is what came of it: whether the check holds, and where the value ends.
type ruling struct {
	holds bool
	end   int
}

// minKept is the least length of a flat value whose verdict is kept: to read a
// shorter one again costs less than to look it up.
const minKept = 64

// minEnds is the least length of a value whose end is kept.
const minEnds = 512

// known returns what is known of a check of the value at an offset.
func (c *Cursor) known(check func(*Cursor), at int) (ruling, bool) {
	if len(c.rulings) == 0 {
		return ruling{}, false
	}
	r, ok := c.rulings[verdict{reflect.ValueOf(check).Pointer(), at}]
	return r, ok
}

// know keeps what came of a check.
func (c *Cursor) know(check func(*Cursor), at, end int, holds bool) {
	if uint(at) >= uint(len(c.payload)) || c.payload[at] != '{' && c.payload[at] != '[' || holds && c.cheap(at, end) {
		return
	}
	if c.rulings == nil {
		c.rulings = make(map[verdict]ruling)
	}
	c.rulings[verdict{reflect.ValueOf(check).Pointer(), at}] = ruling{holds, end}
	if holds {
		if c.spans == nil {
			c.spans = make(map[int]int)
		}
		c.spans[at] = end
	}
}

// cheap tells that a value is short and holds no other arrays and objects. Those
// are kept however short they are: [[[[]]]] has a level for every two bytes, and
// without its verdicts each level would multiply the time.
func (c *Cursor) cheap(at, end int) bool {
	return end <= at || end-at < minKept && !strings.ContainsAny(c.payload[at+1:end], "[{")
}

// valueEnd is valueEnd of the cursor's text. It keeps the ends of all long
// arrays and objects inside the value, for which it will be asked next.
func (c *Cursor) valueEnd(at int) int {
	if end, ok := c.ends[at]; ok {
		return end
	}
	end := valueEnd(c.text, at)
	if end-at < minEnds || c.text[at] != '{' && c.text[at] != '[' {
		return end
	}
	if c.ends == nil {
		c.ends = make(map[int]int)
	}
	var open []int
	for i := at; i < end; {
		switch c.text[i] {
		case '"':
			i = stringEnd(c.text, i, end)
			continue
		case '[', '{':
			open = append(open, i)
		case ']', '}':
			if n := len(open) - 1; n >= 0 {
				if i+1-open[n] >= minEnds {
					c.ends[open[n]] = i + 1
				}
				open = open[:n]
			}
		}
		i++
	}
	return end
}
