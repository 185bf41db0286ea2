package local

import "time"

// The close statuses of workflows. An open one has statusOpen.
const (
	statusOpen       = "OPEN"
	statusClosed     = "CLOSED"
	statusCompleted  = "COMPLETED"
	statusCanceled   = "CANCELED"
	statusTerminated = "TERMINATED"
)

// workflow is one run of a workflow type: a workflow execution. Its steps,
// below, are the only place that ends one; each runs with the service locked.
type workflow struct {
	workflowConfig
	domain    *domain
	id, runID string
	kind      typeName
	input     *string
	labels    []string // its tags
	number    int64

	status            string // statusOpen or a close status
	outcome           attributes
	started, closed   time.Time
	done              chan struct{} // closed when the workflow is
	history           []historyEvent
	canceling         bool // a cancellation was requested
	context           *string
	latestTask        time.Time // when the last activity task was scheduled
	previous          int64     // the event that started the decision task that was completed last
	scheduled, beaten int       // activity tasks, and heartbeats of these

	decision   *decisionTask // that waits or is open, nil if there is none
	deciding   bool          // decisions are being carried out
	news       bool          // something has happened since decision was handed over
	activities []*activityTask
	timers     map[string]*decisionTimer // by id
	stopLimit  func() bool               // of the workflow's own timeout
}

// workflowConfig is how a workflow is run, with the defaults of its type.
type workflowConfig struct {
	TaskList         namedList `json:"taskList"`
	Priority         string    `json:"taskPriority,omitempty"`
	ExecutionTimeout timeout   `json:"executionStartToCloseTimeout"`
	TaskTimeout      timeout   `json:"taskStartToCloseTimeout"`
	ChildPolicy      string    `json:"childPolicy"`
}

func (x *workflow) position() int64 { return x.number }

func (x *workflow) isOpen() bool { return x.status == statusOpen }

// closedWorkflow is a workflow in the order of the ends.
type closedWorkflow struct {
	*workflow
	end int64
}

func (x closedWorkflow) position() int64 { return x.end }

// runName is a workflow execution on the wire.
type runName struct {
	WorkflowID string `json:"workflowId"`
	RunID      string `json:"runId"`
}

func (x *workflow) run() runName { return runName{x.id, x.runID} }

// begin starts a workflow.
func (s *swf) begin(x *workflow) {
	d := x.domain
	x.status, x.started, x.number = statusOpen, s.now(), s.next()
	d.workflows = append(d.workflows, x)
	d.open[x.id], d.runs[x.runID] = x, x
	s.record(x, "WorkflowExecutionStarted", attributes{
		Input: x.input, ExecutionTimeout: x.ExecutionTimeout, TaskTimeout: x.TaskTimeout, ChildPolicy: x.ChildPolicy,
		TaskList: &x.TaskList, Priority: x.Priority, WorkflowType: &x.kind, TagList: x.labels, ParentInitiatedEventID: new(int64),
	})
	if limit, ok := x.ExecutionTimeout.duration(); ok {
		x.stopLimit = s.after(limit, func() {
			if x.isOpen() {
				s.finish(x, statusTimedOut, "WorkflowExecutionTimedOut", attributes{TimeoutType: "START_TO_CLOSE", ChildPolicy: x.ChildPolicy})
			}
		})
	}
	s.decide(x)
}

// decide sees to it that the decider hears of what has happened: at once if no
// decision task is there, with the one that waits, or after the one that is
// open.
func (s *swf) decide(x *workflow) {
	switch {
	case !x.isOpen():
	case x.full():
		s.terminate(x, attributes{Cause: "EVENT_LIMIT_EXCEEDED", ChildPolicy: x.ChildPolicy})
	case x.decision == nil && !x.deciding:
		s.offerDecision(x)
	case x.deciding || x.decision.state == taskOpen:
		x.news = true
	}
}

// full tells whether the history has room for its last event only.
func (x *workflow) full() bool { return len(x.history) >= maxHistory-1 }

// terminate ends a workflow from outside.
func (s *swf) terminate(x *workflow, a attributes) {
	s.finish(x, statusTerminated, "WorkflowExecutionTerminated", a)
}

// finish ends a workflow and with it its tasks.
func (s *swf) finish(x *workflow, status, kind string, a attributes) {
	s.record(x, kind, a)
	x.status, x.closed, x.outcome = status, s.now(), a
	x.stopTimers()
	if x.decision != nil {
		x.decision.state = taskClosed
		x.decision = nil
	}
	for _, t := range x.activities {
		t.state = taskClosed
	}
	x.activities, x.timers = nil, nil
	d := x.domain
	delete(d.open, x.id)
	d.closed = append(d.closed, closedWorkflow{x, s.next()})
	close(x.done)
}

// stopTimers stops all timers of the workflow and its tasks.
func (x *workflow) stopTimers() {
	stops := []func() bool{x.stopLimit}
	if x.decision != nil {
		stops = append(stops, x.decision.stopTimer)
	}
	for _, t := range x.activities {
		stops = append(stops, t.stopTimer)
	}
	for _, t := range x.timers {
		stops = append(stops, t.stop)
	}
	for _, stop := range stops {
		if stop != nil {
			stop()
		}
	}
}
