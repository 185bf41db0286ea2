package cursor_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/runtime/cursor"
)

// variants is how many documents of a size the benchmarks read in turn, so that
// branch prediction can't learn one.
const variants = 16

// sizes are documents of about 0.5, 8 and 200 KB.
var sizes = []struct {
	name  string
	items int
}{{"S", 1}, {"M", 62}, {"L", 1600}}

func documents(items int) (orders []order, texts []string) {
	r := rand.New(rand.NewPCG(1, uint64(items)))
	for range variants {
		v := newOrder(r, items+r.IntN(1+items/8)-items/16)
		text, err := cursor.Encode(v, encodeOrder, decodeOrder)
		if err != nil {
			panic(err)
		}
		orders, texts = append(orders, v), append(texts, text)
	}
	return orders, texts
}

func orderValidator() *jsonschema.Schema {
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	if err := c.AddResource("order.json", strings.NewReader(orderSchema)); err != nil {
		panic(err)
	}
	return c.MustCompile("order.json")
}

// usual decodes and checks the way it is done without generated code.
func usual(s *jsonschema.Schema, text string) (v order, err error) {
	var tree any
	if err = json.Unmarshal([]byte(text), &tree); err != nil {
		return v, err
	}
	if err = s.Validate(tree); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(text), &v)
}

func indented(text string) string {
	v := jsontext.Value(text)
	if err := v.Indent(jsontext.WithIndent("  ")); err != nil {
		panic(err)
	}
	return string(v)
}

func perRun(b *testing.B, texts []string, run func(text string)) {
	total := 0
	for _, t := range texts {
		total += len(t)
	}
	b.SetBytes(int64(total / len(texts)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		run(texts[i%len(texts)])
		i++
	}
}

func mustDecode(b *testing.B) func(string) {
	return func(text string) {
		if _, err := cursor.Decode(text, decodeOrder); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, size := range sizes {
		_, texts := documents(size.items)
		spaced := make([]string, len(texts))
		for i, t := range texts {
			spaced[i] = indented(t)
		}
		b.Run(size.name+"/cursor", func(b *testing.B) { perRun(b, texts, mustDecode(b)) })
		b.Run(size.name+"/cursor-indented", func(b *testing.B) { perRun(b, spaced, mustDecode(b)) })
		b.Run(size.name+"/cursor-skip", func(b *testing.B) {
			perRun(b, texts, func(text string) {
				if _, err := cursor.Decode(text, skip); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run(size.name+"/encoding-json", func(b *testing.B) {
			perRun(b, texts, func(text string) {
				var v order
				if err := json.Unmarshal([]byte(text), &v); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run(size.name+"/usual", func(b *testing.B) {
			s := orderValidator()
			perRun(b, texts, func(text string) {
				if _, err := usual(s, text); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func skip(c *cursor.Cursor) struct{} {
	c.Skip()
	return struct{}{}
}

func BenchmarkEncode(b *testing.B) {
	for _, size := range sizes {
		orders, texts := documents(size.items)
		next := 0
		b.Run(size.name+"/cursor", func(b *testing.B) {
			perRun(b, texts, func(string) {
				if _, err := cursor.Encode(orders[next%variants], encodeOrder, decodeOrder); err != nil {
					b.Fatal(err)
				}
				next++
			})
		})
		b.Run(size.name+"/encoding-json", func(b *testing.B) {
			perRun(b, texts, func(string) {
				if _, err := json.Marshal(orders[next%variants]); err != nil {
					b.Fatal(err)
				}
				next++
			})
		})
	}
}

// BenchmarkRatio interleaves both ways in one run, since machines are noisy,
// and reports how many times faster the cursor is.
func BenchmarkRatio(b *testing.B) {
	s := orderValidator()
	for _, size := range sizes {
		_, texts := documents(size.items)
		b.Run(size.name, func(b *testing.B) {
			var mine, others time.Duration
			for b.Loop() {
				for _, text := range texts {
					began := time.Now()
					for range 20 {
						if _, err := cursor.Decode(text, decodeOrder); err != nil {
							b.Fatal(err)
						}
					}
					middle := time.Now()
					if _, err := usual(s, text); err != nil {
						b.Fatal(err)
					}
					mine += middle.Sub(began)
					others += time.Since(middle)
				}
			}
			b.ReportMetric(20*float64(others)/float64(mine), "times-faster")
		})
	}
}

func BenchmarkUnique(b *testing.B) {
	for _, n := range []int{4, 1000} {
		items := make([]string, n)
		for i := range items {
			items[i] = fmt.Sprintf("\"tag-%d\"", i)
		}
		text := "[" + strings.Join(items, ",") + "]"
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			perRun(b, []string{text}, func(text string) {
				if _, err := cursor.Decode(text, func(c *cursor.Cursor) []string {
					return cursor.UniqueList(c, 0, -1, (*cursor.Cursor).Text)
				}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
