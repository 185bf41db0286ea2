package swf_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

// A cancellation reaches the handler by a heartbeat, and is reported because the
// handler gave up.
func TestCancellation(t *testing.T) {
	bubble(t, func(t *testing.T) {
		cause := make(chan error, 1)
		r := start(t, newFake(), func(ctx context.Context, _ *string) (*string, error) {
			<-ctx.Done()
			cause <- context.Cause(ctx)
			return nil, fmt.Errorf("charge card: %w", ctx.Err())
		})
		task := r.send("{}")
		time.Sleep(time.Second)
		r.fake.cancel(task)
		asked := time.Now()
		<-task.reported
		if in, ok := task.report.(*awsswf.RespondActivityTaskCanceledInput); !ok || in.Details != nil {
			t.Errorf("report is %+v", task.report)
		}
		if got := <-cause; !errors.Is(got, runtime.ErrCancelRequested) {
			t.Errorf("cause is %v", got)
		}
		if late := time.Since(asked); late > heartbeat/3 {
			t.Errorf("cancelled after %v, want a heartbeat's interval at most", late)
		}
		r.finish()
	})
}

// A long heartbeat timeout doesn't keep a cancellation from the handler.
func TestCancellationDelay(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := start(t, newFake(), sleep(time.Hour), runtime.WithHeartbeat(24*time.Hour), runtime.WithTimeout(0))
		task := r.fake.send(worklist, work, "{}", 24*time.Hour)
		time.Sleep(10*time.Minute + time.Second)
		r.fake.cancel(task)
		asked := time.Now()
		<-task.reported
		if _, ok := task.report.(*awsswf.RespondActivityTaskCanceledInput); !ok || time.Since(asked) > time.Minute {
			t.Errorf("report after %v is %+v", time.Since(asked), task.report)
		}
		r.finish()
	})
}

// Another process ends a task by its token.
func TestCompletion(t *testing.T) {
	bubble(t, func(t *testing.T) {
		tokens := make(chan string, 1)
		r := start(t, newFake(), func(ctx context.Context, _ *string) (*string, error) {
			token, _ := runtime.TokenFrom(ctx)
			tokens <- token
			return nil, runtime.ErrPending
		})
		task := r.send("{}")
		same := func(s string) (string, error) { return s, nil }
		spec := runtime.Spec[string, string]{Name: "Work", Decode: same, Encode: same}
		c := runtime.NewCompletion(r.fake.service(swf.Options{}), spec, <-tokens)
		if err := c.Heartbeat(t.Context(), "50 %"); err != nil {
			t.Error(err)
		}
		r.fake.cancel(task)
		if err := c.Heartbeat(t.Context(), ""); !errors.Is(err, runtime.ErrCancelRequested) {
			t.Errorf("heartbeat: %v", err)
		}
		if err := c.Cancel(t.Context()); err != nil {
			t.Error(err)
		}
		if _, ok := task.report.(*awsswf.RespondActivityTaskCanceledInput); !ok {
			t.Errorf("report is %+v", task.report)
		}
		if err := c.Complete(t.Context(), new("late")); !errors.Is(err, runtime.ErrTaskClosed) {
			t.Errorf("late report: %v", err)
		}
		r.finish()
	})
}

// A handler need not comply with a cancellation, and what it returns counts.
func TestCancellationIgnored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := start(t, newFake(), func(_ context.Context, in *string) (*string, error) {
			time.Sleep(time.Minute)
			if *in == "fail" {
				return nil, errors.New("no funds")
			}
			return in, nil
		})
		done, failed := r.send("done"), r.send("fail")
		time.Sleep(time.Second)
		r.fake.cancel(done, failed)
		r.wantCompleted(done, "done")
		r.wantFailed(failed, runtime.NameHandlerFailed, "no funds")
		r.finish()
	})
}

