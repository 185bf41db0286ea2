package value_test

import (
	"encoding/json"
	"math"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime/value"
)

// Every string type must read and print its text unchanged, also as the key of a map, and refuse any other.
func TestTexts(t *testing.T) {
	t.Parallel()
	testText[value.UUID](t, "2EB8AA08-aa98-11ea-B4AA-73b441d16380", "2eb8aa08")
	testText[value.URI](t, "HTTPS://Example.com/%7ea?b=1&c", "/a")
	testText[value.URIReference](t, "../a%2f?q", "a b")
	testText[value.IPv4](t, "192.0.2.1", "192.0.2.01")
	testText[value.IPv6](t, "2001:DB8:0::1", "2001:db8")
	testText[value.Date](t, "2024-02-29", "2023-02-29")
	testText[value.Time](t, "23:59:60.50z", "23:59")
	testText[value.Duration](t, "P1Y2M3DT4H5M06S", "P1Y2D")
}

func testText[T ~string](t *testing.T, valid, invalid string) {
	t.Helper()
	var v T
	if err := json.Unmarshal(quote(valid), &v); err != nil || string(v) != valid {
		t.Errorf("%T: read %q as %q, %v", v, valid, v, err)
	}
	data, err := json.Marshal(v)
	var back string
	if err != nil || json.Unmarshal(data, &back) != nil || back != valid {
		t.Errorf("%T: wrote %q as %s, %v", v, valid, data, err)
	}
	if err := json.Unmarshal(quote(invalid), &v); err == nil || !strings.Contains(err.Error(), invalid) || string(v) != valid {
		t.Errorf("%T: read %q as %q, %v", v, invalid, v, err)
	}
	var keys map[T]int
	if err := json.Unmarshal([]byte(`{`+string(quote(invalid))+`:1}`), &keys); err == nil {
		t.Errorf("%T: read key %q", v, invalid)
	}
}

func quote(s string) []byte {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return data
}

func TestErrorIsCut(t *testing.T) {
	t.Parallel()
	var v value.UUID
	err := v.UnmarshalText([]byte(strings.Repeat("x", 10_000)))
	if err == nil || len(err.Error()) > 100 {
		t.Errorf("error is %v", err)
	}
}

func TestUUID(t *testing.T) {
	t.Parallel()
	want := [16]byte{0x2e, 0xb8, 0xaa, 0x08, 0xaa, 0x98, 0x11, 0xea, 0xb4, 0xaa, 0x73, 0xb4, 0x41, 0xd1, 0x63, 0x80}
	got, err := value.UUID("2EB8AA08-AA98-11ea-b4aa-73b441d16380").Bytes()
	if err != nil || got != want {
		t.Errorf("Bytes gives %x, %v", got, err)
	}
	if text := value.UUIDOf(want); text != "2eb8aa08-aa98-11ea-b4aa-73b441d16380" {
		t.Errorf("UUIDOf gives %s", text)
	}
	if _, err := value.UUID("x").Bytes(); err == nil {
		t.Error("Bytes gives no error for a wrong text")
	}
}

func TestURI(t *testing.T) {
	t.Parallel()
	u, err := value.URI("https://example.com:8080/a%20b?c#d").Parse()
	if err != nil || u.Host != "example.com:8080" || u.Path != "/a b" || u.Fragment != "d" {
		t.Errorf("Parse gives %v, %v", u, err)
	}
	ref, err := value.URIReference("../x").Parse()
	if err != nil || ref.Path != "../x" {
		t.Errorf("Parse gives %v, %v", ref, err)
	}
	for _, s := range []string{"", "/a", "https://a b"} {
		if _, err := value.URI(s).Parse(); err == nil {
			t.Errorf("Parse of %q gives no error", s)
		}
	}
	if _, err := value.URIReference("a b").Parse(); err == nil {
		t.Error("Parse of a wrong reference gives no error")
	}
}

