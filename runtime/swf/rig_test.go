package swf_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

// The activity of a rig's worker, as its workflow knows it.
const (
	heartbeat = 30 * time.Second
	timeout   = 5 * time.Minute
	worklist  = "work"
)

var work = swf.ActivityType{Name: "Work", Version: "1"}

// rig is a worker of one activity on a fake, in a bubble of virtual time.
type rig struct {
	t       *testing.T
	fake    *fake
	expired atomic.Int32 // times that credentials were dropped
	log     *logs
	stop    context.CancelFunc
	done    chan error
}

// start lets a worker run whose activity has the handler, and the options after
// those that a rig gives it.
func start(t *testing.T, f *fake, h handler, opts ...runtime.ActivityOption) *rig {
	r := &rig{t: t, fake: f, log: &logs{}, done: make(chan error, 1)}
	service := f.service(swf.Options{})
	service.OnExpired(func() { r.expired.Add(1) })
	worker := runtime.NewWorker(service, runtime.Options{
		MaxPollers: 2, Logger: slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	opts = append([]runtime.ActivityOption{runtime.WithHeartbeat(heartbeat), runtime.WithTimeout(timeout)}, opts...)
	register(worker, "Work", runtime.SWF{Version: "1", TaskList: worklist}, h, opts...)
	ctx, cancel := context.WithCancel(t.Context())
	r.stop = cancel
	go func() { r.done <- worker.Run(ctx) }()
	synctest.Wait()
	return r
}

// finish stops the worker without waiting for open polls.
func (r *rig) finish() {
	r.t.Helper()
	r.fake.close()
	r.stop()
	if err := <-r.done; err != nil {
		r.t.Errorf("Run: %v", err)
	}
}

func (r *rig) send(input string) *task { return r.fake.send(worklist, work, input, heartbeat) }

// wantLog checks that the log says something.
func (r *rig) wantLog(part string) {
	r.t.Helper()
	if !strings.Contains(r.log.String(), part) {
		r.t.Errorf("log has no %q:\n%s", part, r.log)
	}
}

// wantCompleted waits for a task's report.
func (r *rig) wantCompleted(task *task, result string) {
	r.t.Helper()
	<-task.reported
	if in, ok := task.report.(*awsswf.RespondActivityTaskCompletedInput); !ok || *in.Result != result {
		r.t.Errorf("report is %+v, want result %q", task.report, result)
	}
}

// wantFailed waits for a task's report.
func (r *rig) wantFailed(task *task, reason, details string) {
	r.t.Helper()
	<-task.reported
	in, ok := task.report.(*awsswf.RespondActivityTaskFailedInput)
	if !ok || aws.ToString(in.Reason) != reason || !strings.Contains(aws.ToString(in.Details), details) {
		r.t.Errorf("report is %+v, want failure %s with details that have %q", task.report, reason, details)
	}
}

// echo returns its input.
func echo(_ context.Context, in *string) (*string, error) { return in, nil }

// sleep returns a handler that takes d, or until its context ends.
func sleep(d time.Duration) handler {
	return func(ctx context.Context, in *string) (*string, error) {
		select {
		case <-time.After(d):
			return in, nil
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// bubble runs f in a bubble.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, f)
}

// logs is a buffer for several goroutines.
type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
