package runtime_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// attempts records the calls that report.
type attempts struct {
	mu       sync.Mutex
	outcomes []runtime.Outcome
	times    []time.Time
}

// watch lets answer decide what the n-th report of s gets, counted from 1.
func (a *attempts) watch(s *runtimetest.Service, answer func(n int, next func() error) error) {
	s.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
		if c.Op != runtimetest.Report {
			return next()
		}
		a.mu.Lock()
		a.outcomes = append(a.outcomes, c.Outcome)
		a.times = append(a.times, time.Now())
		n := len(a.times)
		a.mu.Unlock()
		return answer(n, next)
	})
}

func (a *attempts) all() []runtime.Outcome {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.outcomes
}

// The service takes the substitute for a failure that it refused.
func testRefusedFailure(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		r.service.Fail(runtimetest.Report, &runtimetest.Error{Class: runtime.Refused, Code: "ValidationException"})
		runtime.Register(r.worker, text("Work"), func(context.Context, *string) (*string, error) {
			return nil, errors.New("broken")
		})
		r.start()
		r.wantFailure(r.service.Send("Work", "1"), runtime.NameReportRefused, "ValidationException")
		r.finish()
	})
}

// A report is retried until the task's deadline, and then no more.
func testReportUntilDeadline(t *testing.T) {
	for _, test := range []struct {
		name    string
		timeout time.Duration
		opts    runtime.Options
		want    time.Duration
	}{
		{"timeout of the activity", 10 * time.Minute, runtime.Options{}, 10 * time.Minute},
		{"timeout that is near", 2 * time.Second, runtime.Options{}, 10 * time.Second},
		{"no timeout", 0, runtime.Options{}, 5 * time.Minute},
		{"no timeout, by option", 0, runtime.Options{ReportTimeout: time.Minute}, time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, test.opts)
				var a attempts
				a.watch(r.service, func(int, func() error) error { return runtimetest.Fault(runtime.Throttled) })
				runtime.Register(r.worker, text("Echo"), echo, runtime.WithTimeout(test.timeout))
				r.start()
				task := r.service.Send("Echo", "1")
				time.Sleep(20 * time.Minute)
				a.mu.Lock()
				defer a.mu.Unlock()
				took := a.times[len(a.times)-1].Sub(task.Started())
				if took < test.want-time.Second || took > test.want+time.Second {
					t.Errorf("last attempt after %v, want %v", took, test.want)
				}
				for i := range len(a.times) - 1 {
					if gap := a.times[i+1].Sub(a.times[i]); gap > 10*time.Second {
						t.Errorf("pause %d is %v, want up to 10s", i, gap)
					}
				}
				r.wantLog("report given up")
				r.finish()
			})
		})
	}
}

// A report sent twice: its first attempt took effect, but the response got
// lost. The second finds the task closed.
func testAmbiguousReport(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var a attempts
		a.watch(r.service, func(n int, next func() error) error {
			err := next()
			if n == 1 {
				return errors.New("connection reset")
			}
			return err
		})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		r.wantOutput(r.service.Send("Echo", "1"), "1")
		time.Sleep(time.Minute)
		if n := len(a.all()); n != 2 {
			t.Errorf("%d attempts, want 2", n)
		}
		r.wantLog("was probably delivered")
		r.finish()
	})
}

// While a report is refused for the moment, the task is kept alive, and a beat
// that finds it closed ends the attempts.
func TestBeatsBetweenAttempts(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var a attempts
		outage := time.Now().Add(2 * time.Minute)
		a.watch(r.service, func(_ int, next func() error) error {
			if time.Now().Before(outage) {
				return runtimetest.Fault(runtime.Throttled)
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 10*time.Second), echo)
		r.start()
		kept, stopped := r.service.Send("Work", "kept"), r.service.Send("Work", "stopped")
		time.Sleep(time.Minute)
		stopped.Close()
		r.wantOutput(kept, "kept")
		for _, o := range a.all()[len(a.all())-2:] {
			if o.Output != "kept" {
				t.Errorf("a closed task is reported: %+v", o)
			}
		}
		if n := len(kept.Heartbeats()); n < 20 {
			t.Errorf("%d heartbeats in two minutes, want 20 or more", n)
		}
		r.finish()
	})
}

// The encryption key can't be used: after a while the task is failed by a report
// that needs no key.
func testReportWithoutKey(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var a attempts
		a.watch(r.service, func(_ int, next func() error) error {
			if all := a.all(); all[len(all)-1] != (runtime.Outcome{Status: runtime.Failed}) {
				return runtimetest.Fault(runtime.KeyFailed)
			}
			return next()
		})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		task := r.service.Send("Echo", "1")
		if o := r.wait(task); o != (runtime.Outcome{Status: runtime.Failed}) {
			t.Errorf("outcome is %+v, want a bare failure", o)
		}
		if took := time.Since(task.Started()); took < time.Minute || took > 80*time.Second {
			t.Errorf("reported after %v, want little more than a minute", took)
		}
		r.finish()
	})
}

// A report that hangs is repeated.
func TestReportThatHangs(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		hang := true
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Report && hang {
				hang = false
				<-ctx.Done()
				return ctx.Err()
			}
			return next()
		})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		task := r.service.Send("Echo", "1")
		r.wantOutput(task, "1")
		if took := time.Since(task.Started()); took < 15*time.Second || took > 16*time.Second {
			t.Errorf("reported after %v, want 15 s and a pause", took)
		}
		synctest.Wait()
		r.finish()
	})
}
