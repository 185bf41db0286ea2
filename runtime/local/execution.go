package local

import "time"

// The states of an execution.
const (
	statusRunning   = "RUNNING"
	statusSucceeded = "SUCCEEDED"
	statusFailed    = "FAILED"
	statusTimedOut  = "TIMED_OUT"
	statusAborted   = "ABORTED"
)

// maxHistory is the most events that an execution may have (quota).
const maxHistory = 25_000

// execution is one run of a state machine. Its steps, below, are the only
// place that changes one; each runs with the service locked.
type execution struct {
	arn, name        string
	machine          *machine
	definition       *definition // as it was at the start
	role             string
	number           int64
	status           string
	input            string
	output           *string
	reason           failure
	trace            *string
	started, stopped time.Time
	history          []event
	done             chan struct{} // closed when the status is final

	state      *state  // where it is
	stateInput string  // of that state
	task       *task   // the current attempt, nil between two
	retried    []int64 // retries so far by each entry of the state's Retry
	attempts   int     // tasks scheduled, over all states
	heartbeats int     // accepted, over all tasks

	stopLimit func() bool // of the execution's own timeout
	stopRetry func() bool // of the pause before a retry, nil while there is none
}

func (x *execution) position() int64 { return x.number }

// begin starts the execution.
func (s *Service) begin(x *execution) {
	x.status, x.started = statusRunning, s.clock.Now()
	x.machine.running++
	x.record(x.started, "ExecutionStarted", details{Input: &x.input, RoleARN: x.role})
	x.stopLimit = s.after(x.definition.timeout, func() {
		if x.status == statusRunning {
			name := errTimeout
			s.finish(x, statusTimedOut, "ExecutionTimedOut", failure{name: &name})
		}
	})
	s.enter(x, x.definition.startAt, x.input)
}

// enter goes to a state.
func (s *Service) enter(x *execution, name, input string) {
	if x.machine.deleting {
		s.abort(x, failure{})
		return
	}
	x.state, x.stateInput = x.definition.states[name], input
	x.record(s.clock.Now(), x.state.kind+"StateEntered", details{Name: name, Input: &input})
	switch x.state.kind {
	case "Task":
		x.retried = make([]int64, len(x.state.retry))
		s.schedule(x)
	case "Fail":
		s.finish(x, statusFailed, "ExecutionFailed", x.state.reason)
	default: // Pass and Succeed hand on what they get
		s.leave(x, input, "")
	}
}

// leave ends the current state; next is "" to end the execution too.
func (s *Service) leave(x *execution, output, next string) {
	x.record(s.clock.Now(), x.state.kind+"StateExited", details{Name: x.state.name, Output: &output})
	if next != "" {
		s.enter(x, next, output)
		return
	}
	x.output = &output
	s.finish(x, statusSucceeded, "ExecutionSucceeded", failure{})
}

// schedule offers the task of the current state to the workers.
func (s *Service) schedule(x *execution) {
	if _, ok := s.activities.byARN[x.state.resource]; !ok {
		s.finish(x, statusFailed, "ExecutionFailed", missingActivity(x.state.name, x.state.resource, 2))
		return
	}
	input := x.stateInput
	x.attempts++
	x.task = &task{
		execution: x,
		input:     input,
		timeout:   time.Duration(x.state.timeout()) * time.Second,
		heartbeat: time.Duration(x.state.heartbeat()) * time.Second,
	}
	x.record(s.clock.Now(), "ActivityScheduled", details{
		Resource: x.state.resource, Input: &input,
		TimeoutSeconds: x.state.timeoutSeconds, HeartbeatSeconds: x.state.heartbeatSeconds,
	})
	s.queue(x.state.resource).add(x.task)
}

// succeedTask takes the result of the current task.
func (s *Service) succeedTask(t *task, output string) {
	x := t.execution
	t.close()
	x.task = nil
	x.record(s.clock.Now(), "ActivitySucceeded", details{Output: &output})
	s.leave(x, output, x.state.next)
}

// failTask takes the failure of the current task: a Retry that fits and has
// attempts left, else a Catch that fits, else the execution fails.
func (s *Service) failTask(t *task, kind string, reason failure) {
	x := t.execution
	t.close()
	x.task = nil
	x.record(s.clock.Now(), kind, details{Error: reason.name, Cause: reason.cause})
	if s.retry(x, reason) {
		return
	}
	for _, c := range x.state.catch {
		if reason.among(c.errors) {
			s.leave(x, reason.output(), c.next)
			return
		}
	}
	s.finish(x, statusFailed, "ExecutionFailed", reason)
}

// retry schedules the task again after a pause, if a Retry says so. Only the
// first entry that fits counts, whether it has attempts left or not.
func (s *Service) retry(x *execution, reason failure) bool {
	for i, r := range x.state.retry {
		if !reason.among(r.errors) {
			continue
		}
		if x.retried[i] >= r.attempts {
			return false
		}
		pause := r.delay(x.retried[i])
		x.retried[i]++
		x.stopRetry = s.after(pause, func() {
			if x.status == statusRunning {
				s.again(x)
			}
		})
		return true
	}
	return false
}

// again is the end of the pause before a retry.
func (s *Service) again(x *execution) {
	switch {
	case x.machine.deleting:
		s.abort(x, failure{})
	case len(x.history)+attemptEvents >= maxHistory:
		name, cause := errRuntime, "The execution reached the maximum number of history events (25000)."
		s.finish(x, statusFailed, "ExecutionFailed", failure{&name, &cause})
	default:
		s.schedule(x)
	}
}

// attemptEvents is how many events one more attempt may add with all that
// follows it: three of the task, two each of two states, one of the execution.
const attemptEvents = 8

// abort ends the execution from outside.
func (s *Service) abort(x *execution, reason failure) {
	s.finish(x, statusAborted, "ExecutionAborted", reason)
}

// finish ends the execution and with it its task, if there is one.
func (s *Service) finish(x *execution, status, kind string, reason failure) {
	d := details{Error: reason.name, Cause: reason.cause, Output: x.output}
	x.status, x.stopped, x.reason = status, s.clock.Now(), reason
	if status == statusTimedOut {
		x.reason = failure{} // the error is in the history only
	}
	x.record(x.stopped, kind, d)
	x.stopTimers()
	if x.task != nil {
		x.task.close()
		x.task = nil
	}
	x.machine.running--
	s.sweep(x.machine)
	close(x.done)
}

// stopTimers stops all timers of the execution and its task.
func (x *execution) stopTimers() {
	stops := []func() bool{x.stopLimit, x.stopRetry}
	if x.task != nil {
		stops = append(stops, x.task.stopTimer)
	}
	for _, stop := range stops {
		if stop != nil {
			stop()
		}
	}
}
