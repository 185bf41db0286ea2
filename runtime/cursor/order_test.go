package cursor_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/actgen/actgen/runtime/cursor"
	"github.com/actgen/actgen/runtime/pattern"
	"github.com/actgen/actgen/runtime/value"
)

// The types and functions here are what actgen generates for orderSchema. The
// benchmarks and some tests read orders with them.

const orderSchema = `{
	"$schema": "http://json-schema.org/draft-07/schema#",
	"type": "object",
	"properties": {
		"orderId": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{6}$"},
		"requestId": {"type": "string", "format": "uuid"},
		"placedAt": {"type": "string", "format": "date-time"},
		"customer": {
			"type": "object",
			"properties": {
				"id": {"type": "string", "minLength": 1, "maxLength": 40},
				"name": {"type": "string", "minLength": 1, "maxLength": 100},
				"email": {"type": "string", "format": "email"},
				"vip": {"type": "boolean"},
				"address": {
					"type": "object",
					"properties": {
						"street": {"type": "string", "minLength": 1, "maxLength": 100},
						"city": {"type": "string", "minLength": 1, "maxLength": 100},
						"zip": {"type": "string", "pattern": "^[0-9]{5}$"},
						"country": {"enum": ["DE", "FR", "GB", "US", "JP", "AT", "CH", "NL"]}
					},
					"required": ["street", "city", "zip", "country"],
					"additionalProperties": false
				}
			},
			"required": ["id", "name", "email", "vip", "address"],
			"additionalProperties": false
		},
		"currency": {"enum": ["EUR", "USD", "GBP", "JPY", "CHF", "SEK", "NOK", "DKK"]},
		"items": {
			"type": "array",
			"minItems": 1,
			"maxItems": 2000,
			"items": {
				"type": "object",
				"properties": {
					"sku": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{5}$"},
					"title": {"type": "string", "minLength": 1, "maxLength": 200},
					"quantity": {"type": "integer", "minimum": 1, "maximum": 1000},
					"price": {"type": "number", "minimum": 0, "maximum": 1000000},
					"category": {"enum": ["book", "food", "toy", "garden", "office", "sport"]},
					"tags": {"type": "array", "maxItems": 10, "items": {"type": "string", "minLength": 1, "maxLength": 30}},
					"gift": {"type": "boolean"}
				},
				"required": ["sku", "title", "quantity", "price", "category"],
				"additionalProperties": false
			}
		},
		"total": {"type": "number", "minimum": 0, "maximum": 100000000},
		"notes": {"type": "string", "maxLength": 500}
	},
	"required": ["orderId", "requestId", "placedAt", "customer", "currency", "items", "total"],
	"additionalProperties": false
}`

type order struct {
	OrderID   string         `json:"orderId"`
	RequestID value.UUID     `json:"requestId"`
	PlacedAt  value.DateTime `json:"placedAt"`
	Customer  customer       `json:"customer"`
	Currency  currency       `json:"currency"`
	Items     []lineItem     `json:"items"`
	Total     float64        `json:"total"`
	Notes     *string        `json:"notes,omitempty"`
}

type customer struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Email   string  `json:"email"`
	VIP     bool    `json:"vip"`
	Address address `json:"address"`
}

type address struct {
	Street  string  `json:"street"`
	City    string  `json:"city"`
	Zip     string  `json:"zip"`
	Country country `json:"country"`
}

type lineItem struct {
	SKU      string   `json:"sku"`
	Title    string   `json:"title"`
	Quantity int64    `json:"quantity"`
	Price    float64  `json:"price"`
	Category category `json:"category"`
	Tags     []string `json:"tags,omitzero"`
	Gift     *bool    `json:"gift,omitempty"`
}

type (
	currency string
	country  string
	category string
)

