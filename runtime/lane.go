package runtime

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

const (
	// quickPoll is how soon a task has to come for more to be waiting.
	quickPoll = time.Second
	// deniedGrace is how long polls may be refused for want of permission
	// before that ends the worker; policies take a while to spread.
	deniedGrace = 2 * time.Minute
	// missingGrace is the same for a queue that doesn't exist; one that was
	// just created may not be known everywhere.
	missingGrace = 30 * time.Second
)

// lane polls one queue. run lets a poll go out when there is a free slot, a
// place among the pollers and no pause; each poll is a goroutine that then runs
// the task that it brought, while the lane goes on polling.
type lane struct {
	engine *engine
	queue  Queue
	log    *slog.Logger
	slots  chan struct{} // a token is in it for each slot in use
	wake   chan struct{} // something that turn waits for has changed
	least  int           // pollers
	most   int

	reports sync.Mutex // of the load, so that they are in order

	mu     sync.Mutex
	open   int       // polls under way
	tasks  int       // that hold a slot
	target int       // as many polls may be under way
	began  time.Time // when the first of the polls under way went out
	ended  time.Time // when the last poll ended
	resume time.Time // no poll before
	// since is when the pause was set. A poll that went out before tells
	// nothing new when it fails: it met the same trouble.
	since    time.Time
	failures int       // rounds of failed polls in a row
	refused  time.Time // first of the refusals in a row; zero: none
}

func newLane(e *engine, q Queue) *lane {
	slots := q.Slots
	if slots <= 0 {
		slots = e.opts.Slots
	}
	least := min(e.opts.MinPollers, slots)
	return &lane{
		engine: e, queue: q, log: e.log.With("queue", q.Name),
		slots: make(chan struct{}, slots), wake: make(chan struct{}, 1),
		least: least, most: min(e.opts.MaxPollers, slots), target: least,
	}
}

// run polls until the engine stops.
func (l *lane) run() {
	for l.acquireSlot() {
		if !l.turn() || !l.engine.beginPoll() {
			return
		}
		l.engine.workers.Go(l.poll)
	}
}

func (l *lane) acquireSlot() bool {
	select {
	case <-l.engine.stop:
		return false
	default:
	}
	select {
	case l.slots <- struct{}{}:
		return true
	case <-l.engine.stop:
		return false
	}
}

func (l *lane) releaseSlot() { <-l.slots }

// releaseTask is releaseSlot for the slot of a task.
func (l *lane) releaseTask() {
	l.mu.Lock()
	l.tasks--
	l.mu.Unlock()
	l.releaseSlot()
	l.reportLoad()
}

// reportLoad tells observers of the polls and tasks there are.
func (l *lane) reportLoad() {
	if len(l.engine.observe) == 0 {
		return
	}
	l.reports.Lock()
	defer l.reports.Unlock()
	l.mu.Lock()
	load := LoadEvent{Queue: l.queue.Name, Polls: l.open, Pollers: l.target, Tasks: l.tasks, Slots: cap(l.slots)}
	l.mu.Unlock()
	l.engine.observe.load(load)
}

// turn waits until a poll may go out and counts it as open; false: the engine
// stops.
func (l *lane) turn() bool {
	for {
		wait, ok := l.tryTurn()
		if ok {
			return true
		}
		var timer <-chan time.Time
		if wait > 0 {
			timer = time.After(wait)
		}
		select {
		case <-timer:
		case <-l.wake:
		case <-l.engine.stop:
			return false
		}
	}
}

// tryTurn is turn without waiting. wait is the rest of the pause.
func (l *lane) tryTurn() (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.target {
		return 0, false
	}
	if wait := time.Until(l.resume); wait > 0 {
		return wait, false
	}
	if wait := l.engine.rate.take(time.Now()); wait > 0 {
		return wait, false
	}
	if l.open == 0 {
		l.began = time.Now()
	}
	l.open++
	return 0, true
}

