package swf

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// Status says how far a task is.
type Status int

const (
	// Open means that the history doesn't tell of an end yet.
	Open Status = iota
	// Completed means that Result.Output is the activity's output.
	Completed
	// Failed means that Result.Reason and Result.Details are the failure.
	Failed
	// TimedOut means that Result.Timeout has passed, and Result.Details is the
	// last progress that the activity reported.
	TimedOut
	// Canceled means that the activity complied with a cancellation.
	Canceled
)

var statusNames = [...]string{"open", "completed", "failed", "timed out", "canceled"}

// String returns the status in words.
func (s Status) String() string {
	if s < 0 || int(s) >= len(statusNames) {
		return "unknown"
	}
	return statusNames[s]
}

// Result is what a workflow's history tells of a task. The zero value is that of
// a task that waits for a worker.
type Result struct {
	Status Status
	// EventID is that of the event that ended the task; 0: none did.
	EventID int64
	// StartedEventID is that of the hand-over to a worker; 0: none was seen.
	StartedEventID int64
	// Output is the JSON text of the output, "" where the activity reported
	// none.
	Output string
	// Reason is the name of the failure: that of an error that the activity
	// declares, or one of the worker's own (runtime.NameInvalidInput and so on),
	// or whatever a worker of another make reports.
	Reason string
	// Details are the JSON text of a failure's details or of the last progress,
	// or a plain text.
	Details string
	// Timeout is the one that passed.
	Timeout types.ActivityTaskTimeoutType
}

// Errors of tasks that have no output, besides *FailedError and *TimeoutError.
var (
	// ErrOpen means that the task isn't over, as far as the history goes.
	ErrOpen = errors.New("task is not over yet")
	// ErrCanceled means that the task was cancelled.
	ErrCanceled = errors.New("task was cancelled")
)

// FailedError says that an activity failed.
type FailedError struct {
	// Reason is the name of the failure, and Details what is said about it; see
	// Result. Both may be "".
	Reason, Details string
}

// Error names the reason, and not the details, which may be secret.
func (e *FailedError) Error() string {
	if e.Reason == "" {
		return "task failed"
	}
	return "task failed: " + e.Reason
}

// TimeoutError says that a task took too long.
type TimeoutError struct {
	// Timeout is the one that passed.
	Timeout types.ActivityTaskTimeoutType
	// Details are the last progress that the activity reported; "": none.
	Details string
}

// Error names the timeout, and not the details, which may be secret.
func (e *TimeoutError) Error() string { return fmt.Sprintf("task timed out: %s", e.Timeout) }

// ResultOf reads from a workflow's history what became of the task whose
// ActivityTaskScheduled event is scheduledEventID. The events may be in either
// order, and only those since it was scheduled are needed. Where they don't
// reach to the task's end, the result is open.
func ResultOf(events []types.HistoryEvent, scheduledEventID int64) Result {
	var r Result
	for i := range events {
		r.add(&events[i], scheduledEventID)
	}
	return r
}

// add takes in an event, if it is about the task.
func (r *Result) add(e *types.HistoryEvent, scheduled int64) {
	switch {
	case e.ActivityTaskStartedEventAttributes != nil:
		if e.ActivityTaskStartedEventAttributes.ScheduledEventId == scheduled {
			r.StartedEventID = e.EventId
		}
	case e.ActivityTaskCompletedEventAttributes != nil:
		if a := e.ActivityTaskCompletedEventAttributes; a.ScheduledEventId == scheduled {
			r.end(Completed, e.EventId, a.StartedEventId)
			r.Output = aws.ToString(a.Result)
		}
	case e.ActivityTaskFailedEventAttributes != nil:
		if a := e.ActivityTaskFailedEventAttributes; a.ScheduledEventId == scheduled {
			r.end(Failed, e.EventId, a.StartedEventId)
			r.Reason, r.Details = aws.ToString(a.Reason), aws.ToString(a.Details)
		}
	case e.ActivityTaskTimedOutEventAttributes != nil:
		if a := e.ActivityTaskTimedOutEventAttributes; a.ScheduledEventId == scheduled {
			r.end(TimedOut, e.EventId, a.StartedEventId)
			r.Timeout, r.Details = a.TimeoutType, aws.ToString(a.Details)
		}
	case e.ActivityTaskCanceledEventAttributes != nil:
		if a := e.ActivityTaskCanceledEventAttributes; a.ScheduledEventId == scheduled {
			r.end(Canceled, e.EventId, a.StartedEventId)
			r.Details = aws.ToString(a.Details)
		}
	}
}

func (r *Result) end(s Status, event, started int64) {
	r.Status, r.EventID = s, event
	if started != 0 { // a task may end without having been handed over
		r.StartedEventID = started
	}
}

// Err returns nil for a completed task, and *FailedError, *TimeoutError,
// ErrCanceled or ErrOpen for others.
func (r Result) Err() error {
	switch r.Status {
	case Completed:
		return nil
	case Failed:
		return &FailedError{Reason: r.Reason, Details: r.Details}
	case TimedOut:
		return &TimeoutError{Timeout: r.Timeout, Details: r.Details}
	case Canceled:
		return ErrCanceled
	}
	return ErrOpen
}

// DecodeResult returns the output of a completed task as decode reads it, and
// r.Err otherwise. declared makes the typed error of a failure that the
// activity's definition declares, by its name and its cause; it returns nil for
// all others, and may itself be nil. Generated code has both functions.
func DecodeResult[Out any](r Result, decode func(payload string) (Out, error), declared func(name, cause string) error) (Out, error) {
	if r.Status == Failed && declared != nil {
		if err := declared(r.Reason, r.Details); err != nil {
			return *new(Out), err
		}
	}
	if err := r.Err(); err != nil {
		return *new(Out), err
	}
	out, err := decode(r.Output)
	if err != nil {
		return *new(Out), fmt.Errorf("decode output: %w", err)
	}
	return out, nil
}
