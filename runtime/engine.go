package runtime

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// engine is one Run of a Worker.
type engine struct {
	svc        Service
	opts       Options
	activities []*Activity
	limits     Limits
	rand       func() float64
	log        *slog.Logger

	stages  stages
	observe observers
	rate    *bucket // of polls

	// base carries the values of Run's context and never ends: what is under
	// way when the worker stops is not to be cut off.
	base  context.Context
	stop  chan struct{} // closed when no further poll may go out
	beats *schedule

	// reports ends when the last reports are given up.
	reports     context.Context
	giveUp      context.CancelFunc
	loops       sync.WaitGroup // lanes and the schedule
	workers     sync.WaitGroup // polls, and the tasks that they brought
	fatal       chan error     // the first that ends the worker
	cancelBeats context.CancelFunc

	mu      sync.Mutex
	lanes   []*lane
	stopped time.Time // when stop was closed; zero: not yet
	polls   int       // open
	tasks   map[*task]struct{}
	zombies map[*task]struct{} // abandoned, and still running
	looked  time.Time          // when the goroutines were last logged
	lost    int                // reports that were given up
	changed chan struct{}      // closed and replaced when polls or tasks changed
}

func newEngine(svc Service, opts Options, activities []*Activity, rand func() float64) *engine {
	return &engine{
		svc: svc, opts: opts, activities: activities, limits: svc.Limits(), rand: rand, log: opts.Logger,
		stages:  stages{task: taskStage, decode: decodeStage, handle: handleStage, report: reportStage}.wrap(opts.Interceptors),
		observe: opts.Observers, rate: newBucket(opts.PollRate),
		stop: make(chan struct{}), fatal: make(chan error, 1),
		tasks: map[*task]struct{}{}, zombies: map[*task]struct{}{}, changed: make(chan struct{}),
	}
}

// run works until ctx ends or something fatal happens, and drains.
func (e *engine) run(ctx context.Context) error {
	if e.limits.Poll <= 0 {
		return errors.New("the service names no deadline for polls")
	}
	queues, err := e.svc.Queues(ctx, e.activities)
	if err != nil {
		if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
			return nil // stopped before it began
		}
		return err
	}
	e.begin(ctx, queues)
	select {
	case <-ctx.Done():
		e.log.Info("worker stops", "cause", context.Cause(ctx))
	case err = <-e.fatal:
		e.log.Error("worker stops", "cause", err)
	}
	return errors.Join(err, e.drain())
}

// begin starts the goroutines; drain waits for their end.
func (e *engine) begin(ctx context.Context, queues []Queue) {
	e.base = context.WithoutCancel(ctx)
	e.reports, e.giveUp = context.WithCancel(e.base)
	beats, cancel := context.WithCancel(e.base)
	e.cancelBeats = cancel
	e.beats = &schedule{
		svc: e.svc, log: e.log, rand: e.rand, observe: e.observe, limit: e.limits.Beat,
		grace: e.opts.ReturnGrace, abandon: func(t *task) { e.abandon(t) }, ctx: beats, wake: make(chan struct{}, 1),
	}
	e.loops.Go(e.beats.run)
	lanes := make([]*lane, len(queues))
	for i, q := range queues {
		lanes[i] = newLane(e, q)
		e.loops.Go(lanes[i].run)
	}
	e.mu.Lock()
	e.lanes = lanes
	e.mu.Unlock()
	e.log.Info("worker started", "activities", len(e.activities), "queues", len(queues),
		"stopTakesUpTo", e.opts.drainBound(e.limits.Poll))
	if e.opts.StopGrace < e.limits.Poll {
		e.log.Warn("grace is shorter than a poll: tasks that arrive late are failed as "+NameWorkerStopping,
			"grace", e.opts.StopGrace, "poll", e.limits.Poll)
	}
}

// fail ends the worker; of several errors the first one counts.
func (e *engine) fail(err error) {
	select {
	case e.fatal <- err:
	default:
	}
}

// beginPoll counts a poll as open; false: the worker stops.
func (e *engine) beginPoll() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.stopped.IsZero() {
		return false
	}
	e.polls++
	return true
}

func (e *engine) endPoll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.polls--
	e.notify()
}

// accept takes a task over at the moment of its hand-over: its heartbeat starts
// here, before anything else is done with it.
func (e *engine) accept(t *Task, queue string, slot func()) *task {
	n := newTask(e.base, t, queue, slot, e.limits, time.Now())
	e.beats.add(n)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tasks[n] = struct{}{}
	return n
}

// finish forgets a task.
func (e *engine) finish(t *task) {
	t.cancel(context.Canceled)
	if !t.is(pending) {
		e.beats.remove(t)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.tasks, t)
	delete(e.zombies, t)
	e.notify()
}

// notify lets await look again. Called with mu held.
func (e *engine) notify() {
	close(e.changed)
	e.changed = make(chan struct{})
}

// await blocks until done holds or d has passed, and returns whether it holds.
// done is called with mu held.
func (e *engine) await(d time.Duration, done func() bool) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		e.mu.Lock()
		ok, changed := done(), e.changed
		e.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-timer.C:
			return false
		}
	}
}
