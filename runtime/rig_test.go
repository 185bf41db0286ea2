package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// handler is a handler of a text activity.
type handler = func(ctx context.Context, in *string) (*string, error)

// text is an activity whose input and output are any text.
func text(name string) runtime.Spec[string, string] {
	same := func(s string) (string, error) { return s, nil }
	return runtime.Spec[string, string]{Name: name, Decode: same, Encode: same}
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

// rig is a worker on a service in memory, in a bubble of virtual time.
type rig struct {
	t       *testing.T
	service *runtimetest.Service
	worker  *runtime.Worker
	log     *logs
	stop    context.CancelFunc
	done    chan error
}

// bubble runs f in a bubble.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, f)
}

func newRig(t *testing.T, opts runtime.Options) *rig {
	r := &rig{t: t, service: runtimetest.NewService(), log: &logs{}, done: make(chan error, 1)}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	r.worker = runtime.NewWorker(r.service, opts)
	return r
}

// start lets the worker run until the test ends or calls stop.
func (r *rig) start() *rig {
	ctx, cancel := context.WithCancel(r.t.Context())
	r.stop = cancel
	go func() { r.done <- r.worker.Run(ctx) }()
	synctest.Wait()
	return r
}

// end stops the worker and returns what Run returned, and how long it took.
func (r *rig) end() (time.Duration, error) {
	r.t.Helper()
	start := time.Now()
	r.stop()
	err := <-r.done
	return time.Since(start), err
}

// finish stops the worker, which has nothing to do, without waiting for polls.
func (r *rig) finish() {
	r.t.Helper()
	r.service.Close()
	if _, err := r.end(); err != nil {
		r.t.Errorf("Run: %v", err)
	}
}

// wait returns a task's outcome.
func (r *rig) wait(task *runtimetest.Task) runtime.Outcome {
	r.t.Helper()
	o, err := task.Wait(r.t.Context())
	if err != nil {
		r.t.Fatalf("task %s: %v", task.Activity, err)
	}
	return o
}

func (r *rig) wantFailure(task *runtimetest.Task, name, cause string) {
	r.t.Helper()
	o := r.wait(task)
	if o.Status != runtime.Failed || o.Error != name || !strings.Contains(o.Cause, cause) {
		r.t.Errorf("outcome is %+v, want failure %s with a cause that has %q", o, name, cause)
	}
}

func (r *rig) wantOutput(task *runtimetest.Task, output string) {
	r.t.Helper()
	if o := r.wait(task); o.Status != runtime.Succeeded || o.Output != output {
		r.t.Errorf("outcome is %+v, want output %q", o, output)
	}
}

func (r *rig) wantLog(parts ...string) {
	r.t.Helper()
	for _, part := range parts {
		if !strings.Contains(r.log.String(), part) {
			r.t.Errorf("log has no %q:\n%s", part, r.log)
		}
	}
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

// quoting makes the first beat and the first report fail with errors that quote
// what they were about.
func quoting(payload string) func(context.Context, runtimetest.Call, func() error) error {
	var mu sync.Mutex
	failed := map[runtimetest.Op]int{}
	return func(_ context.Context, c runtimetest.Call, next func() error) error {
		if c.Op == runtimetest.Poll {
			return next()
		}
		mu.Lock()
		failed[c.Op]++
		n := failed[c.Op]
		mu.Unlock()
		switch n {
		case 1:
			return &runtimetest.Error{Code: "InternalError", Message: c.Task.Token + payload}
		case 2:
			return errors.New("connection reset while sending " + c.Task.Token)
		}
		return next()
	}
}
