package templates

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

const (
	lineWidth  = 80 // of a comment, with its marks
	fieldWidth = 72 // of a comment in a struct, which is indented by a tab
)

// doc is a documentation comment: paragraphs wrapped at width, lists and code
// kept. Nil without text.
func doc(text string, width int) *jen.Statement {
	lines := docLines(text, width)
	if len(lines) == 0 {
		return jen.Null()
	}
	// // Order is placed by a customer.
	return jen.Comment(strings.Join(lines, "\n")).Line()
}

// docLines are the lines of a doc comment, with the comment marks.
func docLines(text string, width int) []string {
	b := docBuilder{width: width}
	fenced := false
	for line := range strings.Lines(cleanText(text)) {
		line = strings.TrimRight(line, " \t\n")
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			b.flush()
			fenced = !fenced
			continue
		}
		b.add(line, fenced)
	}
	b.flush()
	for len(b.lines) > 0 && b.lines[len(b.lines)-1] == "//" {
		b.lines = b.lines[:len(b.lines)-1]
	}
	return b.lines
}

// docBuilder turns the lines of a description into those of a Go doc comment.
type docBuilder struct {
	width  int
	lines  []string
	words  []string // of the paragraph or item that is being read
	marker string   // of the item: "-" or "1."; "" in a paragraph
	code   bool     // the last line was code
}

// item matches the start of a list item.
var item = regexp.MustCompile(`^\s*([-*+•]|\d{1,9}[.)])\s+(\S.*)$`)

func (b *docBuilder) add(line string, fenced bool) {
	match := item.FindStringSubmatch(line)
	switch {
	case line == "" && !fenced:
		b.flush()
		b.blank()
	case fenced || match == nil && b.marker == "" && len(b.words) == 0 && indented(line):
		b.preformatted(line)
	case match != nil && b.begins(match[1]):
		b.flush()
		b.marker, b.words = listMarker(match[1]), strings.Fields(match[2])
	default:
		b.words = append(b.words, strings.Fields(line)...)
	}
}

// begins is true where a list item begins with a marker: numbers in running
// text are no markers.
func (b *docBuilder) begins(marker string) bool {
	return len(b.words) == 0 || b.marker != "" || listMarker(marker) == "-" || marker == "1."
}

// preformatted adds a line of code, which gofmt sets off by a tab.
func (b *docBuilder) preformatted(line string) {
	if !b.code {
		b.blank()
	}
	b.lines = append(b.lines, strings.TrimRight("//\t"+strings.TrimPrefix(strings.TrimPrefix(line, "    "), "\t"), "\t"))
	b.code = true
}

// blank adds an empty line, but no second one and none at the start.
func (b *docBuilder) blank() {
	if n := len(b.lines); n > 0 && b.lines[n-1] != "//" {
		b.lines = append(b.lines, "//")
	}
	b.code = false
}

// flush ends the paragraph or item.
func (b *docBuilder) flush() {
	if len(b.words) == 0 {
		return
	}
	if b.code {
		b.blank()
	}
	first, rest := "// ", "// "
	switch b.marker { // the indents that gofmt gives lists
	case "":
	case "-":
		first, rest = "//   - ", "//     "
	default:
		first, rest = "//  "+b.marker+" ", "//     "
	}
	line := first + b.words[0]
	for _, w := range b.words[1:] {
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > b.width {
			b.lines = append(b.lines, line)
			line = rest + w
			continue
		}
		line += " " + w
	}
	b.lines = append(b.lines, line)
	b.words, b.marker = nil, ""
}

// listMarker is a marker as gofmt writes it.
func listMarker(s string) string {
	if s[0] >= '0' && s[0] <= '9' {
		return s[:len(s)-1] + "."
	}
	return "-"
}

func indented(line string) bool {
	return strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t")
}

// cleanText drops what Go source can't hold or an editor would trip over.
func cleanText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\uFEFF' || unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
}

// oneLine is text for a comment behind code.
func oneLine(s string) string {
	return strings.Join(strings.Fields(cleanText(s)), " ")
}
