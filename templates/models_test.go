package templates

import (
	"time"

	"github.com/actgen/actgen/generator/model"
)

// typed makes a type without limits, as package build does.
func typed(k model.Kind, change ...func(*model.Type)) *model.Type {
	t := &model.Type{Kind: k, Text: model.Text{Max: -1}, Size: model.Size{Max: -1}}
	for _, c := range change {
		c(t)
	}
	return t
}

// named gives a type a name, a function and variables.
func named(name, variable, location string) func(*model.Type) {
	return func(t *model.Type) {
		t.Name, t.Func, t.Var, t.Location = name, name, variable, location
	}
}

// function gives a type a function and variables, but no name.
func funced(name, variable, location string) func(*model.Type) {
	return func(t *model.Type) {
		t.Func, t.Var, t.Location = name, variable, location
	}
}

func root(t *model.Type) { t.Root = true }

func docs(text string) func(*model.Type) {
	return func(t *model.Type) { t.Doc = text }
}

func variable(name string) func(*model.Type) {
	return func(t *model.Type) { t.Var = name }
}

func length(least, most int) func(*model.Type) {
	return func(t *model.Type) { t.Text.Min, t.Text.Max = least, most }
}

func size(least, most int) func(*model.Type) {
	return func(t *model.Type) { t.Size = model.Size{Min: least, Max: most} }
}

func formatted(name, goType string) func(*model.Type) {
	return func(t *model.Type) { t.Text.Format, t.Text.Go = name, goType }
}

func matches(p *model.Pattern) func(*model.Type) {
	return func(t *model.Type) { t.Text.Pattern = p }
}

func between(low, high string) func(*model.Type) {
	return func(t *model.Type) {
		t.Range = model.Range{Minimum: low, Maximum: high, Inline: true, Low: low, High: high}
	}
}

func ranged(r model.Range) func(*model.Type) {
	return func(t *model.Type) { t.Range = r }
}

func elem(t *model.Type) func(*model.Type) {
	return func(list *model.Type) { list.Elem.Type = t }
}

func fields(fs ...*model.Field) func(*model.Type) {
	return func(t *model.Type) { t.Fields = fs }
}

func closed(t *model.Type) { t.Closed = true }

func additional(u model.Use) func(*model.Type) {
	return func(t *model.Type) {
		t.Additional = &model.Field{Name: "Additional", Doc: "Additional holds all other members.", Use: u}
	}
}

func consts(cs ...*model.Const) func(*model.Type) {
	return func(t *model.Type) {
		t.Consts, t.Base, t.Values.Keyword = cs, model.String, "enum"
		if len(cs) > 0 && cs[0].Text == "" {
			t.Base = model.Int
		}
	}
}

func values(keyword string, json ...string) func(*model.Type) {
	return func(t *model.Type) { t.Values = model.Values{Keyword: keyword, JSON: json} }
}

func kinds(names ...string) func(*model.Type) {
	return func(t *model.Type) { t.Kinds = names }
}

func required(name, json string, t *model.Type) *model.Field {
	return &model.Field{Name: name, JSON: json, Use: model.Use{Type: t}, Required: true}
}

func optional(name, json string, t *model.Type) *model.Field {
	f := &model.Field{Name: name, JSON: json, Use: model.Use{Type: t}, Form: model.Pointer}
	if nilable(t) {
		f.Form = model.Plain
	}
	return f
}

func nullable(f *model.Field, form model.Form) *model.Field {
	f.Use.Nullable, f.Form = true, form
	return f
}

func noted(f *model.Field, note string) *model.Field {
	f.Note = note
	return f
}

func documented(f *model.Field, doc string) *model.Field {
	f.Doc = doc
	return f
}

