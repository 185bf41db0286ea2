package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Interceptor wraps what the worker does with each task. Any of its functions
// may be nil. Each is called once when Run begins, gets what it is to wrap and
// returns what is called instead:
//
//	runtime.Interceptor{Handle: func(next runtime.HandleFunc) runtime.HandleFunc {
//		return func(ctx context.Context, in any) (any, error) {
//			start := time.Now()
//			defer func() { runtime.LoggerFrom(ctx).Info("handled", "took", time.Since(start)) }()
//			return next(ctx, in)
//		}
//	}}
//
// What is returned runs in the goroutine of the task, for several tasks at a
// time, and should call next once, with ctx or a context made of it. InfoFrom
// and LoggerFrom know the task. No interceptor can leave a task without a
// report: one that doesn't call next, or panics, fails the task; one around
// Report that doesn't call next has the outcome reported as it came.
type Interceptor struct {
	// Task wraps all of the following, up to the end of the report.
	Task func(next TaskFunc) TaskFunc
	// Decode wraps reading and checking the input.
	Decode func(next DecodeFunc) DecodeFunc
	// Handle wraps the handler.
	Handle func(next HandleFunc) HandleFunc
	// Report wraps all attempts to report the outcome, which it may change.
	// Its context doesn't end with the handler's.
	Report func(next ReportFunc) ReportFunc
}

type (
	// TaskFunc runs a task and reports it.
	TaskFunc func(ctx context.Context)
	// DecodeFunc turns an input into the pointer that the handler gets.
	DecodeFunc func(ctx context.Context, input string) (in any, err error)
	// HandleFunc calls the handler: a *ChargeCardInput as any goes in, and a
	// *ChargeCardOutput as any comes out.
	HandleFunc func(ctx context.Context, in any) (out any, err error)
	// ReportFunc reports an outcome. It returns nil when the service took it,
	// and an *Error when it took a failure instead, as of an output that is too
	// long. It returns ErrProbablyDelivered when it probably took it,
	// ErrTaskClosed when the task was closed, and other errors for reports that
	// were refused or given up. There is nothing left to do about an error: the
	// worker has logged it.
	ReportFunc func(ctx context.Context, o Outcome) error
)

// stages are the steps of a task inside of the interceptors.
type stages struct {
	task   TaskFunc
	decode DecodeFunc
	handle HandleFunc
	report ReportFunc
}

var errForeignContext = errors.New("an interceptor called next with a context that isn't the task's")

// wrap puts interceptors around s, the first outermost.
func (s stages) wrap(interceptors []Interceptor) stages {
	for _, in := range slices.Backward(interceptors) {
		if in.Task != nil {
			s.task = in.Task(s.task)
		}
		if in.Decode != nil {
			s.decode = in.Decode(s.decode)
		}
		if in.Handle != nil {
			s.handle = in.Handle(s.handle)
		}
		if in.Report != nil {
			s.report = in.Report(s.report)
		}
	}
	return s
}

// decodeStage is the innermost DecodeFunc.
func decodeStage(ctx context.Context, input string) (any, error) {
	s := scopeFrom(ctx)
	if s == nil {
		return nil, errForeignContext
	}
	return s.task.Activity.decode(input)
}

// handleStage is the innermost HandleFunc.
func handleStage(ctx context.Context, in any) (any, error) {
	s := scopeFrom(ctx)
	if s == nil {
		return nil, errForeignContext
	}
	return s.job.handle(ctx, in)
}

// reportStage is the innermost ReportFunc.
func reportStage(ctx context.Context, o Outcome) error {
	s := scopeFrom(ctx)
	if s == nil {
		return errForeignContext
	}
	return s.job.deliver(ctx, o)
}

// taskStage is the innermost TaskFunc.
func taskStage(ctx context.Context) {
	if s := scopeFrom(ctx); s != nil {
		s.job.run(ctx)
	}
}

// typeError says that an interceptor passed a value of another type.
func typeError(want, got any) error {
	return fmt.Errorf("an interceptor passed %T, want %T", got, want)
}
