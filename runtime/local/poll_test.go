package local

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

// poller polls in the background and returns a function that waits for the
// answer.
func (w *world) poller(ctx context.Context, worker string) func() (*sfn.GetActivityTaskOutput, error) {
	type answer struct {
		out *sfn.GetActivityTaskOutput
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		out, err := w.GetActivityTask(ctx, &sfn.GetActivityTaskInput{
			ActivityArn: aws.String(w.service.ActivityARN("work")), WorkerName: &worker,
		})
		answers <- answer{out, err}
	}()
	return func() (*sfn.GetActivityTaskOutput, error) {
		a := <-answers
		return a.out, a.err
	}
}

// TestHold is the long poll in virtual time, over the wire.
func TestHold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		w.activity()
		start := time.Now()
		out, err := w.poller(t.Context(), "me")()
		if err != nil || out.TaskToken != nil || out.Input != nil {
			t.Errorf("poll = %+v, %v", out, err)
		}
		if held := time.Since(start); held != 60*time.Second {
			t.Errorf("held for %v", held)
		}
	})
}

// TestHandOver checks that polls get tasks in the order in which they came,
// and at once.
func TestHandOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		w.activity()
		machine := w.machine("m", definitionOf("", ""))
		first := w.poller(t.Context(), "first")
		synctest.Wait()
		second := w.poller(t.Context(), "second")
		synctest.Wait()
		if got := w.service.Queue(w.service.ActivityARN("work")); got != (Queue{Polls: 2}) {
			t.Errorf("queue = %+v", got)
		}
		start := time.Now()
		for i, poll := range []func() (*sfn.GetActivityTaskOutput, error){first, second} {
			w.start(machine, fmt.Sprint(i))
			out, err := poll()
			if err != nil || aws.ToString(out.Input) != fmt.Sprint(i) {
				t.Errorf("poll %d = %+v, %v", i, out, err)
			}
		}
		if waited := time.Since(start); waited != 0 {
			t.Errorf("waited for %v", waited)
		}
		w.start(machine, `"a"`)
		w.start(machine, `"b"`)
		if got := w.service.Queue(w.service.ActivityARN("work")); got != (Queue{Waiting: 2}) {
			t.Errorf("queue = %+v", got)
		}
		for _, want := range []string{`"a"`, `"b"`} {
			if got := *w.take().Input; got != want {
				t.Errorf("input = %s, want %s", got, want)
			}
		}
	})
}

// TestGonePoll checks that a poll whose client has left takes no task.
func TestGonePoll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		w.activity()
		machine := w.machine("m", definitionOf("", ""))
		ctx, leave := context.WithCancel(t.Context())
		gone := w.poller(ctx, "gone")
		synctest.Wait()
		stays := w.poller(t.Context(), "stays")
		synctest.Wait()
		leave()
		if _, err := gone(); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		synctest.Wait()
		w.start(machine, `1`)
		if out, err := stays(); err != nil || aws.ToString(out.Input) != "1" {
			t.Errorf("poll = %+v, %v", out, err)
		}
		if got := w.service.Queue(w.service.ActivityARN("work")); got != (Queue{}) {
			t.Errorf("queue = %+v", got)
		}
	})
}

// TestGonePollWithTask is the moment when a task comes for a poll that has
// ended but has not noticed yet.
func TestGonePollWithTask(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{})
		defer s.Close()
		arn := s.ActivityARN("work")
		s.activities.add(arn, &activity{arn: arn})
		ctx, leave := context.WithCancel(t.Context())
		got := make(chan *task, 2)
		poll := func(ctx context.Context) {
			s.mu.Lock()
			defer s.mu.Unlock()
			taken, _ := s.poll(ctx, arn, nil)
			got <- taken
		}
		go poll(ctx)
		synctest.Wait()
		go poll(t.Context())
		synctest.Wait()
		s.mu.Lock()
		leave()
		s.queue(arn).add(newTask(s))
		s.mu.Unlock()
		if a, b := <-got, <-got; (a == nil) == (b == nil) {
			t.Errorf("tasks = %v, %v, want exactly one", a, b)
		}
	})
}

// newTask returns a task of an execution that nobody watches.
func newTask(s *Service) *task {
	x := &execution{state: &state{}, machine: &machine{}, done: make(chan struct{})}
	x.definition = &definition{}
	x.task = &task{execution: x, timeout: time.Hour, heartbeat: time.Hour}
	s.executions[newUUID()] = x
	return x.task
}

// TestStoppedWhileWaiting checks that the task of an execution that was stopped
// before a worker took it is never handed out.
func TestStoppedWhileWaiting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.activity()
	machine := w.machine("m", definitionOf("", ""))
	first := w.start(machine, `1`)
	w.start(machine, `2`)
	_, err := w.StopExecution(t.Context(), &sfn.StopExecutionInput{ExecutionArn: first})
	w.must(err)
	if got := w.service.Queue(w.service.ActivityARN("work")); got != (Queue{Waiting: 1}) {
		t.Errorf("queue = %+v", got)
	}
	if got := *w.take().Input; got != `2` {
		t.Errorf("input = %s", got)
	}
}

