package runtime

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// Completion ends a task that its handler left pending ([ErrPending]), from
// whatever process has its token. The activity needn't be registered there.
// Generated code wraps it; what users call is the generated ChargeCardTask and
// its like. Safe for use by several goroutines, but only one report of a task
// counts.
//
// Calls are repeated, with growing pauses, while the service can't be reached or
// throttles, until ctx ends: give it a deadline. They return ErrTaskClosed,
// wrapped, for a task that is over; Complete, Fail and Cancel return
// ErrProbablyDelivered, which wraps it, where an earlier attempt that got no
// answer probably was what ended it.
type Completion[Out any] struct {
	svc      Service
	task     *Task
	activity string
	encode   func(Out) (string, error)
	errors   []string
}

// NewCompletion returns the completion of the task that token identifies, of the
// activity that s describes. TokenFrom tells a handler the token.
func NewCompletion[In, Out any](svc Service, s Spec[In, Out], token string) Completion[Out] {
	return Completion[Out]{
		svc: svc, task: &Task{Token: token, Type: s.Name}, activity: s.Name, encode: s.Encode, errors: s.Errors,
	}
}

// Complete reports out as the task's result. It fails, and reports nothing, if
// out doesn't meet its schema or is longer than the service takes.
func (c Completion[Out]) Complete(ctx context.Context, out *Out) error {
	if out == nil {
		return fmt.Errorf("complete %s: there is no output", c.activity)
	}
	output, err := c.encode(*out)
	if err != nil {
		return fmt.Errorf("complete %s: encode output: %w", c.activity, err)
	}
	if limit := c.svc.Limits().Output; limit > 0 && len(output) > limit {
		return fmt.Errorf("complete %s: the output has %d bytes, the service takes %d", c.activity, len(output), limit)
	}
	if err := c.report(ctx, Outcome{Status: Succeeded, Output: output}); err != nil {
		return fmt.Errorf("complete %s: %w", c.activity, err)
	}
	return nil
}

// Fail reports that the task has failed. What err becomes is described at
// [Error]: a declared error its name and details, any other that has no name
// NameHandlerFailed.
func (c Completion[Out]) Fail(ctx context.Context, err error) error {
	limits := c.svc.Limits()
	o, ok := named(c.activity, c.errors, err, limits.Cause)
	if !ok {
		o = failed(NameHandlerFailed, err.Error())
	}
	o.Error, o.Cause = cut(o.Error, limits.Error), cut(o.Cause, limits.Cause)
	if err := c.report(ctx, o); err != nil {
		return fmt.Errorf("fail %s: %w", c.activity, err)
	}
	return nil
}

// Cancel reports that the task was cancelled, after Heartbeat has returned
// ErrCancelRequested. The service refuses it otherwise.
func (c Completion[Out]) Cancel(ctx context.Context) error {
	if err := c.report(ctx, Outcome{Status: Canceled}); err != nil {
		return fmt.Errorf("cancel %s: %w", c.activity, err)
	}
	return nil
}

// Heartbeat says that somebody still works on the task. An activity with a
// heartbeat timeout needs one in good time, unless its handler returned
// ErrPendingBeating and its worker runs. Details are the JSON text of the
// progress, as the generated EncodeChargeCardProgress and its like make it; "":
// none. It returns ErrCancelRequested, wrapped, once somebody has asked for the
// task to be cancelled.
func (c Completion[Out]) Heartbeat(ctx context.Context, details string) error {
	switch limit := c.svc.Limits().Details; {
	case limit == 0:
		details = ""
	case len(details) > limit:
		return fmt.Errorf("heartbeat of %s: progress has %d bytes, the service takes %d", c.activity, len(details), limit)
	}
	err := c.repeat(ctx, beatCall, func(ctx context.Context) error {
		cancelRequested, err := c.svc.Beat(ctx, c.task, details)
		if err == nil && cancelRequested {
			return ErrCancelRequested
		}
		return err
	})
	if errors.Is(err, ErrProbablyDelivered) { // a heartbeat closes nothing
		err = ErrTaskClosed
	}
	if err != nil {
		return fmt.Errorf("heartbeat of %s: %w", c.activity, err)
	}
	return nil
}

func (c Completion[Out]) report(ctx context.Context, o Outcome) error {
	return c.repeat(ctx, reportCall, func(ctx context.Context) error { return c.svc.Report(ctx, c.task, o) })
}

// repeat makes a call until it gets through, is refused, or ctx ends.
func (c Completion[Out]) repeat(ctx context.Context, most time.Duration, call func(context.Context) error) error {
	ambiguous := false
	for n := 0; ; n++ {
		err := c.once(ctx, most, call)
		if err == nil || errors.Is(err, ErrCancelRequested) {
			return err
		}
		switch class := c.svc.Classify(err); class {
		case Closed:
			if ambiguous {
				return ErrProbablyDelivered
			}
			return ErrTaskClosed
		case BadToken, Refused:
			return fmt.Errorf("%v: %s", class, errorCode(err, c.task.Token))
		case Transient:
			ambiguous = true
		}
		if !pause(ctx, reportBackoff.pause(n, rand.Float64())) {
			return fmt.Errorf("%w, after %d attempts; the last one: %s", context.Cause(ctx), n+1, errorCode(err, c.task.Token))
		}
	}
}

func (c Completion[Out]) once(ctx context.Context, most time.Duration, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	return call(ctx)
}

// pause waits; false: ctx has ended first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
