package cursor_test

import (
	"fmt"

	"github.com/actgen/actgen/runtime/cursor"
)

type greeting struct {
	Name  string
	Times int64
}

var greetingMembers = cursor.MembersOf("greeting.json#", "name", "times").Optional("times").Closed()

func decodeGreeting(c *cursor.Cursor) (v greeting) {
	for name := range c.Object(&greetingMembers) {
		switch name {
		case "name":
			v.Name = c.TextIn(1, 20)
		case "times":
			v.Times = c.IntIn(1, 3)
		}
	}
	return v
}

func encodeGreeting(w *cursor.Writer, v greeting) {
	w.BeginObject()
	w.Name("name").Text(v.Name)
	if v.Times != 0 {
		w.Name("times").Int(v.Times)
	}
	w.EndObject()
}

func ExampleDecode() {
	v, err := cursor.Decode(`{"name": "Ada", "times": 2e0}`, decodeGreeting)
	fmt.Println(v, err)

	_, err = cursor.Decode(`{"name": "", "times": 7, "loud": true}`, decodeGreeting)
	fmt.Println(err)
	// Output:
	// {Ada 2} <nil>
	// /name: must have at least 1 character, found 0 characters (greeting.json#/properties/name/minLength)
	// /times: must be at most 3, found 7 (greeting.json#/properties/times/maximum)
	// /loud: must not be there: no other members are allowed (greeting.json#/additionalProperties)
}

func ExampleEncode() {
	text, err := cursor.Encode(greeting{Name: "Ada"}, encodeGreeting, decodeGreeting)
	fmt.Println(text, err)

	_, err = cursor.Encode(greeting{Name: "Ada", Times: 100}, encodeGreeting, decodeGreeting)
	fmt.Println(err)
	// Output:
	// {"name":"Ada"} <nil>
	// /times: must be at most 3, found 100 (greeting.json#/properties/times/maximum)
}
