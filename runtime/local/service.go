package local

import (
	"cmp"
	"log/slog"
	"time"
)

// Options set up a Service. The zero value works.
type Options struct {
	// Region is the AWS region in ARNs; "" means us-east-1.
	Region string
	// Account is the AWS account in ARNs; "" means 000000000000.
	Account string
	// PollHold is how long a poll (GetActivityTask, PollForActivityTask,
	// PollForDecisionTask) waits for a task before it answers that there is
	// none; 0 means 60 s, as the real services do.
	PollHold time.Duration
	// Latency is the least time that an answer takes; 0 means 1 ms, a negative
	// value none. It is there for aws-sdk-go-v2, whose smithy-go closes the
	// request's body when the answer's header arrives: where that happens
	// before net/http has looked for more bytes behind the body, net/http takes
	// the closed body for an error and drops the connection, and with it the
	// answer, which may hold a task. No network is as quick as that, but
	// loopback is. The time passes before the call begins, so it delays no
	// task that a poll waits for.
	Latency time.Duration
	// Clock is the time for holds, timeouts, retries and dates; nil means the
	// system's.
	Clock Clock
	// Logger gets each call at level Debug, never with a payload or a task
	// token; nil means no log.
	Logger *slog.Logger
	// Faults are injected from the start, as Service.Inject does.
	Faults []Fault
}

// Service is both embedded services, an http.Handler. Its methods may be called
// from several goroutines at once. It has no goroutine of its own; Close stops
// its timers.
type Service struct {
	core
	stepFunctions
	swf    swf
	faults faults
}

// stepFunctions is the state of Step Functions.
type stepFunctions struct {
	activities table[*activity]
	machines   table[*machine]
	executions map[string]*execution    // by ARN
	runs       map[string][]*execution  // by the ARN of their state machine
	queues     map[string]*queue[*task] // by the ARN of the activity
	tasks      map[string]*task         // by token, closed tasks too
}

// New returns a Service without any activity, state machine or domain. It
// panics if one of the faults is for an operation that there is not.
func New(o Options) *Service {
	s := &Service{
		core: core{
			region:  cmp.Or(o.Region, "us-east-1"),
			account: cmp.Or(o.Account, "000000000000"),
			hold:    cmp.Or(o.PollHold, 60*time.Second),
			latency: cmp.Or(o.Latency, time.Millisecond),
			clock:   o.Clock,
			log:     o.Logger,
			closing: make(chan struct{}),
		},
		stepFunctions: stepFunctions{
			activities: newTable[*activity](),
			machines:   newTable[*machine](),
			executions: map[string]*execution{},
			runs:       map[string][]*execution{},
			queues:     map[string]*queue[*task]{},
			tasks:      map[string]*task{},
		},
	}
	s.swf = newSWF(&s.core, &s.faults)
	if s.clock == nil {
		s.clock = systemClock{}
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	for _, f := range o.Faults {
		s.Inject(f)
	}
	return s
}

// Close ends the service: held polls answer that there is no task, timers
// stop, later calls get HTTP 503. What was there can still be read in Go.
// Closing again does nothing.
func (s *Service) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	close(s.closing)
	for _, x := range s.executions {
		x.stopTimers()
	}
	s.swf.stopTimers()
}

// table holds resources of Step Functions by ARN and in the order of their creation.
type table[T listed] struct {
	byARN map[string]T
	order []T
}

func newTable[T listed]() table[T] { return table[T]{byARN: map[string]T{}} }

func (t *table[T]) add(arn string, item T) {
	t.byARN[arn] = item
	t.order = append(t.order, item)
}

func (t *table[T]) remove(arn string) {
	gone := t.byARN[arn].position()
	delete(t.byARN, arn)
	for i, item := range t.order {
		if item.position() == gone {
			t.order = append(t.order[:i:i], t.order[i+1:]...)
			return
		}
	}
}
