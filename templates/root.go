package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// root prints what users call of a type that is a payload by itself.
func (p *printer) root(t *model.Type) []jen.Code {
	if t.Func == "" {
		p.problem(t, "a root type needs a Func")
	}
	return []jen.Code{
		rootDecode(t), rootEncode(t), validate(t), marshal(t), unmarshal(t),
	}
}

func rootDecode(t *model.Type) jen.Code {
	// // DecodeOrder reads JSON and checks it against order.json#. The error is a
	// // *cursor.Error, which lists the problems.
	// func DecodeOrder(payload string) (Order, error) {
	// 	return cursor.Decode(payload, decodeOrder)
	// }
	return doc("Decode"+t.Name+" reads JSON and checks it against "+schemaName(t)+
		". The error is a *cursor.Error, which lists the problems.", lineWidth).
		Func().Id("Decode"+t.Name).Params(jen.Id("payload").String()).Params(jen.Id(t.Name), jen.Error()).Block(
		jen.Return(jen.Qual(cursorPath, "Decode").Call(jen.Id("payload"), jen.Id("decode"+t.Func))),
	)
}

func rootEncode(t *model.Type) jen.Code {
	// // EncodeOrder writes v as JSON, checked as DecodeOrder does.
	// func EncodeOrder(v Order) (string, error) {
	// 	return cursor.Encode(v, encodeOrder, decodeOrder)
	// }
	return doc("Encode"+t.Name+" writes v as JSON, checked as Decode"+t.Name+" does.", lineWidth).
		Func().Id("Encode"+t.Name).Params(jen.Id("v").Id(t.Name)).Params(jen.String(), jen.Error()).Block(
		jen.Return(jen.Qual(cursorPath, "Encode").
			Call(jen.Id("v"), jen.Id("encode"+t.Func), jen.Id("decode"+t.Func))),
	)
}

func validate(t *model.Type) jen.Code {
	// // Validate reports why v can't be encoded; nil if it can.
	// func (v Order) Validate() error {
	// 	_, err := EncodeOrder(v)
	// 	return err
	// }
	return jen.Comment("// Validate reports why v can't be encoded; nil if it can.").Line().
		Func().Params(jen.Id("v").Id(t.Name)).Id("Validate").Params().Error().Block(
		jen.List(jen.Id("_"), jen.Id("err")).Op(":=").Id("Encode"+t.Name).Call(jen.Id("v")),
		jen.Return(jen.Id("err")),
	)
}

func marshal(t *model.Type) jen.Code {
	// // MarshalJSON is EncodeOrder for encoding/json.
	// func (v Order) MarshalJSON() ([]byte, error) {
	// 	payload, err := EncodeOrder(v)
	// 	return []byte(payload), err
	// }
	return jen.Comment("// MarshalJSON is Encode"+t.Name+" for encoding/json.").Line().
		Func().Params(jen.Id("v").Id(t.Name)).Id("MarshalJSON").Params().
		Params(jen.Index().Byte(), jen.Error()).Block(
		jen.List(jen.Id("payload"), jen.Id("err")).Op(":=").Id("Encode"+t.Name).Call(jen.Id("v")),
		jen.Return(jen.Index().Byte().Call(jen.Id("payload")), jen.Id("err")),
	)
}

func unmarshal(t *model.Type) jen.Code {
	// // UnmarshalJSON is DecodeOrder for encoding/json.
	// func (v *Order) UnmarshalJSON(payload []byte) (err error) {
	// 	*v, err = DecodeOrder(string(payload))
	// 	return err
	// }
	return jen.Comment("// UnmarshalJSON is Decode"+t.Name+" for encoding/json.").Line().
		Func().Params(jen.Id("v").Op("*").Id(t.Name)).Id("UnmarshalJSON").
		Params(jen.Id("payload").Index().Byte()).Params(jen.Id("err").Error()).Block(
		jen.List(jen.Op("*").Id("v"), jen.Id("err")).Op("=").Id("Decode"+t.Name).Call(jen.String().Call(jen.Id("payload"))),
		jen.Return(jen.Id("err")),
	)
}

// schemaName is how documentation names the schema of a type.
func schemaName(t *model.Type) string {
	if t.Location == "" {
		return "its schema"
	}
	return t.Location
}
