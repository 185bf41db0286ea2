package ecma

import (
	"slices"
	"unicode"
)

// A Range is the code points from Lo to Hi, both included.
type Range struct{ Lo, Hi rune }

// A Set is a set of code points: ranges in order that neither overlap nor touch.
type Set []Range

// canonical sorts and joins ranges.
func (s Set) canonical() Set {
	slices.SortFunc(s, func(a, b Range) int { return int(a.Lo - b.Lo) })
	out := s[:0]
	for _, r := range s {
		if n := len(out); n > 0 && r.Lo <= out[n-1].Hi+1 {
			out[n-1].Hi = max(out[n-1].Hi, r.Hi)
			continue
		}
		out = append(out, r)
	}
	return out
}

// Complement gives all code points that s lacks.
func (s Set) Complement() Set {
	var out Set
	next := rune(0)
	for _, r := range s {
		if r.Lo > next {
			out = append(out, Range{next, r.Lo - 1})
		}
		next = r.Hi + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, Range{next, unicode.MaxRune})
	}
	return out
}

// Contains reports whether r is in s.
func (s Set) Contains(r rune) bool {
	_, found := slices.BinarySearchFunc(s, r, func(e Range, r rune) int {
		switch {
		case e.Hi < r:
			return -1
		case e.Lo > r:
			return 1
		}
		return 0
	})
	return found
}

// Overlaps reports whether s and t have a code point in common.
func (s Set) Overlaps(t Set) bool {
	for len(s) > 0 && len(t) > 0 {
		switch {
		case s[0].Hi < t[0].Lo:
			s = s[1:]
		case t[0].Hi < s[0].Lo:
			t = t[1:]
		default:
			return true
		}
	}
	return false
}

// Union gives all code points of the sets.
func Union(sets ...Set) Set {
	return slices.Concat(sets...).canonical()
}

// Scalars gives s without surrogates, which no text has and UTF-8 cannot say.
func (s Set) Scalars() Set {
	surrogates := Set{{0xD800, 0xDFFF}}
	if !s.Overlaps(surrogates) {
		return s
	}
	return s.minus(surrogates)
}

// minus gives the code points of s that t lacks.
func (s Set) minus(t Set) Set {
	return Union(s.Complement(), t).Complement()
}

// tableSet gives the code points of a table of package unicode.
func tableSet(t *unicode.RangeTable) Set {
	var s Set
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			s = append(s, Range{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			s = append(s, Range{r, r})
		}
	}
	for _, r := range t.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return s.canonical()
}

// The classes that escapes name.
var (
	digits = Set{{'0', '9'}}
	// words is what \w matches and what \b tells apart.
	words  = Set{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}
	spaces = Set{
		{'\t', '\r'},
		{' ', ' '},
		{0xA0, 0xA0},
		{0x1680, 0x1680},
		{0x2000, 0x200A},
		{0x2028, 0x2029},
		{0x202F, 0x202F},
		{0x205F, 0x205F},
		{0x3000, 0x3000},
		{0xFEFF, 0xFEFF},
	}
	lineEnds = Set{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}
)
