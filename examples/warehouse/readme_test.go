package main

import (
	"os"
	"strings"
	"testing"
)

// TestReadme holds the README's code against this example: each block of YAML
// or Go in it stands in one of the example's files.
func TestReadme(t *testing.T) {
	t.Parallel()
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(data), "\r\n", "\n")
	}
	sources := read("stock/activities.yaml") + read("stock/reservestock.gen.go") + read("main.go") +
		strings.ReplaceAll(read("stock/doc.go"), "go run github.com/actgen/actgen/cmd/actgen", "go tool actgen")
	found := 0
	for _, language := range []string{"yaml", "go"} {
		for i, rest := range strings.Split(read("../../README.md"), "\n```"+language+"\n") {
			if i == 0 {
				continue
			}
			block, _, _ := strings.Cut(rest, "```")
			for part := range strings.SplitSeq(block, "\n\n") {
				if part = strings.TrimSpace(part); !strings.Contains(sources, part) {
					t.Errorf("the README shows what isn't there:\n%s", part)
				}
				found++
			}
		}
	}
	if found < 5 {
		t.Errorf("%d pieces of code in the README", found)
	}
}
