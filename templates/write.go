package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// write is the statement that writes a value in place.
func (p *printer) write(w *jen.Statement, t *model.Type, value *jen.Statement) *jen.Statement {
	if t.Func != "" {
		// encodeCustomer(w.Name("customer"), v.Customer)
		return jen.Id("encode"+t.Func).Call(w, value)
	}
	return p.writeHere(w, t, value)
}

// writeHere is the call to the writer that writes t.
func (p *printer) writeHere(w *jen.Statement, t *model.Type, value *jen.Statement) *jen.Statement {
	switch t.Kind {
	case model.List:
		// cursor.WriteList(w.Name("items"), v.Items, encodeLineItem)
		return jen.Qual(cursorPath, "WriteList").Call(w, value, p.writer(t.Elem))
	case model.Map:
		// cursor.WriteMap(w.Name("labels"), v.Labels, (*cursor.Writer).Text)
		return jen.Qual(cursorPath, "WriteMap").Call(w, value, p.writer(t.Elem))
	case model.Struct:
		p.problem(t, "a struct needs a Func")
	}
	if convert := writerType(t); convert != nil {
		// string(v.Currency)
		value = convert.Call(value)
	}
	// w.Name("orderId").Text(v.OrderID)
	return w.Dot(writeMethod(t)).Call(value)
}

// writeMethod is the writer's method for a value that is one token of JSON, or
// raw JSON.
func writeMethod(t *model.Type) string {
	switch t.Kind {
	case model.Bool:
		return "Bool"
	case model.String:
		return "Text"
	case model.DateTime:
		return "DateTime"
	case model.Enum:
		if t.Base == model.Int {
			return "Int"
		}
		return "Text"
	case model.Int, model.Uint, model.Float, model.Number:
		return numberMethods[t.Kind]
	}
	return "Raw"
}

// writerType is the type that the writer takes, where t is another; nil where
// it isn't.
func writerType(t *model.Type) *jen.Statement {
	if t.Name == "" && !convertsText(t) {
		return nil
	}
	switch t.Kind {
	case model.Bool:
		return jen.Bool()
	case model.Int:
		return jen.Int64()
	case model.Uint:
		return jen.Uint64()
	case model.Float:
		return jen.Float64()
	case model.Number:
		// json.Number
		return jen.Qual(jsonPath, "Number")
	case model.DateTime:
		// value.DateTime
		return jen.Qual(valuePath, "DateTime")
	case model.Enum:
		if t.Base == model.Int {
			return jen.Int64()
		}
		return jen.String()
	case model.String:
		return jen.String()
	}
	// json.RawMessage
	return jen.Qual(jsonPath, "RawMessage")
}

// writer is a function value that writes an element.
func (p *printer) writer(u model.Use) jen.Code {
	t := u.Type
	switch {
	case u.Nullable:
		return jen.Id("encode" + u.Func)
	case t.Func != "":
		return jen.Id("encode" + t.Func)
	case !isWriter(t):
		p.problem(t, "an element needs a Func")
	case t.Kind == model.Enum && t.Base == model.Int:
		// cursor.WriteInt
		return jen.Qual(cursorPath, "WriteInt")
	case t.Kind == model.Enum, t.Kind == model.String && (t.Name != "" || convertsText(t)):
		// cursor.WriteText
		return jen.Qual(cursorPath, "WriteText")
	}
	// (*cursor.Writer).Text
	return jen.Parens(jen.Op("*").Qual(cursorPath, "Writer")).Dot(writeMethod(t))
}

// isWriter is true where a function value writes t: a function of its own or a
// method of the writer.
func isWriter(t *model.Type) bool {
	switch t.Kind {
	case model.List, model.Map, model.Struct, model.Tuple, model.Union, model.Holder:
		return t.Func != ""
	case model.Enum, model.String:
		return true
	}
	return t.Func != "" || t.Name == ""
}
