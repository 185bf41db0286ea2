package cursor_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime/cursor"
	"github.com/actgen/actgen/runtime/value"
)

func encode(write func(*cursor.Writer)) (string, error) {
	return cursor.Encode(write, func(w *cursor.Writer, write func(*cursor.Writer)) { write(w) }, nil)
}

func TestWriter(t *testing.T) {
	t.Parallel()
	moment, ok := value.ParseDateTime("2026-11-21T09:00:00.100+01:00")
	if !ok {
		t.Fatal("a date-time isn't one")
	}
	for name, test := range map[string]struct {
		write func(w *cursor.Writer)
		want  string
	}{
		"object": {func(w *cursor.Writer) {
			w.BeginObject()
			w.Name("a").Int(-1)
			w.Name("b").BeginArray()
			w.Uint(math.MaxUint64)
			w.Bool(true)
			w.Null()
			w.BeginArray()
			w.EndArray()
			w.BeginObject()
			w.EndObject()
			w.EndArray()
			w.Name(`"c":`).Text("[")
			w.Name("d").Literal(`{"x":1}`)
			w.Name("e").Bool(false)
			w.EndObject()
		}, `{"a":-1,"b":[18446744073709551615,true,null,[],{}],"\"c\":":"[","d":{"x":1},"e":false}`},
		"strings": {func(w *cursor.Writer) {
			w.BeginArray()
			w.Text("")
			w.Text("ä€😀\u2028</script>&\x7f")
			w.Text("\"\\/\b\f\n\r\t\x00\x1f")
			w.Text("12345678\n12345678\"")
			cursor.WriteText(w, currency("EUR"))
			w.EndArray()
		}, `["","ä€😀` + "\u2028</script>&\x7f" + `","\"\\/\b\f\n\r\t\u0000\u001f","12345678\n12345678\"","EUR"]`},
		"floats": {func(w *cursor.Writer) {
			cursor.WriteList(w, []float64{
				0, 1, -1.5, 0.1, 1e20, 1e21, 1e-6, 1e-7, 1.5e-9, 5e-324, math.MaxFloat64, math.Copysign(0, -1), 1e100,
			}, (*cursor.Writer).Float)
		}, `[0,1,-1.5,0.1,100000000000000000000,1e+21,0.000001,1e-7,1.5e-9,5e-324,1.7976931348623157e+308,-0,1e+100]`},
		"numbers": {func(w *cursor.Writer) {
			cursor.WriteList(w, []json.Number{"1.50", "-0e5"}, (*cursor.Writer).Number)
		}, `[1.50,-0e5]`},
		"raw": {func(w *cursor.Writer) {
			cursor.WriteList(w, []json.RawMessage{nil, json.RawMessage(" [1, 2]\n"), json.RawMessage(`"a"`)}, (*cursor.Writer).Raw)
		}, `[null,[1, 2],"a"]`},
		"dates": {func(w *cursor.Writer) {
			cursor.WriteList(w, []value.DateTime{moment, value.DateTimeOf(time.Unix(0, 0).UTC())}, (*cursor.Writer).DateTime)
		}, `["2026-11-21T09:00:00.100+01:00","1970-01-01T00:00:00Z"]`},
		"nil": {func(w *cursor.Writer) {
			w.BeginArray()
			cursor.WriteList[int64](w, nil, (*cursor.Writer).Int)
			cursor.WriteMap[int64](w, nil, (*cursor.Writer).Int)
			cursor.WriteNullable(w, nil, (*cursor.Writer).Int)
			cursor.WriteNullable(w, new(int64(7)), cursor.WriteInt)
			w.EndArray()
		}, `[[],{},null,7]`},
		"maps": {func(w *cursor.Writer) {
			type inner = map[string]string
			w.BeginObject()
			w.Name("m")
			cursor.WriteMap(w, map[string]inner{"b": {"y": "1", "x": "2"}, "a": {}}, func(w *cursor.Writer, m inner) {
				cursor.WriteMap(w, m, (*cursor.Writer).Text)
			})
			cursor.WriteMembers(w, map[string]int64{"z": 1, "y": 2}, (*cursor.Writer).Int)
			cursor.WriteMembers(w, map[string]int64{}, (*cursor.Writer).Int)
			w.EndObject()
		}, `{"m":{"a":{},"b":{"x":"2","y":"1"}},"y":2,"z":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := encode(test.write)
			if err != nil || got != test.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, test.want)
			}
		})
	}
}

func TestWriterProblems(t *testing.T) {
	t.Parallel()
	in := func(write func(*cursor.Writer)) func(*cursor.Writer) {
		return func(w *cursor.Writer) {
			w.BeginObject()
			w.Name("a").BeginArray()
			w.Int(1)
			write(w)
			w.EndArray()
			w.EndObject()
		}
	}
	for name, test := range map[string]struct {
		write func(w *cursor.Writer)
		want  string
	}{
		"NaN":           {func(w *cursor.Writer) { w.Float(math.NaN()) }, "/a/1: must be a finite number, found NaN"},
		"infinity":      {func(w *cursor.Writer) { w.Float(math.Inf(-1)) }, "/a/1: must be a finite number, found -Inf"},
		"UTF-8":         {func(w *cursor.Writer) { w.Text("ab\xff") }, `/a/1: must be UTF-8, found "ab\xff"`},
		"number":        {func(w *cursor.Writer) { w.Number("1e") }, `/a/1: must be a number, found "1e"`},
		"empty number":  {func(w *cursor.Writer) { w.Number("") }, `/a/1: must be a number, found ""`},
		"spaced number": {func(w *cursor.Writer) { w.Number(" 1") }, `/a/1: must be a number, found " 1"`},
		"raw":           {func(w *cursor.Writer) { w.Raw(json.RawMessage("[1,]")) }, `/a/1: must be raw JSON, found ']' at byte 3`},
		"two values":    {func(w *cursor.Writer) { w.Raw(json.RawMessage(`1,"b":2`)) }, `/a/1: must be raw JSON, found ',' at byte 1`},
		"empty raw":     {func(w *cursor.Writer) { w.Raw(json.RawMessage{}) }, `/a/1: must be raw JSON, found the end of the text at byte 0`},
		"name": {func(w *cursor.Writer) {
			cursor.WriteMap(w, map[string]int64{"\xfe": 1}, (*cursor.Writer).Int)
		}, `/a/1/: must be UTF-8, found "\xfe"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := encode(in(test.write))
			if text != "" || err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %q, %v, want %s", text, err, test.want)
			}
		})
	}
	_, err := encode(func(w *cursor.Writer) {
		cursor.WriteList(w, make([]json.Number, cursor.MaxProblems+1), (*cursor.Writer).Number)
	})
	var e *cursor.Error
	if !errors.As(err, &e) || !e.More || len(e.Problems) != cursor.MaxProblems {
		t.Errorf("many problems: got %v", err)
	}
}

// TestEncodeChecks holds that what Encode lets out, Decode takes.
func TestEncodeChecks(t *testing.T) {
	t.Parallel()
	orders, _ := documents(1)
	v := orders[0]
	v.OrderID = "x"
	v.Items = nil
	want := `/orderId: must match ^[A-Z]{2}-[0-9]{6}$, found "x" (order.json#/properties/orderId/pattern)` + "\n" +
		`/items: must have at least 1 item, found 0 items (order.json#/properties/items/minItems)`
	if text, err := cursor.Encode(v, encodeOrder, decodeOrder); text != "" || message(err) != want {
		t.Errorf("got %q, %v, want %s", text, err, want)
	}
	// Members of the map may not have the name of another member.
	m := cursor.MembersOf("o.json#", "a")
	_, err := cursor.Encode(map[string]int64{"a": 2}, func(w *cursor.Writer, m map[string]int64) {
		w.BeginObject()
		w.Name("a").Int(1)
		cursor.WriteMembers(w, m, (*cursor.Writer).Int)
		w.EndObject()
	}, func(c *cursor.Cursor) (v map[string]int64) {
		for range c.Object(&m) {
			c.Int()
		}
		return v
	})
	if want := "/a: must not be given twice, found 2 at offset 11"; message(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
