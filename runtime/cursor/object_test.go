package cursor_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/cursor"
)

// strung reads an object whose values are strings and returns them in order.
func strung(m cursor.Members) func(*cursor.Cursor) []string {
	return func(c *cursor.Cursor) []string {
		var got []string
		for name := range c.Object(&m) {
			got = append(got, name+"="+c.Text())
		}
		return got
	}
}

func TestObject(t *testing.T) {
	t.Parallel()
	m := cursor.MembersOf("o.json#", "a", "name", "a name that is longer than sixteen bytes", "ä", `q"uote`, "").
		Optional("a", "a name that is longer than sixteen bytes", "ä", `q"uote`, "")
	skips, open, closed := strung(m), strung(m.Open()), strung(m.Closed())
	long := "a name that is longer than sixteen bytes"
	testReadings(t, []reading[[]string]{
		{text: `{"name":"1"}`, decode: skips, want: []string{"name=1"}},
		{text: `{"a":"1","name":"2"}`, decode: skips, want: []string{"a=1", "name=2"}},
		{text: `{"name":"2","a":"1"}`, decode: skips, want: []string{"name=2", "a=1"}},
		{text: `{"name":"2","` + long + `":"1"}`, decode: skips, want: []string{"name=2", long + "=1"}},
		{
			text: `{"a":"x","name":"2","` + long + `":"1","ä":"3","q\"uote":"4","":"5"}`, decode: skips,
			want: []string{"a=x", "name=2", long + "=1", "ä=3", `q"uote=4`, "=5"},
		},
		{text: `{"\u006eame":"1","\u00e4":"2"}`, decode: skips, want: []string{"name=1", "ä=2"}},
		{text: `{ "name" : "1" , "a" : "2" }`, decode: skips, want: []string{"name=1", "a=2"}},
		{text: `{"name":"1","other":[{"x":[]}],"another":"2","Name":1}`, decode: skips, want: []string{"name=1"}},
		{text: `{"other":"0","name":"1","another":"2"}`, decode: open, want: []string{"other=0", "name=1", "another=2"}},
		{text: `{"b":1,"name":"1","c":"2"}`, decode: closed, err: `/b: must not be there: no other members are allowed (o.json#/additionalProperties)` + "\n" +
			`/c: must not be there: no other members are allowed (o.json#/additionalProperties)`},
		{text: `{}`, decode: skips, err: `the document: must have the member "name" (o.json#/required)`},
		{text: `{"a":1,"name":{}}`, decode: skips, err: `/a: must be a string, found 1 (o.json#/properties/a/type)` + "\n" +
			`/name: must be a string, found an object (o.json#/properties/name/type)`},
		{text: `{"name":"1","x":1}`, decode: open, err: `/x: must be a string, found 1 (o.json#/additionalProperties/type)`},
		{text: `{"name":"1","name":"2"}`, decode: skips, err: `/name: must not be given twice, found "2" at offset 19`},
		{text: `{"name":"1","n\u0061me":2}`, decode: skips, err: `/name: must not be given twice, found 2 at offset 24`},
		{text: `{"name":"1","x":1,"\u0078":2}`, decode: skips, err: `/x: must not be given twice, found 2 at offset 27`},
		{text: `{"name":"1","x":"1","x":"2"}`, decode: open, err: `/x: must not be given twice, found "2" at offset 24`},
		{text: `{"name":"1","x":1,"x":2}`, decode: closed, err: `/x: must not be there: no other members are allowed (o.json#/additionalProperties)` + "\n" +
			`/x: must not be given twice, found 2 at offset 22`},
		{text: `[]`, decode: skips, err: `the document: must be an object, found an array (o.json#/type)`},
		{text: `nul`, decode: skips, err: `the document: must be an object, found nul (o.json#/type)` + "\n" +
			`the document: must be null, found the end of the text at offset 3`},
		{text: `{`, decode: skips, err: `the document: must be a member name, found the end of the text at offset 1`},
		{text: `{"name":"1",}`, decode: skips, err: `the document: must be a member name, found '}' at offset 12`},
		{text: `{,"name":"1"}`, decode: skips, err: `the document: must be a member name, found ',' at offset 1`},
		{text: `{"name"}`, decode: skips, err: `/name: must be ':', found '}' at offset 7`},
		{text: `{"name":}`, decode: skips, err: `/name: must be a JSON value, found '}' at offset 8`},
		{text: `{"name" "1"}`, decode: skips, err: `/name: must be ':', found '"' at offset 8`},
		{text: `{"name":"1" "a":"2"}`, decode: skips, err: `the document: must be ',' or '}', found '"' at offset 12`},
		{text: `{"name":"1"]`, decode: skips, err: `the document: must be ',' or '}', found ']' at offset 11`},
		{text: `{'name':"1"}`, decode: skips, err: `the document: must be a member name, found ''' at offset 1`},
		{name: "bad name", text: "{\"\xff\":1}", decode: skips, err: `/` + "\uFFFD" + `: must be UTF-8, found '\xff' at offset 2`},
	})
	mustPanic(t, "an unknown optional member", func() { m.Optional("b") })
}

