package cursor

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"

	"github.com/actgen/actgen/runtime/value"
)

// Writer writes JSON text into a buffer. [Encode] makes it; it has no use
// outside of the encode functions that Encode calls. Commas are its business.
// What has no JSON is noted as a problem, and the writing goes on.
type Writer struct {
	buf   []byte
	names []string // keys of maps that are being written
	found []finding
	more  bool
	// absent is true behind an item of the open array that isn't there.
	absent bool
}

// BeginObject begins an object.
func (w *Writer) BeginObject() {
	w.comma()
	w.buf = append(w.buf, '{')
}

// EndObject ends the object begun last.
func (w *Writer) EndObject() { w.buf = append(w.buf, '}') }

// BeginArray begins an array.
func (w *Writer) BeginArray() {
	w.comma()
	w.buf = append(w.buf, '[')
}

// EndArray ends the array begun last.
func (w *Writer) EndArray() {
	w.absent = false
	w.buf = append(w.buf, ']')
}

// Absent says that the array which is open has no item at the next position. An
// item that follows is a problem: it would move to a position that isn't its.
func (w *Writer) Absent() { w.absent = true }

// Name writes the name of a member, whose value comes next. It returns w.
func (w *Writer) Name(name string) *Writer {
	w.Text(name)
	w.buf = append(w.buf, ':')
	return w
}

// comma separates a value from the one before. What a buffer ends with says
// whether there is one.
func (w *Writer) comma() {
	if n := len(w.buf); n > 0 && !opens[w.buf[n-1]] {
		w.buf = append(w.buf, ',')
	}
	if w.absent {
		w.absent = false
		w.note("must come behind all items before it", "one of them absent")
	}
}

// opens are the bytes that no comma follows.
var opens = [256]bool{'{': true, '[': true, ':': true}

// Null writes null.
func (w *Writer) Null() { w.Literal("null") }

// Bool writes true or false.
func (w *Writer) Bool(b bool) {
	w.comma()
	w.buf = strconv.AppendBool(w.buf, b)
}

// Int writes an integer.
func (w *Writer) Int(i int64) {
	w.comma()
	w.buf = strconv.AppendInt(w.buf, i, 10)
}

// Uint writes an integer.
func (w *Writer) Uint(u uint64) {
	w.comma()
	w.buf = strconv.AppendUint(w.buf, u, 10)
}

// Float writes a number: the shortest text that reads as the same float64. NaN
// and the infinities are problems.
func (w *Writer) Float(f float64) {
	w.comma()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		w.refuse("must be a finite number", strconv.FormatFloat(f, 'g', -1, 64))
		return
	}
	w.buf = appendFloat(w.buf, f)
}

// appendFloat writes very large and very small numbers with an exponent.
func appendFloat(b []byte, f float64) []byte {
	if a := math.Abs(f); a == 0 || a >= 1e-6 && a < 1e21 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	b = strconv.AppendFloat(b, f, 'e', -1, 64)
	if n := len(b); b[n-4] == 'e' && b[n-2] == '0' { // e-09 is e-9
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b
}

// Number writes a number as it is. Text that is not a JSON number, the empty
// text too, is a problem.
func (w *Writer) Number(n json.Number) {
	w.comma()
	c := Cursor{text: string(n), payload: string(n)}
	if v, ok := c.number(wantNumber); !ok || v.start != 0 || v.end != len(n) {
		w.refuse(wantNumber, strconv.Quote(string(n)))
		return
	}
	w.buf = append(w.buf, n...)
}

// DateTime writes a time in the format date-time: the text that it was read
// from, where it has not been changed since.
func (w *Writer) DateTime(d value.DateTime) { w.Text(d.String()) }

// Raw writes a JSON value as it is, and nil as null. Text that is not one JSON
// value is a problem.
func (w *Writer) Raw(raw json.RawMessage) {
	if raw == nil {
		w.Null()
		return
	}
	w.comma()
	text := string(raw)
	if _, err := Decode(text, skipped); err != nil {
		w.refuse("must be raw JSON", excerptOfError(err))
		return
	}
	w.buf = append(w.buf, trimSpace(text)...)
}

// Literal writes JSON text that is known to be one value.
func (w *Writer) Literal(text string) {
	w.comma()
	w.buf = append(w.buf, text...)
}

// refuse notes that a value has no JSON and writes null in its place.
func (w *Writer) refuse(want, got string) {
	w.note(want, got)
	w.buf = append(w.buf, "null"...)
}

// note keeps a problem with the value that is written next.
func (w *Writer) note(want, got string) {
	if len(w.found) == MaxProblems {
		w.more = true
	} else {
		w.found = append(w.found, finding{
			offset: len(w.buf), keyword: keywordSyntax, want: want, got: shorten(got), based: true,
		})
	}
}

// skipped is a decode function that keeps nothing.
func skipped(c *Cursor) struct{} {
	c.Skip()
	return struct{}{}
}

// excerptOfError says what is wrong with a raw value.
func excerptOfError(err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	return e.Problems[0].Got + " at byte " + strconv.Itoa(e.Problems[0].Offset)
}

// trimSpace cuts white space around a value.
func trimSpace(text string) string {
	from, to := skipSpace(text, 0), len(text)
	for to > from && isDelimiter(text[to-1]) && text[to-1] <= ' ' {
		to--
	}
	return text[from:to]
}
