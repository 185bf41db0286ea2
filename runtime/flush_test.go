package runtime_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// reporting returns a handler that reports progress after d and then returns
// what end says.
func reporting(d time.Duration, progress string, end handler) handler {
	return func(ctx context.Context, in *string) (*string, error) {
		if _, err := sleep(d)(ctx, in); err != nil {
			return nil, err
		}
		p := runtime.ProgressFrom(ctx, func(s string) (string, error) { return s, nil })
		if err := p.Report(progress); err != nil {
			return nil, err
		}
		return end(ctx, in)
	}
}

func fails(context.Context, *string) (*string, error) { return nil, errors.New("broken") }

// The last progress goes out before a failure report, and before no other.
func TestFlush(t *testing.T) {
	for _, test := range []struct {
		name  string
		end   handler
		beats int
	}{
		{"failure", fails, 1},
		{"panic", func(context.Context, *string) (*string, error) { panic("broken") }, 1},
		{"success", echo, 0},
		{"failure after a beat", func(ctx context.Context, in *string) (*string, error) {
			if _, err := sleep(11*time.Second)(ctx, in); err != nil {
				return nil, err
			}
			return fails(ctx, in)
		}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{})
				runtime.Register(r.worker, beating("Work", 30*time.Second), reporting(time.Second, "half", test.end))
				r.start()
				task := r.service.Send("Work", "1")
				r.wait(task)
				beats := task.Heartbeats()
				if len(beats) != test.beats {
					t.Fatalf("beats are %+v, want %d", beats, test.beats)
				}
				for _, b := range beats {
					if b.Details != "half" {
						t.Errorf("beat has %q", b.Details)
					}
				}
				r.finish()
			})
		})
	}
}

// A beat that hangs with older progress is called off for the flush.
func TestFlushAfterHungBeat(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Beat && c.Details == "" {
				<-ctx.Done()
				return ctx.Err()
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 30*time.Second), reporting(11*time.Second, "half", fails))
		r.start()
		task := r.service.Send("Work", "1")
		r.wantFailure(task, runtime.NameHandlerFailed, "broken")
		if beats := task.Heartbeats(); len(beats) != 1 || beats[0].Details != "half" || beats[0].At.Sub(task.Started()) != 11*time.Second {
			t.Errorf("beats are %+v", beats)
		}
		r.finish()
	})
}

// A flush that hangs or fails holds the report up for three seconds at most, and
// one that finds the task closed makes it needless.
func TestFlushThatFails(t *testing.T) {
	for _, test := range []struct {
		name     string
		fault    error // nil: hangs
		reported time.Duration
	}{
		{"hangs", nil, 4 * time.Second},
		{"throttled", runtimetest.Fault(runtime.Throttled), time.Second},
		{"closed", runtimetest.Fault(runtime.Closed), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{})
				r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
					switch {
					case c.Op != runtimetest.Beat:
						return next()
					case test.fault != nil:
						return test.fault
					}
					<-ctx.Done()
					return ctx.Err()
				})
				runtime.Register(r.worker, beating("Work", 30*time.Second), reporting(time.Second, "half", fails))
				r.start()
				task := r.service.Send("Work", "1")
				start := time.Now()
				if test.reported == 0 {
					time.Sleep(time.Minute)
					synctest.Wait()
					if o, ok := task.Outcome(); ok {
						t.Errorf("outcome %+v of a closed task", o)
					}
					r.wantLog("report dropped")
				} else {
					r.wantFailure(task, runtime.NameHandlerFailed, "broken")
					if took := time.Since(start); took != test.reported {
						t.Errorf("reported after %v, want %v", took, test.reported)
					}
				}
				r.finish()
			})
		})
	}
}

// The service's limit of the pause between beats holds for long timeouts, and a
// cancellation is learned within it.
func TestBeatLimit(t *testing.T) {
	bubble(t, func(t *testing.T) {
		service := runtimetest.NewService()
		r := newRig(t, runtime.Options{})
		r.service = service
		r.worker = runtime.NewWorker(beatLimit{service}, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
		runtime.Register(r.worker, beating("Work", time.Hour), sleep(2*time.Hour))
		runtime.Register(r.worker, beating("Short", 9*time.Second), sleep(time.Minute))
		r.start()
		task, short := service.Send("Work", "1"), service.Send("Short", "1")
		time.Sleep(10 * time.Minute)
		if n := len(task.Heartbeats()); n < 20 || n > 26 {
			t.Errorf("%d beats in 10 minutes, want one in 24 to 30 s", n)
		}
		if n := len(short.Heartbeats()); n < 20 {
			t.Errorf("%d beats in a minute, want one in 3 s or less", n)
		}
		task.Cancel()
		asked := time.Now()
		if o := r.wait(task); o.Status != runtime.Canceled {
			t.Errorf("outcome %+v", o)
		}
		if took := time.Since(asked); took > 30*time.Second {
			t.Errorf("cancelled after %v, want up to 30 s", took)
		}
		r.finish()
	})
}

// beatLimit is a service that wants beats more often.
type beatLimit struct{ *runtimetest.Service }

func (s beatLimit) Limits() runtime.Limits {
	limits := s.Service.Limits()
	limits.Beat = 30 * time.Second
	return limits
}

// What a service says of a task reaches the handler.
func TestTaskData(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		type data struct{ WorkflowID string }
		s := dataService{r.service, &data{"order-7"}}
		r.worker = runtime.NewWorker(s, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
		runtime.Register(r.worker, text("Work"), func(ctx context.Context, _ *string) (*string, error) {
			info, _ := runtime.InfoFrom(ctx)
			return &info.Data.(*data).WorkflowID, nil
		})
		r.start()
		r.wantOutput(r.service.Send("Work", "1"), "order-7")
		r.finish()
	})
}

// dataService has data for each task.
type dataService struct {
	*runtimetest.Service
	data any
}

func (s dataService) Queues(ctx context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	queues, err := s.Service.Queues(ctx, activities)
	poll := queues[0].Poll
	queues[0].Poll = func(ctx context.Context) (*runtime.Task, error) {
		t, err := poll(ctx)
		if t != nil {
			t.Data = s.data
		}
		return t, err
	}
	return queues, err
}