func TestObjectCount(t *testing.T) {
	t.Parallel()
	decode := strung(cursor.MembersOf("o.json#", "a", "b").Optional("a", "b").Count(1, 2))
	testReadings(t, []reading[[]string]{
		{text: `{"a":"1","b":"2"}`, decode: decode, want: []string{"a=1", "b=2"}},
		{text: `{"x":"1"}`, decode: decode},
		{text: `{}`, decode: decode, err: `the document: must have at least 1 member, found 0 members (o.json#/minProperties)`},
		{text: `{"a":"1","x":2,"y":[]}`, decode: decode, err: `the document: must have at most 2 members, found 3 members (o.json#/maxProperties)`},
	})
}

func TestObjectOfManyMembers(t *testing.T) {
	t.Parallel()
	for _, n := range []int{63, 64, 65, 128, 129, 300} {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("member%d", i)
		}
		m := cursor.MembersOf("o.json#", names...).Optional(names[:n-2]...).Closed()
		decode := func(c *cursor.Cursor) (sum int64) {
			for range c.Object(&m) {
				sum += c.Int()
			}
			return sum
		}
		var members, backwards []string
		for i, name := range names {
			members = append(members, fmt.Sprintf("%q:%d", name, i))
			backwards = append([]string{members[i]}, backwards...)
		}
		for _, list := range [][]string{members, backwards} {
			got, err := cursor.Decode("{"+strings.Join(list, ",")+"}", decode)
			if want := int64(n * (n - 1) / 2); err != nil || got != want {
				t.Errorf("%d members: got %d, %v, want %d", n, got, err, want)
			}
			twice := append(append([]string{}, list...), members[n-1])
			_, err = cursor.Decode("{"+strings.Join(twice, ",")+"}", decode)
			if p := problems(t, err); len(p) != 1 || p[0].Want != "must not be given twice" {
				t.Errorf("%d members, the last one twice: got %v", n, err)
			}
		}
		_, err := cursor.Decode("{"+strings.Join(members[:n-2], ",")+"}", decode)
		want := fmt.Sprintf("the document: must have the member %q (o.json#/required)\n"+
			"the document: must have the member %q (o.json#/required)", names[n-2], names[n-1])
		if diff := cmp.Diff(want, message(err)); diff != "" {
			t.Errorf("%d members without the last two (-want +got):\n%s", n, diff)
		}
	}
}

