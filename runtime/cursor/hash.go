package cursor

import (
	"hash/maphash"
	"math/bits"
	"strings"
)

// Equal values have equal hashes, whichever way they are written; others have
// different ones but for bad luck, which nobody can bring about who doesn't
// know the seed.

// hasher hashes values of a text that is known to be JSON.
type hasher struct {
	text string
	pos  int
	seed maphash.Seed
	salt uint64

	arrays map[int]known // arrays whose hash is known, by offset
}

func newHasher(text string, seed maphash.Seed) hasher {
	return hasher{text: text, seed: seed, salt: saltOf(seed)}
}

// saltOf makes a number that nobody knows who doesn't know the seed.
func saltOf(seed maphash.Seed) uint64 { return maphash.String(seed, "salt") }

// hash is the hash of one value. The text must be JSON.
func hash(text string, seed maphash.Seed) uint64 {
	h := newHasher(text, seed)
	return h.value()
}

// mix joins two words into one.
func (h *hasher) mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^h.salt, b^bits.RotateLeft64(h.salt, 32)^0x9E3779B97F4A7C15)
	return hi ^ lo
}

func (h *hasher) value() uint64 {
	h.pos = skipSpace(h.text, h.pos)
	switch b := h.text[h.pos]; b {
	case '"':
		return h.string()
	case '[':
		return h.array()
	case '{':
		return h.object()
	case 't', 'n':
		h.pos += len("true")
		return h.mix(uint64(b), uint64(KindNull))
	case 'f':
		h.pos += len("false")
		return h.mix(uint64(b), uint64(KindNull))
	}
	end := valueEnd(h.text, h.pos)
	text := h.text[h.pos:end]
	h.pos = end
	return h.number(text)
}

func (h *hasher) string() uint64 {
	if j := scan(h.text, h.pos+1); j < len(h.text) && h.text[j] == '"' {
		s := h.text[h.pos+1 : j]
		h.pos = j + 1
		return h.mix(maphash.String(h.seed, s), uint64(KindString))
	}
	end := valueEnd(h.text, h.pos)
	s := unquote(h.text[h.pos:end])
	h.pos = end
	return h.mix(maphash.String(h.seed, s), uint64(KindString))
}

// number hashes the exact value: sign, digits without zeros at the ends, and
// exponent.
func (h *hasher) number(text string) uint64 {
	d := parseDecimal(text)
	if d.zero() {
		return h.mix(0, uint64(KindNumber))
	}
	exponent := uint64(d.exp) << 1
	if d.neg {
		exponent |= 1
	}
	if d.huge != "" {
		exponent ^= maphash.String(h.seed, d.huge) << 1
		if d.hugeNeg {
			exponent = ^exponent
		}
	}
	return h.mix(h.mix(h.digits(d), exponent), uint64(KindNumber))
}

func (h *hasher) digits(d decimal) uint64 {
	if d.size() <= 19 {
		var v uint64
		for i := range d.size() {
			v = v*10 + uint64(d.at(i)-'0')
		}
		return v
	}
	if d.right == "" {
		return maphash.String(h.seed, d.left)
	}
	return maphash.String(h.seed, d.left+d.right)
}

func (h *hasher) array() uint64 {
	if a, ok := h.arrays[h.pos]; ok && a.end <= len(h.text) {
		h.pos = a.end
		return a.hash
	}
	sum := h.mix(uint64(KindArray), 0)
	for h.next(']') {
		sum = h.mix(sum, h.value())
	}
	return h.mix(sum, uint64(KindArray))
}

// object adds the hashes of members, so that their order doesn't matter.
func (h *hasher) object() uint64 {
	sum := uint64(0)
	for h.next('}') {
		name := h.string()
		h.pos = skipSpace(h.text, h.pos) + len(":")
		sum += h.mix(name, h.value())
	}
	return h.mix(sum, uint64(KindObject))
}

// next moves into an array or object to its next item, or behind its end.
func (h *hasher) next(end byte) bool {
	h.pos = skipSpace(h.text, h.pos)
	first := h.text[h.pos] == '[' || h.text[h.pos] == '{'
	if first || h.text[h.pos] == ',' {
		h.pos = skipSpace(h.text, h.pos+1)
	}
	if h.text[h.pos] == end {
		h.pos++
		return false
	}
	return true
}

// unquote decodes a string that is known to be JSON.
func unquote(quoted string) string {
	if strings.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	c := Cursor{text: quoted, payload: quoted}
	return c.Text()
}

// valueEnd returns where the value that begins at i ends, in a text that is
// known to be JSON. In any other text it returns some offset behind i, at most
// len(text).
func valueEnd(text string, i int) int {
	depth := 0
	for i < len(text) {
		switch text[i] {
		case '"':
			i = stringEnd(text, i, len(text))
		case '[', '{':
			depth++
			i++
			continue
		case ']', '}':
			depth--
			i++
		case ' ', '\t', '\n', '\r', ',', ':':
			i++
			continue
		default:
			for i++; i < len(text) && !isDelimiter(text[i]); {
				i++
			}
		}
		if depth <= 0 {
			return i
		}
	}
	return len(text)
}
