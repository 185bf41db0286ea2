// Package names makes Go identifiers from the names in schemas.
package names

import (
	"go/token"
	"strings"
	"unicode"
)

// initialisms are written in capitals, as Go's own style asks for.
var initialisms = map[string]bool{
	"acl": true, "api": true, "arn": true, "ascii": true, "aws": true, "cpu": true, "css": true, "dns": true,
	"eof": true, "guid": true, "html": true, "http": true, "https": true, "id": true, "ip": true, "json": true,
	"jwt": true, "lhs": true, "qps": true, "ram": true, "rhs": true, "rpc": true, "sku": true, "sla": true, "smtp": true,
	"sql": true, "ssh": true, "tcp": true, "tls": true, "ttl": true, "udp": true, "ui": true, "uid": true,
	"uuid": true, "uri": true, "url": true, "utf8": true, "vm": true, "xml": true, "xsrf": true, "xss": true,
}

// Exported returns text as an exported Go identifier: "order_id" is OrderID,
// "HTTPServer" stays, "+1" is Plus1. It returns "" where text has nothing that
// an identifier can hold.
func Exported(text string) string {
	name := Part(text)
	if name == "" {
		return ""
	}
	first := []rune(name)[0]
	switch {
	case unicode.IsDigit(first):
		return "N" + name
	case !unicode.IsUpper(first): // a script without capitals
		return "X" + name
	}
	return name
}

// Part returns text as what can stand behind an exported identifier: as
// Exported does, but it may begin with a digit.
func Part(text string) string {
	var b strings.Builder
	for _, w := range Words(text) {
		b.WriteString(title(w))
	}
	return b.String()
}

// Unexported returns an exported identifier with its first word in lower case:
// "OrderID" is orderID, "URLPath" is urlPath.
func Unexported(exported string) string {
	words := Words(exported)
	if len(words) == 0 {
		return ""
	}
	first := strings.ToLower(words[0])
	return first + strings.TrimPrefix(exported, exported[:min(len(first), len(exported))])
}

// IsIdentifier says whether name can be declared in Go.
func IsIdentifier(name string) bool { return token.IsIdentifier(name) }

// Singular returns the name of one of the things that an exported name counts:
// "LineItems" is LineItem, "Addresses" is Address, "Entries" is Entry. Where
// it knows none, it adds Item.
func Singular(name string) string {
	lower := strings.ToLower(name)
	switch {
	case len(name) > 4 && strings.HasSuffix(lower, "ies"):
		return name[:len(name)-3] + "y"
	case len(name) > 4 && (strings.HasSuffix(lower, "sses") || strings.HasSuffix(lower, "xes") ||
		strings.HasSuffix(lower, "ches") || strings.HasSuffix(lower, "shes")):
		return name[:len(name)-2]
	case len(name) > 2 && strings.HasSuffix(lower, "s") && !strings.HasSuffix(lower, "ss") &&
		!strings.HasSuffix(lower, "us") && !strings.HasSuffix(lower, "is"):
		return name[:len(name)-1]
	}
	return name + "Item"
}

// symbols gives names to the characters that tell values apart where nothing
// else does.
var symbols = map[rune]string{
	'+': "Plus", '*': "Star", '=': "Equal", '<': "Less", '>': "Greater", '!': "Not", '%': "Percent",
	'&': "And", '|': "Or", '^': "Caret", '~': "Tilde", '@': "At", '#': "Hash", '$': "Dollar",
}

// Words splits text into words: at what is neither letter nor digit, and where
// capitals begin one. Digits belong to the word before them. A minus before a
// leading digit, and symbols that stand first or alone, become words.
func Words(text string) []string {
	runes := []rune(text)
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, string(word))
			word = nil
		}
	}
	for i, r := range runes {
		switch {
		case !isWord(r):
			flush()
			if len(words) == 0 {
				words = appendSymbol(words, r, runes[i+1:])
			}
			continue
		case unicode.IsUpper(r) && len(word) > 0 && (!unicode.IsUpper(word[len(word)-1]) || beginsWord(runes, i)):
			flush()
		}
		word = append(word, r)
	}
	flush()
	return words
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// beginsWord says whether the capital at i is followed by a small letter, as
// the S in HTTPServer. The plural of an initialism (URLs) isn't.
func beginsWord(runes []rune, i int) bool {
	if i+1 >= len(runes) || !unicode.IsLower(runes[i+1]) {
		return false
	}
	plural := runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
	return !plural
}

func appendSymbol(words []string, r rune, rest []rune) []string {
	if r == '-' && len(rest) > 0 && unicode.IsDigit(rest[0]) {
		return append(words, "Minus")
	}
	if name, ok := symbols[r]; ok && r != '$' && r != '@' || ok && len(rest) == 0 {
		return append(words, name)
	}
	return words
}

// title returns a word as it stands in an identifier.
func title(word string) string {
	lower := strings.ToLower(word)
	if initialisms[lower] {
		return strings.ToUpper(word)
	}
	if one, ok := strings.CutSuffix(lower, "s"); ok && initialisms[one] && len(one) > 1 && lower != "is" && lower != "https" {
		return strings.ToUpper(one) + "s"
	}
	runes := []rune(word)
	if strings.ToUpper(word) == word && len(runes) > 1 {
		return word // already an acronym, or has no case
	}
	return string(unicode.ToUpper(runes[0])) + string(runes[1:])
}
