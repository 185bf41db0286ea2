package value

import (
	"encoding/hex"

	"github.com/actgen/actgen/runtime/format"
)

// A UUID is the text of a UUID of RFC 9562 as it was read: 36 bytes with hyphens, of either case. Two texts that differ in
// case are the same UUID; compare Bytes to find that out.
type UUID string

// UUIDOf gives the text of a UUID, in lower case.
func UUIDOf(b [16]byte) UUID {
	var text [36]byte
	hex.Encode(text[0:8], b[0:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:36], b[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return UUID(text[:])
}

// Bytes gives the 128 bits. It fails for a text that is no UUID.
func (u UUID) Bytes() (b [16]byte, err error) {
	if !format.UUID(string(u)) {
		return b, invalid("uuid", string(u))
	}
	text := make([]byte, 0, 32)
	for _, group := range []UUID{u[0:8], u[9:13], u[14:18], u[19:23], u[24:36]} {
		text = append(text, group...)
	}
	_, err = hex.Decode(b[:], text)
	return b, err
}

// UnmarshalText reads a UUID and fails for any other text.
func (u *UUID) UnmarshalText(text []byte) error { return unmarshal(u, "uuid", format.UUID, text) }
