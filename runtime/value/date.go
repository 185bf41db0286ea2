package value

import (
	"time"

	"github.com/actgen/actgen/runtime/format"
)

// A Date is the text of a full-date of RFC 3339, such as 2024-02-29: a day of the calendar, in no time zone. Dates order
// as their texts do.
type Date string

// DateOf gives the day of t, in the location of t. A year before 0 or after 9999 gives a text that is no valid date.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Time gives the beginning of the day in UTC. It fails for a text that is no date.
func (d Date) Time() (time.Time, error) { return d.In(time.UTC) }

// In gives the beginning of the day in a location. It fails for a text that is no date.
func (d Date) In(loc *time.Location) (time.Time, error) {
	m, ok := format.ScanDate(string(d))
	if !ok {
		return time.Time{}, invalid("date", string(d))
	}
	return time.Date(m.Year, time.Month(m.Month), m.Day, 0, 0, 0, 0, loc), nil
}

// UnmarshalText reads a date and fails for any other text.
func (d *Date) UnmarshalText(text []byte) error { return unmarshal(d, "date", format.Date, text) }

// A Time is the text of a full-time of RFC 3339, such as 23:59:59.5Z: a time of day with its offset from UTC, as it was
// read.
type Time string

// On gives the time on a day, in the location that the offset says; a leap second becomes the second after it. It fails
// for a text that is no time or no date.
func (t Time) On(d Date) (time.Time, error) {
	m, ok := format.ScanTime(string(t))
	if !ok {
		return time.Time{}, invalid("time", string(t))
	}
	day, err := d.In(zone(m.Offset))
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(day.Year(), day.Month(), day.Day(), m.Hour, m.Minute, m.Second, m.Nanosecond, day.Location()), nil
}

// UnmarshalText reads a time and fails for any other text.
func (t *Time) UnmarshalText(text []byte) error { return unmarshal(t, "time", format.Time, text) }
