package runtime

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"time"
)

// Options tune a Worker. The zero value works; a zero field has the default
// that its comment names.
type Options struct {
	// Slots is how many tasks of a queue may run at a time; with AWS Step
	// Functions each activity is a queue. A poll only goes out for a free slot,
	// so no task waits inside the worker. Default 100.
	Slots int
	// MinPollers and MaxPollers bound the number of polls that are open for a
	// queue at a time. The worker grows it while polls bring tasks quickly and
	// shrinks it when they come back empty. Never more than the slots.
	// Defaults: 2 and 20.
	MinPollers, MaxPollers int
	// StopGrace is how long handlers may go on after Run's context ended.
	// Then their contexts end with ErrWorkerStopping. A task that still
	// arrives (from a poll that was open) is run if a third of the grace is
	// left, or as much as the activity's timeout; otherwise it is failed at
	// once as NameWorkerStopping. Default 80 s.
	StopGrace time.Duration
	// ReturnGrace is how long a handler may take to return once its context
	// has ended, other than by a request to cancel, with which it needn't
	// comply. Then it is abandoned: its stack is logged, its result will be
	// dropped, and Run returns ErrAbandoned if it is still there when the
	// worker stops. Default 10 s.
	ReturnGrace time.Duration
	// ReplaceAbandoned gives the slot of an abandoned handler to another task.
	// False, the default, keeps the slot taken until the handler returns, so
	// that handlers that hang can't pile up; when they hold all slots, the
	// queue is not polled any more.
	ReplaceAbandoned bool
	// ReportGrace is how long Run waits for the last reports once no handler
	// runs and no poll is open. Default 15 s.
	ReportGrace time.Duration
	// ReportTimeout is how long a report is retried where the activity has no
	// Timeout to bound it. Default 5 minutes.
	ReportTimeout time.Duration
	// PollRate bounds the polls per second, of all queues together, with
	// bursts of up to a second's worth. Zero: no bound but what the pollers
	// set.
	PollRate float64
	// Interceptors wrap what is done with each task; the first is outermost.
	Interceptors []Interceptor
	// Observers are told what the worker does.
	Observers []Observer
	// Logger gets what the worker has to say: never a payload and never a
	// token, but a short hash of it. Default slog.Default().
	Logger *slog.Logger
}

// withDefaults returns o with its zero fields filled in.
func (o Options) withDefaults() Options {
	o.Slots = cmp.Or(o.Slots, 100)
	o.MaxPollers = cmp.Or(o.MaxPollers, max(20, o.MinPollers))
	o.MinPollers = cmp.Or(o.MinPollers, min(2, o.MaxPollers))
	o.StopGrace = cmp.Or(o.StopGrace, 80*time.Second)
	o.ReturnGrace = cmp.Or(o.ReturnGrace, 10*time.Second)
	o.ReportGrace = cmp.Or(o.ReportGrace, 15*time.Second)
	o.ReportTimeout = cmp.Or(o.ReportTimeout, 5*time.Minute)
	o.Logger = cmp.Or(o.Logger, slog.Default())
	return o
}

// validate names every option that makes no sense. It is called on options that
// have their defaults.
func (o Options) validate() error {
	var errs []error
	for _, n := range []struct {
		name  string
		value int
	}{{"Slots", o.Slots}, {"MinPollers", o.MinPollers}, {"MaxPollers", o.MaxPollers}} {
		if n.value < 0 {
			errs = append(errs, fmt.Errorf("option %s is negative: %d", n.name, n.value))
		}
	}
	for _, d := range []struct {
		name  string
		value time.Duration
	}{
		{"StopGrace", o.StopGrace},
		{"ReturnGrace", o.ReturnGrace},
		{"ReportGrace", o.ReportGrace},
		{"ReportTimeout", o.ReportTimeout},
	} {
		if d.value < 0 {
			errs = append(errs, fmt.Errorf("option %s is negative: %v", d.name, d.value))
		}
	}
	if !(o.PollRate >= 0) || math.IsInf(o.PollRate, 1) {
		errs = append(errs, fmt.Errorf("option PollRate is no rate: %v", o.PollRate))
	}
	if o.MinPollers > o.MaxPollers {
		errs = append(errs, fmt.Errorf("option MinPollers is more than MaxPollers: %d, %d", o.MinPollers, o.MaxPollers))
	}
	return errors.Join(errs...)
}

// drainBound is the longest that Run takes to return after its context ended.
// Open polls and handlers are waited for at the same time, then the reports.
func (o Options) drainBound(poll time.Duration) time.Duration {
	return max(o.StopGrace+o.ReturnGrace, poll) + o.ReportGrace
}
