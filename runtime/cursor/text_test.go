package cursor_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
	"github.com/actgen/actgen/runtime/pattern"
)

func TestText(t *testing.T) {
	t.Parallel()
	text := (*cursor.Cursor).Text
	testReadings(t, []reading[string]{
		{text: `""`, decode: text, want: ""},
		{text: `"a"`, decode: text, want: "a"},
		{text: `"12345678"`, decode: text, want: "12345678"},
		{text: `"1234567890123456 and more"`, decode: text, want: "1234567890123456 and more"},
		{text: `"ä€😀"`, decode: text, want: "ä€😀"},
		{text: "\"\x7f\"", decode: text, want: "\x7f"},
		{text: `"\"\\\/\b\f\n\r\t"`, decode: text, want: "\"\\/\b\f\n\r\t"},
		{text: `"a\u0000\u00e4\u20AC\ud83d\uDE00z"`, decode: text, want: "a\x00ä€😀z"},
		{name: "long escaped", text: `"` + strings.Repeat(`\n`, 200) + `"`, decode: text, want: strings.Repeat("\n", 200)},
		{text: `1`, decode: text, err: `the document: must be a string, found 1 (/type)`},
		{text: `"a`, decode: text, err: `the document: must have a closing '"', found the end of the text at offset 2`},
		{text: `"`, decode: text, err: `the document: must have a closing '"', found the end of the text at offset 1`},
		{text: `"a\`, decode: text, err: `the document: must be an escape sequence, found the end of the text at offset 3`},
		{text: `"a\x"`, decode: text, err: `the document: must be an escape sequence, found 'x' at offset 3`},
		{text: `"\u12"`, decode: text, err: `the document: must be four hexadecimal digits, found '"' at offset 5`},
		{text: `"\u12`, decode: text, err: `the document: must be four hexadecimal digits, found the end of the text at offset 5`},
		{text: `"ab\ud800"`, decode: text, err: `the document: must be a surrogate pair, not half of one, found '\' at offset 3`},
		{text: `"\ud800\u0041"`, decode: text, err: `the document: must be a surrogate pair, not half of one, found '\' at offset 1`},
		{text: `"\udc00\ud800"`, decode: text, err: `the document: must be a surrogate pair, not half of one, found '\' at offset 1`},
		{text: `"\ud800\n"`, decode: text, err: `the document: must be a surrogate pair, not half of one, found '\' at offset 1`},
		{text: `"\ud800\u00"`, decode: text, err: `the document: must be four hexadecimal digits, found '"' at offset 11`},
		{name: "control", text: "\"ab\x1f\"", decode: text, err: `the document: must be escaped in a string, found '\x1f' at offset 3`},
		{name: "line break", text: "\"12345678\n\"", decode: text, err: `the document: must be escaped in a string, found '\n' at offset 9`},
		{name: "UTF-8", text: "\"abc\xff\"", decode: text, err: `the document: must be UTF-8, found '\xff' at offset 4`},
		{name: "UTF-8 cut", text: "\"ä\xc3", decode: text, err: `the document: must be UTF-8, found '\xc3' at offset 3`},
		{name: "UTF-8 before an escape", text: "\"a\xed\xa0\x80\\n\"", decode: text, err: `the document: must be UTF-8, found '\xed' at offset 2`},
		{name: "UTF-8 after an escape", text: "\"\\n\xc0\x80\"", decode: text, err: `the document: must be UTF-8, found '\xc0' at offset 3`},
	})
}

func TestTextIn(t *testing.T) {
	t.Parallel()
	in := func(least, most int) func(*cursor.Cursor) string {
		return func(c *cursor.Cursor) string { return c.TextIn(least, most) }
	}
	testReadings(t, []reading[string]{
		{text: `"abc"`, decode: in(3, 3), want: "abc"},
		{text: `"ab"`, decode: in(3, 3), err: "the document: must have at least 3 characters, found 2 characters (/minLength)"},
		{text: `"abcd"`, decode: in(3, 3), err: "the document: must have at most 3 characters, found 4 characters (/maxLength)"},
		{text: `""`, decode: in(0, 0), want: ""},
		{text: `"a"`, decode: in(1, -1), want: "a"},
		{text: `""`, decode: in(1, -1), err: "the document: must have at least 1 character, found 0 characters (/minLength)"},
		{text: `"äöü"`, decode: in(3, 3), want: "äöü"},
		{text: `"äöü"`, decode: in(4, -1), err: "the document: must have at least 4 characters, found 3 characters (/minLength)"},
		{text: `"äöü"`, decode: in(0, 2), err: "the document: must have at most 2 characters, found 3 characters (/maxLength)"},
		{text: `"😀😀"`, decode: in(2, 2), want: "😀😀"},
		{text: `"\ud83d\ude00"`, decode: in(1, 1), want: "😀"},
		{text: `"\u0041b"`, decode: in(2, 2), want: "Ab"},
		{text: `null`, decode: in(1, 2), err: "the document: must be a string, found null (/type)"},
	})
}

func TestRules(t *testing.T) {
	t.Parallel()
	rules := cursor.NewRules().MinLength(3).MaxLength(9).Pattern(pattern.MustCompile("^[a-z@.]*$")).Format("email")
	decode := func(c *cursor.Cursor) string { return c.TextOf(&rules) }
	zero := func(c *cursor.Cursor) string { return c.TextOf(&cursor.Rules{}) }
	testReadings(t, []reading[string]{
		{text: `"a@b.de"`, decode: decode, want: "a@b.de"},
		{text: `"abcdefg"`, decode: decode, err: `the document: must be of the format email, found "abcdefg" (/format)`},
		{text: `"A@"`, decode: decode, err: "the document: must have at least 3 characters, found 2 characters (/minLength)\n" +
			`the document: must match ^[a-z@.]*$, found "A@" (/pattern)` + "\n" +
			`the document: must be of the format email, found "A@" (/format)`},
		{text: `"abcdef@b.de"`, decode: decode, err: "the document: must have at most 9 characters, found 11 characters (/maxLength)"},
		{text: `[]`, decode: decode, err: "the document: must be a string, found an array (/type)"},
		{text: `"whatever"`, decode: zero, want: "whatever"},
	})
	mustPanic(t, "an unknown format", func() { cursor.NewRules().Format("nonsense") })
}

func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s doesn't panic", what)
		}
	}()
	f()
}

