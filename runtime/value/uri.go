package value

import (
	"net/url"

	"github.com/actgen/actgen/runtime/format"
)

// A URI is the text of a URI of RFC 3986 with a scheme, as it was read.
type URI string

// Parse gives the parts of the URI. It fails for a text that is no URI, and for the few that net/url refuses.
func (u URI) Parse() (*url.URL, error) { return parseURL(string(u), "uri", format.URI) }

// UnmarshalText reads a URI and fails for any other text.
func (u *URI) UnmarshalText(text []byte) error { return unmarshal(u, "uri", format.URI, text) }

// A URIReference is the text of a URI or of a relative reference of RFC 3986, as it was read.
type URIReference string

// Parse gives the parts of the reference. It fails for a text that is none, and for the few that net/url refuses.
func (u URIReference) Parse() (*url.URL, error) {
	return parseURL(string(u), "uri-reference", format.URIReference)
}

// UnmarshalText reads a URI reference and fails for any other text.
func (u *URIReference) UnmarshalText(text []byte) error {
	return unmarshal(u, "uri-reference", format.URIReference, text)
}

func parseURL(text, name string, valid format.Checker) (*url.URL, error) {
	if !valid(text) {
		return nil, invalid(name, text)
	}
	return url.Parse(text)
}
