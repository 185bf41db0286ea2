package cursor

import (
	"slices"
	"strconv"
	"strings"
)

// report makes the error of what was found. Offsets become pointers here, all
// in one walk over the text.
func (c *Cursor) report() error {
	slices.SortStableFunc(c.found, func(a, b finding) int { return a.offset - b.offset })
	e := &Error{Problems: make([]Problem, len(c.found)), More: c.more}
	w := walker{text: c.payload}
	for i := range c.found {
		f := &c.found[i]
		e.Problems[i] = Problem{
			Offset:   f.offset,
			Pointer:  w.pointer(f.offset),
			Location: f.location,
			Keyword:  f.keyword,
			Want:     f.want,
			Got:      f.got,
		}
	}
	return e
}

// walker knows which value an offset belongs to. It moves forward only. Up to
// the last offset, the text has been read before and is JSON.
type walker struct {
	text string
	pos  int
	path []place
}

// place is an open array or object and the item or member within it.
type place struct {
	object bool
	inside bool   // an item or member has begun
	done   bool   // it has ended, and its comma hasn't come
	index  int    // the item
	name   string // the member, quoted
}

// pointer is the JSON Pointer of the value that begins at offset, or that
// offset lies in. Offsets must not decrease.
func (w *walker) pointer(offset int) string {
	for w.pos < len(w.text) {
		end := w.tokenEnd()
		if end > offset {
			w.begin(offset)
			break
		}
		w.move(end)
	}
	var b strings.Builder
	for i := range w.path {
		p := &w.path[i]
		switch {
		case !p.inside:
		case p.object:
			b.WriteByte('/')
			b.WriteString(escapePointer(p.member()))
		default:
			b.WriteByte('/')
			b.WriteString(strconv.Itoa(p.index))
		}
	}
	return b.String()
}

// member is the name, decoded as well as it can be.
func (p *place) member() string {
	name := p.name
	if t := (Cursor{text: name, payload: name}); len(name) > 0 {
		if s, _, ok := t.str(keywordType); ok && t.pos == len(name) {
			return s
		}
	}
	return strings.ToValidUTF8(strings.Trim(name, `"`), "\uFFFD")
}

// tokenEnd is where the token at the present place ends.
func (w *walker) tokenEnd() int {
	i := w.pos
	switch w.text[i] {
	case '"':
		return stringEnd(w.text, i, len(w.text))
	case ' ', '\t', '\r', '\n':
		return skipSpace(w.text, i)
	case '{', '}', '[', ']', ',', ':':
		return i + 1
	}
	for i++; i < len(w.text) && w.text[i] != '"' && !isDelimiter(w.text[i]); {
		i++
	}
	return i
}

// begin marks the item or member that the token at the present place begins,
// or that should begin there behind a comma.
func (w *walker) begin(offset int) {
	p := w.innermost()
	if p == nil || p.done {
		return
	}
	b := w.text[offset]
	begins := b == '{' || b == '[' || !isDelimiter(b)
	switch {
	case !begins && p.index == 0:
	case !p.object:
		p.inside = true
	case begins && !p.inside && w.text[w.pos] == '"':
		p.inside, p.name = true, w.text[w.pos:w.tokenEnd()]
	}
}

// move goes to the end of the token at the present place.
func (w *walker) move(end int) {
	token := w.text[w.pos:end]
	w.pos = end
	switch b := token[0]; b {
	case ' ', '\t', '\r', '\n', ':':
	case ',':
		if p := w.innermost(); p != nil {
			p.inside, p.done = false, false
			p.index++
		}
	case '{', '[':
		if p := w.innermost(); p != nil {
			p.inside = true
		}
		w.path = append(w.path, place{object: b == '{'})
	case '}', ']':
		if len(w.path) > 0 {
			w.path = w.path[:len(w.path)-1]
			w.ended()
		}
	default:
		if p := w.innermost(); p != nil && p.object && !p.inside {
			p.inside, p.name = true, token
		} else {
			w.ended()
		}
	}
}

func (w *walker) innermost() *place {
	if len(w.path) == 0 {
		return nil
	}
	return &w.path[len(w.path)-1]
}

// ended marks the end of an item or member.
func (w *walker) ended() {
	if p := w.innermost(); p != nil {
		p.inside, p.done = false, true
	}
}
