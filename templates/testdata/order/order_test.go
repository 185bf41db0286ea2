package order

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/cursor"
)

const good = `{"orderId":"AB-123456","placedAt":"2024-02-29T12:00:00.50+02:00","customer":` +
	`{"id":"2eb8aa08-aa98-11ea-b4aa-73b441d16380","email":"a@example.com",` +
	`"address":{"street":"Main 1","city":"Ulm","country":"DE"},"birthday":null},"currency":"EUR",` +
	`"items":[{"sku":"ABC1","quantity":2,"price":0.29},{"sku":"XYZ","quantity":1}],` +
	`"tags":[],"notes":"","coupon":null}`

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	v, err := DecodeChargeCardInput(good)
	if err != nil {
		t.Fatal(err)
	}
	if v.Currency != CurrencyEUR || len(v.Items) != 2 || v.Tags == nil || *v.Notes != "" || !v.Coupon.IsNull() {
		t.Errorf("got %+v", v)
	}
	out, err := json.Marshal(v)
	if err != nil || string(out) != good {
		t.Errorf("got  %s, %v\nwant %s", out, err, good)
	}
	var again ChargeCardInput
	if err := json.Unmarshal(out, &again); err != nil || again.OrderID != v.OrderID {
		t.Errorf("got %+v, %v", again, err)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	_, err := DecodeChargeCardInput(`{"orderId":"AB-1","placedAt":"now","customer":{"id":"x","email":"","address":` +
		`{"street":"","city":1,"country":"DE","zip":1},"birthday":"today"},"currency":"DEM","items":[` +
		`{"sku":"ABC","quantity":0,"price":0.295}],"tags":["a","a","` + `123456789012345678901"],"notes":null}`)
	var invalid *cursor.Error
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, p := range invalid.Problems {
		got = append(got, p.Pointer+" "+p.Location)
	}
	want := []string{
		"/orderId order.json#/properties/orderId/pattern",
		"/placedAt order.json#/properties/placedAt/format",
		"/customer/id order.json#/properties/customer/properties/id/format",
		"/customer/email order.json#/properties/customer/properties/email/format",
		"/customer/address/street order.json#/$defs/address/properties/street/minLength",
		"/customer/address/city order.json#/$defs/address/properties/city/type",
		"/customer/address/zip order.json#/$defs/address/additionalProperties",
		"/customer/birthday order.json#/properties/customer/properties/birthday/format",
		"/currency order.json#/properties/currency/enum",
		"/items/0/quantity order.json#/properties/items/items/properties/quantity/minimum",
		"/items/0/price order.json#/properties/items/items/properties/price/multipleOf",
		"/tags order.json#/properties/tags/uniqueItems",
		"/tags/2 order.json#/properties/tags/items/maxLength",
		"/notes order.json#/properties/notes/type",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	if err := (ChargeCardOutput{ChargeID: "1"}).Validate(); err != nil {
		t.Error(err)
	}
	if err := (ChargeCardProgress{Percent: new(int64(101))}).Validate(); err == nil {
		t.Error("101 percent are valid")
	}
	if out, err := (ChargeCardInput{}).MarshalJSON(); err == nil || len(out) > 0 {
		t.Errorf("got %s, %v", out, err)
	}
}

type registrar []*runtime.Activity

func (r *registrar) Register(a *runtime.Activity) { *r = append(*r, a) }

type teller struct{}

func (teller) ChargeCard(context.Context, *ChargeCardInput) (*ChargeCardOutput, error) {
	return nil, &CardDeclinedError{Details: CardDeclinedDetails{Reason: "secret"}}
}

func TestRegister(t *testing.T) {
	t.Parallel()
	var r registrar
	RegisterChargeCard(&r, teller{}, runtime.WithTimeout(time.Minute))
	a := r[0]
	if a.Name() != "ChargeCard" || a.Heartbeat() != 30*time.Second || a.Timeout() != time.Minute ||
		a.StepFunctions().Name != "charge-card" || a.SWF().ScheduleToStart != time.Hour ||
		!slices.Equal(a.Errors(), []string{"CardDeclined", "Unreachable"}) {
		t.Errorf("got %+v", a)
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err               runtime.ActivityError
		text, name, cause string
	}{
		{&CardDeclinedError{Details: CardDeclinedDetails{Reason: "secret"}}, "CardDeclined", "CardDeclined", `{"reason":"secret"}`},
		{&UnreachableError{}, "Unreachable", "Unreachable", ""},
		{&UnreachableError{Message: "no answer"}, "Unreachable: no answer", "Unreachable", "no answer"},
	} {
		name, cause, err := tt.err.ActivityError()
		if tt.err.Error() != tt.text || name != tt.name || cause != tt.cause || err != nil {
			t.Errorf("got %q, %q, %q, %v", tt.err.Error(), name, cause, err)
		}
	}
	invalid := &CardDeclinedError{Details: CardDeclinedDetails{Reason: "\xff"}}
	if _, _, err := invalid.ActivityError(); err == nil {
		t.Error("invalid UTF-8 was written")
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	p := ChargeCardProgressFrom(t.Context())
	if err := p.Report(ChargeCardProgress{Percent: new(int64(50))}); err != nil {
		t.Error(err)
	}
	if err := p.Report(ChargeCardProgress{Percent: new(int64(-1))}); err == nil {
		t.Error("-1 percent were reported")
	}
}
