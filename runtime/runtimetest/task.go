package runtimetest

import (
	"context"
	"slices"
	"time"

	"github.com/actgen/actgen/runtime"
)

// Heartbeat is a heartbeat that the service accepted.
type Heartbeat struct {
	At      time.Time
	Details string
}

// Task is a task that was sent to the service. Safe for use by several
// goroutines.
type Task struct {
	// Activity, Input and Token as the worker gets them. Don't change them.
	Activity, Input, Token string

	service *Service
	closed  chan struct{}

	// Guarded by service.mu.
	work      *runtime.Activity // nil: not registered
	started   time.Time
	alive     time.Time // last sign of it
	cancelled bool
	over      bool
	reported  bool
	outcome   runtime.Outcome
	beats     []Heartbeat
}

// Wait blocks until the task is reported or closed and returns what was
// reported. It fails when ctx ends, and with runtime.ErrTaskClosed for a task
// that was closed before it was reported.
func (t *Task) Wait(ctx context.Context) (runtime.Outcome, error) {
	select {
	case <-t.closed:
	case <-ctx.Done():
		return runtime.Outcome{}, context.Cause(ctx)
	}
	outcome, ok := t.Outcome()
	if !ok {
		return runtime.Outcome{}, runtime.ErrTaskClosed
	}
	return outcome, nil
}

// Outcome returns what was reported; false: nothing yet, or the task was closed
// before.
func (t *Task) Outcome() (runtime.Outcome, bool) {
	t.service.mu.Lock()
	defer t.service.mu.Unlock()
	return t.outcome, t.reported
}

// Heartbeats returns the heartbeats that were accepted, in order.
func (t *Task) Heartbeats() []Heartbeat {
	t.service.mu.Lock()
	defer t.service.mu.Unlock()
	return slices.Clone(t.beats)
}

// Started is when the task was handed over; zero: not yet.
func (t *Task) Started() time.Time {
	t.service.mu.Lock()
	defer t.service.mu.Unlock()
	return t.started
}

// Cancel asks for the task to be cancelled: the next heartbeat says so.
func (t *Task) Cancel() {
	t.service.mu.Lock()
	defer t.service.mu.Unlock()
	t.cancelled = true
}

// Close closes the task as the service does when it times out or its execution
// is stopped: heartbeats and reports fail with runtime.Closed.
func (t *Task) Close() {
	t.service.mu.Lock()
	defer t.service.mu.Unlock()
	t.end()
}

// end closes the task. Called with service.mu held.
func (t *Task) end() {
	if !t.over {
		t.over = true
		close(t.closed)
	}
}

// expire closes the task if one of its activity's timeouts has passed, and
// returns the error of a task that is closed. Called with service.mu held.
func (t *Task) expire(now time.Time) error {
	if t.work != nil && !t.over {
		heartbeat, timeout := t.work.Heartbeat(), t.work.Timeout()
		if heartbeat > 0 && now.Sub(t.alive) > heartbeat || timeout > 0 && now.Sub(t.started) > timeout {
			t.end()
		}
	}
	if t.over {
		return &Error{Class: runtime.Closed, Message: "the task is closed"}
	}
	return nil
}
