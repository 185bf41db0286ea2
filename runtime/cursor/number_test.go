package cursor_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

const (
	beyondInt64 = "must be an integer within the range of an int64"
	beyondFloat = "must be within the range of a float64"
)

func TestInt(t *testing.T) {
	t.Parallel()
	decode := (*cursor.Cursor).Int
	testReadings(t, []reading[int64]{
		{text: "0", decode: decode, want: 0},
		{text: "-0", decode: decode, want: 0},
		{text: "7", decode: decode, want: 7},
		{text: "-12", decode: decode, want: -12},
		{text: "1.0", decode: decode, want: 1},
		{text: "-1.50e1", decode: decode, want: -15},
		{text: "1e2", decode: decode, want: 100},
		{text: "1200E-2", decode: decode, want: 12},
		{text: "0e1000000000000000000000", decode: decode, want: 0},
		{text: "0.0", decode: decode, want: 0},
		{text: "100000000000000000000000000000e-29", decode: decode, want: 1},
		{text: "9223372036854775807", decode: decode, want: math.MaxInt64},
		{text: "-9223372036854775808", decode: decode, want: math.MinInt64},
		{text: "9223372036854775808", decode: decode, err: "the document: " + beyondInt64 + ", found 9223372036854775808 (/type)"},
		{text: "-9223372036854775809", decode: decode, err: "the document: " + beyondInt64 + ", found -9223372036854775809 (/type)"},
		{text: "18446744073709551616", decode: decode, err: "the document: " + beyondInt64 + ", found 18446744073709551616 (/type)"},
		{text: "1e1000000000", decode: decode, err: "the document: " + beyondInt64 + ", found 1e1000000000 (/type)"},
		{text: "1e99999999999999999999", decode: decode, err: "the document: " + beyondInt64 + ", found 1e99999999999999999999 (/type)"},
		{text: "1e-1000000000", decode: decode, err: "the document: must be an integer, found 1e-1000000000 (/type)"},
		{text: "1.5", decode: decode, err: "the document: must be an integer, found 1.5 (/type)"},
		{text: "1e-1", decode: decode, err: "the document: must be an integer, found 1e-1 (/type)"},
		{text: `"1"`, decode: decode, err: `the document: must be an integer, found "1" (/type)`},
		{text: "01", decode: decode, err: "the document: must not follow a leading 0, found '1' at offset 1"},
		{text: "-", decode: decode, err: "the document: must be a digit, found the end of the text at offset 1"},
		{text: "-a", decode: decode, err: "the document: must be a digit, found 'a' at offset 1"},
		{text: "1.", decode: decode, err: "the document: must be a digit, found the end of the text at offset 2"},
		{text: "1.e1", decode: decode, err: "the document: must be a digit, found 'e' at offset 2"},
		{text: "1e", decode: decode, err: "the document: must be a digit, found the end of the text at offset 2"},
		{text: "1e+", decode: decode, err: "the document: must be a digit, found the end of the text at offset 3"},
		{text: "+1", decode: decode, err: "the document: must be a JSON value, found '+' at offset 0"},
		{text: ".5", decode: decode, err: "the document: must be a JSON value, found '.' at offset 0"},
		{text: "1a", decode: decode, err: "the document: must end after the value, found 'a' at offset 1"},
		{text: "0x1", decode: decode, err: "the document: must end after the value, found 'x' at offset 1"},
		{text: "NaN", decode: decode, err: "the document: must be a JSON value, found 'N' at offset 0"},
	})
}

