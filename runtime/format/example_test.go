package format_test

import (
	"fmt"

	"github.com/actgen/actgen/runtime/format"
)

func ExampleLookup() {
	check, ok := format.Lookup("date-time")
	fmt.Println(ok, check("2024-02-29T12:00:00Z"), check("2023-02-29T12:00:00Z"))

	_, ok = format.Lookup("phone")
	fmt.Println(ok)
	// Output:
	// true true false
	// false
}
