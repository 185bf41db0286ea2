package cursor_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/cursor"
	"github.com/actgen/actgen/runtime/pattern"
)

// Checks as generated code has them: functions, not closures.

func isText(c *cursor.Cursor)    { c.Text() }
func isShort(c *cursor.Cursor)   { c.TextIn(0, 2) }
func isInt(c *cursor.Cursor)     { c.Int() }
func isSmall(c *cursor.Cursor)   { c.IntIn(0, 9) }
func isNothing(c *cursor.Cursor) { c.Reject("not", "must not be there") }
func isTexts(c *cursor.Cursor)   { c.Items(0, -1, isText) }

var pairMembers = cursor.MembersOf("s.json#", "a", "b").Optional("b")

func isPair(c *cursor.Cursor) {
	for name := range c.Object(&pairMembers) {
		switch name {
		case "a":
			c.Read(isSmall)
		case "b":
			c.Read(isText)
		}
	}
}

// found is a problem without what it was found to be.
type found struct{ Pointer, Keyword, Location string }

// looked decodes text with a check that consumes nothing, then takes the value
// as it is, which fails where the check moved the cursor.
func looked(check func(*cursor.Cursor)) func(*cursor.Cursor) string {
	return func(c *cursor.Cursor) string {
		m := c.Mark()
		check(c)
		c.At(m, "s.json#")
		return string(c.Raw())
	}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	letters := pattern.MustCompile("^[a-z]$")
	for _, tt := range []struct {
		name  string
		text  string
		check func(*cursor.Cursor)
		want  []found
	}{
		{"all hold", `"ab"`, func(c *cursor.Cursor) { c.All(isText, isShort) }, nil},
		{"all, each with its problem", `"abc"`, func(c *cursor.Cursor) { c.All(isInt, isShort) }, []found{{"", "type", "s.json#/type"}, {"", "maxLength", "s.json#/maxLength"}}},
		{"all of nothing", `1`, func(c *cursor.Cursor) { c.All() }, nil},
		{"all, deep", `{"a":10,"b":1}`, func(c *cursor.Cursor) { c.All(isPair) }, []found{{"/a", "maximum", "s.json#/properties/a/maximum"}, {"/b", "type", "s.json#/properties/b/type"}}},
		{"any, the first", `"a"`, func(c *cursor.Cursor) { c.Any(isText, isInt) }, nil},
		{"any, the last", `1`, func(c *cursor.Cursor) { c.Any(isText, isInt) }, nil},
		{"any of none", `null`, func(c *cursor.Cursor) { c.Any(isText, isInt) }, []found{{"", "anyOf", "s.json#/anyOf"}}},
		{"one", `1`, func(c *cursor.Cursor) { c.One(isText, isInt) }, nil},
		{"one of none", `null`, func(c *cursor.Cursor) { c.One(isText, isInt) }, []found{{"", "oneOf", "s.json#/oneOf"}}},
		{"one, but two hold", `1`, func(c *cursor.Cursor) { c.One(isInt, isSmall) }, []found{{"", "oneOf", "s.json#/oneOf"}}},
		{"not", `1`, func(c *cursor.Cursor) { c.Not(isText) }, nil},
		{"not, but it is", `"a"`, func(c *cursor.Cursor) { c.Not(isText) }, []found{{"", "not", "s.json#/not"}}},
		{"if, then", `"abc"`, func(c *cursor.Cursor) { c.If(isText, isShort, isNothing) }, []found{{"", "maxLength", "s.json#/maxLength"}}},
		{"if, else", `10`, func(c *cursor.Cursor) { c.If(isText, isNothing, isSmall) }, []found{{"", "maximum", "s.json#/maximum"}}},
		{"if, without then", `"a"`, func(c *cursor.Cursor) { c.If(isText, nil, isNothing) }, nil},
		{"if, without else", `1`, func(c *cursor.Cursor) { c.If(isText, isNothing, nil) }, nil},
		{"contains", `[1,"a",2]`, func(c *cursor.Cursor) { c.Contains(1, -1, isText) }, nil},
		{"contains none", `[1,2]`, func(c *cursor.Cursor) { c.Contains(1, -1, isText) }, []found{{"", "contains", "s.json#/contains"}}},
		{"contains too few", `["a"]`, func(c *cursor.Cursor) { c.Contains(2, -1, isText) }, []found{{"", "minContains", "s.json#/minContains"}}},
		{"contains too many", `["a",1,"b"]`, func(c *cursor.Cursor) { c.Contains(0, 1, isText) }, []found{{"", "maxContains", "s.json#/maxContains"}}},
		{"contains, at most none", `["a"]`, func(c *cursor.Cursor) { c.Contains(0, 0, isText) }, []found{{"", "maxContains", "s.json#/maxContains"}}},
		{"contains in no array", `{}`, func(c *cursor.Cursor) { c.Contains(1, -1, isText) }, nil},
		{"unique", `[1,"1",[1],{"a":1,"b":2}]`, (*cursor.Cursor).Unique, nil},
		{"not unique", `[{"a":1,"b":2},{"b":2,"a":1.0}]`, (*cursor.Cursor).Unique, []found{{"", "uniqueItems", "s.json#/uniqueItems"}}},
		{"unique in no array", `"aa"`, (*cursor.Cursor).Unique, nil},
		{"needs", `{"a":1}`, func(c *cursor.Cursor) { c.Needs("dependentRequired", "a", "b", "a", "c") }, []found{{"", "dependentRequired", "s.json#/dependentRequired"}, {"", "dependentRequired", "s.json#/dependentRequired"}}},
		{"unseen members", `{"a":1,"b":2,"c":3,"dd":4}`, func(c *cursor.Cursor) {
			var s cursor.Seen
			s.Names("a")
			c.UnseenMembers(&s, isText)
		}, []found{{"/b", "type", "s.json#/type"}, {"/c", "type", "s.json#/type"}, {"/dd", "type", "s.json#/type"}}},
		{"unseen members by pattern", `{"a":1,"b":2,"dd":4}`, func(c *cursor.Cursor) {
			var s cursor.Seen
			s.Match(letters)
			c.UnseenMembers(&s, isText)
		}, []found{{"/dd", "type", "s.json#/type"}}},
		{"all members seen", `{"a":1}`, func(c *cursor.Cursor) {
			var s cursor.Seen
			s.AllMembers()
			c.UnseenMembers(&s, isNothing)
		}, nil},
		{"unseen members of an array", `[1]`, func(c *cursor.Cursor) { c.UnseenMembers(&cursor.Seen{}, isNothing) }, nil},
		{"unseen items", `[1, 2, "a", 3, 4]`, func(c *cursor.Cursor) {
			var s cursor.Seen
			s.Items(2)
			s.Items(1) // sees no fewer
			s.Containing(c, isText)
			c.UnseenItems(&s, isNothing)
		}, []found{{"/3", "not", "s.json#/not"}, {"/4", "not", "s.json#/not"}}},
		{"all items seen", `[1]`, func(c *cursor.Cursor) {
			var s cursor.Seen
			s.AllItems()
			c.UnseenItems(&s, isNothing)
		}, nil},
		{"unseen items of an object", `{"a":1}`, func(c *cursor.Cursor) { c.UnseenItems(&cursor.Seen{}, isNothing) }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, text := range []string{tt.text, " \n" + strings.ReplaceAll(tt.text, ",", " , ") + " "} {
				got, err := cursor.Decode(text, looked(tt.check))
				if tt.want == nil {
					if err != nil || strings.TrimSpace(got) != strings.TrimSpace(text) {
						t.Fatalf("%s: got %q, %v", text, got, err)
					}
					continue
				}
				var all []found
				for _, p := range problems(t, err) {
					all = append(all, found{p.Pointer, p.Keyword, p.Location})
				}
				if diff := cmp.Diff(tt.want, all); diff != "" {
					t.Errorf("%s: problems (-want +got):\n%s", text, diff)
				}
			}
		})
	}
}

