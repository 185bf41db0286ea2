package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

func (e *engine) unknown(t *task) Outcome {
	names := make([]string, len(e.activities))
	for i, a := range e.activities {
		names[i] = a.name
	}
	return failed(NameUnknownActivity, fmt.Sprintf("the worker has no activity %q; it has %s", t.Type, strings.Join(names, ", ")))
}

func failed(name, cause string) Outcome {
	return Outcome{Status: Failed, Error: name, Cause: cause}
}

// failure turns an error into what is reported.
func (e *engine) failure(t *task, err error) Outcome {
	var (
		input  *inputError
		output *outputError
	)
	switch {
	case errors.As(err, &input):
		return failed(NameInvalidInput, problemsCause(input.err, e.limits.Cause))
	case errors.As(err, &output):
		return failed(NameInvalidOutput, problemsCause(output.err, e.limits.Cause))
	}
	if o, ok := named(t.Activity.name, t.Activity.errors, err, e.limits.Cause); ok {
		return o
	}
	if o, ok := interrupted(t, err); ok {
		return o
	}
	return failed(NameHandlerFailed, err.Error())
}

// named makes the outcome of an error that has a name: a generated one that the
// activity declares, or an Error. ok is false for others.
func named(activity string, declares []string, err error, limit int) (o Outcome, ok bool) {
	var (
		declared ActivityError
		named    *Error
	)
	switch {
	case errors.As(err, &declared):
		name, cause, invalid := declared.ActivityError()
		switch {
		case invalid != nil:
			return failed(NameInvalidDetails, problemsCause(fmt.Errorf("details of %s: %w", name, invalid), limit)), true
		case !slices.Contains(declares, name):
			return failed(NameHandlerFailed, fmt.Sprintf("error %s is not declared by activity %s: %s", name, activity, cause)), true
		}
		return failed(name, cause), true
	case errors.As(err, &named) && named.Name != "":
		return failed(named.Name, named.cause()), true
	}
	return Outcome{}, false
}

// interrupted reports a handler that gave up because its context had ended. ok
// is false when that isn't why.
func interrupted(t *task, err error) (o Outcome, ok bool) {
	cause := context.Cause(t.ctx)
	if cause == nil || !errors.Is(err, cause) && !errors.Is(err, t.ctx.Err()) {
		return Outcome{}, false
	}
	switch {
	case errors.Is(cause, ErrCancelRequested):
		return Outcome{Status: Canceled}, true
	case errors.Is(cause, ErrHeartbeatLapsed):
		return failed(NameHeartbeatLapsed, "no heartbeat was accepted in time, the handler gave up"), true
	case errors.Is(cause, ErrSilent):
		return failed(NameHandlerSilent, fmt.Sprintf("the handler gave no sign of progress for %v", t.silence())), true
	case errors.Is(cause, ErrWorkerStopping):
		return failed(NameWorkerStopping, "the worker stopped before the handler was done"), true
	case errors.Is(cause, context.DeadlineExceeded):
		return failed(NameTimeout, fmt.Sprintf("the handler gave up at the activity's timeout of %v", t.timeout())), true
	}
	return Outcome{}, false
}
