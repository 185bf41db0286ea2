package value_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/format"
	"github.com/actgen/actgen/runtime/value"
)

func TestParseDateTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text   string
		want   time.Time
		offset int // seconds
	}{
		{"2024-02-29T23:59:59Z", time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC), 0},
		{"2024-02-29t23:59:59.120z", time.Date(2024, 2, 29, 23, 59, 59, 120_000_000, time.UTC), 0},
		{"2024-03-01T01:14:59.1234567899+01:15", time.Date(2024, 2, 29, 23, 59, 59, 123_456_789, time.UTC), 4500},
		{"1999-12-31T23:00:00-08:07", time.Date(2000, 1, 1, 7, 7, 0, 0, time.UTC), -8*3600 - 7*60},
		{"2016-12-31T23:59:60Z", time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC), 0},
		{"0000-01-01T00:00:00+23:45", time.Date(-1, 12, 31, 0, 15, 0, 0, time.UTC), 23*3600 + 45*60},
		{"9999-12-31T23:59:59-23:45", time.Date(10000, 1, 1, 23, 44, 59, 0, time.UTC), -23*3600 - 45*60},
	} {
		d, ok := value.ParseDateTime(c.text)
		if !ok || !d.Time.Equal(c.want) {
			t.Errorf("ParseDateTime(%q) gives %v, %v, want %v", c.text, d.Time, ok, c.want)
		}
		if _, offset := d.Zone(); offset != c.offset {
			t.Errorf("%q: offset is %d, want %d", c.text, offset, c.offset)
		}
		if d.String() != c.text {
			t.Errorf("%q prints as %q", c.text, d)
		}
		data, err := json.Marshal(d)
		if err != nil || string(data) != `"`+c.text+`"` {
			t.Errorf("%q becomes %s, %v", c.text, data, err)
		}
		var back value.DateTime
		if err := json.Unmarshal(data, &back); err != nil || back.String() != c.text || !back.Equal(d) {
			t.Errorf("%s is read as %v, %v", data, back, err)
		}
	}
	if d, ok := value.ParseDateTime("2024-02-30T00:00:00Z"); ok || !d.IsZero() {
		t.Errorf("a wrong date is read as %v", d)
	}
}

// The text must not outlive the time that it says.
func TestDateTimeChanged(t *testing.T) {
	t.Parallel()
	const text = "2024-02-29T23:59:59.50Z"
	read, _ := value.ParseDateTime(text)

	changed := read
	changed.Time = read.Add(time.Second)
	if got := changed.String(); got != "2024-03-01T00:00:00.5Z" {
		t.Errorf("a later time prints as %s", got)
	}
	changed.Time = read.In(time.FixedZone("", 3600))
	if got := changed.String(); got != "2024-03-01T00:59:59.5+01:00" {
		t.Errorf("the time in another zone prints as %s", got)
	}
	changed.Time = time.Date(2024, 2, 29, 23, 59, 59, 500_000_000, time.UTC)
	if got := changed.String(); got != text {
		t.Errorf("the same time prints as %s", got)
	}
}

func TestDateTimeOf(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 2, 29, 23, 59, 59, 500_000_000, time.FixedZone("CET", 3600))
	if got := value.DateTimeOf(at).String(); got != "2024-02-29T23:59:59.5+01:00" {
		t.Errorf("prints as %s", got)
	}
	for _, wrong := range []time.Time{
		at.AddDate(8000, 0, 0),
		at.AddDate(-3000, 0, 0),
		at.In(time.FixedZone("", 3601)),
		at.In(time.FixedZone("", 24*3600)),
	} {
		if data, err := json.Marshal(value.DateTimeOf(wrong)); err == nil {
			t.Errorf("%v becomes %s", wrong, data)
		}
		if text, err := value.DateTimeOf(wrong).AppendText([]byte("x")); err == nil || string(text) != "x" {
			t.Errorf("%v becomes %s, %v", wrong, text, err)
		}
	}
}

func TestDateTimeJSON(t *testing.T) {
	t.Parallel()
	type record struct {
		At value.DateTime `json:"at,omitzero"`
	}
	read, _ := value.ParseDateTime("0001-01-01T00:00:00Z")
	for _, c := range []struct {
		in   record
		want string
	}{
		{record{}, `{}`},
		{record{read}, `{"at":"0001-01-01T00:00:00Z"}`},
	} {
		if data, err := json.Marshal(c.in); err != nil || string(data) != c.want {
			t.Errorf("%v becomes %s, %v, want %s", c.in, data, err, c.want)
		}
	}
	var r record
	if err := json.Unmarshal([]byte(`{"at":null}`), &r); err != nil || !r.At.IsZero() {
		t.Errorf("null is read as %v, %v", r.At, err)
	}
	if err := json.Unmarshal([]byte(`{"at":"\u0032024-02-29T00:00:00Z"}`), &r); err != nil || r.At.Year() != 2024 {
		t.Errorf("an escaped text is read as %v, %v", r.At, err)
	}
	for _, wrong := range []string{`{"at":"2024"}`, `{"at":1}`, `{"at":{}}`} {
		if err := json.Unmarshal([]byte(wrong), &r); err == nil {
			t.Errorf("%s is read as %v", wrong, r.At)
		}
	}
}

// go-cmp finds Equal; without it the unexported text would make it panic.
func TestDateTimeEqual(t *testing.T) {
	t.Parallel()
	a, _ := value.ParseDateTime("2024-02-29T23:59:59Z")
	b, _ := value.ParseDateTime("2024-03-01T00:59:59.000+01:00")
	if !a.Equal(b) || !cmp.Equal(a, b) || cmp.Equal(a, value.DateTimeOf(a.Add(1))) {
		t.Error("Equal is not about the point in time")
	}
}

func TestParseDateTimeAllocates(t *testing.T) {
	for _, text := range []string{"2024-02-29T23:59:59.5Z", "2024-02-29T23:59:59+05:45"} {
		if n := testing.AllocsPerRun(100, func() { value.ParseDateTime(text) }); n != 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}

func BenchmarkParseDateTime(b *testing.B) {
	for _, text := range []string{"2024-02-29T23:59:59.123Z", "2024-02-29T23:59:59+01:00"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				value.ParseDateTime(text)
			}
		})
	}
}

// FuzzDateTime: what is read prints as the same text, and package time agrees about the point in time.
func FuzzDateTime(f *testing.F) {
	for _, s := range []string{"2024-02-29T23:59:59.123Z", "1998-12-31T15:59:60.9-08:00", "0000-01-01t00:00:00+23:59"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := value.ParseDateTime(s)
		if ok != format.DateTime(s) {
			t.Fatalf("ParseDateTime(%q) reports %v", s, ok)
		}
		if !ok {
			return
		}
		if text, err := d.MarshalText(); err != nil || string(text) != s {
			t.Errorf("%q becomes %q, %v", s, text, err)
		}
		if at, err := time.Parse(time.RFC3339Nano, s); err == nil && !at.Equal(d.Time) {
			t.Errorf("%q is read as %v, by package time as %v", s, d.Time, at)
		}
	})
}
