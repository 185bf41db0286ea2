package local

import (
	"context"
	"slices"
	"time"
)

// Workflow is what a Service knows of a workflow execution of SWF at one
// moment.
type Workflow struct {
	WorkflowID, RunID string
	Status            string // OPEN, COMPLETED, FAILED, CANCELED, TERMINATED or TIMED_OUT
	Input             string
	Result            string // of one that is COMPLETED
	Reason, Details   string // of one that FAILED, was CANCELED or TERMINATED
	CancelRequested   bool
	Started, Closed   time.Time // Closed is zero while it is open

	// Attempts is how many activity tasks were scheduled, Heartbeats how many
	// heartbeats of these the service accepted. The API tells neither.
	Attempts, Heartbeats int
	// Open are the activity tasks that are scheduled and not closed, in the
	// order in which they were scheduled.
	Open []ActivityTask
}

// ActivityTask is what a Service knows of an open activity task of SWF.
type ActivityTask struct {
	ID, Name, Version string
	Started           bool   // a worker has it
	Heartbeats        int    // that were accepted
	Progress          string // the details of the last one that had some
	CancelRequested   bool
}

// Workflow returns a run of a workflow, the open or else the latest one of that
// id if runID is "". It returns false if there is none.
func (s *Service) Workflow(domain, workflowID, runID string) (Workflow, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.swf.workflow(domain, workflowID, runID)
	if x == nil {
		return Workflow{}, false
	}
	return x.snapshot(), true
}

// WaitWorkflow waits until a run of a workflow, found as Workflow does, has
// ended and returns it. The error is the cause of ctx, ErrClosed if the service
// closes first, or says that there is no such run.
func (s *Service) WaitWorkflow(ctx context.Context, domain, workflowID, runID string) (Workflow, error) {
	s.mu.Lock()
	x := s.swf.workflow(domain, workflowID, runID)
	s.mu.Unlock()
	if x == nil {
		return Workflow{}, unknownExecution(workflowID, runID)
	}
	select {
	case <-x.done:
	case <-ctx.Done():
		return Workflow{}, context.Cause(ctx)
	case <-s.closing:
		return Workflow{}, ErrClosed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return x.snapshot(), nil
}

// ActivityQueue returns the queue of a task list for activity tasks, an empty
// one if there is no such domain or list.
func (s *Service) ActivityQueue(domain, taskList string) Queue {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.swf.domains.find(domain)
	if !ok {
		return Queue{}
	}
	return d.activities[taskList].size()
}

// DecisionQueue is ActivityQueue for decision tasks.
func (s *Service) DecisionQueue(domain, taskList string) Queue {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.swf.domains.find(domain)
	if !ok {
		return Queue{}
	}
	return d.decisions[taskList].size()
}

// workflow finds a run, nil if there is none.
func (s *swf) workflow(domain, id, run string) *workflow {
	d, ok := s.domains.find(domain)
	if !ok {
		return nil
	}
	if x := d.open[id]; x != nil && (run == "" || run == x.runID) {
		return x
	}
	for _, x := range slices.Backward(d.workflows) {
		if x.id == id && (run == "" || run == x.runID) {
			return x
		}
	}
	return nil
}

func (x *workflow) snapshot() Workflow {
	w := Workflow{
		WorkflowID: x.id, RunID: x.runID, Status: x.status, Input: orEmpty(x.input),
		Result: orEmpty(x.outcome.Result), Reason: orEmpty(x.outcome.Reason), Details: orEmpty(x.outcome.Details),
		CancelRequested: x.canceling, Started: x.started, Closed: x.closed,
		Attempts: x.scheduled, Heartbeats: x.beaten,
	}
	for _, t := range x.activities {
		w.Open = append(w.Open, ActivityTask{
			ID: t.id, Name: t.kind.Name, Version: t.kind.Version, Started: t.state == taskOpen,
			Heartbeats: t.heartbeats, Progress: orEmpty(t.progress), CancelRequested: t.cancelRequested != nil,
		})
	}
	return w
}
