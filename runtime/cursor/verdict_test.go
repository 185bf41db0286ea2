package cursor_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/cursor"
)

// snippets take the place of parts of a document.
var snippets = []string{
	``, `0`, `1`, `-1`, `0.5`, `1.0`, `1e2`, `1000001`, `1e400`, `null`, `true`, `false`, `""`, `"x"`, `"ä"`, `"\u0041"`, `[]`, `{}`,
	`[1]`, `{"a":1}`, `"EUR"`, `"12345"`, `"toy"`, `,`, `:`, `"`, `{`, `}`, `[`, `]`, ` `, "\n", `\`, `"sku":`, `,"gift":true`, `,"extra":1`,
	`"2026-11-21T09:00:00Z"`, `"2026-02-30T09:00:00Z"`, `"a@b.de"`, `"AB-123456"`, "\xff", `\ud800`,
}

// TestVerdicts changes documents at random and compares the verdict with that
// of jsonschema/v5, and the value with that of encoding/json.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	s := orderValidator()
	_, texts := documents(2)
	rounds, valid := 20_000, 0
	if testing.Short() {
		rounds = 2000
	}
	for range rounds {
		text := mutated(r, texts[r.IntN(len(texts))])
		got, err := cursor.Decode(text, decodeOrder)
		if !json.Valid([]byte(text)) || err != nil && hasStricter(t, text, err) {
			if err == nil {
				t.Fatalf("not JSON, but accepted: %s", text)
			}
			continue
		}
		theirs := s.Validate(tree(t, text))
		if (err == nil) != (theirs == nil) {
			t.Fatalf("%s\nthe cursor says %v\njsonschema/v5 says %v", text, err, theirs)
		}
		if err != nil {
			continue
		}
		valid++
		var want order
		if json.Unmarshal([]byte(text), &want) == nil { // it knows no integer 1.0
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s\nencoding/json reads (-) what the cursor doesn't (+):\n%s", text, diff)
			}
		}
	}
	if valid < rounds/20 || valid > rounds*19/20 {
		t.Errorf("%d of %d documents are valid: they test too little", valid, rounds)
	}
}

func tree(t *testing.T, text string) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// hasStricter is stricter for any of the problems.
func hasStricter(t *testing.T, text string, err error) bool {
	t.Helper()
	e := asError(t, err)
	return e.More || slices.ContainsFunc(e.Problems, func(p cursor.Problem) bool { return stricter(text, p) })
}

// mutated replaces a token or some bytes of a document.
func mutated(r *rand.Rand, text string) string {
	for range 1 + r.IntN(2) {
		from := r.IntN(len(text))
		to := min(from+r.IntN(4), len(text))
		if r.IntN(3) > 0 { // a token
			from = strings.LastIndexAny(text[:from], `,:[]{}`) + 1
			to = from
			for to < len(text) && !strings.ContainsRune(`,:[]{}`, rune(text[to])) {
				to++
			}
		}
		text = text[:from] + snippets[r.IntN(len(snippets))] + text[to:]
	}
	return text
}
