package cursor

import (
	"hash/maphash"
	"sync"
)

// MaxDepth is how deep arrays and objects may be nested. It is the limit of
// encoding/json and of jsontext.
const MaxDepth = 10_000

// Cursor reads one payload. [Decode] makes it; it has no use outside of the
// decode functions that Decode calls.
type Cursor struct {
	// text is what may be read: the payload, or "" once reading has to stop.
	// Every fast path then fails the bounds check that it needs anyway, and
	// no caller tests for an error.
	text    string
	payload string
	pos     int // offset of the next byte
	last    int // offset of the value that was read last
	depth   int // arrays and objects around pos

	found  []finding
	more   bool // there were more problems than fit
	trials int  // open calls of Try
	failed bool // there was a problem in the innermost trial

	rulings map[verdict]ruling // see known
	spans   map[int]int        // values that a check has read, so that they are JSON
	ends    map[int]int        // where long values end, see Cursor.valueEnd

	names  []string      // member names of open objects, see nameSet
	frames []frame       // open arrays and objects of a skipped value
	items  []uniqueItem  // of open arrays with unique items
	arrays map[int]known // hashes of large arrays, by offset
	seed   maphash.Seed  // of all hashes, unknown to whoever makes payloads
	salt   uint64        // from the seed
}

var cursors = sync.Pool{New: newCursor}

func newCursor() any {
	seed := maphash.MakeSeed()
	return &Cursor{seed: seed, salt: saltOf(seed)}
}

// Decode reads a payload that must hold one JSON value and nothing else but
// white space. The value is what decode returns. The error is an [*Error] with
// all problems that were found; the value is the zero value then.
//
// Strings in the value may be substrings of the payload.
func Decode[T any](payload string, decode func(*Cursor) T) (T, error) {
	c := start(payload)
	v := decode(c)
	if err := c.finish(); err != nil {
		var none T
		return none, err
	}
	return v, nil
}

func start(payload string) *Cursor {
	c := cursors.Get().(*Cursor)
	c.text, c.payload = payload, payload
	if payload == "" {
		c.add(finding{keyword: keywordSyntax, want: wantValue, got: foundEnd})
	}
	return c
}

// finish checks that nothing follows the value, makes the error and gives the
// cursor back to the pool.
func (c *Cursor) finish() error {
	if c.pos != len(c.text) {
		c.rest()
	}
	var err error
	if len(c.found) > 0 {
		err = c.report()
	}
	c.release()
	return err
}

// rest reads the white space behind the document's value.
func (c *Cursor) rest() {
	c.space()
	if c.pos < len(c.text) {
		c.fatal(c.pos, "must end after the value")
	}
}

// release keeps the memory of a cursor that is not large, and nothing that
// refers to the payload.
func (c *Cursor) release() {
	*c = Cursor{
		names:  reusable(c.names),
		frames: reusable(c.frames),
		items:  reusable(c.items),
		seed:   c.seed,
		salt:   c.salt,
	}
	cursors.Put(c)
}

// reusable is an empty slice with the memory of s, or nil where that is large.
func reusable[T any](s []T) []T {
	const keep = 1024
	if cap(s) > keep {
		return nil
	}
	return s[:0]
}

// stop makes the cursor read nothing more.
func (c *Cursor) stop() { c.text = "" }

// stopped tells that nothing more is read.
func (c *Cursor) stopped() bool { return c.text == "" }
