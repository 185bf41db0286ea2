package runtimetest

import (
	"context"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
)

// stops are the scenarios of a worker that is stopped.
var stops = []Scenario{
	{"stop amid tasks", func(t *testing.T, b Backend) {
		began := make(chan struct{}, 3)
		p := begin(t, b, func(ctx context.Context, in *string) (*string, error) {
			began <- struct{}{}
			return in, linger(ctx, 2*scenarioHeartbeat)
		})
		tasks := []Scheduled{p.send("1"), p.send("2"), p.send("3")}
		for range tasks {
			<-began
		}
		p.stop()
		for i, task := range tasks {
			p.wantOutput(task, string(rune('1'+i)))
		}
		p.wake()
		p.ended()
	}},
	{"task for an open poll", func(t *testing.T, b Backend) {
		p := begin(t, b, same)
		if err := linger(t.Context(), 500*time.Millisecond); err != nil { // until polls are open
			t.Fatal(err)
		}
		p.stop()
		p.wantOutput(p.send("late"), "late")
		p.wake()
		p.ended()
	}},
	{"stop without grace", func(t *testing.T, b Backend) {
		began := make(chan struct{})
		p := beginWith(t, b, runtime.Options{StopGrace: time.Millisecond}, func(ctx context.Context, in *string) (*string, error) {
			close(began)
			return in, linger(ctx, scenarioTimeout)
		})
		task := p.send("1")
		<-began
		p.stop()
		p.wantError(task, &runtime.Error{Name: runtime.NameWorkerStopping})
		p.wake()
		p.ended()
	}},
}
