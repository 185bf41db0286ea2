// Package format checks the string formats of JSON Schema, all those of drafts 4 to 2020-12, by the RFCs that the
// specification names.
//
// There is a function for each format, and Lookup for one whose name is data. None of them keeps state or allocates for a
// valid ASCII text, and all are safe for concurrent use. A text that is not valid UTF-8 is of no format.
//
// The tables for internationalized host names (Unicode 15) are the package's own, about 30 KB, so that nothing besides the
// standard library is linked for them.
package format

// A Checker reports whether a string is of a format.
type Checker func(s string) bool

// formats has all formats, ordered by name.
var formats = [...]struct {
	name  string
	check Checker
}{
	{"date", Date},
	{"date-time", DateTime},
	{"duration", Duration},
	{"email", Email},
	{"hostname", Hostname},
	{"idn-email", IDNEmail},
	{"idn-hostname", IDNHostname},
	{"ipv4", IPv4},
	{"ipv6", IPv6},
	{"iri", IRI},
	{"iri-reference", IRIReference},
	{"json-pointer", JSONPointer},
	{"regex", Regex},
	{"relative-json-pointer", RelativeJSONPointer},
	{"time", Time},
	{"uri", URI},
	{"uri-reference", URIReference},
	{"uri-template", URITemplate},
	{"uuid", UUID},
}

// Lookup gives the checker of the format that JSON Schema names so, such as "date-time". It gives false for a name that no
// draft has.
func Lookup(name string) (Checker, bool) {
	for _, f := range formats {
		if f.name == name {
			return f.check, true
		}
	}
	return nil, false
}

// Names gives the names of all formats that Lookup knows, sorted.
func Names() []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}
