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

// TestErrorTable holds what the worker does with each class of error, while it
// polls, beats and reports. That each service's errors have the right class is
// tested in its package.
func TestErrorTable(t *testing.T) {
	success := runtime.Outcome{Output: "1"}
	for _, row := range []struct {
		name      string
		class     runtime.Class
		polling   pollRow
		beating   beatRow
		reporting reportRow
	}{
		{"5xx and network", runtime.Transient, pollRow{}, beatRow{log: "it is repeated"}, reportRow{3, success, "report failed, it is repeated"}},
		{"throttling", runtime.Throttled, pollRow{}, beatRow{log: "it is repeated"}, reportRow{3, success, "report failed, it is repeated"}},
		{"limit of open polls", runtime.Limited, pollRow{}, beatRow{log: "it is repeated"}, reportRow{3, success, "report failed, it is repeated"}},
		{"task closed", runtime.Closed, pollRow{}, beatRow{true, "closed by the service"}, reportRow{1, success, "report dropped, the task is closed"}},
		{"InvalidToken", runtime.BadToken, pollRow{}, beatRow{true, `level=ERROR msg="task token was refused`}, reportRow{1, success, `level=ERROR msg="report dropped: the service doesn't take the token"`}},
		{"InvalidOutput and ValidationException", runtime.Refused, pollRow{fatal: true}, beatRow{log: "heartbeat refused"}, reportRow{2, runtime.Outcome{
			Status: runtime.Failed, Error: runtime.NameInvalidOutput, Cause: "the service refused the report: refused",
		}, "the service refused it and its substitute"}},
		{"KmsAccessDenied and KmsInvalidState", runtime.KeyFailed, pollRow{log: "level=ERROR msg=\"poll failed\""}, beatRow{log: "heartbeat refused"}, reportRow{3, success, "report failed, it is repeated"}},
		{"ExpiredToken", runtime.Expired, pollRow{}, beatRow{log: "it is repeated"}, reportRow{3, success, "report failed, it is repeated"}},
		{"AccessDenied and OperationNotPermittedFault", runtime.Denied, pollRow{fatal: true, from: 2 * time.Minute, to: 141 * time.Second}, beatRow{log: `level=WARN msg="heartbeat refused"`}, reportRow{3, success, "report failed, it is repeated"}},
		{"queue missing", runtime.Missing, pollRow{fatal: true, from: 30 * time.Second, to: 51 * time.Second}, beatRow{log: "it is repeated"}, reportRow{3, success, "report failed, it is repeated"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Run("polling", func(t *testing.T) { bubble(t, func(t *testing.T) { row.polling.test(t, row.class) }) })
			t.Run("heartbeating", func(t *testing.T) { bubble(t, func(t *testing.T) { row.beating.test(t, row.class) }) })
			t.Run("reporting", func(t *testing.T) { bubble(t, func(t *testing.T) { row.reporting.test(t, row.class) }) })
		})
	}
	for _, row := range []struct {
		name string
		test func(*testing.T)
	}{
		{"limit of open polls/polling/halves the pollers", testLimitHalvesPollers},
		{"queue missing/polling/tolerated after a create", testRefusalThatPasses},
		{"task closed/reporting/probably delivered", testAmbiguousReport},
		{"InvalidOutput and ValidationException/reporting/substitute of a failure", testRefusedFailure},
		{"KmsAccessDenied and KmsInvalidState/reporting/bare failure in the end", testReportWithoutKey},
		{"throttling/heartbeating/inside the window", testHeartbeatLapse},
		{"throttling/reporting/until the deadline", testReportUntilDeadline},
		{"throttling/polling/shared backoff", testSharedBackoff},
	} {
		t.Run(row.name, row.test)
	}
}

// pollRow says what polls do that always fail.
type pollRow struct {
	fatal    bool
	from, to time.Duration // Run ends in this time
	log      string
}

func (row pollRow) test(t *testing.T, class runtime.Class) {
	r := newRig(t, runtime.Options{})
	var p polls
	p.watch(r.service, func(int) error { return runtimetest.Fault(class) })
	runtime.Register(r.worker, text("Work"), echo)
	start := time.Now()
	r.start()
	if !row.fatal {
		time.Sleep(time.Hour)
		if _, _, made := p.now(); made < 100 || made > 2_000 {
			t.Errorf("%d polls in an hour", made)
		}
		r.wantLog(row.log)
		r.finish()
		return
	}
	var e *runtimetest.Error
	if err := <-r.done; !errors.As(err, &e) || e.Class != class || !strings.Contains(err.Error(), "poll test") {
		t.Errorf("Run: %v, want the error of the poll", err)
	}
	if took := time.Since(start); took < row.from || took > row.to {
		t.Errorf("Run ended after %v, want %v to %v", took, row.from, row.to)
	}
}

// beatRow says what follows from two heartbeats that fail.
type beatRow struct {
	closes bool
	log    string
}

func (row beatRow) test(t *testing.T, class runtime.Class) {
	r := newRig(t, runtime.Options{})
	// Two in a row fit into the window.
	r.service.Fail(runtimetest.Beat, runtimetest.Fault(class), runtimetest.Fault(class))
	cause := make(chan error, 1)
	runtime.Register(r.worker, beating("Work", 30*time.Second), func(ctx context.Context, in *string) (*string, error) {
		out, err := sleep(time.Minute)(ctx, in)
		cause <- err
		return out, err
	})
	r.start()
	task := r.service.Send("Work", "1")
	err := <-cause
	synctest.Wait()
	r.wantLog(row.log)
	if row.closes {
		if !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("cause is %v, want %v", err, runtime.ErrTaskClosed)
		}
		if took := time.Since(task.Started()); took > 10*time.Second {
			t.Errorf("cancelled after %v, want the first beat", took)
		}
		if o, ok := task.Outcome(); ok {
			t.Errorf("reported %+v", o)
		}
		r.wantLog("result dropped")
	} else {
		r.wantOutput(task, "1")
	}
	r.finish()
}

// reportRow says what follows from two attempts to report that fail.
type reportRow struct {
	attempts int
	last     runtime.Outcome
	log      string
}

func (row reportRow) test(t *testing.T, class runtime.Class) {
	r := newRig(t, runtime.Options{})
	var a attempts
	a.watch(r.service, func(n int, next func() error) error {
		if n <= 2 {
			return runtimetest.Fault(class)
		}
		return next()
	})
	runtime.Register(r.worker, text("Echo"), echo)
	r.start()
	task := r.service.Send("Echo", "1")
	time.Sleep(time.Minute)
	all := a.all()
	if len(all) != row.attempts || all[len(all)-1] != row.last {
		t.Errorf("attempts are %+v, want %d and the last %+v", all, row.attempts, row.last)
	}
	if _, ok := task.Outcome(); ok != (row.attempts == 3) {
		t.Errorf("reported: %v", ok)
	}
	r.wantLog(row.log)
	r.finish()
}
