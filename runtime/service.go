package runtime

import (
	"context"
	"time"
)

// Service is what a Worker needs of a service that hands out tasks. Package
// sfn has the one for AWS Step Functions, package runtimetest one for tests.
//
// All methods may be called at the same time, and each returns soon after its
// context ends. None of them retries: the Worker does, by what Classify says
// of the error.
type Service interface {
	// Queues prepares what the activities need and returns what is to be
	// polled for them. Called once at the start of each Run. An error ends
	// the Run.
	Queues(ctx context.Context, activities []*Activity) ([]Queue, error)

	// Beat tells the service that the task's worker is alive. Details are the
	// last progress that the handler reported, "" before there is any.
	// cancelRequested is true once somebody asked for the task to be
	// cancelled. Progress that no heartbeat has carried yet goes out in one
	// more before a failure or a cancellation is reported.
	Beat(ctx context.Context, t *Task, details string) (cancelRequested bool, err error)

	// Report ends a task.
	Report(ctx context.Context, t *Task, o Outcome) error

	// Limits are the service's bounds. They don't change.
	Limits() Limits

	// Classify says what an error of Poll, Beat or Report means. It gets only
	// errors that these returned, never nil.
	Classify(err error) Class
}

// Queue is a source of tasks: an activity of AWS Step Functions, or a task list
// of Amazon SWF. Each has slots and pollers of its own.
type Queue struct {
	// Name of the queue, for logs and errors.
	Name string
	// Slots is how many of its tasks may run at a time. Zero: Options.Slots.
	Slots int
	// Poll waits for a task. A nil Task means that none came in the time that
	// the service holds a poll. Its context ends after Limits.Poll and not
	// when the worker stops: a task that was handed over to a poll that the
	// client has given up is lost.
	Poll func(ctx context.Context) (*Task, error)
}

// Task is a piece of work as the service handed it over.
type Task struct {
	// Token identifies the task to the service. It is a secret: who has it can
	// report the task. It is never logged.
	Token string
	// Input is the JSON text that the activity gets.
	Input string
	// Activity that is to run; nil where the service handed over a task of a
	// type that is not registered.
	Activity *Activity
	// Type is what the service calls the activity. Only used to name it when
	// Activity is nil.
	Type string
	// Data is what else the service says of the task. The handler finds it in
	// its Info; the service's package says what it is and offers it typed. nil:
	// nothing.
	Data any
}

// Status says how a task ended.
type Status int

const (
	// Succeeded means that Outcome.Output holds the result.
	Succeeded Status = iota
	// Failed means that Outcome.Error and Outcome.Cause hold the failure.
	Failed
	// Canceled means that the handler gave up because of a cancellation that
	// the service had asked for. The worker reports it of no other task.
	Canceled
)

// String returns "succeeded", "failed" or "canceled".
func (s Status) String() string {
	switch s {
	case Succeeded:
		return "succeeded"
	case Failed:
		return "failed"
	case Canceled:
		return "canceled"
	}
	return "unknown"
}

// Outcome is what is reported of a task. It is inside the service's Limits.
type Outcome struct {
	Status Status
	// Output is the JSON text of the result, of a task that succeeded.
	Output string
	// Error is the name of the failure and Cause what is said about it. Both
	// are "" in the report that the worker falls back to when the service
	// can't use its encryption key.
	Error, Cause string
}

// Limits are a service's bounds. Sizes are in bytes of UTF-8; zero means no
// bound, except for Details.
type Limits struct {
	// Output is the longest output.
	Output int
	// Error is the longest name of a failure.
	Error int
	// Cause is the longest cause of a failure.
	Cause int
	// Details is the longest progress that a heartbeat carries. Zero: it
	// carries none, and progress is checked and dropped.
	Details int
	// Poll is the client's deadline for a poll: the time that the service
	// holds one, and a margin. Required.
	Poll time.Duration
	// Beat is the longest pause between two heartbeats of a task, whatever its
	// heartbeat timeout. A service that asks for cancellations does it in the
	// answer to a heartbeat, so this bounds how late a handler learns of one.
	// Zero: a third of the heartbeat timeout. Without a heartbeat timeout no
	// heartbeats are sent.
	Beat time.Duration
}

// Class is what an error of the service means for the worker.
type Class int

const (
	// Transient errors pass: network errors, errors inside the service, and
	// all that nobody knows better. The call may have taken effect.
	Transient Class = iota
	// Throttled means that the service refused the call for its rate.
	Throttled
	// Limited means that too many polls are open.
	Limited
	// Closed means that the task is gone: timed out, stopped or reported.
	Closed
	// BadToken means that the service doesn't take the token for one.
	BadToken
	// Refused means that what was sent is wrong, and will be the next time.
	Refused
	// KeyFailed means that the service can't use the encryption key.
	KeyFailed
	// Expired means that the credentials have expired. The service has been
	// told to get new ones.
	Expired
	// Denied means that the credentials don't allow the call.
	Denied
	// Missing means that what is polled doesn't exist.
	Missing
)

var classNames = [...]string{
	"transient", "throttled", "limited", "closed", "bad token", "refused", "key failed", "expired", "denied", "missing",
}

// String returns the class in words, for logs.
func (c Class) String() string {
	if c < 0 || int(c) >= len(classNames) {
		return "unknown"
	}
	return classNames[c]
}
