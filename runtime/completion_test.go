package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// pends returns a handler that leaves its task pending and hands its token on.
func pends(tokens chan<- string, err error) handler {
	return func(ctx context.Context, _ *string) (*string, error) {
		token, ok := runtime.TokenFrom(ctx)
		if !ok {
			return nil, errors.New("no token")
		}
		tokens <- token
		return nil, fmt.Errorf("wait for the warehouse: %w", err)
	}
}

func TestPending(t *testing.T) {
	for _, test := range []struct {
		name  string
		err   error
		beats bool
	}{
		{"silent", runtime.ErrPending, false},
		{"beating", runtime.ErrPendingBeating, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				var w watcher
				r := newRig(t, runtime.Options{Slots: 1, Observers: []runtime.Observer{w.observer()}})
				tokens := make(chan string, 1)
				runtime.Register(r.worker, beating("Pack", 30*time.Second), pends(tokens, test.err))
				runtime.Register(r.worker, text("Echo"), echo)
				r.start()
				task := r.service.Send("Pack", "1")
				pack := runtime.NewCompletion(r.service, beating("Pack", 0), <-tokens)
				r.wantOutput(r.service.Send("Echo", "2"), "2") // the slot is free
				time.Sleep(25 * time.Second)
				if n := len(task.Heartbeats()); (n > 0) != test.beats {
					t.Errorf("%d heartbeats", n)
				}
				if err := pack.Heartbeat(t.Context(), `{"percent":50}`); err != nil {
					t.Errorf("Heartbeat: %v", err)
				}
				time.Sleep(20 * time.Second)
				if test.beats {
					time.Sleep(time.Hour)
				}
				if err := pack.Complete(t.Context(), new("packed")); err != nil {
					t.Errorf("Complete: %v", err)
				}
				r.wantOutput(task, "packed")
				n := len(task.Heartbeats())
				time.Sleep(time.Hour)
				if again := len(task.Heartbeats()); again != n {
					t.Errorf("%d heartbeats of a task that is over", again-n)
				}
				w.mu.Lock()
				if len(w.reports) != 1 || w.reports[0].Activity != "Echo" {
					t.Errorf("the worker reported %+v", w.reports)
				}
				w.mu.Unlock()
				r.finish()
			})
		})
	}
}

// A task that nobody can complete is failed.
func TestPendingWithoutToken(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Pack"), func(context.Context, *string) (*string, error) {
			return nil, runtime.ErrPending
		})
		r.start()
		r.wantFailure(r.service.Send("Pack", "1"), runtime.NameHandlerFailed, "without having asked for its token")
		if _, ok := runtime.TokenFrom(t.Context()); ok {
			t.Error("there is a token outside a handler")
		}
		r.finish()
	})
}

// Pending tasks hold up no stop, and their beats end with it.
func TestStopWithPendingTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		tokens := make(chan string, 1)
		runtime.Register(r.worker, beating("Pack", 30*time.Second), pends(tokens, runtime.ErrPendingBeating))
		r.start()
		task := r.service.Send("Pack", "1")
		<-tokens
		time.Sleep(time.Minute)
		r.service.Close()
		if took, err := r.end(); took != 0 || err != nil {
			t.Errorf("Run took %v to stop: %v", took, err)
		}
		n := len(task.Heartbeats())
		if n == 0 {
			t.Error("no heartbeats")
		}
		time.Sleep(time.Hour)
		if again := len(task.Heartbeats()); again != n {
			t.Errorf("%d heartbeats after the stop", again-n)
		}
	})
}

// A pending task whose beats don't get through, and one that the service closes.
func TestPendingTaskThatIsLost(t *testing.T) {
	for _, class := range []runtime.Class{runtime.Throttled, runtime.Closed} {
		t.Run(class.String(), func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{})
				var times []time.Time
				r.service.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
					if c.Op == runtimetest.Beat {
						times = append(times, time.Now())
						return runtimetest.Fault(class)
					}
					return next()
				})
				tokens := make(chan string, 1)
				runtime.Register(r.worker, beating("Pack", 30*time.Second), pends(tokens, runtime.ErrPendingBeating))
				r.start()
				start := time.Now()
				r.service.Send("Pack", "1")
				<-tokens
				time.Sleep(time.Hour)
				synctest.Wait()
				last := times[len(times)-1].Sub(start)
				if last > 27*time.Second || class == runtime.Closed && len(times) != 1 {
					t.Errorf("%d beats, the last after %v", len(times), last)
				}
				r.finish()
			})
		})
	}
}

