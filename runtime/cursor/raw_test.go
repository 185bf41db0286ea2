package cursor_test

import (
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

func TestRaw(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) string { return string(c.Raw()) }
	whole := func(c *cursor.Cursor) string { return string(c.RawOf(cursor.KindInteger | cursor.KindNull)) }
	some := func(c *cursor.Cursor) string { return string(c.RawOf(cursor.KindObject | cursor.KindNumber)) }
	testReadings(t, []reading[string]{
		{text: `{ "a" : [1, "\u0041", null] }`, decode: decode, want: `{ "a" : [1, "\u0041", null] }`},
		{text: `1.50`, decode: decode, want: `1.50`},
		{text: `{"a":{"b":1,"b":2}}`, decode: decode, err: "/a/b: must not be given twice, found 2 at offset 16"},
		{text: `["\udead"]`, decode: decode, err: `/0: must be a surrogate pair, not half of one, found '\' at offset 2`},
		{text: `[1,tru]`, decode: decode, err: `the document: must be true, found ']' at offset 6`},
		{text: `[1`, decode: decode, err: `the document: must be ',' or ']', found the end of the text at offset 2`},
		{text: `10e-1`, decode: whole, want: `10e-1`},
		{text: `null`, decode: whole, want: `null`},
		{text: `1.5`, decode: whole, err: `the document: must be an integer or null, found 1.5 (/type)`},
		{text: `1e-1000000000`, decode: whole, err: `the document: must be an integer or null, found 1e-1000000000 (/type)`},
		{text: `"1"`, decode: whole, err: `the document: must be an integer or null, found "1" (/type)`},
		{text: `1.5`, decode: some, want: `1.5`},
		{text: `[]`, decode: some, err: `the document: must be an object or a number, found an array (/type)`},
	})
}

func TestKind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]cursor.Kind{
		"null": cursor.KindNull, "true": cursor.KindBool, "false": cursor.KindBool, "-1": cursor.KindNumber,
		"0": cursor.KindNumber, `"a"`: cursor.KindString, "[]": cursor.KindArray, "\n{}": cursor.KindObject,
		"x": 0, "": 0, "+1": 0,
	} {
		var got cursor.Kind
		_, _ = cursor.Decode(text, func(c *cursor.Cursor) bool { got = c.Kind(); return true })
		if got != want {
			t.Errorf("%q: got %b, want %b", text, got, want)
		}
	}
}

func TestLiterals(t *testing.T) {
	t.Parallel()
	decode := (*cursor.Cursor).Bool
	testReadings(t, []reading[bool]{
		{text: "true", decode: decode, want: true},
		{text: "false", decode: decode, want: false},
		{text: "null", decode: decode, err: "the document: must be a boolean, found null (/type)"},
		{text: "falsch", decode: decode, err: "the document: must be false, found 'c' at offset 4"},
		{text: "trueish", decode: decode, err: "the document: must end after the value, found 'i' at offset 4"},
		{text: "null", decode: (*cursor.Cursor).Null, want: true},
		{text: "true", decode: func(c *cursor.Cursor) bool { return c.Null() || c.Bool() }, want: true},
	})
}

func TestValues(t *testing.T) {
	t.Parallel()
	values := cursor.EnumValues(`1`, `"a"`, `{"b":2,"c":[null]}`, `[]`, `false`)
	decode := func(c *cursor.Cursor) string {
		c.Among(&values)
		return string(c.Raw())
	}
	three := cursor.ConstValue(`3`)
	decodeThree := func(c *cursor.Cursor) string {
		if !c.Among(&three) {
			c.Skip()
			return ""
		}
		return string(c.Raw())
	}
	accepted := `must be 1, "a", {"b":2,"c":[null]}, [] or false`
	testReadings(t, []reading[string]{
		{text: `1.0`, decode: decode, want: `1.0`},
		{text: `"\u0061"`, decode: decode, want: `"\u0061"`},
		{text: `{"c": [null], "b": 20e-1}`, decode: decode, want: `{"c": [null], "b": 20e-1}`},
		{text: `[ ]`, decode: decode, want: `[ ]`},
		{text: `false`, decode: decode, want: `false`},
		{text: `true`, decode: decode, err: `the document: ` + accepted + `, found true (/enum)`},
		{text: `{"b":2}`, decode: decode, err: `the document: ` + accepted + `, found an object (/enum)`},
		{text: `3`, decode: decodeThree, want: `3`},
		{text: `4`, decode: decodeThree, err: `the document: must be 3, found 4 (/const)`},
		{text: `[1,]`, decode: decodeThree, err: `/1: must be a JSON value, found ']' at offset 3`},
		{text: `{"a":1,"a":1}`, decode: decode, err: `/a: must not be given twice, found 1 at offset 11`},
	})
	mustPanic(t, "a value that isn't JSON", func() { cursor.EnumValues("1", "x") })
	mustPanic(t, "two values", func() { cursor.ConstValue("1 2") })
}

type shape struct {
	Kind   string
	Width  int64
	Radius float64
}

var (
	boxMembers    = cursor.MembersOf("shape.json#/$defs/box", "kind", "width").Closed()
	circleMembers = cursor.MembersOf("shape.json#/$defs/circle", "kind", "radius").Closed()
)