func TestMatch(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) string { return c.Match(orderIDPattern) }
	testReadings(t, []reading[string]{
		{text: `"AB-123456"`, decode: decode, want: "AB-123456"},
		{text: `"\u0041B-123456"`, decode: decode, want: "AB-123456"},
		{text: `"AB-12345x"`, decode: decode, err: `the document: must match ^[A-Z]{2}-[0-9]{6}$, found "AB-12345x" (/pattern)`},
		{text: `7`, decode: decode, err: `the document: must be a string, found 7 (/type)`},
		{text: `"AB`, decode: decode, err: `the document: must have a closing '"', found the end of the text at offset 3`},
	})
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]struct {
		good, bad string
		decode    func(*cursor.Cursor) string
	}{
		"date-time": {"2026-11-21T09:00:00.10Z", "2026-11-31T09:00:00Z", func(c *cursor.Cursor) string { return c.DateTime().String() }},
		"date":      {"2024-02-29", "2023-02-29", func(c *cursor.Cursor) string { return string(c.Date()) }},
		"time":      {"09:00:00Z", "09:00", func(c *cursor.Cursor) string { return string(c.Time()) }},
		"duration":  {"P1DT2H", "1 day", func(c *cursor.Cursor) string { return string(c.Duration()) }},
		"ipv4":      {"127.0.0.1", "127.0.0.256", func(c *cursor.Cursor) string { return string(c.IPv4()) }},
		"ipv6":      {"::1", "::1::", func(c *cursor.Cursor) string { return string(c.IPv6()) }},
		"uri":       {"https://example.com/a?b#c", "/a b", func(c *cursor.Cursor) string { return string(c.URI()) }},
		"uri-reference": {"/a?b#c", `\\a`, func(c *cursor.Cursor) string {
			return string(c.URIReference())
		}},
		"uuid": {"2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", func(c *cursor.Cursor) string {
			return string(c.UUID())
		}},
	} {
		quoted, err := json.Marshal(f.bad)
		if err != nil {
			t.Fatal(err)
		}
		testReadings(t, []reading[string]{
			{name: name + " good", text: `"` + f.good + `"`, decode: f.decode, want: f.good},
			{
				name: name + " bad", text: string(quoted), decode: f.decode,
				err: "the document: must be of the format " + name + ", found " + string(quoted) + " (/format)",
			},
			{name: name + " type", text: "1", decode: f.decode, err: "the document: must be a string, found 1 (/type)"},
		})
	}
}

func TestDateTimeOf(t *testing.T) {
	t.Parallel()
	rules := cursor.NewRules().Pattern(pattern.MustCompile("Z$"))
	decode := func(c *cursor.Cursor) string { return c.DateTimeOf(&rules).String() }
	testReadings(t, []reading[string]{
		{text: `"2026-11-21T09:00:00Z"`, decode: decode, want: "2026-11-21T09:00:00Z"},
		{
			text: `"2026-11-21T09:00:00+01:00"`, decode: decode,
			err: `the document: must match Z$, found "2026-11-21T09:00:00+01:00" (/pattern)`,
		},
		{text: `"Z"`, decode: decode, err: `the document: must be of the format date-time, found "Z" (/format)`},
		{text: `false`, decode: decode, err: `the document: must be a string, found false (/type)`},
	})
}