// TestPollsOfDeletedActivity checks that they end, and that tasks that were
// waiting are there when the activity is created again.
func TestPollsOfDeletedActivity(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		activity := w.activity()
		machine := w.machine("m", definitionOf("", ""))
		poll := w.poller(t.Context(), "me")
		synctest.Wait()
		_, err := w.DeleteActivity(t.Context(), &sfn.DeleteActivityInput{ActivityArn: activity})
		w.must(err)
		_, err = poll()
		w.mustBe(err, "ActivityDoesNotExist")

		w.activity()
		w.start(machine, `"kept"`)
		_, err = w.DeleteActivity(t.Context(), &sfn.DeleteActivityInput{ActivityArn: activity})
		w.must(err)
		w.activity()
		if got := *w.take().Input; got != `"kept"` {
			t.Errorf("input = %s", got)
		}
	})
}

// TestPollLimit is the most polls that an activity may have.
func TestPollLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{})
		defer s.Close()
		arn := s.ActivityARN("work")
		s.activities.add(arn, &activity{arn: arn})
		var polls sync.WaitGroup
		for range maxPolls {
			polls.Go(func() {
				s.mu.Lock()
				defer s.mu.Unlock()
				if taken, err := s.poll(t.Context(), arn, nil); taken != nil || err != nil {
					t.Errorf("poll = %v, %v", taken, err)
				}
			})
		}
		synctest.Wait()
		s.mu.Lock()
		_, err := s.poll(t.Context(), arn, nil)
		s.mu.Unlock()
		if want := "ActivityWorkerLimitExceeded: Activity Worker Limit Exceeded: '" + arn + "' has 1000 open polls"; err == nil || err.Error() != want {
			t.Errorf("error = %v", err)
		}
		polls.Wait() // a minute
	})
}

// TestExactlyOnce runs 1,000 executions against 50 pollers that also give up at
// random, below the wire: what a poll returns is handed over, once, and what
// it does not return is not lost.
func TestExactlyOnce(t *testing.T) {
	t.Parallel()
	const executions, pollers = 1000, 50
	s := New(Options{Latency: -1, PollHold: time.Millisecond})
	defer s.Close()
	arn := s.ActivityARN("work")
	s.activities.add(arn, &activity{arn: arn})
	var taken sync.Map
	var count atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var running sync.WaitGroup
	for range pollers {
		running.Go(func() {
			for ctx.Err() == nil {
				poll, giveUp := context.WithTimeout(ctx, time.Duration(rand.IntN(100))*time.Microsecond)
				s.mu.Lock()
				got, _ := s.poll(poll, arn, nil)
				s.mu.Unlock()
				giveUp()
				if got == nil {
					continue
				}
				if _, again := taken.LoadOrStore(got, true); again {
					t.Error("a task was handed out twice")
				}
				if count.Add(1) == executions {
					stop()
				}
			}
		})
	}
	for range executions {
		s.mu.Lock()
		s.queue(arn).add(newTask(s))
		s.mu.Unlock()
	}
	running.Wait()
	if got := s.Queue(arn); count.Load() != executions || got != (Queue{}) {
		t.Errorf("%d tasks handed out, queue = %+v", count.Load(), got)
	}
}

// TestConcurrency runs 1,000 executions through 50 workers over the wire.
func TestConcurrency(t *testing.T) {
	t.Parallel()
	const executions, workers = 1000, 50
	w := newWorld(t, Options{})
	w.activity()
	machine := w.machine("m", definitionOf(`"HeartbeatSeconds":60`, ""))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var seen sync.Map
	var running sync.WaitGroup
	for i := range workers {
		running.Go(func() {
			for ctx.Err() == nil {
				out, err := w.poller(ctx, fmt.Sprint("worker ", i))()
				if err != nil || out.TaskToken == nil {
					continue
				}
				if _, again := seen.LoadOrStore(*out.Input, true); again {
					t.Errorf("task %s was handed out twice", *out.Input)
				}
				w.check(w.beat(out.TaskToken), w.succeed(out.TaskToken, *out.Input))
			}
		})
	}
	arns := make([]string, executions)
	for i := range arns {
		arns[i] = *w.start(machine, fmt.Sprint(i))
	}
	for i, arn := range arns {
		x, err := w.service.Wait(t.Context(), arn)
		if err != nil || x.Status != statusSucceeded || x.Output != fmt.Sprint(i) || x.Attempts != 1 || x.Heartbeats != 1 {
			t.Fatalf("execution %d = %+v, %v", i, x, err)
		}
	}
	stop()
	running.Wait()
}