// A handler that gives up for another reason, or says that it was cancelled
// when nobody asked for it, has failed.
func TestNotCanceled(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := start(t, newFake(), func(ctx context.Context, in *string) (*string, error) {
			switch *in {
			case "canceled":
				return nil, context.Canceled
			case "requested":
				return nil, runtime.ErrCancelRequested
			}
			<-ctx.Done()
			return nil, ctx.Err()
		})
		r.wantFailed(r.send("canceled"), runtime.NameHandlerFailed, "context canceled")
		r.wantFailed(r.send("requested"), runtime.NameHandlerFailed, "cancellation requested")
		r.wantFailed(r.send("wait"), runtime.NameTimeout, "5m")
		r.finish()
	})
}

// Heartbeats carry the last progress; too long a one is refused on the spot.
func TestProgress(t *testing.T) {
	bubble(t, func(t *testing.T) {
		same := func(s string) (string, error) { return s, nil }
		r := start(t, newFake(), func(ctx context.Context, in *string) (*string, error) {
			p := runtime.ProgressFrom(ctx, same)
			if err := p.Report(strings.Repeat("x", 2_049)); err == nil {
				t.Error("progress of 2,049 bytes was taken")
			}
			for _, s := range []string{"25 %", strings.Repeat("x", 2_048)} {
				if err := p.Report(s); err != nil {
					t.Error(err)
				}
			}
			time.Sleep(time.Minute)
			return in, nil
		})
		task := r.send("{}")
		r.wantCompleted(task, "{}")
		if len(task.beats) < 5 || len(task.beats) > 8 || len(task.details) != 2_048 {
			t.Errorf("%d heartbeats in a minute, details %q", len(task.beats), task.details)
		}
		r.finish()
	})
}

func TestOversizeResult(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := start(t, newFake(), func(_ context.Context, in *string) (*string, error) {
			if *in == "error" {
				return nil, &runtime.Error{Name: strings.Repeat("é", 200), Cause: strings.Repeat("é", 20_000)}
			}
			out := strings.Repeat("x", 32_768+len(*in))
			return &out, nil
		})
		r.wantCompleted(r.send(""), strings.Repeat("x", 32_768))
		r.wantFailed(r.send("x"), runtime.NameOutputTooLarge, "32769")
		r.wantFailed(r.send("error"), strings.Repeat("é", 128), strings.Repeat("é", 16_384))
		r.finish()
	})
}

func TestUnknownType(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := start(t, newFake(), echo)
		task := r.fake.send(worklist, swf.ActivityType{Name: "Work", Version: "2"}, "{}", heartbeat)
		r.wantFailed(task, runtime.NameUnknownActivity, `no activity "Work/2"; it has Work`)
		r.finish()
	})
}

// A task that is handed to a poll which was open when the worker stopped is
// run, with heartbeats, and reported.
func TestStop(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := start(t, newFake(), sleep(20*time.Second))
		first := r.send("first")
		time.Sleep(time.Second)
		r.stop()
		time.Sleep(10 * time.Second)
		late := r.send("late")
		if err := <-r.done; err != nil {
			t.Error(err)
		}
		r.wantCompleted(first, "first")
		r.wantCompleted(late, "late")
		if len(late.beats) == 0 {
			t.Error("no heartbeat while the worker stopped")
		}
	})
}

// The types are registered before the first poll.
func TestRegisterAtStart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		f := newFake()
		f.close()
		var activities list
		activities.add("Work", runtime.SWF{Version: "1", TaskList: worklist})
		for range 2 { // the second worker finds them
			if _, err := f.service(swf.Options{Register: true}).Queues(t.Context(), activities); err != nil {
				t.Fatal(err)
			}
		}
		if f.counts["registerType"] != 2 || f.counts["describeType"] != 1 || f.counts["poll"] != 0 {
			t.Errorf("calls: %v", f.counts)
		}
		drifted := list{}
		drifted.add("Work", runtime.SWF{Version: "1", TaskList: "other"})
		var drift *swf.DriftError
		if _, err := f.service(swf.Options{Register: true}).Queues(t.Context(), drifted); !errors.As(err, &drift) {
			t.Errorf("Queues: %v", err)
		}
	})
}
