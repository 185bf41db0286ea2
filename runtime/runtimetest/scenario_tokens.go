package runtimetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
)

// tokens are the scenarios of tasks that are completed by their token.
var tokens = []Scenario{
	{"completed by token", byToken(func(t *testing.T, p *play, task Scheduled, c runtime.Completion[string]) {
		if err := c.Complete(t.Context(), new("done")); err != nil {
			t.Errorf("Complete: %v", err)
		}
		p.wantOutput(task, "done")
		if err := c.Complete(t.Context(), new("again")); !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("second Complete: %v, want %v", err, runtime.ErrTaskClosed)
		}
		if err := c.Heartbeat(t.Context(), ""); !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("Heartbeat of a task that is over: %v, want %v", err, runtime.ErrTaskClosed)
		}
	})},
	{"failed by token", byToken(func(t *testing.T, p *play, task Scheduled, c runtime.Completion[string]) {
		if err := c.Fail(t.Context(), stockError{}); err != nil {
			t.Errorf("Fail: %v", err)
		}
		p.wantError(task, stockError{})
	})},
	{"kept alive by token", byToken(func(t *testing.T, p *play, task Scheduled, c runtime.Completion[string]) {
		for range 6 {
			if err := linger(t.Context(), scenarioHeartbeat/2); err != nil {
				t.Fatal(err)
			}
			if err := c.Heartbeat(t.Context(), quote("packing")); err != nil {
				t.Errorf("Heartbeat: %v", err)
			}
		}
		if err := c.Complete(t.Context(), new("done")); err != nil {
			t.Errorf("Complete: %v", err)
		}
		p.wantOutput(task, "done")
	})},
	{"token of nobody", func(t *testing.T, b Backend) {
		p := begin(t, b, same)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		c := runtime.NewCompletion(b.Service, scenarioSpec(), "nobody's")
		if err := c.Complete(ctx, new("done")); err == nil || ctx.Err() != nil {
			t.Errorf("Complete: %v, want an error that isn't taken for one that passes", err)
		}
		p.end()
	}},
}

// byToken is the scenario of a task that its handler leaves to end.
func byToken(end func(*testing.T, *play, Scheduled, runtime.Completion[string])) func(*testing.T, Backend) {
	return func(t *testing.T, b Backend) {
		given := make(chan string, 1)
		p := begin(t, b, func(ctx context.Context, _ *string) (*string, error) {
			token, _ := runtime.TokenFrom(ctx)
			given <- token
			return nil, runtime.ErrPending
		})
		task := p.send("1")
		end(t, p, task, runtime.NewCompletion(b.Service, scenarioSpec(), <-given))
		p.end()
	}
}
