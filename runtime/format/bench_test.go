package format_test

import (
	"testing"

	"github.com/actgen/actgen/runtime/format"
)

func BenchmarkFormats(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"date-time", "2024-02-29T23:59:59.123Z"},
		{"date", "2024-02-29"},
		{"time", "23:59:59+01:00"},
		{"duration", "P1Y2M3DT4H5M6S"},
		{"email", "joe.bloggs@example.com"},
		{"hostname", "www.example.com"},
		{"idn-hostname", "www.bücher.example"},
		{"ipv4", "192.168.100.200"},
		{"ipv6", "2001:db8:85a3::8a2e:370:7334"},
		{"uri", "https://example.com/orders/123?expand=items#total"},
		{"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380"},
		{"json-pointer", "/orders/0/items"},
		{"uri-template", "https://example.com/orders{/id}{?fields*}"},
	} {
		b.Run(c.name, func(b *testing.B) {
			check, _ := format.Lookup(c.name)
			if !check(c.text) {
				b.Fatal("is refused")
			}
			b.ReportAllocs()
			for b.Loop() {
				check(c.text)
			}
		})
	}
}
