package runtimetest_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRunProblems(t *testing.T) {
	t.Parallel()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	waits := func(ctx context.Context, _ *int) (*int, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	for _, test := range []struct {
		name     string
		ctx      context.Context
		register func(runtime.Registrar)
		want     string
	}{
		{"none", t.Context(), func(runtime.Registrar) {}, "0 activities are registered, want 1"},
		{"two", t.Context(), func(r runtime.Registrar) {
			registerHalve(r, halve)
			registerHalve(r, halve)
		}, "2 activities are registered, want 1"},
		{"wrong", t.Context(), func(r runtime.Registrar) { registerHalve(r, nil) }, "register Halve"},
		{"stopped", stopped, func(r runtime.Registrar) { registerHalve(r, waits) }, context.Canceled.Error()},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := runtimetest.Run(test.ctx, test.register, "2")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Run: %v, want an error with %q", err, test.want)
			}
		})
	}
}

// A handler may leave its task open, if it has the token.
func TestRunPending(t *testing.T) {
	t.Parallel()
	for _, token := range []bool{true, false} {
		o, err := runtimetest.Run(t.Context(), func(r runtime.Registrar) {
			registerHalve(r, func(ctx context.Context, _ *int) (*int, error) {
				if token {
					runtime.TokenFrom(ctx)
				}
				return nil, runtime.ErrPending
			})
		}, "2")
		if token && !errors.Is(err, runtime.ErrPending) || !token && (err != nil || o.Error != runtime.NameHandlerFailed) {
			t.Errorf("Run: %+v, %v", o, err)
		}
	}
}

// The context of Run ends while the handler runs: so does the handler's.
func TestRunStopped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		start := time.Now()
		_, err := runtimetest.Run(ctx, func(r runtime.Registrar) {
			registerHalve(r, func(ctx context.Context, _ *int) (*int, error) {
				<-ctx.Done()
				return nil, context.Cause(ctx)
			})
		}, "2")
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Run: %v, want %v", err, context.DeadlineExceeded)
		}
		if took := time.Since(start); took > time.Minute+time.Second {
			t.Errorf("Run took %v", took)
		}
	})
}

// work is a service with an activity whose timeouts it enforces.
func work(t *testing.T) (*runtimetest.Service, func(context.Context) (*runtime.Task, error), *runtime.Activity) {
	t.Helper()
	var a *runtime.Activity
	runtime.Register(registrar(func(r *runtime.Activity) { a = r }), runtime.Spec[int, int]{
		Name: "Work", Heartbeat: 10 * time.Second, Timeout: time.Minute,
	}, halve)
	s := runtimetest.NewService()
	queues, err := s.Queues(t.Context(), []*runtime.Activity{a})
	if err != nil {
		t.Fatal(err)
	}
	return s, queues[0].Poll, a
}

type registrar func(*runtime.Activity)

func (r registrar) Register(a *runtime.Activity) { r(a) }

func TestPoll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, poll, a := work(t)
		start := time.Now()
		if task, err := poll(t.Context()); task != nil || err != nil || time.Since(start) != time.Minute {
			t.Errorf("empty poll: %v, %v after %v, want a minute", task, err, time.Since(start))
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, err := poll(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("poll whose context ends: %v", err)
		}
		sent, unknown := s.Send("Work", "1"), s.Send("Unknown", "2")
		if task, err := poll(t.Context()); err != nil || *task != (runtime.Task{Token: sent.Token, Input: "1", Activity: a, Type: "Work"}) {
			t.Errorf("poll: %+v, %v", task, err)
		}
		if task, err := poll(t.Context()); err != nil || *task != (runtime.Task{Token: unknown.Token, Input: "2", Type: "Unknown"}) {
			t.Errorf("poll: %+v, %v", task, err)
		}
		s.Close()
		if task, err := poll(t.Context()); task != nil || err != nil {
			t.Errorf("poll of a closed service: %v, %v", task, err)
		}
	})
}