// held is a task that was handed over to nobody who will report it.
func held(t *testing.T, s *runtimetest.Service) *runtimetest.Task {
	t.Helper()
	queues, err := s.Queues(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	task := s.Send("Pack", "1")
	if _, err := queues[0].Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return task
}

func TestCompletion(t *testing.T) {
	spec := text("Pack")
	spec.Errors = []string{"OutOfStock"}
	spec.Encode = func(s string) (string, error) {
		if s == "invalid" {
			return "", quantityProblem
		}
		return s, nil
	}
	long := strings.Repeat("x", 40_000)
	for _, test := range []struct {
		name string
		call func(ctx context.Context, c runtime.Completion[string]) error
		want runtime.Outcome
		text string // of the error
	}{
		{"complete", func(ctx context.Context, c runtime.Completion[string]) error { return c.Complete(ctx, new("out")) }, runtime.Outcome{Output: "out"}, ""},
		{"nil", func(ctx context.Context, c runtime.Completion[string]) error { return c.Complete(ctx, nil) }, runtime.Outcome{}, "complete Pack: there is no output"},
		{"invalid", func(ctx context.Context, c runtime.Completion[string]) error { return c.Complete(ctx, new("invalid")) }, runtime.Outcome{}, "must be at least 1"},
		{"too long", func(ctx context.Context, c runtime.Completion[string]) error {
			return c.Complete(ctx, new(strings.Repeat("x", 262_145)))
		}, runtime.Outcome{}, "262145 bytes, the service takes 262144"},
		{"declared", func(ctx context.Context, c runtime.Completion[string]) error {
			return c.Fail(ctx, &declared{name: "OutOfStock", details: `{"left":0}`})
		}, runtime.Outcome{Status: runtime.Failed, Error: "OutOfStock", Cause: `{"left":0}`}, ""},
		{"undeclared", func(ctx context.Context, c runtime.Completion[string]) error {
			return c.Fail(ctx, errors.New(long))
		}, runtime.Outcome{Status: runtime.Failed, Error: runtime.NameHandlerFailed, Cause: long[:32_768]}, ""},
		{"cancel that nobody asked for", func(ctx context.Context, c runtime.Completion[string]) error { return c.Cancel(ctx) }, runtime.Outcome{}, "cancel Pack: refused: refused"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := runtimetest.NewService()
				task := held(t, s)
				err := test.call(t.Context(), runtime.NewCompletion(s, spec, task.Token))
				if test.text == "" && err != nil || test.text != "" && (err == nil || !strings.Contains(err.Error(), test.text)) {
					t.Errorf("error %v, want %q", err, test.text)
				}
				if o, ok := task.Outcome(); ok != (test.text == "") || o != test.want {
					t.Errorf("outcome %+v, want %+v", o, test.want)
				}
			})
		})
	}
}

func TestCompletionOfCancelledTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := runtimetest.NewService()
		task := held(t, s)
		task.Cancel()
		c := runtime.NewCompletion(s, text("Pack"), task.Token)
		if err := c.Heartbeat(t.Context(), "half"); !errors.Is(err, runtime.ErrCancelRequested) {
			t.Errorf("Heartbeat: %v", err)
		}
		if err := c.Cancel(t.Context()); err != nil {
			t.Errorf("Cancel: %v", err)
		}
		if err := c.Heartbeat(t.Context(), "half"); !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("Heartbeat of a task that is over: %v", err)
		}
		if err := c.Fail(t.Context(), errors.New("late")); !errors.Is(err, runtime.ErrTaskClosed) || errors.Is(err, runtime.ErrProbablyDelivered) {
			t.Errorf("Fail: %v", err)
		}
		if err := c.Heartbeat(t.Context(), strings.Repeat("x", 2_049)); err == nil || !strings.Contains(err.Error(), "takes 2048") {
			t.Errorf("Heartbeat that is too long: %v", err)
		}
		if beats := task.Heartbeats(); len(beats) != 1 || beats[0].Details != "half" {
			t.Errorf("beats are %+v", beats)
		}
	})
}

// Calls are repeated until they get through, and say when one probably did.
func TestCompletionIsRepeated(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := runtimetest.NewService()
		var a attempts
		a.watch(s, func(n int, next func() error) error {
			switch n {
			case 1:
				return runtimetest.Fault(runtime.Throttled)
			case 2:
				if err := next(); err != nil {
					return err
				}
				return errors.New("connection reset")
			}
			return next()
		})
		task := held(t, s)
		c := runtime.NewCompletion(s, text("Pack"), task.Token)
		if err := c.Complete(t.Context(), new("out")); !errors.Is(err, runtime.ErrProbablyDelivered) || !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("Complete: %v", err)
		}
		if n := len(a.all()); n != 3 {
			t.Errorf("%d attempts", n)
		}
		s.Fail(runtimetest.Beat, errors.New("reset"))
		if err := c.Heartbeat(t.Context(), ""); errors.Is(err, runtime.ErrProbablyDelivered) || !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("Heartbeat: %v", err)
		}
	})
}

func TestCompletionUntilContextEnds(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := runtimetest.NewService()
		task := held(t, s)
		s.Intercept(func(context.Context, runtimetest.Call, func() error) error {
			return errors.New("no route with " + task.Token)
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		err := runtime.NewCompletion(s, text("Pack"), task.Token).Fail(ctx, errors.New("broken"))
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("Fail: %v after %v", err, time.Since(start))
		}
		if strings.Contains(err.Error(), task.Token) || !strings.Contains(err.Error(), "no route with (token)") {
			t.Errorf("Fail: %v", err)
		}
	})
}

// A token reaches nobody but who asks for it.
func TestTokenIsSecret(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var texts string
		runtime.Register(r.worker, text("Work"), func(ctx context.Context, in *string) (*string, error) {
			info, _ := runtime.InfoFrom(ctx)
			texts = fmt.Sprintf("%+v %v", info, ctx)
			return in, nil
		})
		r.start()
		task := r.service.Send("Work", "1")
		r.wantOutput(task, "1")
		synctest.Wait()
		if strings.Contains(texts, task.Token) || strings.Contains(r.log.String(), task.Token) {
			t.Errorf("the token is in %s or the log", texts)
		}
		r.finish()
	})
}