// poll makes one poll and runs the task that it brings.
func (l *lane) poll() {
	e := l.engine
	l.reportLoad()
	started := time.Now()
	t, abandoned, err := l.receive()
	var n *task
	if t != nil {
		n = e.accept(t, l.queue.Name, sync.OnceFunc(l.releaseTask))
	}
	event := PollEvent{Queue: l.queue.Name, Took: time.Since(started)}
	switch {
	case t != nil:
		event.Result = PollTask
	case err == nil:
		event.Result = PollEmpty
	default:
		event.Result, event.Class = PollFailed, e.svc.Classify(err)
		if abandoned {
			event.Result = PollAbandoned
		}
	}
	l.settle(started, event, err)
	e.observe.poll(event)
	if n == nil {
		l.releaseSlot()
	}
	l.reportLoad()
	e.endPoll()
	if n != nil {
		defer n.slot()
		e.serve(n)
	}
}

// receive makes the call. Its context is apart from the one that stops the
// worker: the service may hand a task over to a poll that the client has given
// up, and nobody would run it. abandoned is true when it has ended all the same.
func (l *lane) receive() (t *Task, abandoned bool, err error) {
	ctx, cancel := context.WithTimeout(l.engine.base, l.engine.limits.Poll)
	defer cancel()
	t, err = l.queue.Poll(ctx)
	abandoned = t == nil && err != nil && ctx.Err() != nil
	if abandoned {
		l.log.Warn("poll abandoned: a task that was handed over to it is lost until it times out",
			"after", l.engine.limits.Poll)
	}
	return t, abandoned, err
}

// settle draws the consequences of a poll for the next ones.
func (l *lane) settle(started time.Time, event PollEvent, err error) {
	l.mu.Lock()
	now := time.Now()
	l.open--
	l.ended = now
	fatal := error(nil)
	switch event.Result {
	case PollTask:
		l.tasks++
		l.succeed()
		if event.Took < quickPoll {
			l.target = min(l.target+1, l.most)
		}
	case PollEmpty:
		l.succeed()
		l.target = max(l.target-1, l.least)
		if event.Took < quickPoll { // a service that doesn't hold polls
			l.resume = now.Add(time.Duration(float64(quickPoll) * l.engine.rand()))
		}
	default:
		fatal = l.fail(started, now, event.Class, err)
	}
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
	if fatal != nil {
		l.engine.fail(fatal)
	}
}

// succeed forgets what failed. Called with mu held.
func (l *lane) succeed() {
	l.failures = 0
	l.refused = time.Time{}
}

// fail sets the pause after a failed poll, for all pollers of the queue. It
// returns the error that ends the worker, if this one does. Called with mu held.
func (l *lane) fail(started, now time.Time, class Class, err error) error {
	first := !started.Before(l.since)
	fatal := l.fatal(now, class, err)
	if !first {
		return fatal
	}
	backoff := pollBackoff
	switch class {
	case Limited:
		backoff = limitBackoff
		l.target = max(l.target/2, l.least)
	case KeyFailed, Denied, Missing:
		backoff = slowBackoff
		l.target = l.least
	default:
		l.target = l.least // and ramped up again
	}
	pause := backoff.pause(l.failures, l.engine.rand())
	l.failures++
	l.since = now
	l.resume = now.Add(pause)
	l.logFailure(class, err, pause)
	return fatal
}

// fatal returns the error that ends the worker: one that won't pass, or hasn't
// in its grace. Called with mu held.
func (l *lane) fatal(now time.Time, class Class, err error) error {
	var grace time.Duration
	switch class {
	case Refused:
	case Denied:
		grace = deniedGrace
	case Missing:
		grace = missingGrace
	default:
		return nil
	}
	if l.refused.IsZero() {
		l.refused = now
	}
	if now.Sub(l.refused) < grace {
		return nil
	}
	return fmt.Errorf("poll %s: %w", l.queue.Name, err)
}

func (l *lane) logFailure(class Class, err error, pause time.Duration) {
	level := slog.LevelWarn
	switch class {
	case KeyFailed, Denied, Missing, Refused:
		level = slog.LevelError
	}
	select {
	case <-l.engine.stop: // nothing follows from it any more
		level = slog.LevelDebug
	default:
	}
	l.log.Log(context.Background(), level, "poll failed",
		"class", class.String(), "error", err, "pause", pause, "pollers", l.target)
}
