package cursor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

func TestList(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) []string { return cursor.ListIn(c, 1, 3, (*cursor.Cursor).Text) }
	free := func(c *cursor.Cursor) []string { return cursor.List(c, (*cursor.Cursor).Text) }
	testReadings(t, []reading[[]string]{
		{text: `[]`, decode: free, want: []string{}},
		{text: `[ ]`, decode: free, want: []string{}},
		{text: `["a","b","c"]`, decode: decode, want: []string{"a", "b", "c"}},
		{text: `[ "a" , "b" ]`, decode: decode, want: []string{"a", "b"}},
		{text: `[]`, decode: decode, err: "the document: must have at least 1 item, found 0 items (/minItems)"},
		{text: `["a","b","c","d"]`, decode: decode, err: "the document: must have at most 3 items, found 4 items (/maxItems)"},
		{text: `["a",1,"c",{}]`, decode: decode, err: "the document: must have at most 3 items, found 4 items (/maxItems)\n" +
			"/1: must be a string, found 1 (/items/type)\n/3: must be a string, found an object (/items/type)"},
		{text: `{}`, decode: decode, err: "the document: must be an array, found an object (/type)"},
		{text: `[`, decode: free, err: "the document: must be a JSON value, found the end of the text at offset 1"},
		{text: `["a",]`, decode: free, err: "/1: must be a JSON value, found ']' at offset 5"},
		{text: `["a";"b"]`, decode: free, err: "the document: must be ',' or ']', found ';' at offset 4"},
		{text: `["a"}`, decode: free, err: "the document: must be ',' or ']', found '}' at offset 4"},
		{text: `["a"`, decode: free, err: "the document: must be ',' or ']', found the end of the text at offset 4"},
	})
	nullable := func(c *cursor.Cursor) []*string {
		return cursor.List(c, func(c *cursor.Cursor) *string { return cursor.Nullable(c, (*cursor.Cursor).Text) })
	}
	testReadings(t, []reading[[]*string]{
		{text: `["a",null]`, decode: nullable, want: []*string{new("a"), nil}},
		{text: `[nul]`, decode: nullable, err: "the document: must be null, found ']' at offset 4"},
		{text: `[1]`, decode: nullable, err: "/0: must be a string, found 1 (/items/type)"},
	})
	nested := func(c *cursor.Cursor) [][]string { return cursor.List(c, free) }
	testReadings(t, []reading[[][]string]{
		{text: `[["a"],[],["b","c"]]`, decode: nested, want: [][]string{{"a"}, {}, {"b", "c"}}},
		{text: `[["a"],[1]]`, decode: nested, err: "/1/0: must be a string, found 1 (/items/items/type)"},
	})
	forgets := func(c *cursor.Cursor) []string { return cursor.List(c, func(*cursor.Cursor) string { return "x" }) }
	testReadings(t, []reading[[]string]{{text: `[1,{"a":[]}]`, decode: forgets, want: []string{"x", "x"}}})
}

// TestListCapacity holds that lists take little more memory than they need,
// and that the text behind a list doesn't make it large.
func TestListCapacity(t *testing.T) {
	t.Parallel()
	lists := func(c *cursor.Cursor) [][]int64 {
		return cursor.List(c, func(c *cursor.Cursor) []int64 { return cursor.List(c, (*cursor.Cursor).Int) })
	}
	for _, n := range []int{0, 1, 3, 4, 5, 17, 64, 65, 1000, 5000} {
		inner := "[" + strings.TrimSuffix(strings.Repeat("1,", n), ",") + "]"
		got, err := cursor.Decode("["+strings.Repeat(inner+",", 50)+inner+"]", lists)
		if err != nil || len(got) != 51 {
			t.Fatalf("%d items: %d lists, %v", n, len(got), err)
		}
		for _, list := range got {
			if len(list) != n || cap(list) > 2*n+8 {
				t.Errorf("a list of %d items has room for %d", len(list), cap(list))
			}
		}
	}
}

