package runtime

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
)

// Worker runs the tasks of a service. It is made by NewWorker, gets activities
// by the generated Register functions, and works while Run runs.
type Worker struct {
	svc  Service
	opts Options
	rand func() float64 // in [0, 1); replaced in tests

	mu         sync.Mutex
	engine     *engine // of the Run that is under way; nil: none
	activities []*Activity
	errs       []error // of registrations, for Run to return
}

// NewWorker makes a worker for a service. The zero Options work; Run reports
// what is wrong with others.
func NewWorker(svc Service, opts Options) *Worker {
	return &Worker{svc: svc, opts: opts, rand: rand.Float64}
}

// Register adds an activity. What is wrong with it, such as a name that is
// taken, is returned by Run. An activity that is registered while Run runs has
// its first tasks in the next Run. Safe for use by several goroutines.
func (w *Worker) Register(a *Activity) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := a.validate(); err != nil {
		w.errs = append(w.errs, err)
		return
	}
	if slices.ContainsFunc(w.activities, func(b *Activity) bool { return b.name == a.name }) {
		w.errs = append(w.errs, fmt.Errorf("register %s: an activity of this name is registered already", a.name))
		return
	}
	w.activities = append(w.activities, a)
}

// Run polls for tasks and runs them until ctx ends, then drains and returns. It
// owns every goroutine that it starts; none but those of abandoned handlers
// outlives it. It may be called again when it has returned, and fails at once
// while another call runs.
//
// The end of ctx stops the worker in this order:
//
//  1. No further poll goes out. Open polls are not cancelled, since their task
//     may be handed over already; they take up to the service's hold.
//  2. Handlers go on for Options.StopGrace, with heartbeats. Tasks that still
//     arrive are run, or failed at once where too little of the grace is left.
//  3. Handlers that still run have their context end with ErrWorkerStopping and
//     Options.ReturnGrace to return. Those that don't are abandoned: their
//     goroutines' stacks are logged and their results dropped. So are, at any
//     time, those that don't return when their context has ended otherwise.
//  4. The last reports get Options.ReportGrace.
//
// So it takes no longer than max(StopGrace + ReturnGrace, the deadline of a
// poll) + ReportGrace: 105 s with the defaults and AWS Step Functions. A
// process that is killed before can lose tasks. Nothing of this is waited for
// when there is nothing to wait for.
//
// Run returns nil after such a stop. It returns an error when options or
// activities are wrong, when the service can't be used (after a grace, since
// permissions and new activities take a while to spread), wrapping
// ErrAbandoned when abandoned handlers are still running, and when reports were given up.
func (w *Worker) Run(ctx context.Context) error {
	e, err := w.start()
	if err != nil {
		return fmt.Errorf("run worker: %w", err)
	}
	defer w.finish()
	if err := e.run(ctx); err != nil {
		return fmt.Errorf("run worker: %w", err)
	}
	return nil
}

// start takes the worker for one Run.
func (w *Worker) start() (*engine, error) {
	opts := w.opts.withDefaults()
	if err := opts.validate(); err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.engine != nil:
		return nil, errors.New("it is running already")
	case len(w.errs) > 0:
		return nil, errors.Join(w.errs...)
	case len(w.activities) == 0:
		return nil, errors.New("no activity is registered")
	}
	w.engine = newEngine(w.svc, opts, slices.Clone(w.activities), w.rand)
	return w.engine, nil
}

func (w *Worker) finish() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.engine = nil
}
