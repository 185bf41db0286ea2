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

// A poll cancelled at shutdown, whose task was handed over all the same: open
// polls are waited for, and a task that arrives is run.
func testStopWaitsForOpenPolls(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, beating("Work", 10*time.Second), sleep(20*time.Second))
		r.start()
		time.Sleep(10 * time.Second) // the polls have 50 s left
		r.stop()
		time.Sleep(40 * time.Second)
		late := r.service.Send("Work", "1")
		r.wantOutput(late, "1")
		if n := len(late.Heartbeats()); n < 5 {
			t.Errorf("%d heartbeats while stopping, want 5 or more", n)
		}
		if err := <-r.done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

func TestStopIdle(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var p polls
		p.watch(r.service, nil)
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		time.Sleep(20 * time.Second)
		took, err := r.end()
		if err != nil || took != 40*time.Second {
			t.Errorf("Run took %v to stop (%v), want the 40 s that the polls had left", took, err)
		}
		if _, _, made := p.now(); made != 2 {
			t.Errorf("%d polls, want 2: none goes out after the stop", made)
		}
	})
}

// Too little grace is left for a task that arrives late: it is failed at once
// and can be retried elsewhere.
func testLateTask(t *testing.T) {
	for _, test := range []struct {
		name    string
		grace   time.Duration
		timeout time.Duration
		runs    bool
	}{
		{"a third is left", 66 * time.Second, 0, true},
		{"less is left", 64 * time.Second, 0, false},
		{"nothing is left", 30 * time.Second, 0, false},
		{"the activity's timeout is left", 60 * time.Second, 10 * time.Second, true},
		{"less than the activity's timeout is left", 60 * time.Second, 30 * time.Second, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{StopGrace: test.grace})
				runtime.Register(r.worker, text("Work"), sleep(5*time.Second), runtime.WithTimeout(test.timeout))
				r.start()
				r.stop()
				time.Sleep(44 * time.Second)
				late := r.service.Send("Work", "1")
				if test.runs {
					r.wantOutput(late, "1")
				} else {
					r.wantFailure(late, runtime.NameWorkerStopping, "was stopping when the task arrived")
					if took := time.Since(late.Started()); took != 0 {
						t.Errorf("failed after %v, want at once", took)
					}
				}
				if err := <-r.done; err != nil {
					t.Errorf("Run: %v", err)
				}
			})
		})
	}
}

// A grace period shorter than the hold is said at the start.
func testStartSaysWhatStopTakes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{StopGrace: 10 * time.Second})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		r.wantLog("stopTakesUpTo=1m20s", "grace is shorter than a poll")
		r.finish()
	})
}

// A poll that outlives its deadline may have had a task: that is logged.
func testAbandonedPoll(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{MinPollers: 1})
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Poll {
				<-ctx.Done()
				return ctx.Err()
			}
			return next()
		})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		took, err := r.end()
		if err != nil || took != 65*time.Second {
			t.Errorf("Run took %v to stop (%v), want 65 s", took, err)
		}
		r.wantLog("poll abandoned")
	})
}

func TestStopCancelsHandlersAfterGrace(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, beating("Work", 30*time.Second), sleep(time.Hour))
		r.start()
		task := r.service.Send("Work", "1")
		time.Sleep(time.Minute)
		took, err := r.end()
		if err != nil || took != 80*time.Second {
			t.Errorf("Run took %v to stop (%v), want the grace of 80 s", took, err)
		}
		r.wantFailure(task, runtime.NameWorkerStopping, "before the handler was done")
		r.wantLog("grace has passed")
	})
}

// A handler that ignores its context: stacks in the log, its late report is
// suppressed, and Run says so.
func testAbandonedHandler(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		returned := make(chan struct{})
		runtime.Register(r.worker, beating("Stuck", 10*time.Minute), func(_ context.Context, in *string) (*string, error) {
			defer close(returned)
			time.Sleep(time.Hour)
			return in, nil
		})
		runtime.Register(r.worker, text("Good"), sleep(time.Minute))
		r.start()
		stuck, good := r.service.Send("Stuck", "1"), r.service.Send("Good", "1")
		synctest.Wait()
		took, err := r.end()
		if !errors.Is(err, runtime.ErrAbandoned) || !strings.Contains(err.Error(), "1 handlers ignored") {
			t.Errorf("Run: %v, want %v", err, runtime.ErrAbandoned)
		}
		if took != 90*time.Second {
			t.Errorf("Run took %v to stop, want 90 s", took)
		}
		r.wantOutput(good, "1")
		r.wantLog("ignores its context", "testAbandonedHandler")
		<-returned
		synctest.Wait()
		if o, ok := stuck.Outcome(); ok {
			t.Errorf("late report %+v", o)
		}
		r.wantLog("result dropped")
	})
}

// A result reported on a context that shutdown cancelled: reports have their
// own.
func testReportOutlivesStop(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Report {
				time.Sleep(5 * time.Second)
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			return next()
		})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		task := r.service.Send("Work", "1")
		synctest.Wait()
		r.stop()
		r.wantOutput(task, "1")
		r.service.Close()
		if err := <-r.done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

// Reports that don't get through are given up in the end, in the stated bound.
func TestStopGivesUpReports(t *testing.T) {
	for _, hang := range []bool{false, true} {
		t.Run(map[bool]string{false: "refused", true: "hangs"}[hang], func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{})
				r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
					switch {
					case c.Op == runtimetest.Report && hang:
						<-ctx.Done()
						return ctx.Err()
					case c.Op == runtimetest.Report:
						return runtimetest.Fault(runtime.Throttled)
					}
					return next()
				})
				runtime.Register(r.worker, text("Work"), sleep(75*time.Second))
				r.start()
				r.service.Send("Work", "1")
				synctest.Wait()
				took, err := r.end()
				if err == nil || !strings.Contains(err.Error(), "1 reports were given up") {
					t.Errorf("Run: %v, want an error about the report", err)
				}
				// The grace of 80 s, though the handler is done, and that of
				// the reports.
				if took != 95*time.Second {
					t.Errorf("Run took %v to stop, want 95 s", took)
				}
				r.wantLog("report given up: the worker stops")
			})
		})
	}
}

// The worst that handlers and polls can do stays inside the stated bound.
func TestStopBound(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{StopGrace: 3 * time.Second, ReturnGrace: 2 * time.Second, ReportGrace: 4 * time.Second})
		r.service.Intercept(func(ctx context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Report {
				<-ctx.Done()
				return ctx.Err()
			}
			return next()
		})
		runtime.Register(r.worker, beating("Work", 9*time.Second), func(context.Context, *string) (*string, error) {
			time.Sleep(time.Hour)
			return nil, nil
		})
		r.start()
		stuck := r.service.Send("Work", "1")
		synctest.Wait() // another poll is open now
		r.stop()
		start := time.Now()
		time.Sleep(60*time.Second - 1)
		r.service.Send("Work", "late")
		err := <-r.done
		if took := time.Since(start); took != 64*time.Second {
			t.Errorf("Run took %v to stop, want 64 s", took)
		}
		if !errors.Is(err, runtime.ErrAbandoned) || !strings.Contains(err.Error(), "1 reports were given up") {
			t.Errorf("Run: %v", err)
		}
		for _, beat := range stuck.Heartbeats() {
			if beat.At.Sub(start) > 5*time.Second {
				t.Errorf("a beat %v after the stop, for a handler that was abandoned", beat.At.Sub(start))
			}
		}
		time.Sleep(time.Hour)
	})
}
