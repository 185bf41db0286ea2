package templates

import (
	"go/constant"
	"go/token"
	"testing"
	"time"

	"github.com/dave/jennifer/jen"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":         `""`,
		"a b":      `"a b"`,
		`a"b`:      "`a\"b`",
		`^\d+$`:    "`^\\d+$`",
		"a\"`":     "\"a\\\"`\"",
		"\\\n":     `"\\\n"`,
		"\"\ufeff": `"\"\ufeff"`,
		"\"\xff":   `"\"\xff"`,
		"é\"":      "`é\"`",
	} {
		got := quote(text)
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
		if v := constant.MakeFromLiteral(got, token.STRING, 0); constant.StringVal(v) != text {
			t.Errorf("%s means %s, not %q", got, v, text)
		}
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		time.Hour:               "time.Hour",
		36 * time.Hour:          "36 * time.Hour",
		90 * time.Minute:        "90 * time.Minute",
		time.Second:             "time.Second",
		1500 * time.Millisecond: "1500 * time.Millisecond",
		time.Nanosecond:         "time.Nanosecond",
	} {
		if got := jen.Add(duration(d)).GoString(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