// TestNumbersInLists reads numbers where the paths for compact text are taken.
func TestNumbersInLists(t *testing.T) {
	t.Parallel()
	ints := func(c *cursor.Cursor) []int64 {
		return cursor.List(c, func(c *cursor.Cursor) int64 { return c.IntIn(0, 1<<60) })
	}
	testReadings(t, []reading[[]int64]{
		{text: "[0,1,23,456]", decode: ints, want: []int64{0, 1, 23, 456}},
		{text: "[123456789012345678,1152921504606846976]", decode: ints, want: []int64{123456789012345678, 1 << 60}},
		{text: "[1e1,2.0]", decode: ints, want: []int64{10, 2}},
		{text: "[00]", decode: ints, err: "/0: must not follow a leading 0, found '0' at offset 2"},
		{text: "[1,01]", decode: ints, err: "/1: must not follow a leading 0, found '1' at offset 4"},
		{text: "[1152921504606846977]", decode: ints, err: "/0: must be at most 1152921504606846976, found 1152921504606846977 (/items/maximum)"},
		{text: "[12345678901234567890]", decode: ints, err: "/0: must be at most 1152921504606846976, found 12345678901234567890 (/items/maximum)"},
		{text: "[-1]", decode: ints, err: "/0: must be at least 0, found -1 (/items/minimum)"},
	})
	floats := func(c *cursor.Cursor) []float64 {
		return cursor.List(c, func(c *cursor.Cursor) float64 { return c.FloatIn(-1, 1e15) })
	}
	testReadings(t, []reading[[]float64]{
		{text: "[0,0.5,1,12.25,-0.5]", decode: floats, want: []float64{0, 0.5, 1, 12.25, -0.5}},
		{text: "[123456789012345,12345678901234.5,0.00000000000001]", decode: floats, want: []float64{123456789012345, 12345678901234.5, 1e-14}},
		{text: "[0.1234567890123456789,1234567890.12345678]", decode: floats, want: []float64{0.1234567890123456789, 1234567890.12345678}},
		{text: "[00.5]", decode: floats, err: "/0: must not follow a leading 0, found '0' at offset 2"},
		{text: "[1.]", decode: floats, err: "the document: must be a digit, found ']' at offset 3"},
		{text: "[1.2.3]", decode: floats, err: "/0: must be ',' or ']', found '.' at offset 4"},
		{text: "[01]", decode: floats, err: "/0: must not follow a leading 0, found '1' at offset 2"},
	})
}

func TestIntIn(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) int64 { return c.IntIn(-5, 10) }
	testReadings(t, []reading[int64]{
		{text: "-5", decode: decode, want: -5},
		{text: "1e1", decode: decode, want: 10},
		{text: "-6", decode: decode, err: "the document: must be at least -5, found -6 (/minimum)"},
		{text: "11", decode: decode, err: "the document: must be at most 10, found 11 (/maximum)"},
		{text: "1e30", decode: decode, err: "the document: must be at most 10, found 1e30 (/maximum)"},
		{text: "-1e30", decode: decode, err: "the document: must be at least -5, found -1e30 (/minimum)"},
		{text: "0.5", decode: decode, err: "the document: must be an integer, found 0.5 (/type)"},
	})
}

func TestUint(t *testing.T) {
	t.Parallel()
	decode := (*cursor.Cursor).Uint
	in := func(c *cursor.Cursor) uint64 { return c.UintIn(2, 10) }
	of := cursor.NewRange().ExclusiveMinimum("2").MultipleOf("3")
	ofDecode := func(c *cursor.Cursor) uint64 { return c.UintOf(&of) }
	testReadings(t, []reading[uint64]{
		{text: "0", decode: decode, want: 0},
		{text: "-0", decode: decode, want: 0},
		{text: "18446744073709551615", decode: decode, want: math.MaxUint64},
		{text: "1844674407370955161.50e1", decode: decode, want: math.MaxUint64},
		{text: "18446744073709551616", decode: decode, err: "the document: must be an integer within the range of a uint64, found 18446744073709551616 (/type)"},
		{text: "-1", decode: decode, err: "the document: must be at least 0, found -1 (/minimum)"},
		{text: "0.1", decode: decode, err: "the document: must be an integer, found 0.1 (/type)"},
		{text: "2", decode: in, want: 2},
		{text: "1", decode: in, err: "the document: must be at least 2, found 1 (/minimum)"},
		{text: "11.0", decode: in, err: "the document: must be at most 10, found 11.0 (/maximum)"},
		{text: "1e99", decode: in, err: "the document: must be at most 10, found 1e99 (/maximum)"},
		{text: "3", decode: ofDecode, want: 3},
		{text: "2", decode: ofDecode, err: "the document: must be greater than 2, found 2 (/exclusiveMinimum)\n" +
			"the document: must be a multiple of 3, found 2 (/multipleOf)"},
		{text: "-3", decode: ofDecode, err: "the document: must be greater than 2, found -3 (/exclusiveMinimum)"},
		{text: "3e30", decode: ofDecode, err: "the document: must be an integer within the range of a uint64, found 3e30 (/type)"},
	})
}

