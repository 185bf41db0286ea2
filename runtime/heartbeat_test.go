package runtime_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// beating is a text activity with a heartbeat timeout.
func beating(name string, timeout time.Duration) runtime.Spec[string, string] {
	spec := text(name)
	spec.Heartbeat = timeout
	return spec
}

func TestHeartbeatInterval(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, beating("Work", 30*time.Second), sleep(5*time.Minute))
		r.start()
		var tasks []*runtimetest.Task
		for range 50 {
			tasks = append(tasks, r.service.Send("Work", "1"))
		}
		first := map[time.Duration]bool{}
		for _, task := range tasks {
			r.wantOutput(task, "1")
			last := task.Started()
			for i, beat := range task.Heartbeats() {
				gap := beat.At.Sub(last)
				if gap < 8*time.Second || gap > 10*time.Second {
					t.Errorf("beat %d comes after %v, want 8 to 10 s", i, gap)
				}
				if i == 0 {
					first[gap] = true
				}
				last = beat.At
			}
		}
		if len(first) < 40 {
			t.Errorf("%d different first intervals of 50: they are not jittered", len(first))
		}
		r.finish()
	})
}

// A task that waits locally while its heartbeat clock runs: the beats start at
// the hand-over, before the input is decoded.
func testHeartbeatStartsBeforeDecode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		spec := beating("Work", 9*time.Second)
		spec.Decode = func(s string) (string, error) {
			time.Sleep(time.Minute)
			return s, nil
		}
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, spec, echo)
		r.start()
		task := r.service.Send("Work", "1")
		r.wantOutput(task, "1")
		if n := len(task.Heartbeats()); n < 20 {
			t.Errorf("%d heartbeats in a minute, want 20 or more", n)
		}
		r.finish()
	})
}

func TestNoHeartbeatWithoutTimeout(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Work"), sleep(time.Hour))
		r.start()
		task := r.service.Send("Work", "1")
		r.wantOutput(task, "1")
		if n := len(task.Heartbeats()); n != 0 {
			t.Errorf("%d heartbeats, want none", n)
		}
		r.finish()
	})
}

// Heartbeats starved behind other calls: the calls of one task hang, those of
// the others come in time.
func testHungHeartbeatHoldsUpNoOther(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Beat && c.Task.Activity == "Hung" {
				<-ctx.Done()
				return ctx.Err()
			}
			return next()
		})
		cause := make(chan error, 1)
		runtime.Register(r.worker, beating("Hung", 10*time.Second), func(ctx context.Context, in *string) (*string, error) {
			<-ctx.Done()
			cause <- context.Cause(ctx)
			return in, nil
		})
		runtime.Register(r.worker, beating("Work", 10*time.Second), sleep(time.Minute))
		r.start()
		hung, work := r.service.Send("Hung", "1"), r.service.Send("Work", "1")
		if err := <-cause; !errors.Is(err, runtime.ErrHeartbeatLapsed) {
			t.Errorf("cause is %v, want %v", err, runtime.ErrHeartbeatLapsed)
		}
		if took := time.Since(hung.Started()); took != 9*time.Second {
			t.Errorf("cancelled after %v, want 9s", took)
		}
		r.wantOutput(hung, "1") // the service had not given it up yet
		r.wantOutput(work, "1")
		r.finish()
	})
}

// A worker whose heartbeats all fail works on as a zombie: the watchdog ends
// that.
func testHeartbeatLapse(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var beats atomic.Int32
		r.service.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Beat {
				beats.Add(1)
				return runtimetest.Fault(runtime.Transient)
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 30*time.Second), sleep(time.Hour))
		r.start()
		task := r.service.Send("Work", "1")
		r.wantFailure(task, runtime.NameHeartbeatLapsed, "no heartbeat was accepted")
		if took := time.Since(task.Started()); took != 27*time.Second {
			t.Errorf("given up after %v, want 27s", took)
		}
		if n := beats.Load(); n < 5 {
			t.Errorf("%d attempts to beat inside the window, want 5 or more", n)
		}
		r.wantLog("heartbeat lapsed")
		r.finish()
	})
}

// The service closed the task: the handler learns it from the next beat, and
// its result is dropped.
func TestTaskClosed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var reports atomic.Int32
		r.service.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Report {
				reports.Add(1)
			}
			return next()
		})
		cause := make(chan error, 1)
		runtime.Register(r.worker, beating("Work", 30*time.Second), func(ctx context.Context, in *string) (*string, error) {
			progress := runtime.ProgressFrom(ctx, func(s string) (string, error) { return s, nil })
			<-ctx.Done()
			if err := progress.Report("more"); !errors.Is(err, runtime.ErrTaskClosed) {
				t.Errorf("progress of a closed task: %v", err)
			}
			cause <- context.Cause(ctx)
			return in, nil
		})
		r.start()
		r.service.Send("Work", "1").Close()
		if err := <-cause; !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("cause is %v, want %v", err, runtime.ErrTaskClosed)
		}
		r.finish()
		if n := reports.Load(); n != 0 {
			t.Errorf("%d reports of a closed task", n)
		}
	})
}

