package cursor_test

import (
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

// pair is a tuple whose items may be absent.
type pair struct {
	first, second *string
	rest          []string
}

func encodePair(w *cursor.Writer, v pair) {
	w.BeginArray()
	for _, item := range []*string{v.first, v.second} {
		if item != nil {
			w.Text(*item)
		} else {
			w.Absent()
		}
	}
	cursor.WriteItems(w, v.rest, (*cursor.Writer).Text)
	w.EndArray()
}

func anyPair(c *cursor.Cursor) (v pair) {
	c.Skip()
	return v
}

// An item behind one that is absent would move to its position.
func TestAbsent(t *testing.T) {
	t.Parallel()
	a := new("a")
	for name, tt := range map[string]struct {
		v    pair
		want string // "" for a problem
	}{
		"none":           {pair{}, `[]`},
		"first":          {pair{first: a}, `["a"]`},
		"both":           {pair{first: a, second: a}, `["a","a"]`},
		"all":            {pair{a, a, []string{"b"}}, `["a","a","b"]`},
		"second":         {pair{second: a}, ""},
		"rest":           {pair{first: a, rest: []string{"b"}}, ""},
		"rest of nobody": {pair{rest: []string{"b", "c"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := cursor.Encode(tt.v, encodePair, anyPair)
			if tt.want == "" {
				if err == nil || !strings.Contains(err.Error(), "must come behind all items before it") {
					t.Errorf("wrote %s, error %v", text, err)
				}
				return
			}
			if err != nil || text != tt.want {
				t.Errorf("wrote %s, error %v, want %s", text, err, tt.want)
			}
		})
	}
	// What one array lacks is nothing to the next.
	type pairs []pair
	text, err := cursor.Encode(pairs{{}, {first: a}}, func(w *cursor.Writer, v pairs) {
		cursor.WriteList(w, v, encodePair)
	}, func(c *cursor.Cursor) (v pairs) {
		c.Skip()
		return v
	})
	if err != nil || text != `[[],["a"]]` {
		t.Errorf("wrote %s, error %v", text, err)
	}
}