func TestFloat(t *testing.T) {
	t.Parallel()
	decode := (*cursor.Cursor).Float
	testReadings(t, []reading[float64]{
		{text: "0", decode: decode, want: 0},
		{text: "0e5", decode: decode, want: 0},
		{text: "12.75", decode: decode, want: 12.75},
		{text: "-1.5E-3", decode: decode, want: -0.0015},
		{text: "0.1", decode: decode, want: 0.1},
		{text: "123456789012345678901234567890", decode: decode, want: 123456789012345678901234567890},
		{text: "9007199254740993", decode: decode, want: 9007199254740992},
		{text: "1e23", decode: decode, want: 1e23},
		{text: "1.7976931348623157e308", decode: decode, want: math.MaxFloat64},
		{text: "5e-324", decode: decode, want: math.SmallestNonzeroFloat64},
		{text: "0e-1000000000", decode: decode, want: 0},
		{text: "1e309", decode: decode, err: "the document: " + beyondFloat + ", found 1e309 (/type)"},
		{text: "-1e1000000000", decode: decode, err: "the document: " + beyondFloat + ", found -1e1000000000 (/type)"},
		{text: "1e-400", decode: decode, err: "the document: " + beyondFloat + ", found 1e-400 (/type)"},
		{text: "null", decode: decode, err: "the document: must be a number, found null (/type)"},
	})
	if v, err := cursor.Decode("-0.0", decode); err != nil || !math.Signbit(v) {
		t.Errorf("-0.0 reads as %v, %v", v, err)
	}
}

func TestFloatIn(t *testing.T) {
	t.Parallel()
	decode := func(c *cursor.Cursor) float64 { return c.FloatIn(0.1, 100) }
	testReadings(t, []reading[float64]{
		{text: "0.1", decode: decode, want: 0.1},
		{text: "0.10", decode: decode, want: 0.1},
		{text: "1e2", decode: decode, want: 100},
		{text: "0.09999999999999999999999", decode: decode, err: "the document: must be at least 0.1, found 0.09999999999999999999999 (/minimum)"},
		{text: "100.00000000000000000000001", decode: decode, err: "the document: must be at most 100, found 100.00000000000000000000001 (/maximum)"},
		{text: "0", decode: decode, err: "the document: must be at least 0.1, found 0 (/minimum)"},
		{text: "1e400", decode: decode, err: "the document: must be at most 100, found 1e400 (/maximum)"},
		{text: "-1e400", decode: decode, err: "the document: must be at least 0.1, found -1e400 (/minimum)"},
	})
}

