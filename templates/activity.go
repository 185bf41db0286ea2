package templates

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/actgen/actgen/generator/model"
)

// activity prints what belongs to one activity: the handler interface, the
// registration, the declared errors and the progress reporter.
func (p *printer) activity(a *model.Activity) []jen.Code {
	ds := []jen.Code{handler(a), register(a), spec(a)}
	for _, e := range a.Errors {
		if !e.Shared && !p.errors[e.Type] {
			p.errors[e.Type] = true
			ds = append(ds, p.errorDecls(e)...)
		}
	}
	if a.Progress != nil {
		ds = append(ds, progress(a))
	}
	if a.ErrorFrom != "" {
		ds = append(ds, errorFrom(a))
	}
	if a.Task != "" {
		ds = append(ds, task(a))
	}
	return ds
}

// handler is the interface that a user implements.
func handler(a *model.Activity) jen.Code {
	// // ChargeCardHandler does the work of activity ChargeCard.
	// type ChargeCardHandler interface {
	// 	// Charges the customer's card.
	// 	ChargeCard(ctx context.Context, in *ChargeCardInput) (*ChargeCardOutput, error)
	// }
	return jen.Comment("// " + a.Handler + " does the work of activity " + a.Name + ".").Line().
		Type().Id(a.Handler).Interface(
		jen.Add(doc(handlerDoc(a), fieldWidth)).Id(a.Name).Params(
			jen.Id("ctx").Qual("context", "Context"),
			jen.Id("in").Op("*").Id(a.Input.Name),
		).Params(jen.Op("*").Id(a.Output.Name), jen.Error()),
	)
}

// handlerDoc is the description and what the handler may fail with.
func handlerDoc(a *model.Activity) string {
	if len(a.Errors) == 0 {
		return a.Doc
	}
	var names []string
	for _, e := range a.Errors {
		names = append(names, "*"+e.Type)
	}
	return a.Doc + "\n\nDeclared errors: " + strings.Join(names, ", ") + "."
}

func register(a *model.Activity) jen.Code {
	// // RegisterChargeCard makes w run activity ChargeCard with h.
	// func RegisterChargeCard(w runtime.Registrar, h ChargeCardHandler, opts ...runtime.ActivityOption) {
	// 	runtime.Register(w, chargeCard, h.ChargeCard, opts...)
	// }
	return jen.Comment("// "+a.Register+" makes w run activity "+a.Name+" with h.").Line().
		Func().Id(a.Register).Params(
		jen.Id("w").Qual(runtimePath, "Registrar"),
		jen.Id("h").Id(a.Handler),
		jen.Id("opts").Op("...").Qual(runtimePath, "ActivityOption"),
	).Block(
		jen.Qual(runtimePath, "Register").Call(
			jen.Id("w"), jen.Id(a.Var), jen.Id("h").Dot(a.Name), jen.Id("opts").Op("..."),
		),
	)
}

// spec is the activity's contract as data.
func spec(a *model.Activity) jen.Code {
	fields := []jen.Code{
		keyed("Name", lit(a.Name)),
		keyed("Decode", jen.Id("Decode"+a.Input.Name)),
		keyed("Encode", jen.Id("Encode"+a.Output.Name)),
	}
	if a.Heartbeat != 0 {
		fields = append(fields, keyed("Heartbeat", duration(a.Heartbeat)))
	}
	if a.Timeout != 0 {
		fields = append(fields, keyed("Timeout", duration(a.Timeout)))
	}
	if a.StepFunctionsName != "" {
		// StepFunctions: runtime.StepFunctions{Name: "charge-card"},
		fields = append(fields, keyed("StepFunctions", jen.Qual(runtimePath, "StepFunctions").
			Values(keyed("Name", lit(a.StepFunctionsName)))))
	}
	if a.SWF != (model.SWF{}) {
		// SWF: runtime.SWF{Name: "ChargeCard", Version: "3", TaskList: "payments"},
		fields = append(fields, keyed("SWF", jen.Qual(runtimePath, "SWF").Values(swf(a.SWF)...)))
	}
	if len(a.Errors) > 0 {
		names := make([]string, len(a.Errors))
		for i, e := range a.Errors {
			names[i] = e.Name
		}
		args, _ := filled(len("Errors: []string{},"), literals(names))
		// Errors: []string{"CardDeclined"},
		fields = append(fields, keyed("Errors", jen.Index().String().Values(args...)))
	}
	// var chargeCard = runtime.Spec[ChargeCardInput, ChargeCardOutput]{
	// 	Name: "ChargeCard",
	// }
	return jen.Var().Id(a.Var).Op("=").Qual(runtimePath, "Spec").
		Types(jen.Id(a.Input.Name), jen.Id(a.Output.Name)).
		Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, fields...)
}

