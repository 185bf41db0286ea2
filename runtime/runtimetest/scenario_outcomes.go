package runtimetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime"
)

// stockError is an error that the scenario's activity declares.
type stockError struct{}

func (stockError) Error() string { return "OutOfStock" }

// ActivityError is part of runtime.ActivityError.
func (stockError) ActivityError() (name, cause string, err error) {
	return "OutOfStock", `{"left":0}`, nil
}

// undeclared is what a plain error becomes.
func undeclared(cause string) error {
	return &runtime.Error{Name: runtime.NameHandlerFailed, Cause: cause}
}

// outcomes are the scenarios of how a task ends.
var outcomes = []Scenario{
	{"success", func(t *testing.T, b Backend) {
		p := begin(t, b, same)
		p.wantOutput(p.send("héllo"), "héllo")
		p.end()
	}},
	{"largest output", func(t *testing.T, b Backend) {
		text := strings.Repeat("x", b.Service.Limits().Output-2)
		p := begin(t, b, func(context.Context, *string) (*string, error) { return &text, nil })
		p.wantOutput(p.send("1"), text)
		p.end()
	}},
	{"oversize output", func(t *testing.T, b Backend) {
		text := strings.Repeat("x", b.Service.Limits().Output-1)
		p := begin(t, b, func(context.Context, *string) (*string, error) { return &text, nil })
		p.wantError(p.send("1"), &runtime.Error{Name: runtime.NameOutputTooLarge})
		p.end()
	}},
	{"declared error", failing(fmt.Errorf("pack: %w", stockError{}), stockError{})},
	{"named error", failing(&runtime.Error{Name: "Shop.Closed", Cause: "on Sundays"}, &runtime.Error{Name: "Shop.Closed", Cause: "on Sundays"})},
	{"undeclared error", failing(errors.New("disk full"), undeclared("disk full"))},
	{"invalid input", func(t *testing.T, b Backend) {
		p := begin(t, b, func(context.Context, *string) (*string, error) {
			t.Error("the handler was called")
			return nil, nil
		})
		p.wantError(p.send("invalid"), &runtime.Error{Name: runtime.NameInvalidInput, Cause: `{"problems":[],"message":"must not be invalid"}`})
		p.end()
	}},
	{"invalid output", func(t *testing.T, b Backend) {
		p := begin(t, b, func(context.Context, *string) (*string, error) { return new("invalid"), nil })
		p.wantError(p.send("1"), &runtime.Error{Name: runtime.NameInvalidOutput})
		p.end()
	}},
	{"panic", func(t *testing.T, b Backend) {
		p := begin(t, b, func(context.Context, *string) (*string, error) { panic("at the disco") })
		p.wantError(p.send("1"), &runtime.Error{Name: runtime.NamePanic, Cause: "at the disco"})
		p.end()
	}},
	{"oversize cause", func(t *testing.T, b Backend) {
		limit := b.Service.Limits().Cause
		p := begin(t, b, func(context.Context, *string) (*string, error) {
			return nil, errors.New(strings.Repeat("x", limit+1))
		})
		p.wantError(p.send("1"), undeclared(strings.Repeat("x", limit)))
		p.end()
	}},
	{"many tasks", func(t *testing.T, b Backend) {
		p := begin(t, b, same)
		tasks := make([]Scheduled, 50)
		for i := range tasks {
			tasks[i] = p.send(fmt.Sprint("task ", i))
		}
		for i, task := range tasks {
			p.wantOutput(task, fmt.Sprint("task ", i))
		}
		p.end()
	}},
}

// same returns its input.
func same(_ context.Context, in *string) (*string, error) { return in, nil }

// failing is the scenario of a handler that returns an error.
func failing(err, want error) func(*testing.T, Backend) {
	return func(t *testing.T, b Backend) {
		p := begin(t, b, func(context.Context, *string) (*string, error) { return nil, err })
		p.wantError(p.send("1"), want)
		p.end()
	}
}
