package cursor

import "hash/maphash"

// Values are JSON values that a schema names in an enum or const. Make them
// once, with [EnumValues] or [ConstValue], and keep them in a variable.
type Values struct {
	keyword string
	accept  string // what a problem says
	list    []string
	hashes  map[uint64][]int // positions in list
	seed    maphash.Seed
}

// EnumValues makes a table of the values of an enum, given as JSON texts. It
// panics where one is not JSON.
func EnumValues(texts ...string) Values { return newValues("enum", texts) }

// ConstValue makes a table of the value of a const, given as JSON text. It
// panics where that is not JSON.
func ConstValue(text string) Values { return newValues("const", []string{text}) }

func newValues(keyword string, texts []string) Values {
	v := Values{
		keyword: keyword,
		list:    texts,
		hashes:  make(map[uint64][]int, len(texts)),
		seed:    maphash.MakeSeed(),
	}
	shown := make([]string, len(texts))
	for i, text := range texts {
		if _, err := Decode(text, func(c *Cursor) bool { c.Skip(); return true }); err != nil {
			panic("cursor: not a JSON value: " + text)
		}
		h := hash(text, v.seed)
		v.hashes[h] = append(v.hashes[h], i)
		shown[i] = shorten(text)
	}
	v.accept = wantOneOf(shown)
	return v
}

// Among tells whether the next value is equal to one of v, and notes a problem
// if it isn't. It consumes nothing: the value is still to be read.
func (c *Cursor) Among(v *Values) bool {
	text, ok := c.peek()
	if !ok { // reading the value will tell why
		return false
	}
	for _, i := range v.hashes[hash(text, v.seed)] {
		if equalText(text, v.list[i]) {
			return true
		}
	}
	c.wrong(c.pos, v.keyword, v.accept)
	return false
}

// peek returns the text of the next value. It is false where that is not JSON.
func (c *Cursor) peek() (text string, ok bool) {
	c.space()
	t := c.Try()
	c.Skip()
	end := c.pos
	if !c.Holds(t) {
		return "", false
	}
	return c.text[c.pos:end], true
}
