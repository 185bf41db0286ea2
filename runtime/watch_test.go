package runtime_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// stubborn ignores its context until it is let go.
func stubborn(released <-chan struct{}) handler {
	return func(_ context.Context, in *string) (*string, error) {
		<-released
		return in, nil
	}
}

// An automatic heartbeat hides a handler that hangs: after the longest silence
// its context ends and the beats stop.
func testSilence(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, beating("Work", 30*time.Second), sleep(time.Hour), runtime.WithMaxSilence(time.Minute))
		r.start()
		task := r.service.Send("Work", "1")
		r.wantFailure(task, runtime.NameHandlerSilent, "no sign of progress for 1m0s")
		if took := time.Since(task.Started()); took != time.Minute {
			t.Errorf("given up after %v, want a minute", took)
		}
		r.wantLog("handler is silent")
		r.finish()
	})
}

// A handler that hangs for good: no more beats, so that the service soon gives
// the task to another worker, and nothing is reported.
func TestSilenceStopsHeartbeats(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		released := make(chan struct{})
		runtime.Register(r.worker, beating("Work", 30*time.Second), stubborn(released), runtime.WithMaxSilence(time.Minute))
		r.start()
		task := r.service.Send("Work", "1")
		time.Sleep(5 * time.Minute)
		beats := task.Heartbeats()
		if last := beats[len(beats)-1].At.Sub(task.Started()); last > time.Minute || last < 50*time.Second {
			t.Errorf("last beat after %v, want up to a minute", last)
		}
		close(released)
		synctest.Wait()
		if o, ok := task.Outcome(); ok {
			t.Errorf("late report %+v", o)
		}
		r.finish()
	})
}

func TestSignsOfProgress(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Work"), func(ctx context.Context, in *string) (*string, error) {
			progress := runtime.ProgressFrom(ctx, func(s string) (string, error) { return s, nil })
			for range 4 {
				if _, err := sleep(40*time.Second)(ctx, in); err != nil {
					return nil, err
				}
				runtime.Alive(ctx)
				if _, err := sleep(40*time.Second)(ctx, in); err != nil {
					return nil, err
				}
				if err := progress.Report("more"); err != nil {
					t.Errorf("Report: %v", err)
				}
			}
			return in, nil
		}, runtime.WithMaxSilence(time.Minute))
		r.start()
		r.wantOutput(r.service.Send("Work", "1"), "1")
		runtime.Alive(t.Context()) // outside a handler
		r.finish()
	})
}

// The silence of a handler that has returned doesn't count: its report is
// retried for longer.
func TestSilenceEndsWithHandler(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		outage := time.Now().Add(4 * time.Minute)
		var a attempts
		a.watch(r.service, func(_ int, next func() error) error {
			if time.Now().Before(outage) {
				return runtimetest.Fault(runtime.Throttled)
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 30*time.Second), echo,
			runtime.WithMaxSilence(time.Minute), runtime.WithTimeout(5*time.Minute))
		r.start()
		r.wantOutput(r.service.Send("Work", "1"), "1")
		r.finish()
	})
}

// zombies counts abandoned handlers.
type zombies struct {
	mu     sync.Mutex
	events []runtime.AbandonEvent
}

func (z *zombies) observer() runtime.Observer {
	return runtime.Observer{Abandon: func(e runtime.AbandonEvent) {
		z.mu.Lock()
		defer z.mu.Unlock()
		z.events = append(z.events, e)
	}}
}

func (z *zombies) all() []runtime.AbandonEvent {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.events
}

