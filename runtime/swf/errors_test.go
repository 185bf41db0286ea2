package swf_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/aws/smithy-go"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

// check looks at a worker to which the service answers err.
type check func(t *testing.T, err error)

func code(c string) error { return &smithy.GenericAPIError{Code: c, Message: c} }

// The table of services.md, "What a worker does with each error", as far as it
// is about Amazon SWF: each row with what it says of the three kinds of calls.
// Step Functions alone has ActivityWorkerLimitExceeded, the KMS exceptions,
// InvalidToken and InvalidOutput, ActivityDoesNotExist and InvalidArn.
func TestErrors(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name                          string
		err                           error
		polling, heartbeating, report check
	}{
		{"throttling", code("ThrottlingException"), pollBacksOff, beatIsRepeated, reportIsRepeated},
		{"5xx", code("InternalFailure"), pollBacksOff, beatIsRepeated, reportIsRepeated},
		{"network", io.ErrUnexpectedEOF, pollBacksOff, beatIsRepeated, reportIsRepeated},
		{"LimitExceededFault", &types.LimitExceededFault{}, pollersAreHalved, nil, nil},
		{"UnknownResourceFault", &types.UnknownResourceFault{}, pollIsFatalAfter(30 * time.Second), beatClosesTask, reportIsDropped},
		{"ValidationException", code("ValidationException"), pollIsFatalAfter(0), nil, reportIsSubstituted},
		{"ExpiredToken", code("ExpiredTokenException"), pollBacksOff, beatIsRepeated, reportIsRepeated},
		{"AccessDenied", code("AccessDeniedException"), pollIsFatalAfter(2 * time.Minute), beatIsRepeated, reportIsRepeated},
		{"OperationNotPermittedFault", &types.OperationNotPermittedFault{}, pollIsFatalAfter(2 * time.Minute), beatIsRepeated, reportIsRepeated},
	} {
		for column, check := range map[string]check{
			"while polling": row.polling, "while heartbeating": row.heartbeating, "while reporting": row.report,
		} {
			if check == nil {
				continue
			}
			t.Run(row.name+" "+column, func(t *testing.T) {
				bubble(t, func(t *testing.T) { check(t, &smithy.OperationError{ServiceID: "SWF", Err: row.err}) })
			})
		}
	}
}

// fails makes the first most calls of an operation fail; 0: all.
func fails(op string, most int, err error) *fake {
	f := newFake()
	f.before = func(of string, n int) error {
		if of == op && (most == 0 || n <= most) {
			return err
		}
		return nil
	}
	return f
}

// wantRenewed checks that each of n failures dropped the credentials, if they
// had expired.
func (r *rig) wantRenewed(err error, n int) {
	r.t.Helper()
	want := 0
	var api smithy.APIError
	if errors.As(err, &api) && strings.HasPrefix(api.ErrorCode(), "Expired") {
		want = n
	}
	if got := int(r.expired.Load()); got != want {
		r.t.Errorf("credentials were dropped %d times, want %d", got, want)
	}
}

func pollBacksOff(t *testing.T, err error) {
	const failures = 6
	f := fails("poll", failures, err)
	r := start(t, f, echo)
	r.wantCompleted(r.send("{}"), "{}")
	// Two polls go out at once; after that each round waits.
	polls := f.polls()
	if rounds := polls[failures].Sub(polls[0]); rounds == 0 || rounds > 2*time.Minute {
		t.Errorf("%d failed polls took %v", failures, rounds)
	}
	r.wantLog("poll failed")
	r.wantRenewed(err, failures)
	r.finish()
}

func pollersAreHalved(t *testing.T, err error) {
	const failures = 6
	f := fails("poll", failures, err)
	r := start(t, f, echo)
	r.wantCompleted(r.send("{}"), "{}")
	polls := f.polls()
	for i := 2; i <= failures; i += 2 {
		if pause := polls[i].Sub(polls[i-1]); pause < time.Second || pause > time.Minute {
			t.Errorf("pause %d is %v, want 1 to 60 s", i/2, pause)
		}
	}
	r.wantLog("class=limited")
	r.finish()
}

// pollIsFatalAfter checks that the worker ends, but not before a grace.
func pollIsFatalAfter(grace time.Duration) check {
	return func(t *testing.T, err error) {
		begin := time.Now()
		r := start(t, fails("poll", 0, err), echo)
		got := <-r.done
		r.stop()
		if !errors.Is(got, err) || !strings.Contains(got.Error(), "poll "+worklist) {
			t.Errorf("Run: %v, want %v", got, err)
		}
		if took := time.Since(begin); took < grace || took > grace+time.Minute {
			t.Errorf("Run took %v, want %v", took, grace)
		}
		if grace == 0 {
			return
		}
		// What is mended in the grace ends nothing.
		r = start(t, fails("poll", 4, err), echo)
		r.wantCompleted(r.send("{}"), "{}")
		r.finish()
	}
}

