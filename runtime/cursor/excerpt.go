package cursor

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxGot is how long the description of a value that was found may be.
const maxGot = 64

const foundEnd = "the end of the text"

// excerpt shows the value at offset: a scalar's text, cut to size.
func excerpt(text string, offset int) string {
	if offset >= len(text) {
		return foundEnd
	}
	switch text[offset] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return shorten(text[offset:stringEnd(text, offset, offset+2*maxGot)])
	}
	end := offset
	for end < len(text) && end-offset <= maxGot && !isDelimiter(text[end]) {
		end++
	}
	return shorten(text[offset:end])
}

// stringEnd returns where the string that begins at offset ends, or limit or
// the end of text where that is sooner.
func stringEnd(text string, offset, limit int) int {
	limit = min(limit, len(text))
	for i := offset + 1; i < limit; i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return limit
}

func isDelimiter(b byte) bool {
	switch b {
	case ',', ':', '[', ']', '{', '}', ' ', '\t', '\r', '\n':
		return true
	}
	return false
}

// shorten cuts s to maxGot bytes of valid UTF-8.
func shorten(s string) string {
	const dots = "..."
	s = strings.ToValidUTF8(s[:min(len(s), 2*maxGot)], "?")
	if len(s) <= maxGot {
		return s
	}
	n := maxGot - len(dots)
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + dots
}

// foundAt names the character at offset.
func foundAt(text string, offset int) string {
	if offset >= len(text) {
		return foundEnd
	}
	r, size := utf8.DecodeRuneInString(text[offset:])
	if r == utf8.RuneError && size == 1 {
		return `'\x` + strconv.FormatUint(uint64(text[offset]), 16) + `'`
	}
	if strconv.IsPrint(r) {
		return "'" + string(r) + "'"
	}
	return strconv.QuoteRune(r)
}

// count is "1 item", "3 items".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
