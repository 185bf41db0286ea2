package pattern

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// An alphabet sorts all characters into classes that a program cannot tell apart.
type alphabet struct {
	ascii  [utf8.RuneSelf]uint8 // the class of each ASCII character
	starts []rune               // where a run of characters of one class begins; the first is 0
	class  []uint8              // the class of each run
	size   int                  // number of classes
	sample []rune               // a character of each class
}

const (
	// maxClasses is how many classes fit into a byte.
	maxClasses = 255
	// maxRuns bounds the work for the large classes of Unicode: runs times sets.
	maxRuns = 100_000
)

// newAlphabet makes the alphabet of a program, nil where it would be too large.
func newAlphabet(prog *syntax.Prog) *alphabet {
	sets, starts := runeSets(prog)
	if len(starts)*len(sets) > maxRuns {
		return nil
	}
	a := &alphabet{starts: starts}
	runs := make([]int, len(starts)) // the class of each run as far as the sets say
	for _, set := range sets {
		a.size = refine(runs, starts, set)
	}
	if a.size > maxClasses {
		return nil
	}
	a.size = max(a.size, 1)
	a.class = make([]uint8, len(runs))
	a.sample = make([]rune, a.size)
	for i, class := range runs {
		a.class[i] = uint8(class)
		a.sample[class] = starts[i]
	}
	for r := range rune(utf8.RuneSelf) {
		a.ascii[r] = a.search(r)
	}
	a.joinRuns()
	return a
}

// refine splits the classes of the runs by whether a set has them, and gives the number of classes.
func refine(runs []int, starts []rune, set ecma.Set) int {
	type split struct {
		class int
		in    bool
	}
	classes := map[split]int{}
	at := 0
	for i, start := range starts {
		for at < len(set) && set[at].Hi < start {
			at++
		}
		key := split{runs[i], at < len(set) && set[at].Lo <= start}
		class, ok := classes[key]
		if !ok {
			class = len(classes)
			classes[key] = class
		}
		runs[i] = class
	}
	return len(classes)
}

// joinRuns drops the runs that lie within ASCII and those of the same class as the run before.
func (a *alphabet) joinRuns() {
	n := 0
	for i := range a.starts {
		ascii := i+1 < len(a.starts) && a.starts[i+1] <= utf8.RuneSelf
		if ascii || n > 0 && a.class[i] == a.class[n-1] {
			continue
		}
		a.starts[n], a.class[n] = a.starts[i], a.class[i]
		n++
	}
	a.starts, a.class = a.starts[:n], a.class[:n]
	a.starts[0] = 0
}

// search gives the class of a character.
func (a *alphabet) search(r rune) uint8 {
	low, high := 0, len(a.starts)
	for high-low > 1 {
		middle := int(uint(low+high) >> 1)
		if a.starts[middle] <= r {
			low = middle
		} else {
			high = middle
		}
	}
	return a.class[low]
}

// runeSets gives the different sets of characters of a program, and where any of them begins or has ended.
func runeSets(prog *syntax.Prog) (sets []ecma.Set, starts []rune) {
	starts = []rune{0}
	add := func(set ecma.Set) {
		if slices.ContainsFunc(sets, func(other ecma.Set) bool { return slices.Equal(set, other) }) {
			return
		}
		sets = append(sets, set)
		for _, r := range set {
			starts = append(starts, r.Lo)
			if r.Hi < unicode.MaxRune {
				starts = append(starts, r.Hi+1)
			}
		}
	}
	for i := range prog.Inst {
		switch inst := &prog.Inst[i]; inst.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			add(instSet(inst))
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0 {
				add(wordSet)
			}
		}
	}
	slices.Sort(starts)
	return sets, slices.Compact(starts)
}

// wordSet is what \b tells apart.
var wordSet = ecma.Set{{Lo: '0', Hi: '9'}, {Lo: 'A', Hi: 'Z'}, {Lo: '_', Hi: '_'}, {Lo: 'a', Hi: 'z'}}

// instSet gives the characters that an instruction takes.
func instSet(inst *syntax.Inst) ecma.Set {
	switch {
	case inst.Op == syntax.InstRuneAny:
		return ecma.Set{{Lo: 0, Hi: unicode.MaxRune}}
	case inst.Op == syntax.InstRuneAnyNotNL:
		return ecma.Set{{Lo: 0, Hi: '\n' - 1}, {Lo: '\n' + 1, Hi: unicode.MaxRune}}
	case len(inst.Rune) != 1:
		set := make(ecma.Set, 0, len(inst.Rune)/2)
		for i := 0; i < len(inst.Rune); i += 2 {
			set = append(set, ecma.Range{Lo: inst.Rune[i], Hi: inst.Rune[i+1]})
		}
		return set
	}
	set := ecma.Set{{Lo: inst.Rune[0], Hi: inst.Rune[0]}}
	if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
		// Go's parser makes this of [Aa].
		for r := unicode.SimpleFold(inst.Rune[0]); r != inst.Rune[0]; r = unicode.SimpleFold(r) {
			set = append(set, ecma.Range{Lo: r, Hi: r})
		}
	}
	return ecma.Union(set)
}