// TestObjectBody covers bodies that don't read what is yielded.
func TestObjectBody(t *testing.T) {
	t.Parallel()
	m := cursor.MembersOf("o.json#", "a", "b", "c").Optional("c")
	forgets := func(c *cursor.Cursor) (got []string) {
		for name := range c.Object(&m) {
			got = append(got, name)
		}
		return got
	}
	breaks := func(c *cursor.Cursor) (got []string) {
		for name := range c.Object(&m) {
			got = append(got, name)
			if name == "a" {
				break
			}
		}
		return got
	}
	testReadings(t, []reading[[]string]{
		{text: `{"a":[1,{"x":2}],"b":"3"}`, decode: forgets, want: []string{"a", "b"}},
		{text: `{"a":[1,{"x":2}],"b":"3"}`, decode: breaks, want: []string{"a"}},
		{text: `{"a":1,"b":2,"x":3,"c":4}`, decode: breaks, want: []string{"a"}},
		{text: `{"a":1}`, decode: breaks, err: `the document: must have the member "b" (o.json#/required)`},
		{text: `{"a":1,"b":2,"b":2}`, decode: breaks, err: `/b: must not be given twice, found 2 at offset 17`},
		{text: `{"a":1,"b":tru}`, decode: breaks, err: `the document: must be true, found '}' at offset 14`},
	})
}

func TestManyNames(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"a":"x"`)
	for i := range 200_000 {
		fmt.Fprintf(&b, `,"%d":%d`, i, i)
	}
	m := cursor.MembersOf("o.json#", "a")
	open := m.Open()
	for name, decode := range map[string]func(*cursor.Cursor) int{
		"skipped value": func(c *cursor.Cursor) int { c.Skip(); return 0 },
		"skipped members": func(c *cursor.Cursor) (n int) {
			for range c.Object(&m) {
				c.Skip()
			}
			return n
		},
		"members": func(c *cursor.Cursor) (n int) {
			for range c.Object(&open) {
				c.Skip()
			}
			return n
		},
		"map": func(c *cursor.Cursor) int {
			return len(cursor.Map(c, func(c *cursor.Cursor) int { c.Skip(); return 0 }))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := cursor.Decode(b.String()+"}", decode); err != nil {
				t.Errorf("distinct names: %v", err)
			}
			_, err := cursor.Decode(b.String()+`,"77":0}`, decode)
			if p := problems(t, err); len(p) != 1 || p[0].Pointer != "/77" {
				t.Errorf("a name twice: %v", err)
			}
		})
	}
}

func TestDepth(t *testing.T) {
	t.Parallel()
	type tree struct{ Items []tree }
	m := cursor.MembersOf("tree.json#", "items").Optional("items")
	var decodeTree func(c *cursor.Cursor) tree
	decodeTree = func(c *cursor.Cursor) (v tree) {
		for range c.Object(&m) {
			v.Items = cursor.List(c, decodeTree)
		}
		return v
	}
	typed := func(c *cursor.Cursor) int { decodeTree(c); return 0 }
	skipped := func(c *cursor.Cursor) int { c.Skip(); return 0 }
	for n, ok := range map[int]bool{cursor.MaxDepth / 2: true, cursor.MaxDepth/2 + 1: false, 1_000_000: false} {
		text := strings.Repeat(`{"items":[`, n) + strings.Repeat(`]}`, n)
		for _, decode := range []func(*cursor.Cursor) int{typed, skipped} {
			_, err := cursor.Decode(text, decode)
			if (err == nil) != ok || jsontext.Value(text).IsValid() != ok || json.Valid([]byte(text)) != ok {
				t.Errorf("depth %d: got %.100v", 2*n, err)
			}
			if err == nil {
				continue
			}
			p := problems(t, err)
			if len(p) != 1 || p[0].Offset != cursor.MaxDepth*len(`{"items":[`)/2 || strings.Count(p[0].Pointer, "/") != cursor.MaxDepth {
				t.Errorf("depth %d: got problem at %d, %d steps deep", 2*n, p[0].Offset, strings.Count(p[0].Pointer, "/"))
			}
		}
	}
}
