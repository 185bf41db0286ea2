package value_test

import (
	"encoding/json"
	"testing"

	"github.com/actgen/actgen/runtime/value"
)

func TestOptJSON(t *testing.T) {
	t.Parallel()
	type record struct {
		Note value.Opt[string]  `json:"note,omitzero"`
		Tags value.Opt[[]int64] `json:"tags,omitzero"`
	}
	for _, c := range []string{
		`{}`,
		`{"note":null,"tags":null}`,
		`{"note":""}`,
		`{"note":"a","tags":[]}`,
		`{"tags":[1,2]}`,
	} {
		var r record
		if err := json.Unmarshal([]byte(c), &r); err != nil {
			t.Errorf("%s: %v", c, err)
		}
		if data, err := json.Marshal(r); err != nil || string(data) != c {
			t.Errorf("%s becomes %s, %v", c, data, err)
		}
	}
	r := record{Note: value.Some("kept")}
	if err := json.Unmarshal([]byte(`{"note":1}`), &r); err == nil || r.Note != value.Some("kept") {
		t.Errorf("a number is read as %v, %v", r.Note, err)
	}
	if data, err := json.Marshal(value.Opt[int]{}); err != nil || string(data) != "null" {
		t.Errorf("an absent value becomes %s, %v", data, err)
	}
}

func TestOpt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                  string
		opt                   value.Opt[int]
		value                 int
		present, null, absent bool
		or                    int
	}{
		{"absent", value.Opt[int]{}, 0, false, false, true, 7},
		{"null", value.Null[int](), 0, false, true, false, 7},
		{"zero", value.Some(0), 0, true, false, false, 0},
		{"value", value.Some(5), 5, true, false, false, 5},
	} {
		if v, ok := c.opt.Get(); v != c.value || ok != c.present {
			t.Errorf("%s: Get gives %v, %v", c.name, v, ok)
		}
		if c.opt.IsNull() != c.null || c.opt.IsAbsent() != c.absent || c.opt.IsZero() != c.absent {
			t.Errorf("%s: IsNull, IsAbsent and IsZero report %v, %v, %v", c.name, c.opt.IsNull(), c.opt.IsAbsent(), c.opt.IsZero())
		}
		if got := c.opt.Or(7); got != c.or {
			t.Errorf("%s: Or gives %v", c.name, got)
		}
	}
}
