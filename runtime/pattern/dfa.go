package pattern

import "unicode/utf8"

// A dfa runs an expression as a table: one look-up for a character. A match that was found or has become impossible ends
// the run.
type dfa struct {
	alphabet *alphabet
	// next has a row for each state and in it the row that follows for each class of character; rows are named by where
	// they begin. The first row is of the state without a way to a match, the second of the state that has matched.
	next  []uint16
	found int // the row of the state that has matched
	start int // the row of the first state
	// ascii is the alphabet's, for all bytes, so that no index needs a test.
	ascii [256]uint8
	// end is the column after the classes: the row that follows at the end of the text, found or the first.
	end int
}

func (d *dfa) match(s string) bool {
	row, next, found := d.start, d.next, d.found
	if row <= found {
		return row == found
	}
	for i := 0; i < len(s); {
		var class uint8
		if c := s[i]; c < utf8.RuneSelf {
			class = d.ascii[c]
			i++
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			class = d.alphabet.search(r)
			i += size
		}
		row = int(next[row+int(class)])
		if row <= found {
			return row == found
		}
	}
	return int(next[row+d.end]) == found
}
