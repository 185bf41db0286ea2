package runtime_test

import (
	"context"
	"errors"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// simulatedClient is the runtime.Service of a simulated service: for its workers,
// or for those outside who end pending tasks. Of a worker's calls it checks that
// they may be made.
type simulatedClient struct {
	*simulated
	worker bool
}

func (s *simulated) inside() simulatedClient  { return simulatedClient{s, true} }
func (s *simulated) outside() simulatedClient { return simulatedClient{s, false} }

// Queues is part of runtime.Service.
func (c simulatedClient) Queues(_ context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.activities = map[string]*runtime.Activity{}
	for _, a := range activities {
		c.activities[a.Name()] = a
	}
	if c.profile.shared {
		return []runtime.Queue{c.lane("all")}, nil
	}
	return []runtime.Queue{c.lane("Work"), c.lane("Plain")}, nil
}

func (c simulatedClient) lane(queue string) runtime.Queue {
	return runtime.Queue{Name: queue, Poll: func(ctx context.Context) (*runtime.Task, error) { return c.poll(ctx, queue) }}
}

// Limits is part of runtime.Service.
func (c simulatedClient) Limits() runtime.Limits { return c.profile.limits }

// Classify is part of runtime.Service.
func (c simulatedClient) Classify(err error) runtime.Class {
	if e, ok := errors.AsType[*runtimetest.Error](err); ok {
		return e.Class
	}
	return runtime.Transient
}

func (c simulatedClient) poll(ctx context.Context, queue string) (*runtime.Task, error) {
	var t *simulatedTask
	err := c.call(ctx, &c.polls, nil, runtimetest.Poll, func() (err error) {
		t, err = c.hold(ctx, queue)
		return err
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case t == nil:
		return nil, err
	case err != nil:
		t.mislaid = true
		c.pardon(t, "handed over to a poll that failed")
		return nil, err
	}
	return &runtime.Task{Token: t.Token, Input: t.Input, Activity: c.activities[t.Activity], Type: t.Activity, Data: t}, nil
}

// Beat is part of runtime.Service.
func (c simulatedClient) Beat(ctx context.Context, task *runtime.Task, details string) (cancelRequested bool, err error) {
	t := c.enter(task.Token, runtimetest.Beat)
	err = c.call(ctx, &t.line, t, runtimetest.Beat, func() error {
		c.mu.Lock()
		defer c.mu.Unlock()
		if err := c.expire(t, time.Now()); err != nil {
			return err
		}
		if details < t.details || len(details) > c.profile.limits.Details {
			c.violation(t, "went from progress %q back to %q", t.details, details)
		}
		t.alive, t.details = time.Now(), details
		cancelRequested = t.cancelled && c.profile.cancels
		return nil
	})
	c.leave(t, runtimetest.Beat, err)
	if err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		t.answered = time.Now()
	}
	return cancelRequested, err
}

// Report is part of runtime.Service.
func (c simulatedClient) Report(ctx context.Context, task *runtime.Task, o runtime.Outcome) error {
	t := c.enter(task.Token, runtimetest.Report)
	err := c.call(ctx, &t.line, t, runtimetest.Report, func() error {
		c.mu.Lock()
		defer c.mu.Unlock()
		if err := c.expire(t, time.Now()); err != nil {
			return err
		}
		switch {
		case o.Status == runtime.Succeeded && o.Output != t.Input:
			c.violation(t, "got the output of %s", o.Output)
		case o.Status == runtime.Canceled && !(t.cancelled && c.profile.cancels):
			c.violation(t, "was cancelled, and nobody had asked for it")
		}
		t.accepted++
		t.end = o.Status.String()
		return nil
	})
	c.leave(t, runtimetest.Report, err)
	return err
}

// enter begins a call about a task.
func (c simulatedClient) enter(token string, op runtimetest.Op) *simulatedTask {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.tokens[token]
	if c.worker {
		if t.settled {
			c.violation(t, "has a %v after the worker knew that it was over", op)
		}
		if t.busy {
			c.violation(t, "has a %v while another call is under way", op)
		}
		t.busy = true
	}
	return t
}

// leave ends it.
func (c simulatedClient) leave(t *simulatedTask, op runtimetest.Op, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.worker {
		t.busy = false
		t.settled = t.settled || err == nil && op == runtimetest.Report || err != nil && c.Classify(err) == runtime.Closed
	}
}

// observer takes down what the worker says.
func (s *simulated) observer() runtime.Observer {
	return runtime.Observer{
		Report: func(e runtime.ReportEvent) {
			s.mu.Lock()
			defer s.mu.Unlock()
			t := e.Data.(*simulatedTask)
			t.tellings++
			t.said = e.Result
			s.figures.count("reports, " + e.Result.String())
			if e.Result == runtime.ReportLost {
				s.lost++
			}
		},
		Abandon: func(e runtime.AbandonEvent) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.figures.count("handlers abandoned")
			if t := e.Data.(*simulatedTask); !t.hangs {
				s.violation(t, "was abandoned, though its handler returns")
			}
		},
	}
}

// begun notes that a handler was called.
func (s *simulated) begun(t *simulatedTask) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.handled {
		s.violation(t, "is handled again")
	}
	t.handled = true
}

// hung notes that a handler doesn't return when it is told to.
func (s *simulated) hung(t *simulatedTask) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.hangs = true
	s.pardon(t, "handler that hung")
}

// interrupted notes that the context of a handler has ended. It may take a while
// to return, and the report takes its time, too.
func (s *simulated) interrupted(t *simulatedTask, cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.figures.count("handlers interrupted: " + cause.Error())
	switch {
	case errors.Is(cause, runtime.ErrHeartbeatLapsed) && t.excuse == "":
		s.violation(t, "lapsed while the service answered")
	case time.Since(t.started) > s.activities[t.Activity].Timeout()-20*time.Second: // too little is left
		s.pardon(t, "handler that took up its time")
	}
}

// pends notes that a handler leaves its task to somebody else. The worker's
// heartbeats, where it is to send them, end with its Run.
func (s *simulated) pends(t *simulatedTask, beating bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.figures.count("left pending")
	t.pending, t.beating = true, beating
	if !beating || s.drains > 0 {
		s.pardon(t, "left pending")
	}
}

// draining notes that a Run is told to stop.
func (s *simulated) draining() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drains++
	for _, t := range s.sent {
		if t.beating && t.end == "" {
			s.pardon(t, "worker that stopped")
		}
	}
}

// completed looks at what became of a pending task.
func (s *simulated) completed(t *simulatedTask, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil && t.accepted != 1:
		s.violation(t, "was completed and reported %d times", t.accepted)
	case errors.Is(err, runtime.ErrProbablyDelivered) && t.end == "":
		s.violation(t, "is open: %v", err)
	}
}
