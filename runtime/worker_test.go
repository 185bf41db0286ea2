package runtime_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

func TestRunTask(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		r.wantOutput(r.service.Send("Echo", `"hello"`), `"hello"`)
		r.finish()
	})
}

func TestRunRefusesConfiguration(t *testing.T) {
	t.Parallel()
	negative := text("Negative")
	negative.Heartbeat, negative.Timeout = -time.Second, -time.Second
	for _, test := range []struct {
		name     string
		opts     runtime.Options
		register func(w *runtime.Worker)
		want     []string
	}{
		{"no activity", runtime.Options{}, func(*runtime.Worker) {}, []string{"no activity is registered"}},
		{"same name", runtime.Options{}, func(w *runtime.Worker) {
			runtime.Register(w, text("A"), echo)
			runtime.Register(w, text("A"), echo)
		}, []string{"register A: an activity of this name is registered already"}},
		{"all problems", runtime.Options{}, func(w *runtime.Worker) {
			runtime.Register(w, text(""), echo)
			runtime.Register[string, string](w, text("NoHandler"), nil)
			runtime.Register(w, negative, echo)
			runtime.Register(w, text("Timeout"), echo, runtime.WithTimeout(-1))
			runtime.Register(w, text("Slots"), echo, runtime.WithSlots(-1))
			runtime.Register(w, text("Silence"), echo, runtime.WithMaxSilence(-1))
		}, []string{"Silence: the longest silence", "has no name", "NoHandler: ", "Negative: the heartbeat", "Timeout: the timeout", "Slots: the number"}},
		{"options", runtime.Options{
			Slots: -1, MinPollers: 5, MaxPollers: 3,
			StopGrace: -1, ReturnGrace: -1, ReportGrace: -1, ReportTimeout: -1, PollRate: -1,
		}, func(w *runtime.Worker) {
			runtime.Register(w, text("A"), echo)
		}, []string{"Slots", "MinPollers", "StopGrace", "ReturnGrace", "ReportGrace", "ReportTimeout", "PollRate"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := runtime.NewWorker(runtimetest.NewService(), test.opts)
			test.register(w)
			err := w.Run(t.Context())
			if err == nil {
				t.Fatal("Run didn't fail")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error has no %q: %v", want, err)
				}
			}
		})
	}
}

// brokenQueues is a service that can't be prepared.
type brokenQueues struct {
	*runtimetest.Service
	err error
}

func (s brokenQueues) Queues(context.Context, []*runtime.Activity) ([]runtime.Queue, error) {
	return nil, s.err
}

func TestRunFailsWithQueues(t *testing.T) {
	t.Parallel()
	broken := errors.New("no such account")
	w := runtime.NewWorker(brokenQueues{runtimetest.NewService(), broken}, runtime.Options{})
	runtime.Register(w, text("A"), echo)
	if err := w.Run(t.Context()); !errors.Is(err, broken) {
		t.Errorf("Run: %v, want %v", err, broken)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	w = runtime.NewWorker(brokenQueues{runtimetest.NewService(), context.Canceled}, runtime.Options{})
	runtime.Register(w, text("A"), echo)
	if err := w.Run(stopped); err != nil {
		t.Errorf("Run that was stopped before it began: %v", err)
	}
}

// noDeadline is a service that forgets the deadline of polls.
type noDeadline struct{ *runtimetest.Service }

func (noDeadline) Limits() runtime.Limits { return runtime.Limits{} }

func TestRunNeedsPollDeadline(t *testing.T) {
	t.Parallel()
	w := runtime.NewWorker(noDeadline{runtimetest.NewService()}, runtime.Options{})
	runtime.Register(w, text("A"), echo)
	if err := w.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "deadline") {
		t.Errorf("Run: %v, want an error about the deadline", err)
	}
}

func TestRunAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Echo"), echo)
		for range 2 {
			r.start()
			r.wantOutput(r.service.Send("Echo", "1"), "1")
			if _, err := r.end(); err != nil {
				t.Errorf("Run: %v", err)
			}
		}
	})
}

func TestRunTwiceAtATime(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		if err := r.worker.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "running already") {
			t.Errorf("second Run: %v", err)
		}
		r.finish()
	})
}

func TestHandlerContext(t *testing.T) {
	bubble(t, func(t *testing.T) {
		type key struct{}
		spec := text("Info")
		spec.Timeout = time.Minute
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, spec, func(ctx context.Context, in *string) (*string, error) {
			info, ok := runtime.InfoFrom(ctx)
			if !ok || info.Activity != "Info" || info.Queue != "test" || len(info.Task) != 12 {
				t.Errorf("info is %+v, %v", info, ok)
			}
			if !info.Received.Equal(time.Now()) {
				t.Errorf("received %v, it is %v", info.Received, time.Now())
			}
			// A tenth of the timeout, but no more than 5 s, is kept for the report.
			if deadline, _ := ctx.Deadline(); !deadline.Equal(info.Received.Add(55 * time.Second)) {
				t.Errorf("deadline is %v after the hand-over", deadline.Sub(info.Received))
			}
			if ctx.Value(key{}) != "value" {
				t.Error("context doesn't carry the values of Run's")
			}
			runtime.LoggerFrom(ctx).Info("from the handler")
			return in, nil
		})
		ctx, stop := context.WithCancel(context.WithValue(t.Context(), key{}, "value"))
		done := make(chan error, 1)
		go func() { done <- r.worker.Run(ctx) }()
		r.wantOutput(r.service.Send("Info", "1"), "1")
		synctest.Wait()
		r.wantLog(`msg="from the handler" activity=Info task=`)
		stop()
		r.service.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestOutsideHandler(t *testing.T) {
	t.Parallel()
	if _, ok := runtime.InfoFrom(t.Context()); ok {
		t.Error("InfoFrom knows a task outside a handler")
	}
	if runtime.LoggerFrom(t.Context()) == nil {
		t.Error("LoggerFrom has no logger outside a handler")
	}
	refused := errors.New("refused")
	p := runtime.ProgressFrom(t.Context(), func(ok bool) (string, error) {
		if !ok {
			return "", refused
		}
		return "true", nil
	})
	if err := p.Report(true); err != nil {
		t.Errorf("Report: %v", err)
	}
	if err := p.Report(false); !errors.Is(err, refused) {
		t.Errorf("Report of what doesn't meet its schema: %v", err)
	}
	if err := (runtime.Progress[int]{}).Report(1); err != nil {
		t.Errorf("Report of a zero Progress: %v", err)
	}
}
