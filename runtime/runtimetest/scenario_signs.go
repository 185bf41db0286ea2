package runtimetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/actgen/actgen/runtime"
)

// signs are the scenarios of what worker and service tell each other while a
// handler runs.
var signs = []Scenario{
	{"heartbeats keep a task alive", func(t *testing.T, b Backend) {
		p := begin(t, b, func(ctx context.Context, in *string) (*string, error) {
			return in, linger(ctx, 3*scenarioHeartbeat)
		})
		p.wantOutput(p.send("1"), "1")
		p.end()
	}},
	{"closed task", func(t *testing.T, b Backend) {
		began, cause := make(chan struct{}), make(chan error, 1)
		p := begin(t, b, func(ctx context.Context, in *string) (*string, error) {
			if *in == "next" {
				return in, nil
			}
			close(began)
			cause <- linger(ctx, scenarioTimeout)
			return in, nil
		})
		task := p.send("closed")
		<-began
		task.Close()
		if err := <-cause; !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("context ended by %v, want %v", err, runtime.ErrTaskClosed)
		}
		p.wantOutput(p.send("next"), "next")
		if o, err := task.Wait(t.Context()); !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("outcome %+v, %v of a closed task", o, err)
		}
		p.end()
	}},
	{"cancellation", cancelled(func(_ context.Context, _ *string, cause error) (*string, error) {
		return nil, cause
	}, func(t *testing.T, o runtime.Outcome) {
		if o.Status != runtime.Canceled {
			t.Errorf("outcome is %s, want that it was canceled", describe(o))
		}
	})},
	{"cancellation without compliance", cancelled(func(_ context.Context, in *string, _ error) (*string, error) {
		return in, nil
	}, func(t *testing.T, o runtime.Outcome) { WantOutput(t, o, `"1"`) })},
	{"progress", func(t *testing.T, b Backend) {
		p := begin(t, b, func(ctx context.Context, _ *string) (*string, error) {
			report(t, ctx, "first")
			if err := linger(ctx, scenarioHeartbeat); err != nil {
				return nil, err
			}
			report(t, ctx, "last")
			return nil, stockError{}
		})
		task := p.send("1")
		p.wantError(task, stockError{})
		if got, ok := details(task); ok && (!slices.Contains(got, `"first"`) || got[len(got)-1] != `"last"`) {
			t.Errorf("heartbeats carried %q, want the progress, and the last before the failure", got)
		}
		p.end()
	}},
}

// report reports progress.
func report(t *testing.T, ctx context.Context, progress string) { //nolint:revive // t comes first in helpers of tests
	t.Helper()
	p := runtime.ProgressFrom(ctx, func(s string) (string, error) { return quote(s), nil })
	if err := p.Report(progress); err != nil {
		t.Errorf("report progress: %v", err)
	}
}

// details returns what the heartbeats of a task carried; false: unknown.
func details(task Scheduled) ([]string, bool) {
	recorded, ok := task.(interface{ Heartbeats() []Heartbeat })
	if !ok {
		return nil, false
	}
	beats := recorded.Heartbeats()
	texts := make([]string, len(beats))
	for i, b := range beats {
		texts[i] = b.Details
	}
	return texts, len(texts) > 0
}

// cancelled is the scenario of a task that is to be cancelled, with what the
// handler does then and what comes of it.
func cancelled(answer func(ctx context.Context, in *string, cause error) (*string, error), want func(*testing.T, runtime.Outcome)) func(*testing.T, Backend) {
	return func(t *testing.T, b Backend) {
		began := make(chan struct{})
		p := begin(t, b, func(ctx context.Context, in *string) (*string, error) {
			close(began)
			cause := linger(ctx, 10*scenarioHeartbeat)
			if cause == nil {
				t.Errorf("context hasn't ended in %v", 10*scenarioHeartbeat)
			}
			return answer(ctx, in, cause)
		})
		task := p.send("1")
		<-began
		canceler, ok := task.(interface{ Cancel() })
		if !ok { // the service has no cancellation
			task.Close()
			p.end()
			return
		}
		canceler.Cancel()
		want(t, p.outcome(task))
		p.end()
	}
}
