package value_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/actgen/actgen/runtime/value"
)

func ExampleOpt() {
	type patch struct {
		Name value.Opt[string] `json:"name,omitzero"`
		Note value.Opt[string] `json:"note,omitzero"`
		Area value.Opt[string] `json:"area,omitzero"`
	}
	var p patch
	if err := json.Unmarshal([]byte(`{"name":"Ada","note":null}`), &p); err != nil {
		panic(err)
	}
	name, ok := p.Name.Get()
	fmt.Println(name, ok, p.Note.IsNull(), p.Area.IsAbsent())

	data, err := json.Marshal(p)
	fmt.Println(string(data), err)
	// Output:
	// Ada true true true
	// {"name":"Ada","note":null} <nil>
}

func ExampleDateTime() {
	d, _ := value.ParseDateTime("2024-02-29T12:00:00.500+01:00")
	fmt.Println(d, "is", d.UTC().Format(time.Kitchen))

	d.Time = d.Add(time.Minute)
	fmt.Println(d)
	// Output:
	// 2024-02-29T12:00:00.500+01:00 is 11:00AM
	// 2024-02-29T12:01:00.5+01:00
}

func ExampleDuration_Elapsed() {
	fmt.Println(value.Duration("P1DT12H").Elapsed())
	fmt.Println(value.Duration("P1M").Elapsed())
	// Output:
	// 36h0m0s <nil>
	// 0s duration "P1M" has years or months, which have no fixed length
}