func TestSatisfies(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) []string {
		return cursor.List(c, func(c *cursor.Cursor) string {
			if !c.Satisfies(isShort) {
				return ""
			}
			return c.Text()
		})
	}
	testReadings(t, []reading[[]string]{
		{name: "satisfied", text: `["a","bc"]`, decode: decode, want: []string{"a", "bc"}},
		{name: "consumed where it isn't", text: `["abc","a",1]`, decode: decode, err: `/0: must have at most 2 characters, found 3 characters (/items/maxLength)
/2: must be a string, found 1 (/items/type)`},
	})
}

func TestOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		kinds cursor.Kind
		want  bool
	}{
		{`1`, cursor.KindNumber, true},
		{`1.0`, cursor.KindInteger, true},
		{`1.5`, cursor.KindInteger, false},
		{`"1"`, cursor.KindInteger | cursor.KindString, true},
		{`null`, cursor.KindObject | cursor.KindArray, false},
	} {
		got, err := cursor.Decode(tt.text, func(c *cursor.Cursor) bool {
			ok := c.Of(tt.kinds)
			if ok {
				c.Skip()
			}
			return ok
		})
		if got != tt.want || (err == nil) != tt.want {
			t.Errorf("%s: got %v, %v, want %v", tt.text, got, err, tt.want)
		}
	}
}

