package pattern_test

import (
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/pattern"
)

func BenchmarkMatch(b *testing.B) {
	for _, c := range []struct{ name, expr, text string }{
		{"fixed", `^[A-Z]{2}-[0-9]{6}$`, "AB-123456"},
		{"sequence", `^[a-z][a-z0-9-]{0,62}$`, "order-service"},
		{"sequence/length", `^.{1,4096}$`, "A note of about forty characters, no more"},
		{"sequence/unicode", `^\p{L}{1,64}$`, "Straßenbahn"},
		{"dfa/alternatives", `^(EUR|USD|GBP)-[0-9]+$`, "USD-12345"},
		{"dfa/email", `^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`, "joe.bloggs@example.com"},
		{"dfa/unanchored", `[A-Z]{2}-[0-9]{6}`, "the order AB-123456 is late"},
		{"regexp", `^(?:[a-z]{1,400}x?){1,2}$`, "abcdefghij"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := pattern.MustCompile(c.expr)
			if !p.Match(c.text) {
				b.Fatal("does not match")
			}
			for b.Loop() {
				p.Match(c.text)
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, c := range []struct{ name, expr string }{
		{"sequence", `^[A-Z]{2}-[0-9]{6}$`},
		{"dfa", `^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`},
		{"dfa/letters", `^(\p{L}|\p{N})+( (\p{L}|\p{N})+)*$`},
		{"regexp", `^(?:[a-z]{1,400}x?){1,2}$`},
		{"nested", strings.Repeat("(a|", 50) + "b" + strings.Repeat(")*", 50)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				pattern.MustCompile(c.expr)
			}
		})
	}
}
