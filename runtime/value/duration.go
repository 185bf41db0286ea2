package value

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/actgen/actgen/runtime/format"
)

// A Duration is the text of a duration of ISO 8601 as RFC 3339, appendix A, has it, such as P1Y2M3DT4H5M6S or P2W.
type Duration string

// DurationParts are the numbers of a Duration; units that it does not name are zero.
type DurationParts struct {
	Years, Months, Weeks, Days, Hours, Minutes, Seconds int64
}

// Parts gives the numbers. It fails for a text that is no duration and for numbers that int64 cannot hold.
func (d Duration) Parts() (p DurationParts, err error) {
	if !format.Duration(string(d)) {
		return p, invalid("duration", string(d))
	}
	month := &p.Months
	start := 1
	for i := 1; i < len(d); i++ {
		var part *int64
		switch d[i] {
		case 'T':
			month = &p.Minutes
			start = i + 1
			continue
		case 'Y':
			part = &p.Years
		case 'M':
			part = month
		case 'W':
			part = &p.Weeks
		case 'D':
			part = &p.Days
		case 'H':
			part = &p.Hours
		case 'S':
			part = &p.Seconds
		default:
			continue
		}
		if *part, err = strconv.ParseInt(string(d[start:i]), 10, 64); err != nil {
			return DurationParts{}, fmt.Errorf("read duration %q: %w", d, err)
		}
		start = i + 1
	}
	return p, nil
}

// UnmarshalText reads a duration and fails for any other text.
func (d *Duration) UnmarshalText(text []byte) error {
	return unmarshal(d, "duration", format.Duration, text)
}

// Elapsed gives the duration as time.Duration, with weeks of 7 days and days of 24 hours. It fails where there are years
// or months, which have no fixed length, and for more than 292 years.
func (d Duration) Elapsed() (time.Duration, error) {
	p, err := d.Parts()
	if err != nil {
		return 0, err
	}
	if p.Years != 0 || p.Months != 0 {
		return 0, fmt.Errorf("duration %q has years or months, which have no fixed length", d)
	}
	total := int64(0)
	for _, part := range []struct {
		n    int64
		unit time.Duration
	}{{p.Weeks, 7 * 24 * time.Hour}, {p.Days, 24 * time.Hour}, {p.Hours, time.Hour}, {p.Minutes, time.Minute}, {p.Seconds, time.Second}} {
		if part.n > (math.MaxInt64-total)/int64(part.unit) {
			return 0, fmt.Errorf("duration %q is longer than time.Duration can be", d)
		}
		total += part.n * int64(part.unit)
	}
	return time.Duration(total), nil
}
