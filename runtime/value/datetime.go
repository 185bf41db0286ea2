package value

import (
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/actgen/actgen/runtime/format"
)

// A DateTime is a point in time that prints the text it was read from, an RFC 3339 date-time: its offset, the digits of its
// fraction, the case of its letters and a leap second survive. The zero DateTime is the zero time.Time.
//
// To change the time, set Time or use DateTimeOf; the text is then made anew.
type DateTime struct {
	time.Time
	text string // what was read, "" for a time that was not read
}

// ParseDateTime reads a date-time as format.DateTime defines it. A leap second becomes the second after it, digits of the
// fraction after the ninth are cut from Time; both stay in the text.
func ParseDateTime(s string) (DateTime, bool) {
	m, ok := format.ScanDateTime(s)
	if !ok {
		return DateTime{}, false
	}
	t := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, m.Nanosecond, zone(m.Offset))
	return DateTime{Time: t, text: s}, true
}

// DateTimeOf gives a DateTime that prints t with as many digits of its fraction as there are.
func DateTimeOf(t time.Time) DateTime { return DateTime{Time: t} }

// String gives the text that was read as long as Time is what that text says, and the RFC 3339 form of Time otherwise.
func (d DateTime) String() string {
	if d.fresh() {
		return d.text
	}
	return d.Time.Format(time.RFC3339Nano)
}

// fresh reports whether the text still says what Time is.
func (d DateTime) fresh() bool {
	if d.text == "" {
		return false
	}
	read, ok := ParseDateTime(d.text)
	if !ok || !read.Time.Equal(d.Time) {
		return false
	}
	_, was := read.Zone()
	_, is := d.Zone()
	return was == is
}

// Equal reports whether both are the same point in time, whatever their text and offset.
func (d DateTime) Equal(u DateTime) bool { return d.Time.Equal(u.Time) }

// IsZero reports whether d is the zero DateTime; a date-time that was read is not.
func (d DateTime) IsZero() bool { return d.text == "" && d.Time.IsZero() }

// AppendText appends String. It fails for a time that RFC 3339 cannot say: a year before 0 or after 9999, an offset of 24
// hours or more or with seconds.
func (d DateTime) AppendText(b []byte) ([]byte, error) {
	if d.fresh() {
		return append(b, d.text...), nil
	}
	start := len(b)
	b = d.Time.AppendFormat(b, time.RFC3339Nano)
	_, offset := d.Zone()
	if offset%60 != 0 || !format.DateTime(string(b[start:])) {
		return b[:start], fmt.Errorf("time %s cannot be written as a date-time of RFC 3339", b[start:])
	}
	return b, nil
}

// MarshalText is AppendText to nothing.
func (d DateTime) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// MarshalJSON writes the text of MarshalText as a string.
func (d DateTime) MarshalJSON() ([]byte, error) {
	b, err := d.AppendText([]byte{'"'})
	if err != nil {
		return nil, err
	}
	return append(b, '"'), nil
}

// UnmarshalText reads a date-time as ParseDateTime does.
func (d *DateTime) UnmarshalText(text []byte) error {
	read, ok := ParseDateTime(string(text))
	if !ok {
		return invalid("date-time", string(text))
	}
	*d = read
	return nil
}

// UnmarshalJSON reads a string that holds a date-time. As for other types, null changes nothing.
func (d *DateTime) UnmarshalJSON(data []byte) error {
	var text *string
	if err := json.Unmarshal(data, &text); err != nil || text == nil {
		return err
	}
	return d.UnmarshalText([]byte(*text))
}

// zones holds a time.Location for each offset of whole quarters of an hour, as far as they were asked for.
var zones [2 * 24 * 4]atomic.Pointer[time.Location]

// zone gives the location for an offset in minutes, without a new one for each time that is read.
func zone(offset int) *time.Location {
	const quarter = 15
	switch {
	case offset == 0:
		return time.UTC
	case offset%quarter != 0:
		return time.FixedZone("", offset*60)
	}
	slot := &zones[offset/quarter+len(zones)/2]
	if loc := slot.Load(); loc != nil {
		return loc
	}
	loc := time.FixedZone("", offset*60)
	slot.Store(loc)
	return loc
}
