package local

import (
	"context"
	"encoding/json"
	"time"
)

// Limits of the API model, in bytes of UTF-8.
const (
	maxToken   = 2048
	maxPayload = 262_144
	maxError   = 256
	maxCause   = 32_768
)

// defaultSeconds is TimeoutSeconds and HeartbeatSeconds when a state has none.
const defaultSeconds = 99_999_999

// taskState is where a task is in its life.
type taskState int

const (
	taskWaiting taskState = iota // for a worker
	taskOpen                     // handed over
	taskClosed                   // reported, timed out or no longer wanted
)

// task is one attempt of an execution's Task state.
type task struct {
	execution *execution
	input     string
	state     taskState
	token     string // set at the hand-over

	timeout, heartbeat time.Duration
	handedOver         time.Time
	lastBeat           time.Time
	stopTimer          func() bool // nil while no timer runs
}

func (t *task) wanted() bool { return t.state == taskWaiting }

func (t *task) priority() int { return 0 }

// handOver gives a task to a worker, which starts its clocks.
func (s *Service) handOver(t *task, worker *string) {
	t.token = newToken()
	s.tasks[t.token] = t
	t.state = taskOpen
	t.handedOver = s.clock.Now()
	t.lastBeat = t.handedOver
	t.execution.record(t.handedOver, "ActivityStarted", details{WorkerName: worker})
	s.watch(t)
}

// watch sets the timer for the deadline that comes first. Heartbeats do not
// move the timer: when it fires too early it is set again.
func (s *Service) watch(t *task) {
	t.stopTimer = s.after(t.due().Sub(s.clock.Now()), func() {
		if t.state == taskOpen && !s.expire(t) {
			s.watch(t)
		}
	})
}

// due is when a task times out unless a heartbeat comes.
func (t *task) due() time.Time {
	timeout, silence := t.handedOver.Add(t.timeout), t.lastBeat.Add(t.heartbeat)
	if silence.Before(timeout) {
		return silence
	}
	return timeout
}

// expire times an open task out if it is due.
func (s *Service) expire(t *task) bool {
	now := s.clock.Now()
	if now.Before(t.due()) {
		return false
	}
	name := errTimeout
	if now.Before(t.handedOver.Add(t.timeout)) {
		name = errHeartbeatTimeout
	}
	s.failTask(t, "ActivityTimedOut", failure{name: &name})
	return true
}

// close takes a task out of the world. Its token stays known, so that a late
// report learns that it is late.
func (t *task) close() {
	t.state = taskClosed
	if t.stopTimer != nil {
		t.stopTimer()
	}
}

// open finds the task that a report is about.
func (s *Service) open(token string) (*task, error) {
	if !isToken(token) {
		return nil, invalidToken()
	}
	t, ok := s.tasks[token]
	if !ok {
		return nil, fault("TaskDoesNotExist", "Task Does Not Exist: 'The token is not one of this service'")
	}
	if t.state == taskClosed || s.expire(t) {
		return nil, fault("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
	}
	return t, nil
}

func (s *Service) sendTaskHeartbeat(_ context.Context, p *params) (any, error) {
	return s.report(p, func(t *task) {
		t.lastBeat = s.clock.Now()
		t.execution.heartbeats++
	})
}

func (s *Service) sendTaskSuccess(_ context.Context, p *params) (any, error) {
	output := p.secret("output", maxPayload)
	if p.absent("output") {
		p.missing("output")
	}
	if output != nil && !json.Valid([]byte(*output)) {
		if err := p.err(); err != nil {
			return nil, err
		}
		return nil, fault("InvalidOutput", "Invalid Output: '%s'", jsonProblem(*output))
	}
	return s.report(p, func(t *task) { s.succeedTask(t, *output) })
}

func (s *Service) sendTaskFailure(_ context.Context, p *params) (any, error) {
	reason := failure{p.secret("error", maxError), p.secret("cause", maxCause)}
	return s.report(p, func(t *task) { s.failTask(t, "ActivityFailed", reason) })
}

// report applies what a worker says to the open task of its token.
func (s *Service) report(p *params, apply func(*task)) (any, error) {
	token := p.need("taskToken", 1, maxToken)
	if err := p.err(); err != nil {
		return nil, err
	}
	t, err := s.open(token)
	if err != nil {
		return nil, err
	}
	apply(t)
	return empty{}, nil
}

// jsonProblem says why text is no JSON.
func jsonProblem(text string) string {
	var value json.RawMessage
	return json.Unmarshal([]byte(text), &value).Error()
}