// swf are the fields of runtime.SWF that are set.
func swf(s model.SWF) []jen.Code {
	var fields []jen.Code
	for _, f := range []struct{ name, text string }{
		{"Name", s.Name}, {"Version", s.Version}, {"TaskList", s.TaskList},
	} {
		if f.text != "" {
			fields = append(fields, keyed(f.name, lit(f.text)))
		}
	}
	if s.ScheduleToStart != 0 {
		fields = append(fields, keyed("ScheduleToStart", duration(s.ScheduleToStart)))
	}
	if s.ScheduleToClose != 0 {
		fields = append(fields, keyed("ScheduleToClose", duration(s.ScheduleToClose)))
	}
	return fields
}

// keyed is an element of a composite literal.
func keyed(name string, value jen.Code) jen.Code {
	// Name: "charge-card"
	return jen.Id(name).Op(":").Add(value)
}

// task is how a task that its handler left pending is completed.
func task(a *model.Activity) jen.Code {
	// // ChargeCardTask returns the means to end a task of activity ChargeCard that its
	// // handler left pending, from any process that has its token.
	// func ChargeCardTask(svc runtime.Service, token string) runtime.Completion[ChargeCardOutput] {
	// 	return runtime.NewCompletion(svc, chargeCardActivity, token)
	// }
	return doc(a.Task+" returns the means to end a task of activity "+a.Name+
		" that its handler left pending, from any process that has its token.", lineWidth).
		Func().Id(a.Task).Params(jen.Id("svc").Qual(runtimePath, "Service"), jen.Id("token").String()).
		Qual(runtimePath, "Completion").Types(jen.Id(a.Output.Name)).Block(
		jen.Return(jen.Qual(runtimePath, "NewCompletion").Call(jen.Id("svc"), jen.Id(a.Var), jen.Id("token"))),
	)
}

// errorFrom is the caller's side of the declared errors.
func errorFrom(a *model.Activity) jen.Code {
	// func ChargeCardErrorFrom(name, cause string) error {
	// 	switch name {
	// 	case "CardDeclined":
	// 		if details, err := DecodeCardDeclinedDetails(cause); err == nil {
	// 			return &CardDeclinedError{Details: details}
	// 		}
	// 	case "Unreachable":
	// 		return &UnreachableError{Message: cause}
	// 	}
	// 	return &runtime.Error{Name: name, Cause: cause}
	// }
	return doc(a.ErrorFrom+" returns the error that a failed activity "+a.Name+
		" reported, given its name and cause: a declared error, or else a *runtime.Error.", lineWidth).
		Func().Id(a.ErrorFrom).Params(jen.List(jen.Id("name"), jen.Id("cause")).String()).Error().Block(
		jen.Switch(jen.Id("name")).BlockFunc(func(g *jen.Group) {
			for _, e := range a.Errors {
				g.Case(lit(e.Name)).Block(errorCase(e))
			}
		}),
		jen.Return(jen.Op("&").Qual(runtimePath, "Error").Values(
			keyed("Name", jen.Id("name")), keyed("Cause", jen.Id("cause")))),
	)
}

func errorCase(e *model.Error) jen.Code {
	if e.Details == nil {
		return jen.Return(jen.Op("&").Id(e.Type).Values(keyed("Message", jen.Id("cause"))))
	}
	return jen.If(
		jen.List(jen.Id("details"), jen.Err()).Op(":=").Id("Decode"+e.Details.Name).Call(jen.Id("cause")),
		jen.Err().Op("==").Nil(),
	).Block(jen.Return(jen.Op("&").Id(e.Type).Values(keyed("Details", jen.Id("details")))))
}

func progress(a *model.Activity) jen.Code {
	// // ChargeCardProgressFrom returns the reporter of the progress of the task
	// // that ctx belongs to.
	// func ChargeCardProgressFrom(ctx context.Context) runtime.Progress[ChargeCardProgress] {
	// 	return runtime.ProgressFrom(ctx, EncodeChargeCardProgress)
	// }
	return doc(a.ProgressVar+" returns the reporter of the progress of the task that ctx belongs to.", lineWidth).
		Func().Id(a.ProgressVar).Params(jen.Id("ctx").Qual("context", "Context")).
		Qual(runtimePath, "Progress").Types(jen.Id(a.Progress.Name)).Block(
		jen.Return(jen.Qual(runtimePath, "ProgressFrom").Call(jen.Id("ctx"), jen.Id("Encode"+a.Progress.Name))),
	)
}
