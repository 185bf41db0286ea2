package local

import (
	"context"
	"errors"
	"time"
)

// ErrClosed is the error of Service.Wait when the service closes first.
var ErrClosed = errors.New("local: the service is closed")

// Execution is what a Service knows of an execution at one moment.
type Execution struct {
	ARN     string
	Status  string // RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED
	Input   string
	Output  string // of one that SUCCEEDED
	Error   string // of one that FAILED or was ABORTED
	Cause   string // likewise
	Started time.Time
	Stopped time.Time // zero while it is running

	// Attempts is how many tasks were scheduled, Heartbeats how many
	// heartbeats of these the service accepted. The API tells neither.
	Attempts, Heartbeats int
}

// Execution returns the execution of that ARN, false if there is none.
func (s *Service) Execution(arn string) (Execution, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, ok := s.executions[arn]
	if !ok {
		return Execution{}, false
	}
	return x.snapshot(), true
}

// Wait waits until the execution of that ARN has ended and returns it. The
// error is the cause of ctx, ErrClosed if the service closes first, or says
// that there is no such execution.
func (s *Service) Wait(ctx context.Context, arn string) (Execution, error) {
	s.mu.Lock()
	x, err := s.execution(arn)
	s.mu.Unlock()
	if err != nil {
		return Execution{}, err
	}
	select {
	case <-x.done:
	case <-ctx.Done():
		return Execution{}, context.Cause(ctx)
	case <-s.closing:
		return Execution{}, ErrClosed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return x.snapshot(), nil
}

func (x *execution) snapshot() Execution {
	return Execution{
		ARN: x.arn, Status: x.status, Input: x.input, Output: orEmpty(x.output),
		Error: orEmpty(x.reason.name), Cause: orEmpty(x.reason.cause),
		Started: x.started, Stopped: x.stopped,
		Attempts: x.attempts, Heartbeats: x.heartbeats,
	}
}

// Queue is what a Service knows at one moment of the tasks and polls of an
// activity of Step Functions or of a task list of SWF.
type Queue struct {
	Polls   int // calls that wait for a task
	Waiting int // tasks that nobody has taken yet
}

// Queue returns the queue of the activity of that ARN, an empty one if there is
// no such activity.
func (s *Service) Queue(arn string) Queue {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queues[arn].size()
}