var (
	orderIDPattern = pattern.MustCompile("^[A-Z]{2}-[0-9]{6}$")
	zipPattern     = pattern.MustCompile("^[0-9]{5}$")
	skuPattern     = pattern.MustCompile("^[A-Z]{3}[0-9]{5}$")

	emailRules = cursor.NewRules().Format("email")

	currencyValues = cursor.NewEnum[currency]("EUR", "USD", "GBP", "JPY", "CHF", "SEK", "NOK", "DKK")
	countryValues  = cursor.NewEnum[country]("DE", "FR", "GB", "US", "JP", "AT", "CH", "NL")
	categoryValues = cursor.NewEnum[category]("book", "food", "toy", "garden", "office", "sport")
)

var orderMembers = cursor.MembersOf("order.json#",
	"orderId", "requestId", "placedAt", "customer", "currency", "items", "total", "notes").
	Optional("notes").Closed()

func decodeOrder(c *cursor.Cursor) (v order) {
	for name := range c.Object(&orderMembers) {
		switch name {
		case "orderId":
			v.OrderID = c.Match(orderIDPattern)
		case "requestId":
			v.RequestID = c.UUID()
		case "placedAt":
			v.PlacedAt = c.DateTime()
		case "customer":
			v.Customer = decodeCustomer(c)
		case "currency":
			v.Currency = cursor.Enum(c, &currencyValues)
		case "items":
			v.Items = cursor.ListIn(c, 1, 2000, decodeLineItem)
		case "total":
			v.Total = c.FloatIn(0, 100_000_000)
		case "notes":
			v.Notes = new(c.TextIn(0, 500))
		}
	}
	return v
}

var customerMembers = cursor.MembersOf("order.json#/properties/customer",
	"id", "name", "email", "vip", "address").Closed()

func decodeCustomer(c *cursor.Cursor) (v customer) {
	for name := range c.Object(&customerMembers) {
		switch name {
		case "id":
			v.ID = c.TextIn(1, 40)
		case "name":
			v.Name = c.TextIn(1, 100)
		case "email":
			v.Email = c.TextOf(&emailRules)
		case "vip":
			v.VIP = c.Bool()
		case "address":
			v.Address = decodeAddress(c)
		}
	}
	return v
}

var addressMembers = cursor.MembersOf("order.json#/properties/customer/properties/address",
	"street", "city", "zip", "country").Closed()

func decodeAddress(c *cursor.Cursor) (v address) {
	for name := range c.Object(&addressMembers) {
		switch name {
		case "street":
			v.Street = c.TextIn(1, 100)
		case "city":
			v.City = c.TextIn(1, 100)
		case "zip":
			v.Zip = c.Match(zipPattern)
		case "country":
			v.Country = cursor.Enum(c, &countryValues)
		}
	}
	return v
}

var lineItemMembers = cursor.MembersOf("order.json#/properties/items/items",
	"sku", "title", "quantity", "price", "category", "tags", "gift").
	Optional("tags", "gift").Closed()

func decodeLineItem(c *cursor.Cursor) (v lineItem) {
	for name := range c.Object(&lineItemMembers) {
		switch name {
		case "sku":
			v.SKU = c.Match(skuPattern)
		case "title":
			v.Title = c.TextIn(1, 200)
		case "quantity":
			v.Quantity = c.IntIn(1, 1000)
		case "price":
			v.Price = c.FloatIn(0, 1_000_000)
		case "category":
			v.Category = cursor.Enum(c, &categoryValues)
		case "tags":
			v.Tags = cursor.ListIn(c, 0, 10, decodeTag)
		case "gift":
			v.Gift = new(c.Bool())
		}
	}
	return v
}

func decodeTag(c *cursor.Cursor) string { return c.TextIn(1, 30) }

func encodeOrder(w *cursor.Writer, v order) {
	w.BeginObject()
	w.Name("orderId").Text(v.OrderID)
	w.Name("requestId").Text(string(v.RequestID))
	w.Name("placedAt").DateTime(v.PlacedAt)
	encodeCustomer(w.Name("customer"), v.Customer)
	w.Name("currency").Text(string(v.Currency))
	cursor.WriteList(w.Name("items"), v.Items, encodeLineItem)
	w.Name("total").Float(v.Total)
	if v.Notes != nil {
		w.Name("notes").Text(*v.Notes)
	}
	w.EndObject()
}

