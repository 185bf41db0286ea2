package names

import "testing"

func TestExported(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"orderId": "OrderID", "order_id": "OrderID", "order-ids": "OrderIDs", "URLs": "URLs", "urls": "URLs",
		"HTTPServer": "HTTPServer", "httpUrl": "HTTPURL", "in_transit": "InTransit", "USD": "USD",
		"3d": "N3d", "+1": "Plus1", "-1": "Minus1", "$ref": "Ref", "@type": "Type", "": "", "---": "",
		"größe": "Größe", "名前": "X名前", "a.b.c": "ABC", "uuid": "UUID", "isActive": "IsActive",
		"card declined": "CardDeclined", "x2y": "X2y", "https": "HTTPS", "*": "Star",
	} {
		if got := Exported(text); got != want {
			t.Errorf("Exported(%q) = %q, want %q", text, got, want)
		}
		if want != "" && !IsIdentifier(want) {
			t.Errorf("%q is no identifier", want)
		}
	}
}

func TestUnexported(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"OrderID": "orderID", "URLPath": "urlPath", "URL": "url", "ID": "id", "ChargeCard": "chargeCard", "X": "x",
	} {
		if got := Unexported(name); got != want {
			t.Errorf("Unexported(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSingular(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"LineItems": "LineItem", "Addresses": "Address", "Entries": "Entry", "Boxes": "Box", "Status": "StatusItem",
		"Data": "DataItem", "IDs": "ID", "Items": "Item",
	} {
		if got := Singular(name); got != want {
			t.Errorf("Singular(%q) = %q, want %q", name, got, want)
		}
	}
}