func decodeBox(c *cursor.Cursor) (v shape) {
	for name := range c.Object(&boxMembers) {
		switch name {
		case "kind":
			v.Kind = c.Text()
		case "width":
			v.Width = c.IntIn(1, 10)
		}
	}
	return v
}

func decodeCircle(c *cursor.Cursor) (v shape) {
	for name := range c.Object(&circleMembers) {
		switch name {
		case "kind":
			v.Kind = c.Text()
		case "radius":
			v.Radius = c.FloatIn(0, 10)
		}
	}
	return v
}

// decodeAny tries the branches of an anyOf.
func decodeAny(c *cursor.Cursor) shape {
	t := c.Try()
	if v := decodeBox(c); c.Fits(t) {
		return v
	}
	t = c.Try()
	if v := decodeCircle(c); c.Fits(t) {
		return v
	}
	c.Reject("anyOf", "must be a box or a circle")
	return shape{}
}

// decodeTagged is told the branch by a tag.
func decodeTagged(c *cursor.Cursor) shape {
	switch c.Tag("kind") {
	case "box":
		return decodeBox(c)
	case "circle":
		return decodeCircle(c)
	}
	c.Reject("oneOf", `member kind must be "box" or "circle"`)
	return shape{}
}

func TestTry(t *testing.T) {
	t.Parallel()
	testReadings(t, []reading[shape]{
		{text: `{"kind":"x","width":3}`, decode: decodeAny, want: shape{Kind: "x", Width: 3}},
		{text: `{"kind":"x","radius":3}`, decode: decodeAny, want: shape{Kind: "x", Radius: 3}},
		{text: `{"kind":"x","width":0}`, decode: decodeAny, err: "the document: must be a box or a circle, found an object (/anyOf)"},
		{text: `[]`, decode: decodeAny, err: "the document: must be a box or a circle, found an array (/anyOf)"},
		{text: `{"kind":"x"`, decode: decodeAny, err: "the document: must be a box or a circle, found an object (/anyOf)\n" +
			"the document: must be ',' or '}', found the end of the text at offset 11"},
		{text: ``, decode: decodeAny, err: "the document: must be a JSON value, found the end of the text at offset 0"},
	}[:5])
	list := func(c *cursor.Cursor) []shape { return cursor.List(c, decodeAny) }
	testReadings(t, []reading[[]shape]{
		{text: `[{"kind":"a","radius":1},{"kind":"b","width":1}]`, decode: list, want: []shape{{Kind: "a", Radius: 1}, {Kind: "b", Width: 1}}},
		{text: `[3,{"kind":"b","width":1},4]`, decode: list, err: "/0: must be a box or a circle, found 3 (/items/anyOf)\n" +
			"/2: must be a box or a circle, found 4 (/items/anyOf)"},
	})
}

func TestHolds(t *testing.T) {
	t.Parallel()
	holds := func(c *cursor.Cursor, predicate func(*cursor.Cursor)) bool {
		trial := c.Try()
		predicate(c)
		return c.Holds(trial)
	}
	decode := func(c *cursor.Cursor) []bool {
		got := []bool{
			holds(c, func(c *cursor.Cursor) { decodeBox(c) }),
			holds(c, func(c *cursor.Cursor) { decodeCircle(c) }),
			holds(c, func(c *cursor.Cursor) { c.Check(holds(c, func(c *cursor.Cursor) { decodeBox(c) }), "not", "") }),
			holds(c, func(c *cursor.Cursor) { c.Check(!holds(c, func(c *cursor.Cursor) { decodeBox(c) }), "not", "") }),
		}
		c.Skip()
		return got
	}
	testReadings(t, []reading[[]bool]{
		{text: `{"kind":"x","width":3}`, decode: decode, want: []bool{true, false, true, false}},
		{text: `{"kind":"x","radius":3}`, decode: decode, want: []bool{false, true, false, true}},
		{text: `{"kind":"x","kind":3}`, decode: decode, err: "/kind: must not be given twice, found 3 at offset 19"},
	})
}

func TestTag(t *testing.T) {
	t.Parallel()
	testReadings(t, []reading[shape]{
		{text: `{"kind":"box","width":3}`, decode: decodeTagged, want: shape{Kind: "box", Width: 3}},
		{text: `{"radius":3,"k\u0069nd":"circle"}`, decode: decodeTagged, want: shape{Kind: "circle", Radius: 3}},
		{text: `{"radius":99,"kind":"circle"}`, decode: decodeTagged, err: "/radius: must be at most 10, found 99 (shape.json#/$defs/circle/properties/radius/maximum)"},
		{text: `{"kind":"cone"}`, decode: decodeTagged, err: `the document: member kind must be "box" or "circle", found an object (/oneOf)`},
		{text: `{"kind":1}`, decode: decodeTagged, err: `the document: member kind must be "box" or "circle", found an object (/oneOf)`},
		{text: `{"a":{"kind":"box"}}`, decode: decodeTagged, err: `the document: member kind must be "box" or "circle", found an object (/oneOf)`},
		{text: `[]`, decode: decodeTagged, err: `the document: member kind must be "box" or "circle", found an array (/oneOf)`},
	})
	for _, text := range []string{`{`, `{"kind"`, `{"kind":`, `{"kind":"`, `{"kind":"\`, `{"a":[}`, `{"a":"`, `{"a":1 "kind":"box"}`, `{"a`, `{"a\`, `{"a":`, `{"":`} {
		if _, err := cursor.Decode(text, decodeTagged); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