func beatIsRepeated(t *testing.T, err error) {
	const failures = 3
	r := start(t, fails("beat", failures, err), sleep(time.Minute))
	task := r.send("{}")
	sent := time.Now()
	r.wantCompleted(task, "{}")
	if beats := r.fake.beats(task); len(beats) == 0 || beats[0].Sub(sent) > heartbeat {
		t.Errorf("heartbeats %v, the first one in %v of %v", beats, heartbeat, sent)
	}
	r.wantLog("heartbeat ")
	r.wantRenewed(err, failures)
	r.finish()
}

func beatClosesTask(t *testing.T, err error) {
	cause := make(chan error, 1)
	r := start(t, fails("beat", 0, err), func(ctx context.Context, _ *string) (*string, error) {
		<-ctx.Done()
		cause <- context.Cause(ctx)
		return nil, ctx.Err()
	})
	r.send("{}")
	if got := <-cause; !errors.Is(got, runtime.ErrTaskClosed) {
		t.Errorf("cause is %v", got)
	}
	r.finish()
	if n := r.fake.counts["report"]; n != 0 {
		t.Errorf("%d reports of a closed task", n)
	}
}

func reportIsRepeated(t *testing.T, err error) {
	const failures = 4
	r := start(t, fails("report", failures, err), echo)
	r.wantCompleted(r.send("{}"), "{}")
	r.wantLog("report failed, it is repeated")
	r.wantRenewed(err, failures)
	r.finish()

	// Until the task's deadline, with heartbeats.
	r = start(t, fails("report", 0, err), echo)
	task := r.send("{}")
	time.Sleep(timeout - time.Second)
	if strings.Contains(r.log.String(), "report given up") {
		t.Error("report was given up before the deadline")
	}
	if n := len(r.fake.beats(task)); n < int(timeout/heartbeat) {
		t.Errorf("%d heartbeats while the report was repeated", n)
	}
	time.Sleep(time.Minute)
	r.wantLog("report given up: the task's deadline has passed")
	r.finish()
}

func reportIsDropped(t *testing.T, err error) {
	r := start(t, fails("report", 0, err), echo)
	r.send("{}")
	time.Sleep(time.Minute)
	r.wantLog("report dropped, the task is closed")
	r.finish()
	if n := r.fake.counts["report"]; n != 1 {
		t.Errorf("%d reports of a closed task", n)
	}

	// The first report was delivered, and its answer lost.
	f := newFake()
	f.after = func(op string, n int) error {
		if op == "report" && n == 1 {
			return io.ErrUnexpectedEOF
		}
		return nil
	}
	r = start(t, f, echo)
	r.wantCompleted(r.send("{}"), "{}")
	time.Sleep(time.Minute)
	r.wantLog("probably delivered")
	r.finish()
}

func reportIsSubstituted(t *testing.T, err error) {
	f := fails("report", 1, err)
	r := start(t, f, echo)
	r.wantFailed(r.send("{}"), runtime.NameInvalidOutput, "ValidationException")
	r.finish()
	if n := f.counts["report"]; n != 2 {
		t.Errorf("%d reports, want the refused one and its substitute", n)
	}

	f = fails("report", 0, err)
	r = start(t, f, echo)
	r.send("{}")
	time.Sleep(time.Minute)
	r.wantLog("report dropped: the service refused it and its substitute")
	r.finish()
	if f.counts["report"] != 2 {
		t.Errorf("%d reports, want 2", f.counts["report"])
	}
}

func TestClassify(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.close()
	s := f.service(swf.Options{})
	var activities list
	activities.add("Work", runtime.SWF{Version: "1", TaskList: worklist})
	q := queue(t, s, activities)
	for _, test := range []struct {
		err        error
		poll, task runtime.Class
	}{
		{&types.UnknownResourceFault{}, runtime.Missing, runtime.Closed},
		{&types.LimitExceededFault{}, runtime.Limited, runtime.Limited},
		{&types.OperationNotPermittedFault{}, runtime.Denied, runtime.Denied},
		{code("ValidationException"), runtime.Refused, runtime.Refused},
		{code("ThrottlingException"), runtime.Throttled, runtime.Throttled},
		{code("ExpiredTokenException"), runtime.Expired, runtime.Expired},
		{code("AccessDeniedException"), runtime.Denied, runtime.Denied},
		{code("ServiceUnavailable"), runtime.Transient, runtime.Transient},
		{errors.New("connection reset"), runtime.Transient, runtime.Transient},
		{context.DeadlineExceeded, runtime.Transient, runtime.Transient},
	} {
		f.before = func(string, int) error { return &smithy.OperationError{Err: test.err} }
		_, polled := q.Poll(t.Context())
		_, beat := s.Beat(t.Context(), &runtime.Task{}, "")
		reported := s.Report(t.Context(), &runtime.Task{}, runtime.Outcome{})
		for op, err := range map[string]error{"poll": polled, "beat": beat, "report": reported} {
			want := test.task
			if op == "poll" {
				want = test.poll
			}
			if got := s.Classify(err); got != want || !errors.Is(err, test.err) {
				t.Errorf("%s: %v is %v, want %v", op, err, got, want)
			}
		}
	}
}
