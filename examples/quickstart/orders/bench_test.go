package orders

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// payments are documents of about 8 KB, each another, so that branch
// prediction can't learn one.
func payments(tb testing.TB) []string {
	tb.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var all []string
	for range 16 {
		in := ChargeCardInput{
			OrderID: fmt.Sprintf("BK-%06d", r.IntN(1_000_000)),
			Customer: Customer{
				ID: "3f2b8c1e-7d44-4b0a-9a5e-6c1f0d2e8b77", Name: "Ada Moreau", Email: "ada.moreau@example.com",
				BillingAddress: Address{Street: "12 rue des Lilas", PostalCode: "75020", City: "Paris", Country: "FR"},
			},
			Card:          Card{Token: "tok_visa_4242", Network: NetworkVisa, Expires: Month{Month: 1 + r.Int64N(12), Year: 2028}},
			Total:         Money{Amount: 1 + r.Int64N(1_000_000), Currency: CurrencyEUR},
			DiscountCodes: []string{"SPRING26", "FREESHIP"},
			Labels:        map[string]string{"channel": "web", "campaign": "spring"},
		}
		in.PlacedAt.Time = time.Date(2026, 3, 14, 9, 26, r.IntN(60), 0, time.UTC)
		for range 85 + r.IntN(10) {
			item := LineItem{
				SKU: fmt.Sprintf("BOK%04d", r.IntN(10_000)), Quantity: 1 + r.Int64N(9), UnitPrice: r.Int64N(100_000),
				Title: new("A Field Guide to Clouds"),
			}
			if r.IntN(2) == 0 {
				item.TaxRate = new(0.055)
			}
			in.Items = append(in.Items, item)
		}
		text, err := EncodeChargeCardInput(in)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}

// plain is the input as one writes it for encoding/json.
type plain struct {
	OrderID  string    `json:"orderId"`
	PlacedAt time.Time `json:"placedAt"`
	Customer struct {
		ID             string  `json:"id"`
		Name           string  `json:"name"`
		Email          string  `json:"email"`
		Company        *string `json:"company"`
		BillingAddress struct {
			Street     string `json:"street"`
			PostalCode string `json:"postalCode"`
			City       string `json:"city"`
			Country    string `json:"country"`
		} `json:"billingAddress"`
	} `json:"customer"`
	Card struct {
		Token   string `json:"token"`
		Network string `json:"network"`
		Expires struct {
			Month int64 `json:"month"`
			Year  int64 `json:"year"`
		} `json:"expires"`
	} `json:"card"`
	Total struct {
		Amount   int64  `json:"amount"`
		Currency string `json:"currency"`
	} `json:"total"`
	Items []struct {
		SKU       string   `json:"sku"`
		Title     *string  `json:"title"`
		Quantity  int64    `json:"quantity"`
		UnitPrice int64    `json:"unitPrice"`
		TaxRate   *float64 `json:"taxRate"`
	} `json:"items"`
	DiscountCodes []string          `json:"discountCodes"`
	Note          *string           `json:"note"`
	Labels        map[string]string `json:"labels"`
}

// usual decodes and checks as one does without generated code: into any for
// the validator, and again into the struct.
func usual(s *jsonschema.Schema, text string) (v plain, err error) {
	var tree any
	if err = json.Unmarshal([]byte(text), &tree); err != nil {
		return v, err
	}
	if err = s.Validate(tree); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(text), &v)
}

func validator(tb testing.TB) *jsonschema.Schema {
	tb.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	for _, name := range []string{"charge-card.input.json", "money.json"} {
		data, err := os.ReadFile(filepath.Join("schemas", name))
		if err != nil {
			tb.Fatal(err)
		}
		if err := c.AddResource("https://example.com/"+name, strings.NewReader(string(data))); err != nil {
			tb.Fatal(err)
		}
	}
	s, err := c.Compile("https://example.com/charge-card.input.json")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// BenchmarkDecode decodes and checks an input of 8 KB, by generated code and as
// is usual without, and reports how many times faster the first is. Both run in
// turn, so that whatever else the machine does meets both.
func BenchmarkDecode(b *testing.B) {
	texts, s := payments(b), validator(b)
	var generated, without time.Duration
	bytes, runs := 0, 0
	for b.Loop() {
		start := time.Now()
		for _, text := range texts {
			if _, err := DecodeChargeCardInput(text); err != nil {
				b.Fatal(err)
			}
		}
		generated += time.Since(start)
		start = time.Now()
		for _, text := range texts {
			if _, err := usual(s, text); err != nil {
				b.Fatal(err)
			}
			bytes += len(text)
			runs++
		}
		without += time.Since(start)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(bytes)/float64(runs), "B/document")
	b.ReportMetric(float64(generated.Nanoseconds())/float64(runs), "ns/decode")
	b.ReportMetric(float64(without.Nanoseconds())/float64(runs), "ns/usual")
	b.ReportMetric(float64(without)/float64(generated), "times-faster")
}

// The parts, for profiles and for benchstat.
func BenchmarkDecodeParts(b *testing.B) {
	texts, s := payments(b), validator(b)
	for name, run := range map[string]func(text string) error{
		"generated": func(text string) error {
			_, err := DecodeChargeCardInput(text)
			return err
		},
		"usual": func(text string) error {
			_, err := usual(s, text)
			return err
		},
		"encoding-json": func(text string) error {
			var v plain
			return json.Unmarshal([]byte(text), &v)
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := run(texts[i%len(texts)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestUsual keeps the benchmark honest: both ways accept and refuse the same.
func TestUsual(t *testing.T) {
	t.Parallel()
	s := validator(t)
	for _, text := range payments(t) {
		for _, broken := range []string{
			text,
			strings.Replace(text, `"quantity":`, `"quantity":-`, 1),
			strings.Replace(text, `"EUR"`, `"EURO"`, 1),
			strings.Replace(text, `"FR"`, `"fr"`, 1),
			strings.Replace(text, `"items":`, `"item":`, 1),
		} {
			_, err := DecodeChargeCardInput(broken)
			_, other := usual(s, broken)
			if (err == nil) != (other == nil) {
				t.Errorf("generated: %v, usual: %v\n%.200s", err, other, broken)
			}
		}
	}
}
