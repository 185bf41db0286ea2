package cursor_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/cursor"
)

// reading is a text, how it is read, and what must come of it.
type reading[T any] struct {
	name   string
	text   string
	decode func(*cursor.Cursor) T
	want   T
	err    string // the error's text
}

func testReadings[T any](t *testing.T, readings []reading[T]) {
	t.Helper()
	for _, r := range readings {
		name := r.name
		if name == "" {
			name = r.text
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := cursor.Decode(r.text, r.decode)
			if diff := cmp.Diff(r.err, message(err)); diff != "" {
				t.Fatalf("error (-want +got):\n%s", diff)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(r.want, got); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
			// White space around tokens changes nothing.
			spaced, err := cursor.Decode(" \n\t\r"+r.text+" \n\t\r", r.decode)
			if diff := cmp.Diff(r.want, spaced); err != nil || diff != "" {
				t.Errorf("with white space: %v, value (-want +got):\n%s", err, diff)
			}
		})
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// problems returns what Decode finds, which must be an *Error.
func problems(t *testing.T, err error) []cursor.Problem {
	t.Helper()
	return asError(t, err).Problems
}

func asError(t *testing.T, err error) *cursor.Error {
	t.Helper()
	var e *cursor.Error
	if !errors.As(err, &e) {
		t.Fatalf("got error %v, want a *cursor.Error", err)
	}
	return e
}

func TestDecodeOrder(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		orders, texts := documents(size.items)
		for i, text := range texts {
			for _, text := range []string{text, indented(text)} {
				got, err := cursor.Decode(text, decodeOrder)
				if err != nil {
					t.Fatal(err)
				}
				again, err := cursor.Encode(got, encodeOrder, decodeOrder)
				if err != nil || again != texts[i] {
					t.Fatalf("order %d of size %s reads as %v, %v", i, size.name, again, err)
				}
				if len(got.Items) != len(orders[i].Items) || got.Total != orders[i].Total {
					t.Fatalf("order %d of size %s has lost something", i, size.name)
				}
			}
		}
	}
}

func TestDecodeText(t *testing.T) {
	t.Parallel()
	nothing := func(*cursor.Cursor) int { return 1 }
	testReadings(t, []reading[int]{
		{
			name: "empty", text: "", decode: nothing,
			err: "the document: must be a JSON value, found the end of the text at offset 0",
		},
		{
			name: "white space", text: " \n", decode: func(c *cursor.Cursor) int { return int(c.Int()) },
			err: "the document: must be a JSON value, found the end of the text at offset 2",
		},
		{
			name: "text behind", text: "1 2", decode: func(c *cursor.Cursor) int { return int(c.Int()) },
			err: "the document: must end after the value, found '2' at offset 2",
		},
		{
			name: "not read", text: "1", decode: nothing,
			err: "the document: must end after the value, found '1' at offset 0",
		},
	})
}

func TestProblemLimit(t *testing.T) {
	t.Parallel()
	list := func(c *cursor.Cursor) []int64 { return cursor.List(c, (*cursor.Cursor).Int) }
	for n, more := range map[int]bool{cursor.MaxProblems: false, cursor.MaxProblems + 1: true, 100_000: true} {
		text := "[" + strings.Repeat(`"x",`, n-1) + `"x"]`
		_, err := cursor.Decode(text, list)
		var e *cursor.Error
		if !errors.As(err, &e) || len(e.Problems) != cursor.MaxProblems || e.More != more {
			t.Errorf("%d problems: got %v", n, err)
		}
		if more != strings.HasSuffix(err.Error(), "\nand more") {
			t.Errorf("%d problems: the error doesn't tell whether there are more", n)
		}
	}
}

func TestProblemFields(t *testing.T) {
	t.Parallel()
	_, err := cursor.Decode(`{"a/b": [1, "`+strings.Repeat("ä", 100)+`"]}`, func(c *cursor.Cursor) map[string][]int64 {
		m := c.Mark()
		v := cursor.Map(c, func(c *cursor.Cursor) []int64 { return cursor.List(c, (*cursor.Cursor).Int) })
		c.At(m, "counts.json#")
		return v
	})
	want := []cursor.Problem{{
		Offset:   12,
		Pointer:  "/a~1b/1",
		Location: "counts.json#/additionalProperties/items/type",
		Keyword:  "type",
		Want:     "must be an integer",
		Got:      `"` + strings.Repeat("ä", 30) + "...",
	}}
	if diff := cmp.Diff(want, problems(t, err)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if got := problems(t, err)[0].String(); got != err.Error() {
		t.Errorf("one problem reads %q alone and %q in an error", got, err)
	}
}

func TestProblemsInDocumentOrder(t *testing.T) {
	t.Parallel()
	_, err := cursor.Decode(`{"customer":{"id":"","vip":1},"items":[],"x":{"a":[{"b":1,"b":2}]},"total":-1,"notes":7`, decodeOrder)
	want := strings.Join([]string{
		`/customer: must have the member "name" (order.json#/properties/customer/required)`,
		`/customer: must have the member "email" (order.json#/properties/customer/required)`,
		`/customer: must have the member "address" (order.json#/properties/customer/required)`,
		`/customer/id: must have at least 1 character, found 0 characters (order.json#/properties/customer/properties/id/minLength)`,
		`/customer/vip: must be a boolean, found 1 (order.json#/properties/customer/properties/vip/type)`,
		`/items: must have at least 1 item, found 0 items (order.json#/properties/items/minItems)`,
		`/x: must not be there: no other members are allowed (order.json#/additionalProperties)`,
		`/x/a/0/b: must not be given twice, found 2 at offset 62`,
		`/total: must be at least 0, found -1 (order.json#/properties/total/minimum)`,
		`/notes: must be a string, found 7 (order.json#/properties/notes/type)`,
		`the document: must be ',' or '}', found the end of the text at offset 87`,
	}, "\n")
	if diff := cmp.Diff(want, message(err)); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	even := func(c *cursor.Cursor) int64 {
		v := c.Int()
		c.Check(v%2 == 0, "multipleOf", "must be a multiple of 2")
		return v
	}
	small := func(c *cursor.Cursor) []int64 {
		v := cursor.List(c, even)
		c.Check(len(v) > 0 && v[0] == 0, "first", "must begin with 0")
		return v
	}
	testReadings(t, []reading[[]int64]{
		{text: "[0,2,4.0]", decode: small, want: []int64{0, 2, 4}},
		{text: "[0,1]", decode: small, err: "/1: must be a multiple of 2, found 1 (/items/multipleOf)"},
		{text: `[0,"x"]`, decode: small, err: `/1: must be an integer, found "x" (/items/type)`},
		{text: "[2]", decode: small, err: "the document: must begin with 0, found an array (/first)"},
		{text: "true", decode: small, err: "the document: must be an array, found true (/type)"},
		{text: "[0,", decode: small, err: "the document: must be a JSON value, found the end of the text at offset 3"},
	})
}

func TestReject(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) []int64 {
		c.Reject("oneOf", "must be a Parcel or a Pickup")
		return nil
	}
	testReadings(t, []reading[[]int64]{
		{text: `{"a":[1]}`, decode: decode, err: "the document: must be a Parcel or a Pickup, found an object (/oneOf)"},
		{text: `{"a":[1}`, decode: decode, err: "the document: must be a Parcel or a Pickup, found an object (/oneOf)\n" +
			"/a: must be ',' or ']', found '}' at offset 7"},
		{text: "x", decode: decode, err: "the document: must be a JSON value, found 'x' at offset 0"},
	})
}
