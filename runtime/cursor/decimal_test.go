package cursor_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

// TestHugeExponents writes the same number in several ways, with exponents
// around and beyond what an int64 holds.
func TestHugeExponents(t *testing.T) {
	t.Parallel()
	for _, base := range []string{
		"0", "17", "999999999999999998", "1000000000000000000", "1000000000000000003", "9223372036854775807", "9999999999999999999",
		"10000000000000000000", "100000000000000000000000000000", "199999999999999999999999999999", "300000000000000000000000000001",
	} {
		for _, sign := range []string{"", "-"} {
			exponent, ok := new(big.Int).SetString(sign+base, 10)
			if !ok {
				t.Fatal(base)
			}
			same := spellings(exponent)
			larger := spellings(new(big.Int).Add(exponent, big.NewInt(1)))
			for _, a := range same {
				for _, b := range same {
					checkOrder(t, a, b, 0)
				}
				for _, b := range larger {
					checkOrder(t, a, b, -1)
					checkOrder(t, b, a, 1)
					checkOrder(t, "-"+a, "-"+b, 1)
					checkOrder(t, "-"+a, b, -1)
				}
				checkOrder(t, a, "0", 1)
				checkOrder(t, "-"+a, "0e1", -1)
			}
		}
	}
}

// spellings are ways to write 7 * 10^exponent.
func spellings(exponent *big.Int) []string {
	plus := func(n int64) *big.Int { return new(big.Int).Add(exponent, big.NewInt(n)) }
	return []string{
		fmt.Sprintf("7e%d", exponent),
		fmt.Sprintf("7.0E%+d", exponent),
		fmt.Sprintf("7000e%d", plus(-3)),
		fmt.Sprintf("0.0007e%d", plus(4)),
		fmt.Sprintf("70.000e%d", plus(-1)),
		fmt.Sprintf("7%se%d", strings.Repeat("0", 30), plus(-30)),
		fmt.Sprintf("0.%s7e%d", strings.Repeat("0", 30), plus(31)),
	}
}

// checkOrder holds limits and equality to the order of two numbers.
func checkOrder(t *testing.T, a, b string, order int) {
	t.Helper()
	for _, test := range []struct {
		name string
		r    cursor.Range
		want bool
	}{
		{"minimum", cursor.NewRange().Minimum(b), order >= 0},
		{"maximum", cursor.NewRange().Maximum(b), order <= 0},
		{"exclusiveMinimum", cursor.NewRange().ExclusiveMinimum(b), order > 0},
		{"exclusiveMaximum", cursor.NewRange().ExclusiveMaximum(b), order < 0},
	} {
		_, err := cursor.Decode(a, func(c *cursor.Cursor) json.Number { return c.NumberOf(&test.r) })
		if (err == nil) != test.want {
			t.Errorf("%s with %s %s: got %v", a, test.name, b, err)
		}
	}
	values := cursor.ConstValue(b)
	if _, err := cursor.Decode(a, func(c *cursor.Cursor) bool { c.Among(&values); c.Skip(); return true }); (err == nil) != (order == 0) {
		t.Errorf("%s with const %s: got %v", a, b, err)
	}
}

// TestHugeMultiples holds multiples with large exponents against remainders
// that math/big computes.
func TestHugeMultiples(t *testing.T) {
	t.Parallel()
	for _, divisor := range []string{"1", "3", "7", "13", "1024", "999999999999999989", "18446744073709551615", "36893488147419103232", "123456789012345678901234567891"} {
		m, ok := new(big.Int).SetString(divisor, 10)
		if !ok {
			t.Fatal(divisor)
		}
		r := cursor.NewRange().MultipleOf(divisor)
		scaled := cursor.NewRange().MultipleOf(divisor + "e-5")
		for _, digits := range []string{"1", "21", "123456789", "98765432109876543210987654321"} {
			for _, exponent := range []string{"0", "5", "64", "70", "1000", "123456789", "1000000000000000001", "123456789012345678901234567890"} {
				d, _ := new(big.Int).SetString(digits, 10)
				e, _ := new(big.Int).SetString(exponent, 10)
				for _, test := range []struct {
					r     *cursor.Range
					shift int64
				}{{&r, 0}, {&scaled, 5}} {
					power := new(big.Int).Exp(big.NewInt(10), new(big.Int).Add(e, big.NewInt(test.shift)), m)
					want := new(big.Int).Mod(power.Mul(power, d), m).Sign() == 0
					text := digits + "e" + exponent
					_, err := cursor.Decode(text, func(c *cursor.Cursor) json.Number { return c.NumberOf(test.r) })
					if (err == nil) != want {
						t.Errorf("%s as a multiple of %s e-%d: got %v", text, divisor, test.shift, err)
					}
				}
			}
		}
	}
}
