package runtime

import (
	"container/heap"
	"context"
	"log/slog"
	"sync"
	"time"
)

// schedule watches the clocks of all tasks: it sends heartbeats, cancels
// handlers whose heartbeats don't get through or that are silent for too long,
// and finds those that don't return. One goroutine waits for what is due next;
// each call runs in a goroutine of its own, so that a call that hangs holds up
// no other.
type schedule struct {
	svc     Service
	log     *slog.Logger
	rand    func() float64
	observe observers
	limit   time.Duration // of the pause between two beats; zero: none
	grace   time.Duration // for a handler to return once its context has ended
	abandon func(*task)   // called when that has passed
	ctx     context.Context
	wake    chan struct{}  // the first of the heap has changed
	wg      sync.WaitGroup // calls

	mu     sync.Mutex
	pulses pulses
}

// pulse is the clock of one task. A time that is zero never comes. Guarded by
// schedule.mu.
type pulse struct {
	task    *task
	beat    time.Time // of the next heartbeat
	lapse   time.Time // when the handler is cancelled for want of heartbeats
	silence time.Time // when it is for want of a sign of progress
	overdue time.Time // when it should have returned
	busy    bool      // a heartbeat is under way
	failed  int       // heartbeats in a row
	at      time.Time // the first of the times
	index   int       // in the heap; -1: removed
}

// reckon sets at.
func (p *pulse) reckon() {
	p.at = time.Time{}
	for _, t := range [...]time.Time{p.lapse, p.silence, p.overdue} {
		p.earlier(t)
	}
	if !p.busy {
		p.earlier(p.beat)
	}
}

func (p *pulse) earlier(t time.Time) {
	if !t.IsZero() && (p.at.IsZero() || t.Before(p.at)) {
		p.at = t
	}
}

// add starts the clock of a task.
func (s *schedule) add(t *task) {
	p := &pulse{task: t}
	if timeout := t.heartbeat(); timeout > 0 {
		p.beat = t.received.Add(s.interval(timeout))
		p.lapse = t.received.Add(lapseAfter(timeout))
	}
	if d := t.silence(); d > 0 {
		p.silence = t.received.Add(d)
	}
	if deadline, ok := t.ctx.Deadline(); ok {
		p.overdue = deadline.Add(s.grace)
	}
	p.reckon()
	s.mu.Lock()
	defer s.mu.Unlock()
	t.pulse = p
	heap.Push(&s.pulses, p)
	s.nudge()
}

// remove ends the clock of a task that is done.
func (s *schedule) remove(t *task) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(t.pulse)
}

// drop is remove with mu held.
func (s *schedule) drop(p *pulse) {
	if p.index >= 0 {
		heap.Remove(&s.pulses, p.index)
	}
}

// fix puts a pulse whose times have changed in its place. Called with mu held.
func (s *schedule) fix(p *pulse) {
	if p.reckon(); p.index >= 0 {
		heap.Fix(&s.pulses, p.index)
	}
}

// nudge makes run look at the heap again.
func (s *schedule) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// run attends to what is due until the schedule's context ends, and returns when
// no call is under way.
func (s *schedule) run() {
	defer s.wg.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.wake:
		case <-timer.C:
		}
		if wait, ok := s.fire(); ok {
			timer.Reset(wait)
		}
	}
}

// fire does all that is due and returns how long to wait for what comes next;
// false: nothing will.
func (s *schedule) fire() (wait time.Duration, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.pulses) > 0 {
		p := s.pulses[0]
		if p.at.IsZero() { // all that follow have no time either
			return 0, false
		}
		now := time.Now()
		if wait := p.at.Sub(now); wait > 0 {
			return wait, true
		}
		s.attend(p, now)
	}
	return 0, false
}

// attend does the first thing that is due. Called with mu held.
func (s *schedule) attend(p *pulse, now time.Time) {
	due := func(t time.Time) bool { return !t.IsZero() && !now.Before(t) }
	switch {
	case due(p.overdue):
		s.expire(p)
	case due(p.lapse):
		s.lapse(p, now)
	case due(p.silence):
		s.hush(p, now)
	default:
		s.send(p, now)
	}
}

// expire gives up the handler that should have returned.
func (s *schedule) expire(p *pulse) {
	p.overdue = time.Time{}
	if p.task.hasReturned() { // and its report is under way
		s.fix(p)
		return
	}
	s.drop(p)
	s.wg.Go(func() { s.abandon(p.task) })
}

// lapse gives up a task that the service is about to give up.
func (s *schedule) lapse(p *pulse, now time.Time) {
	t := p.task
	if t.hasReturned() {
		s.log.Warn("heartbeat lapsed, no more are sent", "activity", t.name(), "task", t.hash)
	} else {
		s.log.Error("heartbeat lapsed, the handler is cancelled", "activity", t.name(), "task", t.hash)
		t.cancel(ErrHeartbeatLapsed)
	}
	s.quit(p, now)
}

// hush gives up a handler that has given no sign of progress for too long.
func (s *schedule) hush(p *pulse, now time.Time) {
	t := p.task
	p.silence = t.signed().Add(t.silence())
	switch {
	case t.hasReturned():
		p.silence = time.Time{}
	case !now.Before(p.silence):
		s.log.Error("handler is silent, it is cancelled and its heartbeats stop",
			"activity", t.name(), "task", t.hash, "for", t.silence())
		t.cancel(ErrSilent)
		s.quit(p, now)
		return
	}
	s.fix(p)
}

// quit leaves nothing to a task but the time to return.
func (s *schedule) quit(p *pulse, now time.Time) {
	if p.task.hasReturned() {
		s.drop(p)
		return
	}
	p.beat, p.lapse, p.silence = time.Time{}, time.Time{}, time.Time{}
	if overdue := now.Add(s.grace); p.overdue.IsZero() || overdue.Before(p.overdue) {
		p.overdue = overdue
	}
	s.fix(p)
}

// pulses is a heap by time; those that have none come last.
type pulses []*pulse

func (h pulses) Len() int { return len(h) }

func (h pulses) Less(i, j int) bool {
	if h[i].at.IsZero() || h[j].at.IsZero() {
		return h[j].at.IsZero() && !h[i].at.IsZero()
	}
	return h[i].at.Before(h[j].at)
}

func (h pulses) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

// Push is for package heap.
func (h *pulses) Push(x any) {
	p := x.(*pulse)
	p.index = len(*h)
	*h = append(*h, p)
}

// Pop is for package heap.
func (h *pulses) Pop() any {
	old := *h
	last := len(old) - 1
	p := old[last]
	old[last] = nil
	*h = old[:last]
	p.index = -1
	return p
}
