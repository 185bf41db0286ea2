package runtime

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// state says what the worker does with a task. It only moves forward.
type state int

const (
	running   state = iota // decode, handler, encode
	pending                // its result comes from elsewhere, and the worker goes on beating
	reporting              // its outcome is being reported
	closed                 // reported, dropped, abandoned, or closed by the service
)

// task is a task that this worker was handed over. Its state is changed by the
// methods below and nowhere else, so that there is one report at most, no
// heartbeat while one is under way and none after it.
type task struct {
	*Task
	hash     string
	queue    string
	slot     func() // gives its slot back; only the first call counts
	received time.Time
	deadline time.Time // of the report, by the activity's timeout; zero: none
	limits   Limits

	ctx    context.Context // the handler's
	cancel context.CancelCauseFunc
	closed chan struct{} // closed when the state becomes closed
	pulse  *pulse        // its heartbeat; guarded by schedule.mu

	mu        sync.Mutex
	state     state
	returned  bool      // the handler has
	abandoned bool      // it hadn't in time
	sending   bool      // an attempt to report is under way
	beat      *call     // the heartbeat that is under way
	details   string    // last progress
	unsent    bool      // no heartbeat has carried it yet
	lastSign  time.Time // of progress
	cancelled bool      // the service asked for it
	given     bool      // its token, to the handler
}

// call is a call to the service that can be called off.
type call struct {
	cancel context.CancelFunc
	done   chan struct{}
}

// newTask takes over what a poll brought. base carries the values of the
// handler's context.
func newTask(base context.Context, t *Task, queue string, slot func(), limits Limits, received time.Time) *task {
	n := &task{
		Task: t, hash: hashToken(t.Token), queue: queue, slot: slot,
		received: received, lastSign: received, limits: limits, closed: make(chan struct{}),
	}
	release := func() {}
	if d := n.timeout(); d > 0 {
		n.deadline = received.Add(d)
		base, release = context.WithDeadline(base, n.deadline.Add(-reportMargin(d)))
	}
	ctx, cancel := context.WithCancelCause(base)
	n.ctx, n.cancel = ctx, func(cause error) { cancel(cause); release() }
	return n
}

// reportMargin is how much of an activity's timeout is kept for its report.
func reportMargin(timeout time.Duration) time.Duration {
	return min(timeout/10, 5*time.Second)
}

func (t *task) timeout() time.Duration {
	if t.Activity == nil {
		return 0
	}
	return t.Activity.timeout
}

func (t *task) heartbeat() time.Duration {
	if t.Activity == nil {
		return 0
	}
	return t.Activity.heartbeat
}

func (t *task) silence() time.Duration {
	if t.Activity == nil {
		return 0
	}
	return t.Activity.silence
}

func (t *task) info() Info {
	return Info{Activity: t.name(), Task: t.hash, Queue: t.queue, Received: t.received, Data: t.Data}
}

// name is what logs call the activity.
func (t *task) name() string {
	if t.Activity == nil {
		return t.Type
	}
	return t.Activity.name
}

// beginBeat starts a heartbeat. ok is false where none may be sent: while a
// report is under way, and once the task is closed.
func (t *task) beginBeat(base context.Context, timeout time.Duration) (ctx context.Context, details string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state == closed || t.sending || t.beat != nil {
		return nil, "", false
	}
	return t.startBeat(base, timeout), t.details, true
}

// startBeat is called with mu held.
func (t *task) startBeat(base context.Context, timeout time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(base, timeout)
	t.beat = &call{cancel: cancel, done: make(chan struct{})}
	t.unsent = false
	return ctx
}

// endBeat ends the heartbeat that beginBeat started.
func (t *task) endBeat(accepted bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !accepted {
		t.unsent = t.details != ""
	}
	t.beat.cancel()
	close(t.beat.done)
	t.beat = nil
}

// beginFlush is beginBeat for progress that no heartbeat has carried, before the
// first attempt to report. One that is under way carries older progress, or it
// may hang: it is called off. None follows until endAttempt.
func (t *task) beginFlush(base context.Context, timeout time.Duration) (ctx context.Context, details string, ok bool) {
	t.mu.Lock()
	t.sending = true
	t.mu.Unlock()
	t.callOff()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != reporting || !t.unsent {
		return nil, "", false
	}
	return t.startBeat(base, timeout), t.details, true
}

// callOff ends the heartbeat that is under way, if there is one.
func (t *task) callOff() {
	t.mu.Lock()
	beat := t.beat
	t.mu.Unlock()
	if beat != nil {
		beat.cancel()
		<-beat.done
	}
}

// beginReport ends the running state. It returns false when the task is closed
// already, and its outcome with it.
func (t *task) beginReport() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.returned = true
	if t.state != running {
		return false
	}
	t.state = reporting
	return true
}

// pend ends the running state of a task whose result comes from elsewhere. It
// returns false when nobody has the token for that.
func (t *task) pend(beating bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.given {
		return false
	}
	t.returned = true
	switch {
	case t.state != running:
	case beating:
		t.state = pending
	default:
		t.end(context.Canceled)
	}
	return true
}

// abandon closes the task of a handler that doesn't return. It has no effect,
// and returns false, if the handler did or the task is abandoned already.
func (t *task) abandon() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.returned || t.abandoned {
		return false
	}
	t.abandoned = true
	t.end(ErrAbandoned)
	return true
}

// beginAttempt starts a call that reports. A heartbeat that is under way is
// called off first. It returns false when the task was closed meanwhile.
func (t *task) beginAttempt() bool {
	t.mu.Lock()
	if t.state != reporting {
		t.mu.Unlock()
		return false
	}
	t.sending = true // no further heartbeat begins
	t.mu.Unlock()
	t.callOff()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != reporting { // that heartbeat brought the news
		t.sending = false
		return false
	}
	return true
}

// endAttempt ends a call that reports and didn't get through. Until the next
// one the task goes on beating.
func (t *task) endAttempt() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sending = false
}

// close ends the task and the handler's context.
func (t *task) close(cause error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end(cause)
}

// end is close with mu held.
func (t *task) end(cause error) {
	if t.state == closed {
		return
	}
	t.state = closed
	t.sending = false
	close(t.closed)
	t.cancel(cause)
}

// is reports whether the task is in a state.
func (t *task) is(s state) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.state == s
}

// hasReturned is true when the handler is done.
func (t *task) hasReturned() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.returned
}

// requestCancel passes on that somebody asked for the task to be cancelled.
func (t *task) requestCancel() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cancelled = true
	t.cancel(ErrCancelRequested)
}

// mayCancel reports whether anybody did.
func (t *task) mayCancel() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.cancelled
}

// giveToken notes that the handler has the token.
func (t *task) giveToken() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.given = true
}

// sign notes that the handler gets on.
func (t *task) sign() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lastSign = time.Now()
}

// signed returns when it did last.
func (t *task) signed() time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lastSign
}

// setDetails takes progress for the next heartbeat.
func (t *task) setDetails(details string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != running && t.state != pending {
		return ErrTaskClosed
	}
	t.lastSign = time.Now()
	if t.limits.Details == 0 {
		return nil
	}
	if len(details) > t.limits.Details {
		return fmt.Errorf("progress has %d bytes, the service takes %d", len(details), t.limits.Details)
	}
	t.details, t.unsent = details, true
	return nil
}
