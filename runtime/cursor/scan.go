package cursor

import "math/bits"

// Eight bytes at a time, in plain Go: the compiler joins the loads.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load returns the eight bytes at s[i:] as a little-endian word.
func load(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// lowBytes masks the first n bytes of a word.
func lowBytes(n int) uint64 {
	switch {
	case n <= 0:
		return 0
	case n >= 8:
		return ^uint64(0)
	}
	return 1<<(8*n) - 1
}

// loadShort is load for a string of less than eight bytes. Zeros follow them.
func loadShort(s string) uint64 {
	switch n := len(s); {
	case n >= 4:
		return load4(s, 0) | load4(s, n-4)<<(8*(n-4))
	case n > 0:
		return uint64(s[0]) | uint64(s[n/2])<<(8*(n/2)) | uint64(s[n-1])<<(8*(n-1))
	}
	return 0
}

func load4(s string, i int) uint64 {
	b := s[i : i+4]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24
}

// special marks the bytes of a word that are not plain string content: quotes,
// backslashes, control characters and parts of characters outside ASCII. The
// highest bit of a byte is set where it is one. A borrow may set it in bytes
// behind the first such byte, never before it.
func special(w uint64) uint64 {
	return (((w ^ '"'*ones) - ones) | ((w ^ '\\'*ones) - ones) | (w - ' '*ones) | w) & highs
}

// scan returns the offset of the first byte at or after i that is special;
// len(s) where there is none.
func scan(s string, i int) int {
	t := s[i:]
	for len(t) >= 8 {
		if m := special(load(t, 0)); m != 0 {
			return len(s) - len(t) + bits.TrailingZeros64(m)>>3
		}
		t = t[8:]
	}
	if t == "" {
		return len(s)
	}
	// Zeros behind the end are special too.
	return len(s) - len(t) + bits.TrailingZeros64(special(loadShort(t)))>>3
}

// scanWide is scan that passes over characters outside ASCII.
func scanWide(s string, i int) int {
	t := s[i:]
	for len(t) >= 8 {
		w := load(t, 0)
		m := ((w ^ '"'*ones) - ones) | ((w ^ '\\'*ones) - ones) | (w - ' '*ones)
		if m &= highs &^ w; m != 0 {
			return len(s) - len(t) + bits.TrailingZeros64(m)>>3
		}
		t = t[8:]
	}
	for len(t) > 0 && (isPlain(t[0]) || t[0] >= 0x80) {
		t = t[1:]
	}
	return len(s) - len(t)
}

func isPlain(b byte) bool { return b >= ' ' && b < 0x80 && b != '"' && b != '\\' }

// digits reads the decimal digits that a word of text begins with: their value
// and how many there are. It has no branches, since the lengths of numbers
// can't be predicted.
func digits(w uint64) (v uint64, n int) {
	w ^= '0' * ones
	n = bits.TrailingZeros64(((w+0x76*ones)|w)&highs) >> 3
	w <<= 64 - 8*n // the digits move behind zeros
	w = w*10 + w>>8
	return (w&0xFF000000FF*0xF424000000064 + w>>16&0xFF000000FF*0x271000000001) >> 32, n
}

// space moves over white space.
func (c *Cursor) space() {
	if uint(c.pos) < uint(len(c.text)) && c.text[c.pos] <= ' ' {
		c.pos = skipSpace(c.text, c.pos)
	}
}

// skipSpace returns the offset of the first byte at or after i that is not
// white space. Indentation goes by eight spaces at a time.
func skipSpace(s string, i int) int {
	for i < len(s) {
		switch s[i] {
		case ' ', '\n', '\r', '\t':
			i++
		default:
			return i
		}
		for i+8 <= len(s) {
			w := load(s, i) ^ ' '*ones
			i += bits.TrailingZeros64(w) >> 3 // 8 for a zero
			if w != 0 {
				break
			}
		}
	}
	return i
}