func TestRange(t *testing.T) {
	t.Parallel()
	r := cursor.NewRange().Minimum("0").ExclusiveMaximum("1e3").MultipleOf("0.01")
	decode := func(c *cursor.Cursor) float64 { return c.FloatOf(&r) }
	testReadings(t, []reading[float64]{
		{text: "0", decode: decode, want: 0},
		{text: "0.07", decode: decode, want: 0.07},
		{text: "999.99", decode: decode, want: 999.99},
		{text: "1.10e1", decode: decode, want: 11},
		{text: "0.005", decode: decode, err: "the document: must be a multiple of 0.01, found 0.005 (/multipleOf)"},
		{text: "1000", decode: decode, err: "the document: must be less than 1e3, found 1000 (/exclusiveMaximum)"},
		{text: "999.9999999999999999999999", decode: decode, err: "the document: must be a multiple of 0.01, found 999.9999999999999999999999 (/multipleOf)"},
		{text: "-0.01", decode: decode, err: "the document: must be at least 0, found -0.01 (/minimum)"},
		{text: "1e1000000000", decode: decode, err: "the document: must be less than 1e3, found 1e1000000000 (/exclusiveMaximum)"},
		{text: "1e-1000000000", decode: decode, err: "the document: must be a multiple of 0.01, found 1e-1000000000 (/multipleOf)"},
	})
	for name, f := range map[string]func(){
		"not a number":     func() { cursor.NewRange().Minimum("x") },
		"a spaced number":  func() { cursor.NewRange().Maximum(" 1") },
		"a divisor of 0":   func() { cursor.NewRange().MultipleOf("0") },
		"a negative one":   func() { cursor.NewRange().MultipleOf("-1") },
		"an empty divisor": func() { cursor.NewRange().MultipleOf("") },
	} {
		mustPanic(t, name, f)
	}
}

func TestRangeOfIntAndNumber(t *testing.T) {
	t.Parallel()
	r := cursor.NewRange().Minimum("-9223372036854775807.5").Maximum("1e19").MultipleOf("5")
	ints := func(c *cursor.Cursor) int64 { return c.IntOf(&r) }
	testReadings(t, []reading[int64]{
		{text: "15", decode: ints, want: 15},
		{text: "1.5e1", decode: ints, want: 15},
		{text: "16", decode: ints, err: "the document: must be a multiple of 5, found 16 (/multipleOf)"},
		{text: "-9223372036854775805", decode: ints, want: -9223372036854775805},
		{text: "-9223372036854775808", decode: ints, err: "the document: must be at least -9223372036854775807.5, found -9223372036854775808 (/minimum)\n" +
			"the document: must be a multiple of 5, found -9223372036854775808 (/multipleOf)"},
		{text: "1e19", decode: ints, err: "the document: " + beyondInt64 + ", found 1e19 (/type)"},
		{text: "2e19", decode: ints, err: "the document: must be at most 1e19, found 2e19 (/maximum)"},
		{text: "15.5", decode: ints, err: "the document: must be an integer, found 15.5 (/type)\n" +
			"the document: must be a multiple of 5, found 15.5 (/multipleOf)"},
	})
	numbers := func(c *cursor.Cursor) json.Number { return c.NumberOf(&r) }
	testReadings(t, []reading[json.Number]{
		{text: "1.5e1", decode: numbers, want: "1.5e1"},
		{text: "10000000000000000000", decode: numbers, want: "10000000000000000000"},
		{text: "10000000000000000005", decode: numbers, err: "the document: must be at most 1e19, found 10000000000000000005 (/maximum)"},
		{text: "5e-1", decode: numbers, err: "the document: must be a multiple of 5, found 5e-1 (/multipleOf)"},
	})
	plain := (*cursor.Cursor).Number
	testReadings(t, []reading[json.Number]{
		{text: "-1.50E+400", decode: plain, want: "-1.50E+400"},
		{text: "true", decode: plain, err: "the document: must be a number, found true (/type)"},
	})
}

// TestLongNumbers takes numbers as long as a payload can be.
func TestLongNumbers(t *testing.T) {
	t.Parallel()
	r := cursor.NewRange().Minimum("0").MultipleOf("7")
	decode := func(c *cursor.Cursor) json.Number { return c.NumberOf(&r) }
	sevens := strings.Repeat("7", 200_000)
	for text, valid := range map[string]bool{
		sevens:                     true,
		sevens + "1":               false,
		"7e" + sevens:              true,
		"1e" + sevens:              false,
		"7e-" + sevens:             false,
		"0." + sevens:              false,
		"0." + sevens + "e" + "5":  false,
		"-" + sevens:               false,
		"-0e" + sevens:             true,
		"0." + sevens + "e200000":  true,
		"0." + sevens + "e0200001": true,
	} {
		if _, err := cursor.Decode(text, decode); (err == nil) != valid {
			t.Errorf("%.20s...: got %v", text, err)
		}
	}
}
