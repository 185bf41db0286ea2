package templates

import (
	"fmt"
	"go/format"
	"strings"

	gofumpt "mvdan.cc/gofumpt/format"
)

// langVersion is the Go version whose syntax generated code uses: new of an
// expression.
const langVersion = "go1.26"

// formatSource formats src as gofumpt does. Source that doesn't parse comes
// back in the error with numbered lines.
func formatSource(name string, src []byte) ([]byte, error) {
	// gofumpt asks for source as gofmt writes it.
	out, err := format.Source(src)
	if err == nil {
		out, err = gofumpt.Source(out, gofumpt.Options{LangVersion: langVersion})
	}
	if err != nil {
		return nil, fmt.Errorf("format %s: %w\n%s", name, err, numbered(string(src)))
	}
	return out, nil
}

// numbered puts a number before each line.
func numbered(src string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(src) {
		n++
		fmt.Fprintf(&b, "%5d  %s", n, line)
	}
	return b.String()
}
