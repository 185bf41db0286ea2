package format

// A Moment holds the fields of a date-time, date or time as its text gives them.
type Moment struct {
	Year       int // 0 to 9999
	Month      int // 1 to 12
	Day        int // 1 to 31
	Hour       int // 0 to 23
	Minute     int // 0 to 59
	Second     int // 0 to 60; 60 is a leap second
	Nanosecond int // fraction of the second, cut to nine digits
	Offset     int // minutes east of UTC
}

// DateTime checks a date-time of RFC 3339, section 5.6, such as 2024-02-29T23:59:59.5+01:00. T and Z may be lower case.
// A leap second is valid where one can be: at the end of the last day of a month, in UTC.
func DateTime(s string) bool {
	_, ok := ScanDateTime(s)
	return ok
}

// Date checks a full-date of RFC 3339, section 5.6, such as 2024-02-29.
func Date(s string) bool {
	_, ok := ScanDate(s)
	return ok
}

// Time checks a full-time of RFC 3339, section 5.6, such as 23:59:59.5Z; the offset is required. A leap second is valid
// only at 23:59:60 UTC.
func Time(s string) bool {
	_, ok := ScanTime(s)
	return ok
}

// ScanDateTime is DateTime and gives the fields.
func ScanDateTime(s string) (m Moment, ok bool) {
	if len(s) < len("2006-01-02T15:04:05Z") || s[10]|0x20 != 't' {
		return m, false
	}
	if !m.scanDate(s[:10]) || !m.scanTime(s[11:]) {
		return m, false
	}
	return m, m.Second < 60 || m.endOfMonth()
}

// ScanDate is Date and gives the fields; those of the time are zero.
func ScanDate(s string) (m Moment, ok bool) {
	ok = len(s) == len("2006-01-02") && m.scanDate(s)
	return m, ok
}

// ScanTime is Time and gives the fields; those of the date are zero.
func ScanTime(s string) (m Moment, ok bool) {
	ok = len(s) >= len("15:04:05Z") && m.scanTime(s)
	return m, ok
}

// scanDate reads YYYY-MM-DD; s has ten bytes.
func (m *Moment) scanDate(s string) bool {
	_ = s[9]
	if s[4] != '-' || s[7] != '-' {
		return false
	}
	century, a := twoDigits(s[0], s[1])
	year, b := twoDigits(s[2], s[3])
	month, c := twoDigits(s[5], s[6])
	day, d := twoDigits(s[8], s[9])
	if !(a && b && c && d) {
		return false
	}
	m.Year, m.Month, m.Day = century*100+year, month, day
	return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysIn(m.Year, month))
}

// scanTime reads HH:MM:SS, a fraction and the offset; s has nine bytes at least.
func (m *Moment) scanTime(s string) bool {
	_ = s[8]
	if s[2] != ':' || s[5] != ':' {
		return false
	}
	hour, a := twoDigits(s[0], s[1])
	minute, b := twoDigits(s[3], s[4])
	second, c := twoDigits(s[6], s[7])
	if !(a && b && c) || hour > 23 || minute > 59 || second > 60 {
		return false
	}
	m.Hour, m.Minute, m.Second = hour, minute, second
	s = s[8:]
	if s[0] == '.' {
		n := m.scanFraction(s[1:])
		s = s[1+n:]
		if n == 0 || s == "" {
			return false
		}
	}
	if !m.scanOffset(s) {
		return false
	}
	return second < 60 || m.minuteUTC() == 24*60-1
}

// scanFraction reads digits, keeps nine of them and gives their number.
func (m *Moment) scanFraction(s string) int {
	scale := 100_000_000
	for i := range len(s) {
		digit := int(s[i]) - '0'
		if digit < 0 || digit > 9 {
			return i
		}
		m.Nanosecond += digit * scale
		scale /= 10
	}
	return len(s)
}

// scanOffset reads Z or +HH:MM; s is not empty.
func (m *Moment) scanOffset(s string) bool {
	if s[0]|0x20 == 'z' {
		return len(s) == 1
	}
	if len(s) != len("+07:00") || s[3] != ':' || s[0] != '+' && s[0] != '-' {
		return false
	}
	hours, a := twoDigits(s[1], s[2])
	minutes, b := twoDigits(s[4], s[5])
	m.Offset = hours*60 + minutes
	if s[0] == '-' {
		m.Offset = -m.Offset
	}
	return a && b && hours <= 23 && minutes <= 59
}

// minuteUTC gives the minute of the day in UTC.
func (m *Moment) minuteUTC() int {
	const day = 24 * 60
	return (m.Hour*60 + m.Minute - m.Offset + day) % day
}

// endOfMonth reports whether the day in UTC is the last of its month, for a time at 23:59 UTC.
func (m *Moment) endOfMonth() bool {
	day := m.Day
	switch minute := m.Hour*60 + m.Minute - m.Offset; {
	case minute < 0: // the day before
		day--
	case minute >= 24*60: // the day after
		day++
	}
	last := daysIn(m.Year, m.Month)
	return day == last || day == 0 || day > last && last == 1
}

// daysIn gives the number of days of a month.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// twoDigits gives the value of two decimal digits.
func twoDigits(a, b byte) (int, bool) {
	a -= '0'
	b -= '0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}
