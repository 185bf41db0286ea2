// Package cursor is the JSON reader and writer on which generated code stands.
//
// A [Cursor] moves over a payload once, left to right. Each reading method
// consumes exactly one JSON value, checks what its arguments say, and returns
// the Go value:
//
//	var orderMembers = cursor.MembersOf("order.json#", "orderId", "total", "notes").
//		Optional("notes").Closed()
//
//	func decodeOrder(c *cursor.Cursor) (v Order) {
//		for name := range c.Object(&orderMembers) {
//			switch name {
//			case "orderId":
//				v.OrderID = c.Match(orderIDPattern)
//			case "total":
//				v.Total = c.FloatIn(0, 100_000_000)
//			case "notes":
//				v.Notes = new(c.TextIn(0, 500))
//			}
//		}
//		return v
//	}
//
//	order, err := cursor.Decode(payload, decodeOrder)
//
// # Problems
//
// No reading method returns an error. A problem is noted, the value is
// consumed all the same, and reading goes on, so that [Decode] reports every
// problem of a document, up to [MaxProblems], in document order. Each has the
// JSON Pointer of the value, the location of the keyword, what was expected
// and what was found. Text that is not JSON stops the reading where it is
// found: problems before it are kept, and it is reported as the last.
//
// # What is accepted
//
// The grammar is RFC 8259 to the letter. Besides, text is refused that means
// different things to different readers: invalid UTF-8, escaped surrogates
// without their other half, and objects with two members of the same name, at
// every depth and also in values that are skipped or kept raw. Arrays and
// objects may be nested [MaxDepth] deep.
//
// Numbers are compared as the decimals that they are: [Range] knows no
// rounding, and 1e1000000000 costs no more than its text. Values are equal as
// JSON Schema defines it: 1, 1.0 and 1e0 are one value, and the order of
// members says nothing.
//
// # Memory
//
// A string without escapes that is read from a payload is a substring of it,
// and so is a raw value; they keep the payload in memory as long as they live.
// Copy them (strings.Clone) where a small value outlives a large payload.
// Constants that [Enum] returns are the generated ones, not substrings.
//
// # Concurrency
//
// A Cursor and a Writer belong to one call of [Decode] or [Encode] and must not
// be kept or shared. Tables ([Members], [Range], [Rules], [EnumOf], [Values])
// are not changed after they are made and serve any number of goroutines.
package cursor
