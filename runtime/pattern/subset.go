package pattern

import (
	"regexp/syntax"
	"slices"

	"github.com/actgen/actgen/runtime/pattern/internal/ecma"
)

// The limits of an automaton. What is over them runs with regexp, which needs no table.
const (
	maxTable = 8 << 10 // entries
	maxProg  = 1 << 10 // instructions
	maxWork  = 1 << 18 // instructions looked at while the table is made: a few milliseconds
)

// newDFA makes the automaton of an expression, nil where it would be too large.
func newDFA(re2 string) *dfa {
	re, err := syntax.Parse(re2, syntax.Perl)
	if err != nil {
		return nil
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil || len(prog.Inst) > maxProg {
		return nil
	}
	a := newAlphabet(prog)
	if a == nil {
		return nil
	}
	b := &subsets{prog: prog, alphabet: a, rows: map[string]int{}}
	b.takes = make([][]bool, len(prog.Inst))
	b.seen = make([]int, len(prog.Inst))
	return b.build()
}

// subsets makes an automaton by the subset construction: each state is the set of instructions that a program can be at.
type subsets struct {
	prog     *syntax.Prog
	alphabet *alphabet
	takes    [][]bool // for an instruction that takes a character: which classes; made when first needed
	states   []state
	rows     map[string]int // states by key
	seen     []int          // the round in which an instruction was last added
	round    int
	work     int
}

// A state is where a program can be before the next character.
type state struct {
	insts []uint32 // those that take a character or test the place, in order
	begin bool     // nothing was read so far
	word  bool     // the last character was of wordSet
	match bool
}

// The first states.
const (
	deadState  = 0
	matchState = 1
)

func (b *subsets) build() *dfa {
	b.states = []state{deadState: {}, matchState: {match: true}}
	b.rows[b.states[deadState].key()] = deadState
	first := state{begin: true}
	b.round++
	b.follow(&first, uint32(b.prog.Start))
	start := b.number(first)

	classes := b.alphabet.size
	width := classes + 1
	var next []uint16
	for n := 0; n < len(b.states); n++ {
		for class := range classes {
			to := n
			if n > matchState {
				to = b.number(b.step(b.states[n], class))
			}
			next = append(next, uint16(to*width))
		}
		end := deadState
		if b.matchesAtEnd(b.states[n]) {
			end = matchState
		}
		next = append(next, uint16(end*width))
		if len(b.states)*width > maxTable || b.work > maxWork {
			return nil
		}
	}
	d := &dfa{alphabet: b.alphabet, next: next, found: matchState * width, start: start * width, end: classes}
	copy(d.ascii[:], b.alphabet.ascii[:])
	return d
}

// number gives the number of a state, a new one if need be.
func (b *subsets) number(s state) int {
	if s.match {
		return matchState
	}
	slices.Sort(s.insts)
	if !b.tests(s) {
		s.begin, s.word = false, false
	}
	key := s.key()
	n, ok := b.rows[key]
	if !ok {
		n = len(b.states)
		b.rows[key] = n
		b.states = append(b.states, s)
	}
	return n
}

// tests reports whether a state holds an instruction that tests the place.
func (b *subsets) tests(s state) bool {
	return slices.ContainsFunc(s.insts, func(pc uint32) bool { return b.prog.Inst[pc].Op == syntax.InstEmptyWidth })
}

func (s state) key() string {
	key := make([]byte, 0, 2+4*len(s.insts))
	key = append(key, bit(s.begin), bit(s.word))
	for _, pc := range s.insts {
		key = append(key, byte(pc), byte(pc>>8), byte(pc>>16), byte(pc>>24))
	}
	return string(key)
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// follow adds an instruction to a state, and those that follow without a character or a test.
func (b *subsets) follow(s *state, pc uint32) {
	if b.seen[pc] == b.round {
		return
	}
	b.seen[pc] = b.round
	b.work++
	switch inst := &b.prog.Inst[pc]; inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		b.follow(s, inst.Out)
		b.follow(s, inst.Arg)
	case syntax.InstCapture, syntax.InstNop:
		b.follow(s, inst.Out)
	case syntax.InstMatch:
		s.match = true
	case syntax.InstFail:
	case syntax.InstEmptyWidth:
		if s.begin || syntax.EmptyOp(inst.Arg)&syntax.EmptyBeginText == 0 {
			s.insts = append(s.insts, pc)
		}
	default:
		s.insts = append(s.insts, pc)
	}
}

// resolve gives the state with the tests decided that it holds: those that the flags meet are followed.
func (b *subsets) resolve(s state, flags syntax.EmptyOp) state {
	b.round++
	out := state{begin: s.begin, word: s.word}
	for _, pc := range s.insts {
		b.follow(&out, pc)
	}
	for i := 0; i < len(out.insts); i++ { // grows
		inst := &b.prog.Inst[out.insts[i]]
		if inst.Op == syntax.InstEmptyWidth && syntax.EmptyOp(inst.Arg)&^flags == 0 {
			b.follow(&out, inst.Out)
		}
	}
	return out
}

// step gives the state that follows after a character of a class.
func (b *subsets) step(s state, class int) state {
	word := wordSet.Contains(b.alphabet.sample[class])
	if b.tests(s) {
		s = b.resolve(s, s.flags(word))
		if s.match {
			return s
		}
	}
	b.round++
	out := state{word: word}
	for _, pc := range s.insts {
		b.work++
		if b.takesClass(pc, class) {
			b.follow(&out, b.prog.Inst[pc].Out)
		}
	}
	b.follow(&out, uint32(b.prog.Start)) // a match may begin anywhere
	return out
}

// matchesAtEnd reports whether a text that ends in a state matches.
func (b *subsets) matchesAtEnd(s state) bool {
	return s.match || b.resolve(s, s.flags(false)|syntax.EmptyEndText).match
}

// flags gives the tests that are met before a character, given whether that is of wordSet.
func (s state) flags(word bool) syntax.EmptyOp {
	flags := syntax.EmptyNoWordBoundary
	if s.word != word {
		flags = syntax.EmptyWordBoundary
	}
	if s.begin {
		flags |= syntax.EmptyBeginText
	}
	return flags
}

// takesClass reports whether an instruction takes the characters of a class.
func (b *subsets) takesClass(pc uint32, class int) bool {
	if b.takes[pc] == nil {
		b.takes[pc] = make([]bool, b.alphabet.size)
		inst := &b.prog.Inst[pc]
		var set ecma.Set
		if inst.Op != syntax.InstEmptyWidth {
			set = instSet(inst)
		}
		for c, r := range b.alphabet.sample {
			b.takes[pc][c] = set.Contains(r)
		}
	}
	return b.takes[pc][class]
}
