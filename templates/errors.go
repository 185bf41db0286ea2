package templates

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// errorDecls prints a declared error. Its text never shows the details, which
// may be secret.
func (p *printer) errorDecls(e *model.Error) []jen.Code {
	if e.Details == nil {
		return []jen.Code{errorType(e, "Message", jen.String()), messageError(e), messageReport(e)}
	}
	return []jen.Code{errorType(e, "Details", jen.Id(e.Details.Name)), detailsError(e), detailsReport(e)}
}

func errorType(e *model.Error, field string, typ jen.Code) jen.Code {
	// // CardDeclinedError is the declared error CardDeclined.
	// type CardDeclinedError struct {
	// 	Details CardDeclinedDetails
	// }
	return jen.Add(doc(errorDoc(e), lineWidth)).Type().Id(e.Type).Struct(jen.Id(field).Add(typ))
}

func errorDoc(e *model.Error) string {
	if strings.HasPrefix(e.Doc, e.Type+" ") {
		return e.Doc
	}
	return e.Type + " is the declared error " + e.Name + ".\n\n" + e.Doc
}

// method begins a method of an error.
func method(e *model.Error, receiver, name string) *jen.Statement {
	// func (e *CardDeclinedError) Error()
	return jen.Func().Params(jen.Id(receiver).Op("*").Id(e.Type)).Id(name).Params()
}

func detailsError(e *model.Error) jen.Code {
	// // Error returns the name. The details are not in it: they may be secret.
	// func (*CardDeclinedError) Error() string { return "CardDeclined" }
	return jen.Comment("// Error returns the name. The details are not in it: they may be secret.").Line().
		Add(method(e, "", "Error")).String().Block(jen.Return(lit(e.Name)))
}

func messageError(e *model.Error) jen.Code {
	// // Error returns the name and the message.
	// func (e *CardDeclinedError) Error() string {
	// 	if e.Message == "" {
	// 		return "CardDeclined"
	// 	}
	// 	return "CardDeclined: " + e.Message
	// }
	return jen.Comment("// Error returns the name and the message.").Line().
		Add(method(e, "e", "Error")).String().Block(
		jen.If(jen.Id("e").Dot("Message").Op("==").Lit("")).Block(jen.Return(lit(e.Name))),
		jen.Return(lit(e.Name+": ").Op("+").Id("e").Dot("Message")),
	)
}

// reported is the result of the method ActivityError.
func reported() *jen.Statement {
	// (name, cause string, err error)
	return jen.Params(jen.List(jen.Id("name"), jen.Id("cause")).String(), jen.Id("err").Error())
}

func detailsReport(e *model.Error) jen.Code {
	// // ActivityError returns what is reported: the name and the details as JSON.
	// func (e *CardDeclinedError) ActivityError() (name, cause string, err error) {
	// 	cause, err = EncodeCardDeclinedDetails(e.Details)
	// 	return "CardDeclined", cause, err
	// }
	return jen.Comment("// ActivityError returns what is reported: the name and the details as JSON.").Line().
		Add(method(e, "e", "ActivityError")).Add(reported()).Block(
		jen.List(jen.Id("cause"), jen.Err()).Op("=").Id("Encode"+e.Details.Name).Call(jen.Id("e").Dot("Details")),
		jen.Return(lit(e.Name), jen.Id("cause"), jen.Err()),
	)
}

func messageReport(e *model.Error) jen.Code {
	// // ActivityError returns what is reported: the name and the message.
	// func (e *CardDeclinedError) ActivityError() (name, cause string, err error) {
	// 	return "CardDeclined", e.Message, nil
	// }
	return jen.Comment("// ActivityError returns what is reported: the name and the message.").Line().
		Add(method(e, "e", "ActivityError")).Add(reported()).Block(
		jen.Return(lit(e.Name), jen.Id("e").Dot("Message"), jen.Nil()),
	)
}
