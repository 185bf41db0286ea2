package cursor

import (
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// Text writes a string. It escapes what RFC 8259 says must be escaped, and
// nothing else. A string that is not UTF-8 is a problem.
func (w *Writer) Text(s string) {
	w.comma()
	i := scan(s, 0)
	if i == len(s) { // ASCII without escapes
		w.buf = append(w.buf, '"')
		w.buf = append(w.buf, s...)
		w.buf = append(w.buf, '"')
		return
	}
	if !utf8.ValidString(s) {
		w.note("must be UTF-8", strconv.Quote(s[:min(len(s), maxGot)]))
		s, i = "", 0
	}
	w.buf = append(w.buf, '"')
	w.escaped(s, scanWide(s, i))
	w.buf = append(w.buf, '"')
}

// escaped writes a string whose first byte to escape is at i.
func (w *Writer) escaped(s string, i int) {
	from := 0
	for i < len(s) {
		w.buf = append(w.buf, s[from:i]...)
		w.escape(s[i])
		from = i + 1
		i = scanWide(s, from)
	}
	w.buf = append(w.buf, s[from:]...)
}

func (w *Writer) escape(b byte) {
	switch b {
	case '"', '\\':
		w.buf = append(w.buf, '\\', b)
	case '\b':
		w.buf = append(w.buf, '\\', 'b')
	case '\f':
		w.buf = append(w.buf, '\\', 'f')
	case '\n':
		w.buf = append(w.buf, '\\', 'n')
	case '\r':
		w.buf = append(w.buf, '\\', 'r')
	case '\t':
		w.buf = append(w.buf, '\\', 't')
	default:
		w.buf = append(w.buf, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
	}
}

// WriteText writes a value of a string type.
func WriteText[T ~string](w *Writer, v T) { w.Text(string(v)) }

// WriteInt writes a value of an integer type.
func WriteInt[T ~int64](w *Writer, v T) { w.Int(int64(v)) }
