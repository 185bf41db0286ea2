package cursor

import (
	"github.com/actgen/actgen/runtime/format"
	"github.com/actgen/actgen/runtime/value"
)

// DateTime reads a string of the format date-time.
func (c *Cursor) DateTime() value.DateTime {
	s, _, ok := c.str(keywordType)
	if !ok {
		return value.DateTime{}
	}
	return c.dateTime(s)
}

// DateTimeOf reads a string of the format date-time that follows rules.
func (c *Cursor) DateTimeOf(r *Rules) value.DateTime {
	s, ascii, ok := c.str(keywordType)
	if !ok {
		return value.DateTime{}
	}
	c.checkRules(r, s, ascii)
	return c.dateTime(s)
}

func (c *Cursor) dateTime(s string) value.DateTime {
	d, ok := value.ParseDateTime(s)
	if !ok {
		c.misformed("date-time")
	}
	return d
}

// Date reads a string of the format date.
func (c *Cursor) Date() value.Date { return value.Date(c.formatted("date", format.Date)) }

// Time reads a string of the format time.
func (c *Cursor) Time() value.Time { return value.Time(c.formatted("time", format.Time)) }

// Duration reads a string of the format duration.
func (c *Cursor) Duration() value.Duration {
	return value.Duration(c.formatted("duration", format.Duration))
}

// IPv4 reads a string of the format ipv4.
func (c *Cursor) IPv4() value.IPv4 { return value.IPv4(c.formatted("ipv4", format.IPv4)) }

// IPv6 reads a string of the format ipv6.
func (c *Cursor) IPv6() value.IPv6 { return value.IPv6(c.formatted("ipv6", format.IPv6)) }

// URI reads a string of the format uri.
func (c *Cursor) URI() value.URI { return value.URI(c.formatted("uri", format.URI)) }

// URIReference reads a string of the format uri-reference.
func (c *Cursor) URIReference() value.URIReference {
	return value.URIReference(c.formatted("uri-reference", format.URIReference))
}

// UUID reads a string of the format uuid.
func (c *Cursor) UUID() value.UUID { return value.UUID(c.formatted("uuid", format.UUID)) }

func (c *Cursor) formatted(name string, check format.Checker) string {
	s, _, ok := c.str(keywordType)
	if ok && !check(s) {
		c.misformed(name)
	}
	return s
}
