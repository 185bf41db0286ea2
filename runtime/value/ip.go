package value

import (
	"net/netip"

	"github.com/actgen/actgen/runtime/format"
)

// An IPv4 is the text of an address in dotted-decimal form, as it was read.
type IPv4 string

// Addr gives the address. It fails for a text that is none.
func (ip IPv4) Addr() (netip.Addr, error) { return parseAddr(string(ip), "ipv4", format.IPv4) }

// UnmarshalText reads an address and fails for any other text.
func (ip *IPv4) UnmarshalText(text []byte) error { return unmarshal(ip, "ipv4", format.IPv4, text) }

// An IPv6 is the text of an address in a form of RFC 4291, section 2.2, as it was read. An address has many such forms;
// compare Addr to find out whether two are the same.
type IPv6 string

// Addr gives the address. It fails for a text that is none.
func (ip IPv6) Addr() (netip.Addr, error) { return parseAddr(string(ip), "ipv6", format.IPv6) }

// UnmarshalText reads an address and fails for any other text.
func (ip *IPv6) UnmarshalText(text []byte) error { return unmarshal(ip, "ipv6", format.IPv6, text) }

func parseAddr(text, name string, valid format.Checker) (netip.Addr, error) {
	if !valid(text) {
		return netip.Addr{}, invalid(name, text)
	}
	return netip.ParseAddr(text)
}
