package runtimetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/actgen/actgen/runtime"
)

// hold is how long a poll is held open, as AWS does it.
const hold = 60 * time.Second

// Service is a runtime.Service in memory. It has one queue for all activities,
// hands each task over once, holds polls for 60 s, and closes tasks whose
// heartbeat or other timeout (of the activity) has passed. Its limits are those
// of AWS Step Functions, but heartbeats carry 2,048 bytes of progress, as with
// Amazon SWF.
type Service struct {
	mu        sync.Mutex
	known     []*runtime.Activity
	pending   []*Task
	tasks     map[string]*Task // by token
	sent      int
	closed    bool
	changed   chan struct{} // closed and replaced when there is a task
	faults    map[Op][]error
	intercept func(ctx context.Context, c Call, next func() error) error
}

// NewService returns a service without tasks.
func NewService() *Service {
	return &Service{tasks: map[string]*Task{}, changed: make(chan struct{}), faults: map[Op][]error{}}
}

// Send adds a task. Of an activity that the worker hasn't registered it is
// handed over all the same.
func (s *Service) Send(activity, input string) *Task {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent++
	t := &Task{
		Activity: activity, Input: input, Token: fmt.Sprintf("token-%d-of-%s", s.sent, activity),
		service: s, closed: make(chan struct{}),
	}
	s.tasks[t.Token] = t
	s.pending = append(s.pending, t)
	s.notify()
	return t
}

// Close makes all polls, the open ones too, come back empty.
func (s *Service) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.notify()
}

// notify wakes the open polls. Called with mu held.
func (s *Service) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Queues is part of runtime.Service.
func (s *Service) Queues(_ context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = slices.Clone(activities)
	return []runtime.Queue{{Name: "test", Poll: s.poll}}, nil
}

// Limits is part of runtime.Service.
func (s *Service) Limits() runtime.Limits {
	return runtime.Limits{Output: 262_144, Error: 256, Cause: 32_768, Details: 2_048, Poll: hold + 5*time.Second}
}

// poll waits for a task.
func (s *Service) poll(ctx context.Context) (task *runtime.Task, err error) {
	err = s.do(ctx, Call{Op: Poll}, func() error {
		task, err = s.next(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return task, nil
}

func (s *Service) next(ctx context.Context) (*runtime.Task, error) {
	timer := time.NewTimer(hold)
	defer timer.Stop()
	for {
		task, changed, closed := s.take()
		if task != nil || closed {
			return task, nil
		}
		select {
		case <-changed:
		case <-timer.C:
			return nil, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// take hands the oldest task over.
func (s *Service) take() (task *runtime.Task, changed <-chan struct{}, closed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pending) == 0 {
		return nil, s.changed, s.closed
	}
	t := s.pending[0]
	s.pending = s.pending[1:]
	t.started = time.Now()
	t.alive = t.started
	if i := slices.IndexFunc(s.known, func(a *runtime.Activity) bool { return a.Name() == t.Activity }); i >= 0 {
		t.work = s.known[i]
	}
	return &runtime.Task{Token: t.Token, Input: t.Input, Activity: t.work, Type: t.Activity}, nil, false
}

// errToken is the error of a token that the service hasn't given out.
var errToken = &Error{Class: runtime.BadToken, Message: "nobody's token"}

// Beat is part of runtime.Service.
func (s *Service) Beat(ctx context.Context, task *runtime.Task, details string) (cancelRequested bool, err error) {
	t := s.find(task.Token)
	if t == nil {
		return false, errToken
	}
	err = s.do(ctx, Call{Op: Beat, Task: t, Details: details}, func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		now := time.Now()
		if err := t.expire(now); err != nil {
			return err
		}
		t.alive = now
		t.beats = append(t.beats, Heartbeat{At: now, Details: details})
		cancelRequested = t.cancelled
		return nil
	})
	return cancelRequested, err
}

// Report is part of runtime.Service.
func (s *Service) Report(ctx context.Context, task *runtime.Task, o runtime.Outcome) error {
	t := s.find(task.Token)
	if t == nil {
		return errToken
	}
	return s.do(ctx, Call{Op: Report, Task: t, Outcome: o}, func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if err := t.expire(time.Now()); err != nil {
			return err
		}
		if o.Status == runtime.Canceled && !t.cancelled {
			return &Error{Class: runtime.Refused, Message: "no cancellation was requested"}
		}
		t.outcome, t.reported = o, true
		t.end()
		return nil
	})
}

func (s *Service) find(token string) *Task {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tasks[token]
}
