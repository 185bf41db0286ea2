package format

// UUID checks a UUID of RFC 9562 (and RFC 4122) in its text form: 32 hexadecimal digits of either case in groups of 8, 4,
// 4, 4 and 12, parted by hyphens. Any version and variant is valid.
func UUID(s string) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	return allHex(word(s[0:4])|word(s[4:8])<<32) && allHex(word(s[9:13])|word(s[14:18])<<32) &&
		allHex(word(s[19:23])|word(s[24:28])<<32) && allHex(word(s[28:32])|word(s[32:36])<<32)
}

// word gives four bytes as a number; the compiler makes one load of it.
func word(s string) uint64 {
	_ = s[3]
	return uint64(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

// allHex reports whether eight bytes are hexadecimal digits. Each byte is compared within its own seven bits: adding
// 0x80-c sets its top bit if it is c or greater.
func allHex(w uint64) bool {
	const (
		ones = 0x0101010101010101
		top  = 0x80 * ones
	)
	lower := w | 0x20*ones
	digit := (w + (0x80-'0')*ones) &^ (w + (0x80-'9'-1)*ones)
	letter := (lower + (0x80-'a')*ones) &^ (lower + (0x80-'f'-1)*ones)
	return (digit|letter)&^w&top == top
}

func isHex(c byte) bool {
	return c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'f'
}