func TestHas(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"x":1,"a":2}`: true, `{"\u0061":1}`: true, `{"b":{"a":1}}`: false, `["a"]`: false, `"a"`: false, `{}`: false,
	} {
		_, err := cursor.Decode(text, func(c *cursor.Cursor) bool {
			if got := c.Has("a"); got != want {
				t.Errorf("%s: got %v", text, got)
			}
			c.Skip()
			return true
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	members := cursor.MembersOf("s.json#").Open()
	decode := func(c *cursor.Cursor) map[string]int64 {
		m := map[string]int64{}
		for name := range c.Object(&members) {
			c.Named(&members, name, isShort)
			m[name] = c.Int()
		}
		return m
	}
	got, err := cursor.Decode(`{"ab": 1, "\"\n": 2}`, decode)
	if diff := cmp.Diff(map[string]int64{"ab": 1, "\"\n": 2}, got); err != nil || diff != "" {
		t.Errorf("%v, value (-want +got):\n%s", err, diff)
	}
	_, err = cursor.Decode(`{"ab": 1, "abc": 2}`, decode)
	p := problems(t, err)
	if len(p) != 1 || p[0].Pointer != "/abc" || p[0].Keyword != "propertyNames" || p[0].Location != "s.json#/propertyNames" {
		t.Errorf("got %+v", p)
	}
}

func TestItems(t *testing.T) {
	t.Parallel()
	tuple := func(least, most int, rest func(*cursor.Cursor), prefix ...func(*cursor.Cursor)) func(*cursor.Cursor) int {
		return func(c *cursor.Cursor) int {
			c.Items(least, most, rest, prefix...)
			return 0
		}
	}
	testReadings(t, []reading[int]{
		{name: "prefix and rest", text: `[1,"a","b"]`, decode: tuple(0, -1, isText, isInt)},
		{name: "shorter than its prefix", text: `[1]`, decode: tuple(0, -1, isText, isInt, isText)},
		{name: "no checks", text: `[1,[2],{"a":null}]`, decode: tuple(0, -1, nil, nil, nil)},
		{name: "wrong in prefix", text: `["a"]`, decode: tuple(0, -1, nil, isInt), err: `/0: must be an integer, found "a" (/items/type)`},
		{name: "too few", text: `[]`, decode: tuple(1, -1, nil), err: `the document: must have at least 1 item, found 0 items (/minItems)`},
		{name: "no array", text: `{}`, decode: tuple(0, -1, nil), err: `the document: must be an array, found an object (/type)`},
		{name: "items that are no JSON", text: `[1,tru]`, decode: tuple(0, -1, nil), err: "the document: must be true, found ']' at offset 6"},
	})
}

func TestArray(t *testing.T) {
	t.Parallel()
	decode := func(read int) func(*cursor.Cursor) []int64 {
		return func(c *cursor.Cursor) []int64 {
			var all []int64
			for i := range c.Array() {
				switch {
				case i == read:
					return all // the rest is skipped
				case i%2 == 0:
					all = append(all, c.Int())
				}
			}
			return all
		}
	}
	testReadings(t, []reading[[]int64]{
		{name: "skips what isn't read", text: `[1,"x",3,{"a":[]},5]`, decode: decode(-1), want: []int64{1, 3, 5}},
		{name: "left early", text: `[1,"x",3]`, decode: decode(1), want: []int64{1}},
		{name: "empty", text: `[]`, decode: decode(-1)},
	})
}

// A trial stops at its first problem. What was not read by then must not count
// as known to hold or not to hold.
func TestKnownAfterStop(t *testing.T) {
	t.Parallel()
	long := `["` + strings.Repeat("x", 80) + `"]`
	text := `{"first":` + long + `,"second":1}`
	members := cursor.MembersOf("s.json#", "first", "second")
	object := func(c *cursor.Cursor) {
		for name := range c.Object(&members) {
			switch name {
			case "first":
				c.Read(isTexts)
			case "second":
				c.Read(isText) // ends the trial
			}
		}
	}
	texts, err := cursor.Decode(text, func(c *cursor.Cursor) (texts bool) {
		for range 3 {
			if c.Is(object) {
				t.Error("the object holds")
			}
		}
		for name := range c.Object(&members) {
			if name == "first" {
				texts = c.Is(isTexts)
				if c.Is(isPair) {
					t.Error("an array is a pair")
				}
			}
			c.Skip()
		}
		return texts
	})
	if err != nil || !texts {
		t.Errorf("got %v, %v", texts, err)
	}
}

// Text that is no JSON is one problem, however often checks have seen it.
func TestChecksOfNoJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `[`, `["a",`, `{"a"`, `{"a":`, `["a" "b"]`, `{"a":tru}`, `[1,]`, `"a`, `{"a":1,"a":1}`} {
		_, err := cursor.Decode(text, looked(func(c *cursor.Cursor) {
			c.Any(isText, isTexts, isPair)
			c.Contains(0, 5, isText)
			c.Unique()
			c.UnseenItems(&cursor.Seen{}, func(*cursor.Cursor) {})
			c.UnseenMembers(&cursor.Seen{}, func(*cursor.Cursor) {})
			c.Not(isNothing)
		}))
		syntax := 0
		for _, p := range problems(t, err) {
			if p.Keyword == "syntax" {
				syntax++
			}
		}
		if syntax != 1 {
			t.Errorf("%s: %d problems of syntax: %v", text, syntax, err)
		}
	}
}

// isNest is anyOf and not at each level: without what is known of values, its
// time would double with each.
func isNest(c *cursor.Cursor) {
	if c.Kind() != cursor.KindArray {
		c.Int()
		return
	}
	c.Any(isTexts, isNestList)
	c.Not(isTexts)
	c.Contains(1, -1, isNest)
	c.Items(0, -1, isNest)
}

func isNestList(c *cursor.Cursor) { c.Items(0, -1, isNest) }

func TestDeepChecks(t *testing.T) {
	t.Parallel()
	const depth = 2000
	text := strings.Repeat("[", depth) + "1" + strings.Repeat("]", depth)
	deep := func(c *cursor.Cursor) bool {
		isNest(c)
		return true
	}
	begin := time.Now()
	if _, err := cursor.Decode(text, deep); err != nil {
		t.Error(err)
	}
	// It takes milliseconds; twice the depth would take forever if each level
	// were read twice.
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	text = strings.Repeat("[", depth) + `"a"` + strings.Repeat("]", depth)
	if _, err := cursor.Decode(text, deep); err == nil {
		t.Error("accepted a string")
	}
}