func TestAddr(t *testing.T) {
	t.Parallel()
	if addr, err := value.IPv4("192.0.2.1").Addr(); err != nil || addr != netip.MustParseAddr("192.0.2.1") {
		t.Errorf("Addr gives %v, %v", addr, err)
	}
	if addr, err := value.IPv6("2001:DB8::0:1").Addr(); err != nil || addr != netip.MustParseAddr("2001:db8::1") {
		t.Errorf("Addr gives %v, %v", addr, err)
	}
	if _, err := value.IPv4("::1").Addr(); err == nil {
		t.Error("an IPv6 address is an IPv4")
	}
	if _, err := value.IPv6("fe80::1%eth0").Addr(); err == nil {
		t.Error("an address with a zone is an IPv6")
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	if day, err := value.Date("2024-02-29").Time(); err != nil || !day.Equal(time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("Time gives %v, %v", day, err)
	}
	zone := time.FixedZone("", 3600)
	if day, err := value.Date("2024-02-29").In(zone); err != nil || !day.Equal(time.Date(2024, 2, 28, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("In gives %v, %v", day, err)
	}
	if _, err := value.Date("2023-02-29").Time(); err == nil {
		t.Error("Time gives no error for a wrong date")
	}
	if got := value.DateOf(time.Date(987, 6, 5, 23, 0, 0, 0, zone)); got != "0987-06-05" {
		t.Errorf("DateOf gives %s", got)
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	at, err := value.Time("15:59:60.5-08:00").On("2016-12-31")
	if want := time.Date(2017, 1, 1, 0, 0, 0, 500_000_000, time.UTC); err != nil || !at.Equal(want) {
		t.Errorf("On gives %v, %v", at, err)
	}
	if _, offset := at.Zone(); offset != -8*3600 {
		t.Errorf("the offset is %d", offset)
	}
	if _, err := value.Time("25:00:00Z").On("2016-12-31"); err == nil {
		t.Error("On gives no error for a wrong time")
	}
	if _, err := value.Time("23:00:00Z").On("2016-12-32"); err == nil {
		t.Error("On gives no error for a wrong date")
	}
}

func TestDurationParts(t *testing.T) {
	t.Parallel()
	for text, want := range map[value.Duration]value.DurationParts{
		"P1Y2M3DT4H5M6S":         {Years: 1, Months: 2, Days: 3, Hours: 4, Minutes: 5, Seconds: 6},
		"P2W":                    {Weeks: 2},
		"PT36H":                  {Hours: 36},
		"P1M":                    {Months: 1},
		"PT1M":                   {Minutes: 1},
		"P012D":                  {Days: 12},
		"PT9223372036854775807S": {Seconds: math.MaxInt64},
	} {
		if got, err := text.Parts(); err != nil || got != want {
			t.Errorf("%s: Parts gives %+v, %v", text, got, err)
		}
	}
	for _, text := range []value.Duration{"", "P1", "P1Y1D", "P9223372036854775808D"} {
		if got, err := text.Parts(); err == nil || got != (value.DurationParts{}) {
			t.Errorf("%s: Parts gives %+v, %v", text, got, err)
		}
	}
}

func TestDurationElapsed(t *testing.T) {
	t.Parallel()
	for text, want := range map[value.Duration]time.Duration{
		"P1W":           7 * 24 * time.Hour,
		"P1DT2H3M4S":    26*time.Hour + 3*time.Minute + 4*time.Second,
		"PT0S":          0,
		"PT9223372036S": 9223372036 * time.Second,
		"P0Y0M1D":       24 * time.Hour,
	} {
		if got, err := text.Elapsed(); err != nil || got != want {
			t.Errorf("%s: Elapsed gives %v, %v", text, got, err)
		}
	}
	for _, text := range []value.Duration{"P1Y", "P1M", "PT9223372037S", "P1", "P106751DT24H"} {
		if got, err := text.Elapsed(); err == nil {
			t.Errorf("%s: Elapsed gives %v", text, got)
		}
	}
}