func encodeCustomer(w *cursor.Writer, v customer) {
	w.BeginObject()
	w.Name("id").Text(v.ID)
	w.Name("name").Text(v.Name)
	w.Name("email").Text(v.Email)
	w.Name("vip").Bool(v.VIP)
	w.Name("address").BeginObject()
	w.Name("street").Text(v.Address.Street)
	w.Name("city").Text(v.Address.City)
	w.Name("zip").Text(v.Address.Zip)
	w.Name("country").Text(string(v.Address.Country))
	w.EndObject()
	w.EndObject()
}

func encodeLineItem(w *cursor.Writer, v lineItem) {
	w.BeginObject()
	w.Name("sku").Text(v.SKU)
	w.Name("title").Text(v.Title)
	w.Name("quantity").Int(v.Quantity)
	w.Name("price").Float(v.Price)
	w.Name("category").Text(string(v.Category))
	if v.Tags != nil {
		cursor.WriteList(w.Name("tags"), v.Tags, (*cursor.Writer).Text)
	}
	if v.Gift != nil {
		w.Name("gift").Bool(*v.Gift)
	}
	w.EndObject()
}

// newOrder makes an order with random contents.
func newOrder(r *rand.Rand, items int) order {
	v := order{
		OrderID:   fmt.Sprintf("%c%c-%06d", 'A'+r.IntN(26), 'A'+r.IntN(26), r.IntN(1_000_000)),
		RequestID: value.UUID(fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Int64N(1<<48))),
		PlacedAt:  value.DateTimeOf(time.Unix(1_700_000_000+r.Int64N(100_000_000), 0).UTC()),
		Customer: customer{
			ID:    fmt.Sprintf("c-%d", r.IntN(10_000_000)),
			Name:  words(r, 2),
			Email: fmt.Sprintf("%s@example.com", word(r)),
			VIP:   r.IntN(2) == 0,
			Address: address{
				Street:  words(r, 1+r.IntN(2)),
				City:    word(r),
				Zip:     fmt.Sprintf("%05d", r.IntN(100_000)),
				Country: pick[country](r, "DE", "FR", "GB", "US", "JP", "AT", "CH", "NL"),
			},
		},
		Currency: pick[currency](r, "EUR", "USD", "GBP", "JPY", "CHF", "SEK", "NOK", "DKK"),
		Total:    float64(r.IntN(1_000_000)) / 100,
	}
	if r.IntN(2) == 0 {
		v.Notes = new(words(r, 1+r.IntN(12)))
	}
	for range items {
		v.Items = append(v.Items, newLineItem(r))
	}
	return v
}

func newLineItem(r *rand.Rand) lineItem {
	v := lineItem{
		SKU:      fmt.Sprintf("%c%c%c%05d", 'A'+r.IntN(26), 'A'+r.IntN(26), 'A'+r.IntN(26), r.IntN(100_000)),
		Title:    words(r, 2+r.IntN(6)),
		Quantity: 1 + r.Int64N(100),
		Price:    float64(r.IntN(1_000_000)) / 100,
		Category: pick[category](r, "book", "food", "toy", "garden", "office", "sport"),
	}
	if r.IntN(10) == 0 {
		for range 1 + r.IntN(4) {
			v.Tags = append(v.Tags, word(r))
		}
	}
	if r.IntN(20) == 0 {
		v.Gift = new(true)
	}
	return v
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

func words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = word(r)
	}
	return strings.Join(list, " ")
}

func word(r *rand.Rand) string {
	b := make([]byte, 3+r.IntN(9))
	for i := range b {
		b[i] = byte('a' + r.IntN(26))
	}
	return string(b)
}
