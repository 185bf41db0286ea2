package format

import (
	"slices"
	"unicode"
)

// An idnRange is a run of allowed characters with the same properties.
type idnRange struct {
	lo, hi rune
	idnInfo
}

// idnInfo has the properties of a character that the rules for labels ask for.
type idnInfo struct {
	ccc  uint8 // canonical combining class
	bidi bidiClass
	join joining
}

type bidiClass uint8

// The classes of RFC 5893, as far as its rule tells them apart.
const (
	bidiL       bidiClass = iota
	bidiR                 // R and AL
	bidiAN                // Arabic numbers
	bidiEN                // European numbers
	bidiNeutral           // ES, CS, ET, ON and BN
	bidiNSM
)

type joining uint8

// How a letter joins to those beside it.
const (
	joinNone joining = iota
	joinDual
	joinLeft
	joinRight
	joinTransparent
)

// virama is the combining class of signs after which a joiner may stand.
const virama = 9

const (
	nonJoiner = '\u200C'
	joiner    = '\u200D'
)

// idnLookup gives the properties of a character, and whether it is allowed at all.
func idnLookup(r rune) (idnInfo, bool) {
	i, found := slices.BinarySearchFunc(idnRanges[:], r, func(e idnRange, r rune) int {
		switch {
		case e.hi < r:
			return -1
		case e.lo > r:
			return 1
		}
		return 0
	})
	if !found {
		return idnInfo{}, false
	}
	return idnRanges[i].idnInfo, true
}

// uLabel checks a label of Unicode by RFC 5891, section 4.2, but for its direction and its length.
func uLabel(label []rune) bool {
	n := len(label)
	if n == 0 || label[0] == '-' || label[n-1] == '-' || n >= 4 && label[2] == '-' && label[3] == '-' {
		return false
	}
	if unicode.Is(unicode.M, label[0]) {
		return false
	}
	for i, r := range label {
		if _, ok := idnLookup(r); !ok || !inContext(label, i) {
			return false
		}
	}
	return composed(label)
}

// composed reports whether allowed characters are in normalization form C: marks are in canonical order, and none could be
// joined with the character that it belongs to.
func composed(label []rune) bool {
	starter := rune(-1)
	last := uint8(0) // combining class of the character before
	adjacent := false
	for _, r := range label {
		info, _ := idnLookup(r)
		if info.ccc != 0 && info.ccc < last {
			return false
		}
		blocked := !adjacent && info.ccc <= last
		if starter >= 0 && !blocked && composes(starter, r) {
			return false
		}
		if info.ccc == 0 {
			starter = r
		}
		last, adjacent = info.ccc, info.ccc == 0
	}
	return true
}

// composes reports whether two characters have a joined form.
func composes(a, b rune) bool {
	if b < 0x300 { // no mark is
		return false
	}
	_, found := slices.BinarySearchFunc(idnPairs[:], [2]rune{a, b}, func(p, q [2]rune) int {
		if p[0] != q[0] {
			return int(p[0] - q[0])
		}
		return int(p[1] - q[1])
	})
	return found
}

// inContext checks a character that is allowed only beside others (RFC 5892, appendix A); all others may stand anywhere.
func inContext(label []rune, i int) bool {
	r := label[i]
	switch {
	case r == nonJoiner:
		return afterVirama(label, i) || joinsOver(label, i)
	case r == joiner:
		return afterVirama(label, i)
	case r == '\u00B7': // middle dot: between two l
		return i > 0 && label[i-1] == 'l' && i+1 < len(label) && label[i+1] == 'l'
	case r == '\u0375': // Greek keraia: before a Greek letter
		return i+1 < len(label) && unicode.Is(unicode.Greek, label[i+1])
	case r == '\u05F3' || r == '\u05F4': // Hebrew geresh and gershayim: after a Hebrew letter
		return i > 0 && unicode.Is(unicode.Hebrew, label[i-1])
	case r == '\u30FB': // Katakana middle dot: in Japanese
		return slices.ContainsFunc(label, func(r rune) bool {
			return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
		})
	case r >= '\u0660' && r <= '\u0669': // Arabic-Indic digits: not with the extended ones
		return !slices.ContainsFunc(label, func(r rune) bool { return r >= '\u06F0' && r <= '\u06F9' })
	case r >= '\u06F0' && r <= '\u06F9':
		return !slices.ContainsFunc(label, func(r rune) bool { return r >= '\u0660' && r <= '\u0669' })
	}
	return true
}

func afterVirama(label []rune, i int) bool {
	if i == 0 {
		return false
	}
	info, _ := idnLookup(label[i-1])
	return info.ccc == virama
}

// joinsOver reports whether the letters on both sides, marks left out, would join if nothing stood between them.
func joinsOver(label []rune, i int) bool {
	before, after := joinNone, joinNone
	for k := i - 1; k >= 0; k-- {
		info, _ := idnLookup(label[k])
		if before = info.join; before != joinTransparent {
			break
		}
	}
	for k := i + 1; k < len(label); k++ {
		info, _ := idnLookup(label[k])
		if after = info.join; after != joinTransparent {
			break
		}
	}
	return (before == joinLeft || before == joinDual) && (after == joinRight || after == joinDual)
}

// hasRightToLeft reports whether a label makes its name one of RFC 5893.
func hasRightToLeft(label []rune) bool {
	return slices.ContainsFunc(label, func(r rune) bool {
		info, _ := idnLookup(r)
		return info.bidi == bidiR || info.bidi == bidiAN
	})
}

// bidiRule is the rule of RFC 5893, section 2, for a label of allowed characters.
func bidiRule(label []rune) bool {
	var seen [bidiNSM + 1]bool
	first, last := bidiNeutral, bidiNeutral // last: of the last character that is no mark
	for i, r := range label {
		info, _ := idnLookup(r)
		seen[info.bidi] = true
		if i == 0 {
			first = info.bidi
		}
		if info.bidi != bidiNSM {
			last = info.bidi
		}
	}
	switch first {
	case bidiL:
		return !seen[bidiR] && !seen[bidiAN] && (last == bidiL || last == bidiEN)
	case bidiR:
		return !seen[bidiL] && !(seen[bidiEN] && seen[bidiAN]) && last != bidiNeutral
	}
	return false
}
