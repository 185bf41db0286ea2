package runtimetest

import (
	"context"
	"errors"

	"github.com/actgen/actgen/runtime"
)

// Op is a call that a worker makes.
type Op int

// The calls.
const (
	Poll Op = iota
	Beat
	Report
)

// String returns "poll", "beat" or "report".
func (o Op) String() string {
	return [...]string{"poll", "beat", "report"}[o]
}

// Call is what an Intercept function is told of a call.
type Call struct {
	Op Op
	// Task is nil for a Poll.
	Task *Task
	// Details are the progress that a Beat carries.
	Details string
	// Outcome is what a Report says.
	Outcome runtime.Outcome
}

// Error is an error of the service.
type Error struct {
	Class runtime.Class
	// Code is what the service would call it. May be "".
	Code string
	// Message is its text. May be "".
	Message string
}

// Fault returns an error of a class.
func Fault(c runtime.Class) error { return &Error{Class: c} }

// Error returns code, class and message.
func (e *Error) Error() string {
	text := e.Class.String()
	if e.Code != "" {
		text = e.Code
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// ErrorCode returns Code, or the class in words.
func (e *Error) ErrorCode() string {
	if e.Code != "" {
		return e.Code
	}
	return e.Class.String()
}

// Classify is part of runtime.Service: an *Error knows its class, all else is
// transient.
func (s *Service) Classify(err error) runtime.Class {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Class
	}
	return runtime.Transient
}

// Fail makes the next calls of an operation fail, one with each error, without
// any effect. A nil error lets the call through.
func (s *Service) Fail(op Op, errs ...error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[op] = append(s.faults[op], errs...)
}

// Intercept puts f between the worker and the service for all calls that begin
// from now on. f calls next to let a call take effect, and what it returns is
// what the worker sees: so it can delay calls, fail them, or fail them after
// they had their effect, as a lost response does. next may be called once. f
// runs in the goroutine of the call, so several may run at a time; it has to
// return when ctx ends.
func (s *Service) Intercept(f func(ctx context.Context, c Call, next func() error) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intercept = f
}

// do makes a call, or lets it fail as the test wants it.
func (s *Service) do(ctx context.Context, c Call, effect func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	intercept := s.intercept
	var fault error
	if faults := s.faults[c.Op]; len(faults) > 0 {
		fault, s.faults[c.Op] = faults[0], faults[1:]
	}
	s.mu.Unlock()
	if fault != nil {
		return fault
	}
	if intercept != nil {
		return intercept(ctx, c, effect)
	}
	return effect()
}
