package cursor

import "sync"

var writers = sync.Pool{New: func() any { return new(Writer) }}

// Encode writes a value with encode and checks the text with check, which is
// the function that decodes it: what Encode lets out, [Decode] takes. A nil
// check checks nothing.
//
// The error is an [*Error] with the problems of the text, or with what has no
// JSON: strings that are not UTF-8, infinite numbers, numbers and raw values
// that are not JSON. The text is "" then.
func Encode[T any](v T, encode func(*Writer, T), check func(*Cursor) T) (string, error) {
	w := writers.Get().(*Writer)
	encode(w, v)
	text, err := w.finish()
	if err == nil && check != nil {
		_, err = Decode(text, check)
	}
	if err != nil {
		return "", err
	}
	return text, nil
}

// finish returns what was written and gives the writer back to the pool.
func (w *Writer) finish() (string, error) {
	text := string(w.buf)
	var err error
	if len(w.found) > 0 {
		c := Cursor{payload: text, found: w.found, more: w.more}
		err = c.report()
	}
	w.release()
	return text, err
}

// release keeps the memory of a writer that is not large, and nothing that
// refers to the value.
func (w *Writer) release() {
	const keep = 1 << 20
	buf := w.buf[:0]
	if cap(buf) > keep {
		buf = nil
	}
	*w = Writer{buf: buf, names: reusable(w.names)}
	writers.Put(w)
}
