package runtime

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Spec is what generated code knows about an activity: its contract, as the
// definition states it. It is plain data and may be shared.
type Spec[In, Out any] struct {
	// Name is the activity's name in the definition, unique in a Worker.
	Name string
	// Decode reads and checks an input. Required.
	Decode func(payload string) (In, error)
	// Encode writes and checks an output. Required.
	Encode func(Out) (string, error)
	// Heartbeat is the service's heartbeat timeout: a task from which it hears
	// nothing for so long is lost. The worker beats well inside it. Zero: no
	// heartbeats are sent.
	Heartbeat time.Duration
	// Timeout is the most that a task may take from its hand-over to its
	// report. Zero: no limit.
	Timeout time.Duration
	// StepFunctions is how AWS Step Functions knows the activity.
	StepFunctions StepFunctions
	// SWF is how Amazon SWF knows the activity.
	SWF SWF
	// Errors are the names of the errors that the definition declares.
	Errors []string
}

// StepFunctions is how AWS Step Functions knows an activity.
type StepFunctions struct {
	// Name of the activity resource. "": the activity's name.
	Name string
	// ARN of the activity resource. "": made from the name, or found by
	// creating the activity; see package sfn.
	ARN string
}

// SWF is how Amazon SWF knows an activity.
type SWF struct {
	// Name and Version of the activity type.
	Name, Version string
	// TaskList that the worker polls.
	TaskList string
	// ScheduleToStart and ScheduleToClose are default timeouts of the type.
	// Zero: none.
	ScheduleToStart, ScheduleToClose time.Duration
}

// Registrar takes activities. A Worker is one.
type Registrar interface {
	Register(a *Activity)
}

// Register makes an activity of a specification and a handler and hands it to
// r. Generated code calls it; the functions that users call are the generated
// RegisterChargeCard and its like.
//
// The handler is called in a goroutine of its own for each task, with as many
// at a time as the worker has slots. What it may return is described at
// [Error]; what its context tells is described in the package comment.
func Register[In, Out any](r Registrar, s Spec[In, Out], h func(context.Context, *In) (*Out, error), opts ...ActivityOption) {
	a := &Activity{
		name:          s.Name,
		heartbeat:     s.Heartbeat,
		timeout:       s.Timeout,
		stepFunctions: s.StepFunctions,
		swf:           s.SWF,
		errors:        slices.Clone(s.Errors),
	}
	if s.Decode != nil && s.Encode != nil && h != nil {
		a.decode = eraseDecode(s.Decode)
		a.handle = eraseHandle(h)
		a.encode = eraseEncode(s.Encode)
	}
	for _, opt := range opts {
		opt(a)
	}
	r.Register(a)
}

// The erase functions hide the types of an activity. What goes between them is
// a pointer, which interceptors see. Errors that are not the handler's are
// marked as such.

func eraseDecode[In any](decode func(string) (In, error)) func(string) (any, error) {
	return func(input string) (any, error) {
		in, err := decode(input)
		if err != nil {
			return nil, &inputError{err}
		}
		return &in, nil
	}
}

func eraseHandle[In, Out any](h func(context.Context, *In) (*Out, error)) HandleFunc {
	return func(ctx context.Context, in any) (any, error) {
		typed, ok := in.(*In)
		if !ok {
			return nil, typeError(typed, in)
		}
		return h(ctx, typed)
	}
}

func eraseEncode[Out any](encode func(Out) (string, error)) func(any) (string, error) {
	return func(out any) (string, error) {
		typed, ok := out.(*Out)
		switch {
		case out == nil || ok && typed == nil:
			return "", &outputError{errNoOutput}
		case !ok:
			return "", &outputError{typeError(typed, out)}
		}
		output, err := encode(*typed)
		if err != nil {
			return "", &outputError{err}
		}
		return output, nil
	}
}

// inputError says that an input didn't meet its schema.
type inputError struct{ err error }