func TestTimeoutsAreEnforced(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		pause time.Duration
		beats int
		want  bool // the report is taken
	}{
		{"in time", 10 * time.Second, 5, true},
		{"heartbeat", 10*time.Second + 1, 0, false},
		{"timeout", 10 * time.Second, 6, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, poll, _ := work(t)
				sent := s.Send("Work", "1")
				task, err := poll(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				for range test.beats {
					time.Sleep(test.pause)
					if _, err := s.Beat(t.Context(), task, "details"); err != nil {
						t.Errorf("Beat: %v", err)
					}
				}
				time.Sleep(test.pause)
				err = s.Report(t.Context(), task, runtime.Outcome{Output: "1"})
				if test.want != (err == nil) || err != nil && s.Classify(err) != runtime.Closed {
					t.Errorf("Report: %v", err)
				}
				if _, err := sent.Wait(t.Context()); test.want != (err == nil) || err != nil && !errors.Is(err, runtime.ErrTaskClosed) {
					t.Errorf("Wait: %v", err)
				}
				if n := len(sent.Heartbeats()); n != test.beats {
					t.Errorf("%d heartbeats, want %d", n, test.beats)
				}
			})
		})
	}
}

func TestReportOnce(t *testing.T) {
	t.Parallel()
	s, poll, _ := work(t)
	sent := s.Send("Work", "1")
	task, err := poll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Report(t.Context(), task, runtime.Outcome{Status: runtime.Canceled}); s.Classify(err) != runtime.Refused {
		t.Errorf("cancellation that nobody requested: %v", err)
	}
	sent.Cancel()
	if cancelled, err := s.Beat(t.Context(), task, ""); !cancelled || err != nil {
		t.Errorf("Beat after Cancel: %v, %v", cancelled, err)
	}
	if err := s.Report(t.Context(), task, runtime.Outcome{Status: runtime.Canceled}); err != nil {
		t.Errorf("Report: %v", err)
	}
	if err := s.Report(t.Context(), task, runtime.Outcome{}); s.Classify(err) != runtime.Closed {
		t.Errorf("second report: %v", err)
	}
	if o, ok := sent.Outcome(); !ok || o.Status != runtime.Canceled {
		t.Errorf("outcome %+v, %v", o, ok)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s, poll, _ := work(t)
	s.Send("Work", "1")
	s.Fail(runtimetest.Poll, runtimetest.Fault(runtime.Throttled), nil)
	if _, err := poll(t.Context()); s.Classify(err) != runtime.Throttled {
		t.Errorf("poll: %v", err)
	}
	task, err := poll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	s.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
		calls = append(calls, c.Op.String()+" "+c.Task.Input+" "+c.Details+c.Outcome.Output)
		if err := next(); err != nil {
			return err
		}
		return errors.New("response lost")
	})
	if _, err := s.Beat(t.Context(), task, "half"); s.Classify(err) != runtime.Transient {
		t.Errorf("Beat: %v", err)
	}
	if err := s.Report(t.Context(), task, runtime.Outcome{Output: "done"}); err == nil {
		t.Error("Report: want the lost response")
	}
	if err := s.Report(t.Context(), task, runtime.Outcome{Output: "again"}); s.Classify(err) != runtime.Closed {
		t.Errorf("Report: %v, want that it was reported", err)
	}
	if got := strings.Join(calls, ", "); got != "beat 1 half, report 1 done, report 1 again" {
		t.Errorf("calls were %s", got)
	}
}

func TestError(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err        error
		text, code string
	}{
		{runtimetest.Fault(runtime.Throttled), "throttled", "throttled"},
		{&runtimetest.Error{Class: runtime.Closed, Code: "TaskTimedOut", Message: "too late"}, "TaskTimedOut: too late", "TaskTimedOut"},
	} {
		var coded interface{ ErrorCode() string }
		if !errors.As(test.err, &coded) || coded.ErrorCode() != test.code || test.err.Error() != test.text {
			t.Errorf("error is %q with code %q, want %q and %q", test.err, coded.ErrorCode(), test.text, test.code)
		}
	}
}

// A worker on a service, as a user's test has it.
func TestWorker(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := runtimetest.NewService()
		w := runtime.NewWorker(s, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
		registerHalve(w, halve)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		if o, err := s.Send("Halve", "8").Wait(ctx); err != nil || o.Output != "4" {
			t.Errorf("outcome %+v, %v", o, err)
		}
		task := s.Send("Halve", "none")
		stop()
		if o, err := task.Wait(t.Context()); err != nil || o.Error != runtime.NameInvalidInput {
			t.Errorf("outcome %+v, %v", o, err)
		}
		s.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
		canceled, cancel := context.WithCancelCause(t.Context())
		cancel(errors.New("impatient"))
		if _, err := s.Send("Halve", "8").Wait(canceled); err == nil || err.Error() != "impatient" {
			t.Errorf("Wait: %v", err)
		}
	})
}