// orderPackage is a package with one activity: three nested objects, an enum,
// an optional list, a nullable member, a pattern, declared errors, progress.
func orderPackage() *model.Package {
	const at = "order.json#"
	address := typed(model.Struct, named("Address", "address", at+"/$defs/address"),
		docs("Address is where something is sent to."),
		fields(
			noted(required("Street", "street", typed(model.String, length(1, 200))), "1 to 200 characters"),
			required("City", "city", typed(model.String)),
			noted(required("Country", "country", typed(model.String,
				matches(&model.Pattern{Var: "countryPattern", Source: `^[A-Z]{2}$`}))), "matches ^[A-Z]{2}$"),
		), closed)
	customer := typed(model.Struct, named("Customer", "customer", at+"/properties/customer"),
		docs("Customer pays for an order."),
		fields(
			required("ID", "id", typed(model.String, formatted("uuid", "UUID"))),
			noted(required("Email", "email", typed(model.String, length(0, 254), formatted("email", ""),
				variable("customerEmail"))), "at most 254 characters"),
			required("Address", "address", address),
			nullable(required("Birthday", "birthday", typed(model.String, formatted("date", "Date"))), model.Pointer),
		))
	item := typed(model.Struct, named("LineItem", "lineItem", at+"/properties/items/items"),
		docs("LineItem is an article and how many of it."),
		fields(
			required("SKU", "sku", typed(model.String, length(3, 9),
				matches(&model.Pattern{Var: "skuPattern", Source: `^[A-Z]{3}\d*$`}), variable("lineItemSKU"))),
			noted(required("Quantity", "quantity", typed(model.Int, between("1", "100"))), "1 to 100"),
			noted(optional("Price", "price", typed(model.Float, variable("lineItemPrice"),
				ranged(model.Range{Minimum: "0", MultipleOf: "0.01"}))), "at least 0, a multiple of 0.01"),
		), closed)
	currency := typed(model.Enum, named("Currency", "currency", at+"/properties/currency"),
		docs("Currency is an ISO 4217 code."), func(t *model.Type) { t.Func = "" },
		consts(&model.Const{Name: "CurrencyEUR", Text: "EUR"}, &model.Const{Name: "CurrencyUSD", Text: "USD"}))
	tag := typed(model.String, funced("OrderTag", "orderTag", at+"/properties/tags/items"), length(1, 20))
	input := typed(model.Struct, named("ChargeCardInput", "chargeCardInput", at), root,
		docs("ChargeCardInput is the input of the activity ChargeCard.\n\nIt is an order as the shop knows it, with all that "+
			"the payment provider asks for."),
		fields(
			documented(required("OrderID", "orderId", typed(model.String,
				matches(&model.Pattern{Var: "orderIDPattern", Source: `^[A-Z]{2}-[0-9]{6}$`}))), "The number that the customer sees."),
			required("PlacedAt", "placedAt", typed(model.DateTime, formatted("date-time", ""))),
			required("Customer", "customer", customer),
			required("Currency", "currency", currency),
			noted(required("Items", "items", typed(model.List, size(1, 500), elem(item))), "1 to 500 items"),
			noted(optional("Tags", "tags", typed(model.List, elem(tag), func(t *model.Type) { t.Unique = true })), "unique"),
			noted(optional("Notes", "notes", typed(model.String, length(0, 500))), "at most 500 characters"),
			nullable(optional("Coupon", "coupon", typed(model.String)), model.Opt),
		), closed)
	output := typed(model.Struct, named("ChargeCardOutput", "chargeCardOutput", "charge-card.output.json#"), root,
		docs("ChargeCardOutput is the output of the activity ChargeCard."),
		fields(required("ChargeID", "chargeId", typed(model.String))))
	progress := typed(model.Struct, named("ChargeCardProgress", "chargeCardProgress", "activities.yaml#/activities/ChargeCard/progress"), root,
		docs("ChargeCardProgress is the progress of the activity ChargeCard."),
		fields(optional("Percent", "percent", typed(model.Int, between("0", "100")))))
	declined := typed(model.Struct, named("CardDeclinedDetails", "cardDeclinedDetails", "declined.json#"), root,
		docs("CardDeclinedDetails is what the error CardDeclined tells."),
		fields(required("Reason", "reason", typed(model.String))))
	return &model.Package{
		Name: "order", Definition: "activities.yaml",
		Files: []*model.File{{
			Name:  "chargecard.gen.go",
			Types: []*model.Type{input, customer, address, currency, item, output, progress, declined},
			Activities: []*model.Activity{{
				Name: "ChargeCard", Doc: "Charges the customer's card.",
				Handler: "ChargeCardHandler", Register: "RegisterChargeCard", Var: "chargeCard",
				Input: input, Output: output, Progress: progress, ProgressVar: "ChargeCardProgressFrom",
				Errors: []*model.Error{
					{Name: "CardDeclined", Type: "CardDeclinedError", Doc: "The bank refused.", Details: declined},
					{Name: "Unreachable", Type: "UnreachableError"},
				},
				Heartbeat: 30 * time.Second, Timeout: 5 * time.Minute, StepFunctionsName: "charge-card",
				SWF: model.SWF{Name: "ChargeCard", Version: "3", TaskList: "payments", ScheduleToStart: time.Hour},
			}},
		}},
	}
}
