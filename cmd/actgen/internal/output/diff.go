package output

import (
	"fmt"

	"github.com/aymanbagabas/go-udiff"
)

// Diff returns the change as a unified diff that patch and git apply read.
// name is the file's path, slash-separated.
func (c Change) Diff(name string) (string, error) {
	from, to := "a/"+name, "b/"+name
	switch c.Kind {
	case Create:
		from = "/dev/null"
	case Remove:
		to = "/dev/null"
	}
	old := string(unixLines(c.Old))
	diff, err := udiff.ToUnifiedDiff(from, to, old, udiff.Lines(old, string(c.New)), udiff.DefaultContextLines)
	if err != nil {
		return "", fmt.Errorf("compare %s: %w", name, err)
	}
	number(diff.Hunks)
	return diff.String(), nil
}

// number sets where hunks begin in the new text. go-udiff v0.4.1 forgets the
// lines between two edits of one hunk, so that later hunks come out too early.
func number(hunks []*udiff.Hunk) {
	longer := 0
	for _, h := range hunks {
		h.ToLine = h.FromLine + longer
		for _, line := range h.Lines {
			switch line.Kind {
			case udiff.Insert:
				longer++
			case udiff.Delete:
				longer--
			}
		}
	}
}
