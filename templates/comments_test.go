package templates

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator/model"
)

func TestDocLines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"none", " \n\t\n", ""},
		{"short", "Order is paid.", "// Order is paid."},
		{"wrapped", "aaa bbb ccc ddd eee fff", "// aaa bbb ccc ddd\n// eee fff"},
		{"characters, not bytes", "äää ööö üüü ßßß", "// äää ööö üüü ßßß"},
		{"long word", "a https://example.com/long b", "// a\n// https://example.com/long\n// b"},
		{"lines are joined", "a\nb\r\nc", "// a b c"},
		{"paragraphs", "\n\na\n\n\n\nb\n\n", "// a\n//\n// b"},
		{"list", "a\n* b\n+ c\n  d", "// a\n//   - b\n//   - c d"},
		{"wrapped item", "- aaaa bbbb cccc dddd", "//   - aaaa bbbb\n//     cccc dddd"},
		{"numbers", "1. a\n2) b", "//  1. a\n//  2. b"},
		{"number in text", "from 1 to\n2. That", "// from 1 to 2. That"},
		{"code", "a\n\n    b\n      c\n\nd", "// a\n//\n//\tb\n//\t  c\n//\n// d"},
		{"fence", "a\n```go\nb\n\nc\n```\nd", "// a\n//\n//\tb\n//\n//\tc\n//\n// d"},
		{"controls", "a\x00b\uFEFF\u202Ec", "// a bc"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(docLines(tt.text, 20), "\n")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzText prints descriptions, notes and names of all sorts: the source must
// parse and be formatted.
func FuzzText(f *testing.F) {
	for _, s := range []string{wildDoc, "a`b", "\\\"", "*/", "//go:build x", "\xff\u2028", "a\n\n- b\n\n  c\n1. d", "[a]: b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		member := documented(noted(required("A", text, typed(model.String)), text), text)
		word := typed(model.Enum, named("Word", "word", text), docs("Word "+text), consts(&model.Const{Name: "WordA", Text: text + "."}))
		files, err := Files(pack("texts", typed(model.Struct, named("Texts", "texts", text), docs("Texts "+text), fields(member)), word))
		if err != nil {
			t.Fatal(err)
		}
		checkFormatted(t, files[0])
	})
}