func TestUniqueList(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) int {
		return len(cursor.UniqueList(c, 0, 100, func(c *cursor.Cursor) int { c.Skip(); return 0 }))
	}
	equal := func(a, b int) string {
		return fmt.Sprintf("the document: must have no two equal items, found items %d and %d equal (/uniqueItems)", a, b)
	}
	testReadings(t, []reading[int]{
		{text: `[]`, decode: decode, want: 0},
		{text: `[1,2,"1",true,false,null,[],{},[1],{"a":1},"",[[]],0]`, decode: decode, want: 13},
		{text: `[1,2,1.0]`, decode: decode, err: equal(0, 2)},
		{text: `[0,-0.0e5]`, decode: decode, err: equal(0, 1)},
		{text: `[10,1e1]`, decode: decode, err: equal(0, 1)},
		{text: `["a","\u0061"]`, decode: decode, err: equal(0, 1)},
		{text: `[[1,2],[2,1],[1.0,2e0]]`, decode: decode, err: equal(0, 2)},
		{text: `[{"a":1,"b":[2]}, {"b":[2.0], "\u0061":1}]`, decode: decode, err: equal(0, 1)},
		{text: `[{"a":1,"b":2},{"a":2,"b":1}]`, decode: decode, want: 2},
		{text: `[null,null]`, decode: decode, err: equal(0, 1)},
		{text: `[1e99999999999999999999,10e99999999999999999998]`, decode: decode, err: equal(0, 1)},
		{text: `[1e99999999999999999999,1e99999999999999999998]`, decode: decode, want: 2},
		{text: `[1e-99999999999999999999,1e99999999999999999999]`, decode: decode, want: 2},
		{text: `3`, decode: decode, err: "the document: must be an array, found 3 (/type)"},
	})
}

func TestUniqueListOfMany(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) []string { return cursor.UniqueList(c, 0, -1, (*cursor.Cursor).Text) }
	for _, n := range []int{2, 15, 16, 17, 18, 33, 100, 100_000} {
		items := make([]string, n)
		for i := range items {
			items[i] = fmt.Sprintf("\"item %d\"", i)
		}
		text := "[" + strings.Join(items, ",") + "]"
		if _, err := cursor.Decode(text, decode); err != nil {
			t.Errorf("%d distinct items: %v", n, err)
		}
		_, err := cursor.Decode("["+strings.Join(slices.Concat(items, items[n/2:n/2+1]), ",")+"]", decode)
		if p := problems(t, err); p[0].Got != fmt.Sprintf("items %d and %d equal", n/2, n) {
			t.Errorf("%d items and one again: %v", n, err)
		}
	}
}

// TestUniqueListOfLists reads arrays with unique items at every level: the
// innermost text must not be hashed again for each level.
func TestUniqueListOfLists(t *testing.T) {
	t.Parallel()
	var decode func(c *cursor.Cursor) int
	decode = func(c *cursor.Cursor) int {
		if c.Kind() != cursor.KindArray {
			c.Skip()
			return 0
		}
		return len(cursor.UniqueList(c, 0, -1, decode))
	}
	const depth = 5000
	inner := `"` + strings.Repeat("x", 200_000) + `"`
	text := strings.Repeat(`[[],`, depth) + inner + strings.Repeat(`]`, depth)
	if _, err := cursor.Decode(text, decode); err != nil {
		t.Error(err)
	}
	pair := `[` + text + `,{"a":[` + text + `]},` + text + `]`
	_, err := cursor.Decode(pair, decode)
	if want := "the document: must have no two equal items, found items 0 and 2 equal (/uniqueItems)"; message(err) != want {
		t.Errorf("got %.200v", err)
	}
}

func TestMap(t *testing.T) {
	t.Parallel()
	type ints = map[string]int64
	free := func(c *cursor.Cursor) ints { return cursor.Map(c, (*cursor.Cursor).Int) }
	decode := func(c *cursor.Cursor) ints { return cursor.MapIn(c, 1, 2, (*cursor.Cursor).Int) }
	testReadings(t, []reading[ints]{
		{text: `{}`, decode: free, want: ints{}},
		{text: `{"a":1, "\u0062":2}`, decode: decode, want: ints{"a": 1, "b": 2}},
		{text: `{}`, decode: decode, err: "the document: must have at least 1 member, found 0 members (/minProperties)"},
		{text: `{"a":1,"b":2,"c":3}`, decode: decode, err: "the document: must have at most 2 members, found 3 members (/maxProperties)"},
		{text: `{"a":1,"a":"x"}`, decode: decode, err: `/a: must not be given twice, found "x" at offset 11`},
		{text: `{"a":"x"}`, decode: decode, err: `/a: must be an integer, found "x" (/additionalProperties/type)`},
		{text: `[1]`, decode: decode, err: "the document: must be an object, found an array (/type)"},
		{text: `{"a":1`, decode: decode, err: "the document: must be ',' or '}', found the end of the text at offset 6"},
		{text: `{"a"`, decode: decode, err: "/a: must be ':', found the end of the text at offset 4"},
	})
}

