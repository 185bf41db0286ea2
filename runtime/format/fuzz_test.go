package format_test

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"github.com/actgen/actgen/runtime/format"
)

// addCases seeds a fuzz target with the texts of formats.
func addCases(f *testing.F, names ...string) {
	for _, name := range names {
		for _, s := range append(cases[name].valid, cases[name].invalid...) {
			f.Add(s)
		}
	}
}

// FuzzFormats looks for texts that make a checker panic, and for those that are of two formats of which one holds the other
// but are accepted by one only.
func FuzzFormats(f *testing.F) {
	for name := range cases {
		addCases(f, name)
	}
	within := map[string]string{
		"email": "idn-email", "hostname": "idn-hostname", "uri": "uri-reference", "iri": "iri-reference",
		"uri-reference": "iri-reference", "json-pointer": "json-pointer",
	}
	f.Fuzz(func(t *testing.T, s string) {
		valid := map[string]bool{}
		for _, name := range format.Names() {
			check, _ := format.Lookup(name)
			valid[name] = check(s)
			if valid[name] && !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8 but of format %s", s, name)
			}
		}
		for inner, outer := range within {
			if valid[inner] && !valid[outer] {
				t.Errorf("%q is of format %s but not %s", s, inner, outer)
			}
		}
	})
}

// FuzzDateTime holds DateTime against package time, which knows no leap seconds and no lower case.
func FuzzDateTime(f *testing.F) {
	addCases(f, "date-time")
	shape := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, "tz") || strings.Contains(s, ":60") {
			return
		}
		_, err := time.Parse(time.RFC3339Nano, s)
		if want := err == nil && shape.MatchString(s); format.DateTime(s) != want {
			t.Errorf("DateTime(%q) reports %v", s, !want)
		}
	})
}

// FuzzIP holds IPv4 and IPv6 against package netip.
func FuzzIP(f *testing.F) {
	addCases(f, "ipv4", "ipv6")
	f.Fuzz(func(t *testing.T, s string) {
		addr, err := netip.ParseAddr(s)
		if want := err == nil && addr.Is4(); format.IPv4(s) != want {
			t.Errorf("IPv4(%q) reports %v", s, !want)
		}
		if want := err == nil && addr.Is6() && addr.Zone() == ""; format.IPv6(s) != want {
			t.Errorf("IPv6(%q) reports %v", s, !want)
		}
	})
}

// FuzzURI holds URI against the grammar of RFC 3986 as regular expressions.
func FuzzURI(f *testing.F) {
	addCases(f, "uri", "uri-reference")
	const (
		pchar     = `(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})`
		segment   = pchar + `*`
		abempty   = `(?:/` + segment + `)*`
		absolute  = `/(?:` + pchar + `+(?:/` + segment + `)*)?`
		rootless  = pchar + `+(?:/` + segment + `)*`
		noscheme  = `(?:[A-Za-z0-9\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})+(?:/` + segment + `)*`
		reg       = `(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*`
		user      = `(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*`
		authority = `(?:` + user + `@)?(?:` + reg + `|\[([^\]]*)\])(?::[0-9]*)?`
		tail      = `(?:\?(?:` + pchar + `|[/?])*)?(?:#(?:` + pchar + `|[/?])*)?$`
	)
	absoluteURI := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.\-]*:(?://` + authority + abempty + `|` + absolute + `|` + rootless + `|)` + tail)
	relativeRef := regexp.MustCompile(`^(?://` + authority + abempty + `|` + absolute + `|` + noscheme + `|)` + tail)
	future := regexp.MustCompile(`^[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+$`)
	matches := func(re *regexp.Regexp, s string) bool {
		m := re.FindStringSubmatchIndex(s)
		if m == nil || m[2] < 0 {
			return m != nil
		}
		literal := s[m[2]:m[3]]
		return format.IPv6(literal) || future.MatchString(literal)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := matches(absoluteURI, s)
		if format.URI(s) != want {
			t.Errorf("URI(%q) reports %v", s, !want)
		}
		if want = want || matches(relativeRef, s); format.URIReference(s) != want {
			t.Errorf("URIReference(%q) reports %v", s, !want)
		}
		if utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			if format.IRIReference(s) != want {
				t.Errorf("IRIReference(%q) reports %v", s, !want)
			}
		}
		if _, err := url.Parse(s); want && err != nil && !strings.Contains(err.Error(), "port") && !strings.Contains(s, "%") &&
			!strings.ContainsAny(s, "[]") && !strings.Contains(s, "@") && !strings.Contains(s, "//") {
			t.Errorf("URIReference(%q) reports true, net/url %v", s, err)
		}
	})
}

// FuzzIDNHostname holds IDNHostname against package idna, which takes whatever IDNHostname takes.
func FuzzIDNHostname(f *testing.F) {
	addCases(f, "idn-hostname", "hostname")
	profile := idna.New(idna.ValidateLabels(true), idna.BidiRule(), idna.CheckJoiners(true), idna.CheckHyphens(true),
		idna.VerifyDNSLength(true))
	stops := strings.NewReplacer("\u3002", ".", "\uff0e", ".", "\uff61", ".")
	f.Fuzz(func(t *testing.T, s string) {
		if !format.IDNHostname(s) {
			return
		}
		name := strings.ToLower(stops.Replace(s))
		for label := range strings.SplitSeq(name, ".") {
			if len(label) > 3 && label[2] == '-' && label[3] == '-' && !strings.HasPrefix(label, "xn--") {
				return // an ASCII label that package idna keeps for later
			}
		}
		ascii, err := profile.ToASCII(name)
		if err != nil {
			t.Fatalf("IDNHostname(%q) reports true, idna: %v", s, err)
		}
		if !format.Hostname(ascii) {
			t.Errorf("Hostname(%q) reports false for %q", ascii, s)
		}
	})
}