func (e *inputError) Error() string { return "decode input: " + e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

// outputError says that a handler's output can't be sent.
type outputError struct{ err error }

func (e *outputError) Error() string { return "encode output: " + e.err.Error() }
func (e *outputError) Unwrap() error { return e.err }

var errNoOutput = errors.New("the handler returned neither an output nor an error")

// Activity is a registered activity with its types hidden. It doesn't change
// once it is registered and may be read by any goroutine.
type Activity struct {
	name          string
	heartbeat     time.Duration
	timeout       time.Duration
	silence       time.Duration
	slots         int
	stepFunctions StepFunctions
	swf           SWF
	errors        []string

	decode func(input string) (in any, err error)
	handle HandleFunc
	encode func(out any) (output string, err error)
}

// Name is the activity's name in the definition.
func (a *Activity) Name() string { return a.name }

// Heartbeat is the heartbeat timeout; zero: none.
func (a *Activity) Heartbeat() time.Duration { return a.heartbeat }

// Timeout is the most that a task may take; zero: no limit.
func (a *Activity) Timeout() time.Duration { return a.timeout }

// Slots is how many tasks of the activity may run at a time; zero:
// Options.Slots.
func (a *Activity) Slots() int { return a.slots }

// StepFunctions is how AWS Step Functions knows the activity.
func (a *Activity) StepFunctions() StepFunctions { return a.stepFunctions }

// SWF is how Amazon SWF knows the activity.
func (a *Activity) SWF() SWF { return a.swf }

// Errors returns the names of the errors that the definition declares.
func (a *Activity) Errors() []string { return slices.Clone(a.errors) }

// validate reports what keeps the activity from being run.
func (a *Activity) validate() error {
	switch {
	case a.name == "":
		return errors.New("register: an activity has no name")
	case a.handle == nil:
		return fmt.Errorf("register %s: Decode, Encode and the handler must not be nil", a.name)
	case a.heartbeat < 0:
		return fmt.Errorf("register %s: the heartbeat timeout is negative: %v", a.name, a.heartbeat)
	case a.timeout < 0:
		return fmt.Errorf("register %s: the timeout is negative: %v", a.name, a.timeout)
	case a.silence < 0:
		return fmt.Errorf("register %s: the longest silence is negative: %v", a.name, a.silence)
	case a.slots < 0:
		return fmt.Errorf("register %s: the number of slots is negative: %d", a.name, a.slots)
	}
	return nil
}

// ActivityOption changes an activity when it is registered. Options apply in
// order; of two that set the same thing the last one holds.
type ActivityOption func(*Activity)

// WithHeartbeat replaces the definition's heartbeat timeout. Zero: no
// heartbeats. It has to be the figure that the service goes by.
func WithHeartbeat(timeout time.Duration) ActivityOption {
	return func(a *Activity) { a.heartbeat = timeout }
}

// WithTimeout replaces the definition's timeout. Zero: no limit.
func WithTimeout(timeout time.Duration) ActivityOption {
	return func(a *Activity) { a.timeout = timeout }
}

// WithMaxSilence cancels a handler that gives no sign of progress for d, be it a
// report of progress or a call of [Alive]: its context ends with ErrSilent and
// its heartbeats stop. Without it, the worker's heartbeats keep a task alive
// whose handler hangs, until the activity's timeout. Zero, the default: a
// handler may be silent for as long as it likes.
func WithMaxSilence(d time.Duration) ActivityOption {
	return func(a *Activity) { a.silence = d }
}

// WithSlots sets how many tasks of the activity may run at a time. Zero, the
// default, means Options.Slots. Where one queue of the service carries tasks
// of several activities, the queue's slots are what counts; see [Queue].
func WithSlots(n int) ActivityOption {
	return func(a *Activity) { a.slots = n }
}

// WithSWF replaces those fields of the activity's SWF that are not zero in s.
func WithSWF(s SWF) ActivityOption {
	return func(a *Activity) {
		a.swf = SWF{
			Name:            cmp.Or(s.Name, a.swf.Name),
			Version:         cmp.Or(s.Version, a.swf.Version),
			TaskList:        cmp.Or(s.TaskList, a.swf.TaskList),
			ScheduleToStart: cmp.Or(s.ScheduleToStart, a.swf.ScheduleToStart),
			ScheduleToClose: cmp.Or(s.ScheduleToClose, a.swf.ScheduleToClose),
		}
	}
}

// WithStepFunctions replaces those fields of the activity's StepFunctions that
// are not zero in s.
func WithStepFunctions(s StepFunctions) ActivityOption {
	return func(a *Activity) {
		if s.Name != "" {
			a.stepFunctions.Name = s.Name
		}
		if s.ARN != "" {
			a.stepFunctions.ARN = s.ARN
		}
	}
}