// A handler that ignores its context is found while the worker runs, by
// whatever its context ended.
func testZombie(t *testing.T) {
	for _, test := range []struct {
		name  string
		opts  []runtime.ActivityOption
		after time.Duration // the hand-over, with the grace of 10 s
		cause error
		spoil func(r *rig, task *runtimetest.Task)
	}{
		{"timeout", []runtime.ActivityOption{runtime.WithTimeout(time.Minute)}, 65 * time.Second, context.DeadlineExceeded, nil},
		{"silence", []runtime.ActivityOption{runtime.WithMaxSilence(time.Minute)}, 70 * time.Second, runtime.ErrSilent, nil},
		{"lapse", []runtime.ActivityOption{runtime.WithHeartbeat(30 * time.Second)}, 37 * time.Second, runtime.ErrHeartbeatLapsed, func(r *rig, _ *runtimetest.Task) {
			r.service.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
				if c.Op == runtimetest.Beat {
					return runtimetest.Fault(runtime.Throttled)
				}
				return next()
			})
		}},
		{"closed", []runtime.ActivityOption{runtime.WithHeartbeat(30 * time.Second)}, 20 * time.Second, runtime.ErrTaskClosed, func(_ *rig, task *runtimetest.Task) {
			task.Close()
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				var z zombies
				r := newRig(t, runtime.Options{Slots: 1, Observers: []runtime.Observer{z.observer()}})
				released := make(chan struct{})
				runtime.Register(r.worker, text("Stuck"), stubborn(released), test.opts...)
				r.start()
				task := r.service.Send("Stuck", "1")
				if test.spoil != nil {
					test.spoil(r, task)
				}
				synctest.Wait()
				waiting := r.service.Send("Stuck", "2")
				time.Sleep(test.after + time.Millisecond)
				events := z.all()
				if len(events) != 1 || !errors.Is(events[0].Cause, test.cause) || events[0].Activity != "Stuck" {
					t.Errorf("abandoned are %+v, want one by %v", events, test.cause)
				}
				r.wantLog("ignores its context", "stubborn")
				if !waiting.Started().IsZero() {
					t.Error("the slot was given away")
				}
				if took, err := r.end(); !errors.Is(err, runtime.ErrAbandoned) || took != 0 {
					t.Errorf("Run took %v to stop: %v, want %v at once", took, err, runtime.ErrAbandoned)
				}
				close(released)
				synctest.Wait()
				if o, ok := task.Outcome(); ok {
					t.Errorf("late report %+v", o)
				}
				r.wantLog("result dropped")
			})
		})
	}
}

func TestReplaceAbandoned(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{Slots: 1, ReplaceAbandoned: true})
		released := make(chan struct{})
		runtime.Register(r.worker, text("Stuck"), func(ctx context.Context, in *string) (*string, error) {
			if *in == "hang" {
				return stubborn(released)(ctx, in)
			}
			return in, nil
		}, runtime.WithTimeout(time.Minute))
		r.start()
		stuck := r.service.Send("Stuck", "hang")
		synctest.Wait()
		next := r.service.Send("Stuck", "2")
		r.wantOutput(next, "2")
		if after := next.Started().Sub(stuck.Started()); after != 65*time.Second {
			t.Errorf("the slot was free after %v, want 65 s", after)
		}
		// A handler that returns late gives no slot back twice.
		close(released)
		synctest.Wait()
		for range 3 {
			r.wantOutput(r.service.Send("Stuck", "3"), "3")
		}
		// It is gone, so Run doesn't fail.
		r.finish()
	})
}

// A handler that returns in its grace is not abandoned, and the report of one
// whose deadline has passed goes on.
func TestReturnInGrace(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var z zombies
		r := newRig(t, runtime.Options{Observers: []runtime.Observer{z.observer()}})
		var a attempts
		a.watch(r.service, func(int, func() error) error { return runtimetest.Fault(runtime.Throttled) })
		runtime.Register(r.worker, text("Slow"), func(ctx context.Context, in *string) (*string, error) {
			<-ctx.Done()
			time.Sleep(9 * time.Second)
			return in, nil
		}, runtime.WithTimeout(time.Minute))
		r.start()
		r.service.Send("Slow", "1")
		time.Sleep(2 * time.Minute)
		if len(z.all()) != 0 || len(a.all()) == 0 {
			t.Errorf("%d abandoned, %d attempts to report", len(z.all()), len(a.all()))
		}
		r.finish()
	})
}

// A task that the service has closed doesn't hold up a stop that its handler
// ignores.
func TestStopWithStubbornHandlerOfClosedTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{ReturnGrace: 10 * time.Minute})
		released := make(chan struct{})
		runtime.Register(r.worker, beating("Stuck", 30*time.Second), stubborn(released))
		r.start()
		r.service.Send("Stuck", "1").Close()
		time.Sleep(time.Minute)
		r.service.Close()
		took, err := r.end()
		if !errors.Is(err, runtime.ErrAbandoned) || took > 11*time.Minute {
			t.Errorf("Run took %v to stop: %v", took, err)
		}
		close(released)
		synctest.Wait()
	})
}

// Handlers that are abandoned together are looked for once.
func TestStacksAreLoggedOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		released := make(chan struct{})
		runtime.Register(r.worker, text("Stuck"), stubborn(released), runtime.WithTimeout(time.Minute))
		r.start()
		for range 5 {
			r.service.Send("Stuck", "1")
		}
		time.Sleep(2 * time.Minute)
		log := r.log.String()
		if all, stacks := strings.Count(log, "ignores its context"), strings.Count(log, "stacks="); all != 5 || stacks != 1 {
			t.Errorf("%d abandoned, stacks logged %d times; want 5 and 1", all, stacks)
		}
		close(released)
		synctest.Wait()
		r.finish()
	})
}
