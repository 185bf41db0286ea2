package runtimetest

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
)

// Scenario is a test of a runtime.Service with a worker on it.
type Scenario struct {
	// Name of the scenario, for t.Run.
	Name string
	// Run runs it. Each run wants a Backend of its own. It doesn't call t.Run,
	// so it may be called in the bubble of testing/synctest; on a real clock
	// it takes up to a few seconds, and longer for a Backend that can't Wake.
	Run func(t *testing.T, b Backend)
}

// Backend is a service under test with its other side, which schedules tasks and
// sees what becomes of them.
type Backend struct {
	// Service is what the worker gets. Required.
	Service runtime.Service
	// Schedule schedules a task of an activity with the activity's timeouts.
	// The worker has registered the activity, and the service has prepared its
	// queue. Required.
	Schedule func(ctx context.Context, a *runtime.Activity, input string) (Scheduled, error)
	// Wake makes polls come back empty from now on, so that a worker that stops
	// needn't wait until the service lets go of them. May be nil.
	Wake func()
}

// Scheduled is a task as its other side sees it. A *Task is one. One that also
// has the method
//
//	Cancel()
//
// of *Task is tested for cancellation, and one that has
//
//	Heartbeats() []Heartbeat
//
// for progress; of a heartbeat only the details are looked at.
type Scheduled interface {
	// Wait blocks until the task is over and returns its outcome. It fails with
	// runtime.ErrTaskClosed when the task was over before it was reported.
	Wait(ctx context.Context) (runtime.Outcome, error)
	// Close ends the task as the service does it when its execution is stopped.
	Close()
}

// Scenarios returns what any service has to do for a worker:
//
//	for _, s := range runtimetest.Scenarios() {
//		t.Run(s.Name, func(t *testing.T) {
//			t.Parallel()
//			s.Run(t, newBackend(t))
//		})
//	}
//
// A service with another meaning of failures, such as one without causes, is not
// what they are for.
func Scenarios() []Scenario {
	var all []Scenario
	for _, some := range [][]Scenario{outcomes, signs, stops, tokens} {
		all = append(all, some...)
	}
	return all
}

const (
	// scenarioTimeout is the most that a scenario waits for a task.
	scenarioTimeout = 2 * time.Minute
	// scenarioHeartbeat is the heartbeat timeout of the activity: the shortest
	// that services have.
	scenarioHeartbeat = time.Second
)

// play is a scenario that is played.
type play struct {
	t        *testing.T
	backend  Backend
	worker   *runtime.Worker
	activity *runtime.Activity
	stop     context.CancelFunc
	done     chan error
}

// Register is part of runtime.Registrar.
func (p *play) Register(a *runtime.Activity) {
	p.activity = a
	p.worker.Register(a)
}

// scenarioSpec is the activity of all scenarios. Its values are JSON strings;
// "invalid" doesn't meet the schemas.
func scenarioSpec() runtime.Spec[string, string] {
	errInvalid := errors.New("must not be invalid")
	return runtime.Spec[string, string]{
		Name: "Scenario",
		Decode: func(payload string) (in string, err error) {
			if err := json.Unmarshal([]byte(payload), &in); err != nil {
				return "", err
			}
			if in == "invalid" {
				return "", errInvalid
			}
			return in, nil
		},
		Encode: func(out string) (string, error) {
			if out == "invalid" {
				return "", errInvalid
			}
			return quote(out), nil
		},
		Heartbeat:     scenarioHeartbeat,
		Timeout:       scenarioTimeout,
		StepFunctions: runtime.StepFunctions{Name: "scenario"},
		SWF:           runtime.SWF{Name: "Scenario", Version: "1", TaskList: "scenario"},
		Errors:        []string{"OutOfStock"},
	}
}

// quote writes a text as JSON. Its length is that of the text and two, if it has
// only letters and digits.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic("runtimetest: " + err.Error()) // a string can be written
	}
	return string(b)
}

// begin makes a worker with a handler, and starts it.
func begin(t *testing.T, b Backend, h func(context.Context, *string) (*string, error)) *play {
	t.Helper()
	return beginWith(t, b, runtime.Options{}, h)
}

func beginWith(t *testing.T, b Backend, opts runtime.Options, h func(context.Context, *string) (*string, error)) *play {
	t.Helper()
	opts.Logger = slog.New(slog.DiscardHandler)
	p := &play{t: t, backend: b, worker: runtime.NewWorker(b.Service, opts), done: make(chan error, 1)}
	runtime.Register(p, scenarioSpec(), h)
	p.start()
	return p
}

// start lets the worker run, and waits until it polls.
func (p *play) start() {
	p.t.Helper()
	ctx, stop := context.WithCancel(p.t.Context())
	p.stop = stop
	go func() { p.done <- p.worker.Run(ctx) }()
	for p.status() != http.StatusOK {
		select {
		case err := <-p.done:
			p.t.Fatalf("Run: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// status asks the worker whether it polls.
func (p *play) status() int {
	answer := httptest.NewRecorder()
	p.worker.Health().ServeHTTP(answer, httptest.NewRequestWithContext(p.t.Context(), http.MethodGet, "/readyz", nil))
	return answer.Code
}

// send schedules a task with a text as input.
func (p *play) send(input string) Scheduled {
	p.t.Helper()
	task, err := p.backend.Schedule(p.t.Context(), p.activity, quote(input))
	if err != nil {
		p.t.Fatalf("schedule: %v", err)
	}
	return task
}

// outcome waits for a task.
func (p *play) outcome(task Scheduled) runtime.Outcome {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), scenarioTimeout)
	defer cancel()
	o, err := task.Wait(ctx)
	if err != nil {
		p.t.Fatalf("task was not reported: %v", err)
	}
	return o
}

func (p *play) wantOutput(task Scheduled, out string) {
	p.t.Helper()
	WantOutput(p.t, p.outcome(task), quote(out))
}

func (p *play) wantError(task Scheduled, want error) {
	p.t.Helper()
	WantError(p.t, p.outcome(task), want)
}

// wake lets go of open polls.
func (p *play) wake() {
	if p.backend.Wake != nil {
		p.backend.Wake()
	}
}

// end stops the worker.
func (p *play) end() {
	p.t.Helper()
	p.stop()
	p.wake()
	p.ended()
}

// ended waits for a worker that was stopped.
func (p *play) ended() {
	p.t.Helper()
	if err := <-p.done; err != nil {
		p.t.Errorf("Run: %v", err)
	}
}

// linger takes d, or until ctx ends.
func linger(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
