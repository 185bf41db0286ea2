package runtime

import (
	"errors"
	"fmt"
)

// Names of the failures that the worker itself reports. They are part of the
// contract with the caller of an activity, who can match on them in a Retry or
// Catch, and don't change. docs/errors.md says when each occurs, what its cause
// holds and whether a retry can help.
const (
	// NameInvalidInput: the input doesn't meet its schema. The cause is JSON:
	// {"problems":[{"pointer","keyword","location","want","got"}, ...]}.
	NameInvalidInput = "actgen.InvalidInput"
	// NameInvalidOutput: the handler returned nothing, or an output that
	// doesn't meet its schema, or one that the service refused.
	NameInvalidOutput = "actgen.InvalidOutput"
	// NameOutputTooLarge: the output is longer than the service takes.
	NameOutputTooLarge = "actgen.OutputTooLarge"
	// NameInvalidDetails: the handler returned a declared error whose details
	// don't meet their schema.
	NameInvalidDetails = "actgen.InvalidDetails"
	// NameHandlerFailed: the handler returned an error that the definition
	// doesn't declare.
	NameHandlerFailed = "actgen.HandlerFailed"
	// NamePanic: the handler panicked.
	NamePanic = "actgen.Panic"
	// NameHandlerExited: the handler ended its goroutine with runtime.Goexit.
	NameHandlerExited = "actgen.HandlerExited"
	// NameTimeout: the handler gave up because the activity's timeout was
	// about to pass.
	NameTimeout = "actgen.Timeout"
	// NameHeartbeatLapsed: the handler gave up because no heartbeat had come
	// through.
	NameHeartbeatLapsed = "actgen.HeartbeatLapsed"
	// NameHandlerSilent: the handler gave up because it hadn't given a sign of
	// progress for longer than WithMaxSilence allows.
	NameHandlerSilent = "actgen.HandlerSilent"
	// NameWorkerStopping: the worker stopped before the task was done.
	NameWorkerStopping = "actgen.WorkerStopping"
	// NameUnknownActivity: the worker has no such activity.
	NameUnknownActivity = "actgen.UnknownActivity"
	// NameReportRefused: the service refused a failure report as invalid.
	NameReportRefused = "actgen.ReportRefused"
)

// What context.Cause tells of a handler's context when it ends before the
// handler does. Besides these there is context.DeadlineExceeded, when the
// activity's timeout is about to pass.
var (
	// ErrCancelRequested means that somebody asked the service for the task to
	// be cancelled. A handler that complies returns this error or
	// context.Canceled; one that doesn't may go on.
	ErrCancelRequested = errors.New("cancellation requested")
	// ErrTaskClosed means that the service has closed the task: it timed out,
	// or its execution was stopped. Whatever the handler returns is dropped.
	ErrTaskClosed = errors.New("task closed by the service")
	// ErrHeartbeatLapsed means that the service hasn't accepted a heartbeat
	// for nine tenths of the heartbeat timeout. It is about to hand the task
	// to another worker, or has done so.
	ErrHeartbeatLapsed = errors.New("no heartbeat was accepted in time")
	// ErrSilent means that the handler gave no sign of progress for as long as
	// WithMaxSilence allows. Its heartbeats have stopped: a handler that goes on
	// loses the task.
	ErrSilent = errors.New("no sign of progress from the handler")
	// ErrWorkerStopping means that the worker stops and its grace has passed.
	ErrWorkerStopping = errors.New("worker stopping")
)

// What a handler returns, wrapped or not and instead of an output, when the
// result of its task will come from elsewhere: from whoever has got the token
// that [TokenFrom] returns, by way of a [Completion]. The worker reports
// nothing then, and has the slot free for another task. A handler that returns
// one of these without having asked for the token fails the task, which nobody
// could complete otherwise.
var (
	// ErrPending leaves the task's heartbeats to its new owner too.
	ErrPending = errors.New("result pending")
	// ErrPendingBeating has the worker go on with the heartbeats, until the
	// service says that the task is closed or the worker stops. It wraps
	// ErrPending.
	ErrPendingBeating = fmt.Errorf("%w, the worker goes on beating", ErrPending)
)

// ErrProbablyDelivered means that a report can't be repeated because the task is
// closed, and that an earlier attempt, which got no answer, probably closed it.
var ErrProbablyDelivered = fmt.Errorf("%w, probably by an earlier attempt to report it", ErrTaskClosed)

// ErrAbandoned is returned by Worker.Run, wrapped, when handlers didn't return
// after their context had ended. Their goroutines are still running.
var ErrAbandoned = errors.New("handlers ignored the end of their context")

// Error is a failure with a name. A handler may return one, wrapped or not, for
// a failure that no definition declares; the name then is what a Retry or Catch
// matches.
//
// A handler's errors are reported as follows. An error that the definition
// declares (the generated CardDeclinedError and its like, wrapped or not)
// becomes its name, with its details as the cause. An Error becomes its Name
// and Cause. The cause of the ended context (or what it wraps: context.Canceled,
// context.DeadlineExceeded) becomes the failure that belongs to it. Any other
// error becomes NameHandlerFailed with its text as the cause.
//
// Causes longer than the service takes are cut.
type Error struct {
	// Name is what the caller of the activity matches. Required: without one
	// the failure is reported as NameHandlerFailed. Names that begin with
	// "actgen." are the worker's, those that begin with "States." belong to
	// AWS Step Functions.
	Name string
	// Cause is a text about the failure. "": the text of Err.
	Cause string
	// Err is what Unwrap returns. May be nil. Its text goes into the report
	// only when Cause is empty.
	Err error
}

// Error returns the name and the cause.
func (e *Error) Error() string {
	if cause := e.cause(); cause != "" {
		return e.Name + ": " + cause
	}
	return e.Name
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) cause() string {
	if e.Cause == "" && e.Err != nil {
		return e.Err.Error()
	}
	return e.Cause
}

// ActivityError is implemented by the generated types of declared errors.
type ActivityError interface {
	error
	// ActivityError returns the name of the error, and its details as the JSON
	// text that becomes the cause. It fails when the details don't meet their
	// schema.
	ActivityError() (name, cause string, err error)
}
