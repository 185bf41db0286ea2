package cursor_test

import (
	"encoding/json"
	"io"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/actgen/actgen/runtime/cursor"
)

var seeds = []string{
	``, ` `, `null`, `tru`, `[]`, `{}`, `[1,2.50,-0e-1,1e400]`, `{"a":{"b":[true,false,null]},"c":"\u00e4\ud83d\ude00"}`,
	`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `[{"x":{"y":1,"y":1}}]`, `"\ud800"`, `"\udc00\ud800"`, "\"\xff\"", "\"\xed\xa0\x80\"",
	`[1,]`, `{"a":1,}`, `{"a"}`, `01`, `1.`, `.1`, `+1`, `1e`, `1e+`, `-`, `"\x"`, "\"\n\"", `"\u12"`, "\ufeff1", `1 2`,
	"{\n  \"a\": [\n    1,\n    2\n  ]\n}\n", `[[[[[[[[]]]]]]]]`, `nul`, `"abcdefgh\tijklmnop"`, "\"\x7f\"", `["a";"b"]`, `[NaN]`,
	"/**/1", `{"a":"b" "c":1}`, "[1\v]", `"\/"`, `"\uD83D\uDE0"`, `{"😀":1}`,
}

// FuzzValidity holds the cursor, jsontext and encoding/json against each other.
func FuzzValidity(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := cursor.Decode(text, skip)
		if valid := jsontext.Value(text).IsValid(); valid != (err == nil) {
			t.Fatalf("%q: jsontext says %v, the cursor %v", text, valid, err)
		}
		tree, typedErr := cursor.Decode(text, readAny)
		if (err == nil) != (typedErr == nil) {
			t.Fatalf("%q: %v where it is skipped, %v where it is read", text, err, typedErr)
		}
		if err != nil {
			if json.Valid([]byte(text)) && !stricter(text, problems(t, err)[0]) {
				t.Fatalf("%q: encoding/json takes it, the cursor says %v", text, err)
			}
			checkError(t, text, err)
			return
		}
		var want any
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatalf("%q: encoding/json says %v", text, err)
		}
		if _, err := d.Token(); err != io.EOF {
			t.Fatalf("%q: encoding/json finds more text", text)
		}
		if !reflect.DeepEqual(want, tree) {
			t.Fatalf("%q: encoding/json reads %#v, the cursor %#v", text, want, tree)
		}
	})
}

// stricter tells whether the cursor has a reason to refuse what encoding/json
// takes. encoding/json replaces what isn't UTF-8 and halves of surrogate
// pairs, and keeps the last of members with the same name: two readers of the
// text might see different values. Both have the same limit of depth.
func stricter(text string, p cursor.Problem) bool {
	return p.Want == "must be UTF-8" && !utf8.ValidString(text) ||
		p.Want == "must be a surrogate pair, not half of one" ||
		p.Want == "must not be given twice"
}

// checkError holds what is promised of every error.
func checkError(t *testing.T, text string, err error) {
	t.Helper()
	e := asError(t, err)
	if len(e.Problems) == 0 || len(e.Problems) > cursor.MaxProblems || !utf8.ValidString(err.Error()) {
		t.Fatalf("%q: the error is %q", text, err)
	}
	for i, p := range e.Problems {
		if len(p.Got) > 64 || p.Want == "" || p.Keyword == "" || p.Offset < 0 || p.Offset > len(text) ||
			p.Pointer != "" && p.Pointer[0] != '/' || i > 0 && p.Offset < e.Problems[i-1].Offset {
			t.Fatalf("%q: problem %d is %#v", text, i, p)
		}
	}
}

var noMembers = cursor.MembersOf("any.json#").Open()

// readAny reads any value with the typed methods.
func readAny(c *cursor.Cursor) any {
	switch c.Kind() {
	case cursor.KindNull:
		c.Null()
		return nil
	case cursor.KindBool:
		return c.Bool()
	case cursor.KindNumber:
		return c.Number()
	case cursor.KindString:
		return c.Text()
	case cursor.KindArray:
		return cursor.List(c, readAny)
	case cursor.KindObject:
		m := map[string]any{}
		for name := range c.Object(&noMembers) {
			m[name] = readAny(c)
		}
		return m
	}
	c.Skip()
	return nil
}

// FuzzNumbers holds limits, multiples and whole numbers against math/big.
func FuzzNumbers(f *testing.F) {
	for _, x := range []string{"0", "math.Copysign(0, -1)", "1", "1.0", "100e-2", "0.3", "1e300", "9007199254740993", "-1e-30", "123456789012345678901234567890.5"} {
		f.Add(x, "0.1", "3")
		f.Add(x, x, "0.01")
		f.Add(x, "-1e20", "98765432109876543210987")
	}
	f.Fuzz(func(t *testing.T, x, bound, divisor string) {
		rx, rb, rd := rational(x), rational(bound), rational(divisor)
		if rx == nil || rb == nil || rd == nil || rd.Sign() <= 0 {
			return
		}
		order := rx.Cmp(rb)
		for _, test := range []struct {
			name string
			r    cursor.Range
			want bool
		}{
			{"minimum", cursor.NewRange().Minimum(bound), order >= 0},
			{"exclusiveMinimum", cursor.NewRange().ExclusiveMinimum(bound), order > 0},
			{"maximum", cursor.NewRange().Maximum(bound), order <= 0},
			{"exclusiveMaximum", cursor.NewRange().ExclusiveMaximum(bound), order < 0},
			{"multipleOf", cursor.NewRange().MultipleOf(divisor), new(big.Rat).Quo(rx, rd).IsInt()},
		} {
			_, err := cursor.Decode(x, func(c *cursor.Cursor) json.Number { return c.NumberOf(&test.r) })
			if (err == nil) != test.want {
				t.Errorf("%s: %s with bound %s, divisor %s: want %v, got %v", test.name, x, bound, divisor, test.want, err)
			}
		}
		checkInt(t, x, rx)
		checkFloat(t, x, rx)
	})
}

func checkInt(t *testing.T, x string, rx *big.Rat) {
	t.Helper()
	i, err := cursor.Decode(x, (*cursor.Cursor).Int)
	if want := rx.IsInt() && rx.Num().IsInt64(); want != (err == nil) || want && rx.Num().Int64() != i {
		t.Errorf("%s reads as int64 %d, %v", x, i, err)
	}
	u, err := cursor.Decode(x, (*cursor.Cursor).Uint)
	if want := rx.IsInt() && rx.Num().IsUint64(); want != (err == nil) || want && rx.Num().Uint64() != u {
		t.Errorf("%s reads as uint64 %d, %v", x, u, err)
	}
}

func checkFloat(t *testing.T, x string, rx *big.Rat) {
	t.Helper()
	v, err := cursor.Decode(x, (*cursor.Cursor).Float)
	want, rangeErr := strconv.ParseFloat(x, 64)
	if near := rangeErr == nil && (want != 0 || rx.Sign() == 0); near != (err == nil) || near && want != v {
		t.Errorf("%s reads as float64 %v, %v, want %v, %v", x, v, err, want, rangeErr)
	}
	in, err := cursor.Decode("["+x+"]", func(c *cursor.Cursor) []float64 {
		return cursor.List(c, func(c *cursor.Cursor) float64 { return c.FloatIn(-1, 1e6) })
	})
	least, most := rx.Cmp(big.NewRat(-1, 1)) >= 0, rx.Cmp(big.NewRat(1_000_000, 1)) <= 0
	if ok := least && most && (want != 0 || rx.Sign() == 0); ok != (err == nil) || ok && in[0] != want {
		t.Errorf("%s reads as %v, %v in the range -1 to 1e6", x, in, err)
	}
}

// rational is the value of a JSON number that math/big can compute with, or
// nil.
func rational(s string) *big.Rat {
	if !json.Valid([]byte(s)) || strings.Trim(s, "-+.eE0123456789") != "" {
		return nil
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		if e, err := strconv.Atoi(s[i+1:]); err != nil || e > 2000 || e < -2000 {
			return nil
		}
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return r
}

// FuzzStrings writes and reads strings, and reads what others write.
func FuzzStrings(f *testing.F) {
	for _, s := range append(seeds, "\x00\x1f\"\\/\u2028", "ä€😀", "12345678", "1234567\"", "12345678\xc3") {
		f.Add(s)
	}
	text := (*cursor.Cursor).Text
	f.Fuzz(func(t *testing.T, s string) {
		written, err := cursor.Encode(s, (*cursor.Writer).Text, text)
		if (err == nil) != utf8.ValidString(s) {
			t.Fatalf("%q is written as %s, %v", s, written, err)
		}
		if err == nil {
			var theirs string
			mine, err := cursor.Decode(written, text)
			if err := json.Unmarshal([]byte(written), &theirs); err != nil || theirs != s {
				t.Errorf("%q is written as %s, which encoding/json reads as %q, %v", s, written, theirs, err)
			}
			if err != nil || mine != s {
				t.Errorf("%q is written as %s, which reads as %q, %v", s, written, mine, err)
			}
			marshaled, _ := json.Marshal(s)
			if got, err := cursor.Decode(string(marshaled), text); err != nil || got != s {
				t.Errorf("%s reads as %q, %v", marshaled, got, err)
			}
		}
		quoted := `"` + s + `"` // as if it were the text between quotes
		mine, err := cursor.Decode(quoted, text)
		if err != nil {
			return // FuzzValidity compares the reasons
		}
		var theirs string
		if err := json.Unmarshal([]byte(quoted), &theirs); err != nil || mine != theirs {
			t.Errorf("%s reads as %q, encoding/json reads %q, %v", quoted, mine, theirs, err)
		}
		n := utf8.RuneCountInString(mine)
		if _, err := cursor.Decode(quoted, func(c *cursor.Cursor) string { return c.TextIn(n, n) }); err != nil {
			t.Errorf("%s has %d characters: %v", quoted, n, err)
		}
	})
}

// FuzzEquality holds enum, const and uniqueItems against a plain comparison.
func FuzzEquality(f *testing.F) {
	for _, pair := range [][2]string{
		{`1`, `1.0`},
		{`0`, `-0e9`},
		{`{"a":1,"b":[2]}`, `{"b":[2.0],"\u0061":1e0}`},
		{`"a"`, `"\u0061"`},
		{`[1,2]`, `[2,1]`},
		{`{"a":{"b":1}}`, `{"a":{"b":2}}`},
		{`true`, `false`},
		{`null`, `0`},
		{`[]`, `{}`},
		{`""`, `[]`},
		{`1e10`, `10000000000`},
		{`123456789012345678901234567890`, `1234567890123456789012345678900e-1`},
		{`{"a":1}`, `{"b":1}`},
		{`[[]]`, `[]`},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, errA := cursor.Decode(a, readAny)
		y, errB := cursor.Decode(b, readAny)
		if errA != nil || errB != nil || !computable(x) || !computable(y) {
			return
		}
		want := same(x, y)
		_, err := cursor.Decode("["+a+",0.5e-999,"+b+"]", func(c *cursor.Cursor) []json.RawMessage {
			return cursor.UniqueList(c, 0, -1, (*cursor.Cursor).Raw)
		})
		if want != (err != nil) {
			t.Errorf("%s and %s: equal is %v, uniqueItems says %v", a, b, want, err)
		}
		values := cursor.ConstValue(a)
		_, err = cursor.Decode(b, func(c *cursor.Cursor) json.RawMessage {
			c.Among(&values)
			return c.Raw()
		})
		if want != (err == nil) {
			t.Errorf("%s and %s: equal is %v, const says %v", a, b, want, err)
		}
	})
}

// computable tells whether math/big can compute with all numbers of v.
func computable(v any) bool {
	switch v := v.(type) {
	case json.Number:
		return rational(string(v)) != nil
	case []any:
		return !slices.ContainsFunc(v, func(e any) bool { return !computable(e) })
	case map[string]any:
		for _, e := range v {
			if !computable(e) {
				return false
			}
		}
	}
	return true
}

// same is equality as JSON Schema defines it.
func same(a, b any) bool {
	switch a := a.(type) {
	case json.Number:
		b, ok := b.(json.Number)
		return ok && rational(string(a)).Cmp(rational(string(b))) == 0
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for name, v := range a {
			if w, ok := b[name]; !ok || !same(v, w) {
				return false
			}
		}
		return true
	}
	return a == b
}

// FuzzWriter writes what a program of bytes says. The text must be JSON, or an
// error must say why there is none.
func FuzzWriter(f *testing.F) {
	f.Add([]byte("{abc[123]}"), "text", 1.5, "1e5", []byte(`{"a": 1}`))
	f.Add([]byte("[[[((({{{"), "\xff", math.Copysign(0, -1), "x", []byte(`1,2`))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, "a\nb", 1e-9, "", []byte{})
	f.Fuzz(func(t *testing.T, program []byte, s string, x float64, number string, raw []byte) {
		p := writing{program: program, s: s, x: x, number: json.Number(number), raw: raw}
		text, err := encode(p.value)
		if err != nil {
			checkError(t, strings.Repeat(" ", 1<<20), err)
			return
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("wrote %q", text)
		}
		if _, err := cursor.Decode(text, skip); err != nil && !strings.Contains(err.Error(), "given twice") {
			t.Errorf("wrote %s, which reads as %v", text, err)
		}
	})
}

// writing is a program for a writer.
type writing struct {
	program []byte
	s       string
	x       float64
	number  json.Number
	raw     []byte
	depth   int
}

func (p *writing) next() byte {
	if len(p.program) == 0 {
		return 255
	}
	b := p.program[0]
	p.program = p.program[1:]
	return b
}

func (p *writing) value(w *cursor.Writer) {
	op := p.next()
	if p.depth++; p.depth > 50 {
		op = 255
	}
	defer func() { p.depth-- }()
	switch op % 12 {
	case 0:
		w.Text(p.s)
	case 1:
		w.Float(p.x)
	case 2:
		w.Number(p.number)
	case 3:
		w.Raw(p.raw)
	case 4:
		w.Int(int64(op) - 100)
	case 5:
		w.Uint(uint64(op))
	case 6:
		w.Bool(op > 100)
	case 7:
		cursor.WriteMap(w, map[string]int64{p.s: 1, "": 2}, (*cursor.Writer).Int)
	case 8, 9:
		w.BeginArray()
		for n := p.next() % 4; n > 0; n-- {
			p.value(w)
		}
		w.EndArray()
	case 10:
		w.BeginObject()
		for n := p.next() % 4; n > 0; n-- {
			p.value(w.Name(p.s + string(rune('a'+n))))
		}
		w.EndObject()
	default:
		w.Null()
	}
}