func TestCancelRequested(t *testing.T) {
	for _, test := range []struct {
		name    string
		answer  handler
		want    runtime.Status
		seconds int
	}{
		{"complies", sleep(time.Minute), runtime.Canceled, 10},
		{"returns the context's error", func(ctx context.Context, _ *string) (*string, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}, runtime.Canceled, 10},
		{"finishes", func(ctx context.Context, in *string) (*string, error) {
			<-ctx.Done()
			time.Sleep(time.Minute)
			return in, nil
		}, runtime.Succeeded, 70},
		{"fails", func(ctx context.Context, _ *string) (*string, error) {
			<-ctx.Done()
			return nil, errors.New("rollback failed")
		}, runtime.Failed, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{})
				runtime.Register(r.worker, beating("Work", 30*time.Second), test.answer)
				r.start()
				task := r.service.Send("Work", "1")
				task.Cancel()
				if o := r.wait(task); o.Status != test.want {
					t.Errorf("outcome is %+v, want %v", o, test.want)
				}
				if took := time.Since(task.Started()); took > time.Duration(test.seconds)*time.Second {
					t.Errorf("took %v, want up to %d s", took, test.seconds)
				}
				r.finish()
			})
		})
	}
}

func TestProgress(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		refused := errors.New("percent must be at most 100")
		runtime.Register(r.worker, beating("Work", 30*time.Second), func(ctx context.Context, in *string) (*string, error) {
			progress := runtime.ProgressFrom(ctx, func(percent int) (string, error) {
				if percent > 100 {
					return strings.Repeat(" ", percent), map[bool]error{true: refused}[percent == 101]
				}
				return strconv.Itoa(percent), nil
			})
			for percent := range 101 {
				if err := progress.Report(percent); err != nil {
					t.Errorf("Report(%d): %v", percent, err)
				}
				time.Sleep(time.Second)
			}
			if err := progress.Report(101); !errors.Is(err, refused) {
				t.Errorf("Report of what doesn't meet its schema: %v", err)
			}
			if err := progress.Report(2_049); err == nil || !strings.Contains(err.Error(), "2049 bytes, the service takes 2048") {
				t.Errorf("Report of what is too long: %v", err)
			}
			return in, nil
		})
		r.start()
		task := r.service.Send("Work", "1")
		r.wantOutput(task, "1")
		beats := task.Heartbeats()
		if len(beats) < 10 || len(beats) > 13 {
			t.Errorf("%d heartbeats in 101 s, want 10 to 13: progress is coalesced", len(beats))
		}
		for _, beat := range beats {
			after := int(beat.At.Sub(task.Started()).Seconds())
			if percent, _ := strconv.Atoi(beat.Details); percent != after {
				t.Errorf("beat after %d s carries %q", after, beat.Details)
			}
		}
		r.finish()
	})
}

// A heartbeat after the report: the beat that is under way when the handler
// returns is called off, and none follows.
func testNoBeatDuringOrAfterReport(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var mu sync.Mutex
		var underWay, reported bool
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			switch c.Op {
			case runtimetest.Beat:
				mu.Lock()
				if reported {
					t.Error("a beat begins after the report")
				}
				underWay = true
				mu.Unlock()
				<-ctx.Done() // hangs
				mu.Lock()
				underWay = false
				mu.Unlock()
				return ctx.Err()
			case runtimetest.Report:
				mu.Lock()
				if underWay {
					t.Error("a report begins during a beat")
				}
				reported = true
				mu.Unlock()
				time.Sleep(14 * time.Second)
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 30*time.Second), sleep(11*time.Second))
		r.start()
		task := r.service.Send("Work", "1")
		r.wantOutput(task, "1")
		if took := time.Since(task.Started()); took != 25*time.Second {
			t.Errorf("took %v, want 25s: the beat holds the report up", took)
		}
		time.Sleep(time.Minute)
		r.finish()
	})
}

// The beat that is called off for a report has found that the task is closed:
// there is nothing to report.
func TestBeatBringsTheNewsToTheReport(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			switch c.Op {
			case runtimetest.Beat:
				<-ctx.Done()
				return runtimetest.Fault(runtime.Closed)
			case runtimetest.Report:
				t.Error("a closed task is reported")
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 30*time.Second), sleep(11*time.Second))
		r.start()
		r.service.Send("Work", "1")
		time.Sleep(time.Minute)
		r.wantLog("report dropped, the task is closed")
		r.finish()
	})
}