func TestPut(t *testing.T) {
	t.Parallel()
	var m map[string]int
	cursor.Put(&m, "a", 1)
	cursor.Put(&m, "b", 2)
	if len(m) != 2 || m["a"] != 1 || m["b"] != 2 {
		t.Errorf("got %v", m)
	}
}

func TestEnum(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) currency { return cursor.Enum(c, &currencyValues) }
	one := cursor.NewEnum[currency]("EUR")
	decodeOne := func(c *cursor.Cursor) currency { return cursor.Enum(c, &one) }
	none := cursor.NewEnum[currency]()
	decodeNone := func(c *cursor.Cursor) currency { return cursor.Enum(c, &none) }
	accepted := `must be "EUR", "USD", "GBP", "JPY", "CHF", "SEK", "NOK" or "DKK"`
	testReadings(t, []reading[currency]{
		{text: `"GBP"`, decode: decode, want: "GBP"},
		{text: `"\u0047BP"`, decode: decode, want: "GBP"},
		{text: `"GBp"`, decode: decode, err: `the document: ` + accepted + `, found "GBp" (/enum)`},
		{text: `""`, decode: decode, err: `the document: ` + accepted + `, found "" (/enum)`},
		{text: `"GBP\u0000"`, decode: decode, err: `the document: ` + accepted + `, found "GBP\u0000" (/enum)`},
		{text: `1`, decode: decode, err: `the document: ` + accepted + `, found 1 (/enum)`},
		{text: `"USD"`, decode: decodeOne, err: `the document: must be "EUR", found "USD" (/enum)`},
		{text: `"USD"`, decode: decodeNone, err: `the document: must be one of no values, found "USD" (/enum)`},
		{text: `"GBP`, decode: decode, err: `the document: must have a closing '"', found the end of the text at offset 4`},
	})
}

// TestEnumTables tries tables of all sizes, with strings that differ only
// where the hash doesn't look.
func TestEnumTables(t *testing.T) {
	t.Parallel()
	tables := [][]string{{"", "\x00", "\x00\x00"}, {"a", "b", "ab", "ba"}}
	for n := 1; n < 400; n += 13 {
		var alike, different []string
		for i := range n {
			different = append(different, fmt.Sprintf("value%d", i*i))
			alike = append(alike, fmt.Sprintf("begins alike %d ends alike", i))
		}
		tables = append(tables, alike, different)
	}
	for _, table := range tables {
		e := cursor.NewEnum(table...)
		for _, s := range table {
			quoted, err := cursor.Encode(s, (*cursor.Writer).Text, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := cursor.Decode(quoted, func(c *cursor.Cursor) string { return cursor.Enum(c, &e) })
			if err != nil || got != s {
				t.Errorf("%q reads as %q, %v", s, got, err)
			}
			other := strings.Replace(quoted, "alike", "alikf", 1)
			if !slices.Contains(table, strings.Trim(other, `"`)) && other != quoted {
				if _, err := cursor.Decode(other, func(c *cursor.Cursor) string { return cursor.Enum(c, &e) }); err == nil {
					t.Errorf("%s is accepted", other)
				}
			}
		}
	}
}

func TestIntEnum(t *testing.T) {
	t.Parallel()
	type level int64
	few := cursor.NewIntEnum[level](1, 2, -3)
	var all []level
	for i := range level(40) {
		all = append(all, i*i)
	}
	many := cursor.NewIntEnum(all...)
	decode := func(c *cursor.Cursor) level { return cursor.IntEnum(c, &few) }
	decodeMany := func(c *cursor.Cursor) level { return cursor.IntEnum(c, &many) }
	testReadings(t, []reading[level]{
		{text: "2", decode: decode, want: 2},
		{text: "-3.0", decode: decode, want: -3},
		{text: "3", decode: decode, err: "the document: must be 1, 2 or -3, found 3 (/enum)"},
		{text: "1.5", decode: decode, err: "the document: must be 1, 2 or -3, found 1.5 (/enum)"},
		{text: "1e400", decode: decode, err: "the document: must be 1, 2 or -3, found 1e400 (/enum)"},
		{text: `"1"`, decode: decode, err: `the document: must be 1, 2 or -3, found "1" (/enum)`},
		{text: "1521", decode: decodeMany, want: 1521},
		{text: "15", decode: decodeMany, err: "the document: must be 0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121 or one of 28 others, found 15 (/enum)"},
		{text: "-", decode: decode, err: "the document: must be a digit, found the end of the text at offset 1"},
	})
}
