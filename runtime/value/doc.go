// Package value has the Go types that generated code uses where a plain string, number or pointer would lose something.
//
// Opt is a member that may be absent, null or have a value. DateTime is a time.Time that prints the text it was read from.
// UUID, URI, URIReference, IPv4, IPv6, Date, Time and Duration are strings of their own, with a method that gives what the
// text means; a value keeps its text as it was read, in its own spelling, and prints it so.
//
// Reading from JSON or text checks the format (UnmarshalText), setting a variable does not: generated code checks values
// again when it encodes. The zero value of the string types is the empty string, which is of no format but uri-reference.
package value
