package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// simulated is the service of a simulation: what it does is exact, what happens
// to calls of it comes by chance, and it sees whether the worker keeps to its
// word.
type simulated struct {
	t       *testing.T
	profile profile
	seed    uint64
	began   time.Time
	polls   line

	mu         sync.Mutex
	activities map[string]*runtime.Activity
	waiting    map[string][]*simulatedTask // by queue
	changed    chan struct{}               // closed and replaced when there is a task
	sent       []*simulatedTask
	tokens     map[string]*simulatedTask
	outage     outage
	drains     int // Runs that were told to stop and haven't returned
	lost       int // reports that were given up
	violations int
	figures    figures
}

// simulatedTask is a task, and all that is known of it. What has no comment is
// guarded by simulated.mu.
type simulatedTask struct {
	Activity, Input, Token string // don't change

	luck   *luck // of its handler
	ending *luck // of whoever ends it when it is pending
	line   line

	started   time.Time
	alive     time.Time // last sign of it
	answered  time.Time // the last of which the worker knows
	cancelled bool
	end       string // "": it is open
	accepted  int    // reports
	details   string // of the last heartbeat

	busy     bool   // the worker makes a call
	settled  bool   // the worker knows that it is over
	handled  bool   // the handler was called
	hangs    bool   // and may be abandoned
	pending  bool   // and was left
	beating  bool   // with the worker's heartbeats
	mislaid  bool   // handed over to a poll whose answer was lost
	excuse   string // why it may time out; "": it may not
	tellings int    // of what became of it
	said     runtime.ReportResult
}

// line is what calls go over.
type line struct {
	luck  *luck
	tries int // that failed in a row
}

// outage is a time in which all calls fail. A short one is no reason for a task
// to time out.
type outage struct {
	until       time.Time
	long, hangs bool
}

// What may become of a task.
const (
	stopped   = "stopped"
	timedOut  = "timed out: "
	notTraced = "no reason"
)

func newSimulated(t *testing.T, p profile, seed uint64) *simulated {
	return &simulated{
		t: t, profile: p, seed: seed, began: time.Now(), polls: line{luck: newLuck(seed, 3)},
		waiting: map[string][]*simulatedTask{}, changed: make(chan struct{}), tokens: map[string]*simulatedTask{},
	}
}

// violation fails the test. Called with mu held.
func (s *simulated) violation(t *simulatedTask, format string, args ...any) {
	if s.violations++; s.violations > 20 {
		return
	}
	what := fmt.Sprintf(format, args...)
	if t != nil {
		what = fmt.Sprintf("task %s (%s, %v after its hand-over) %s", t.Input, t.Activity, time.Since(t.started), what)
	}
	s.t.Errorf("seed %d, at %v: %s", s.seed, time.Since(s.began), what)
}

// send adds a task.
func (s *simulated) send(n uint64, plain bool) *simulatedTask {
	t := &simulatedTask{
		Activity: "Work", Input: fmt.Sprint(n), Token: fmt.Sprint("token-", n),
		luck: newLuck(s.seed, 10+3*n), ending: newLuck(s.seed, 11+3*n), line: line{luck: newLuck(s.seed, 12+3*n)},
	}
	if plain {
		t.Activity = "Plain"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, t)
	s.tokens[t.Token] = t
	s.waiting[s.queue(t.Activity)] = append(s.waiting[s.queue(t.Activity)], t)
	close(s.changed)
	s.changed = make(chan struct{})
	return t
}

func (s *simulated) queue(activity string) string {
	if s.profile.shared {
		return "all"
	}
	return activity
}

// take hands over the oldest task of a queue.
func (s *simulated) take(queue string) (*simulatedTask, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.waiting[queue]) > 0 {
		t := s.waiting[queue][0]
		s.waiting[queue] = s.waiting[queue][1:]
		if t.end != "" {
			continue
		}
		t.started = time.Now()
		t.alive, t.answered = t.started, t.started
		s.figures.count("hand-overs")
		return t, nil
	}
	return nil, s.changed
}

// hold waits for a task, as long as services do.
func (s *simulated) hold(ctx context.Context, queue string) (*simulatedTask, error) {
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for {
		t, changed := s.take(queue)
		if t != nil {
			return t, nil
		}
		select {
		case <-changed:
		case <-timer.C:
			return nil, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// stop closes a task, as the end of its execution does.
func (s *simulated) stop(t *simulatedTask) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.expire(t, time.Now()) == nil {
		t.end = stopped
	}
}

// cancel asks for a task to be cancelled.
func (s *simulated) cancel(t *simulatedTask) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.cancelled = true
}

// fallOut begins an outage, unless one was a short while ago.
func (s *simulated) fallOut(l *luck) {
	long, hangs := l.float() < 0.5, l.float() < 0.5
	d := l.upTo(5 * time.Second)
	if long {
		d = l.upTo(90 * time.Second)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.outage.until) > time.Minute {
		s.figures.count("outages")
		s.outage = outage{until: time.Now().Add(d), long: long, hangs: hangs}
	}
}

var errClosed = &runtimetest.Error{Class: runtime.Closed, Message: "the task is closed"}

// expire closes a task whose time is up, and returns the error of one that is
// closed. Called with mu held.
func (s *simulated) expire(t *simulatedTask, now time.Time) error {
	if t.end != "" {
		return errClosed
	}
	if t.started.IsZero() {
		return nil
	}
	a := s.activities[t.Activity]
	switch {
	case a.Heartbeat() > 0 && now.Sub(t.alive) > a.Heartbeat():
		t.end = "heartbeat " + timedOut
	case now.Sub(t.started) > a.Timeout():
		t.end = timedOut
	default:
		return nil
	}
	if t.excuse == "" {
		s.violation(t, "timed out, %v after its last sign, while the service answered", now.Sub(t.alive))
		t.excuse = notTraced
	}
	t.end += t.excuse
	return errClosed
}

// Fates of a call.
type fate int

const (
	through fate = iota
	throttled
	unreachable
	expiredToken
	answerLost // it takes effect
	hangs      // it doesn't
	hangsAfter // it does
)

var (
	errUnreachable = errors.New("no route to host")
	errReset       = errors.New("connection reset")
)

// call delays a call and lets it fail, or not.
func (s *simulated) call(ctx context.Context, l *line, t *simulatedTask, op runtimetest.Op, effect func() error) error {
	if _, err := sleep(l.luck.upTo(300*time.Millisecond))(ctx, nil); err != nil {
		return err
	}
	f := s.fate(l, t, op)
	switch f {
	case throttled:
		return runtimetest.Fault(runtime.Throttled)
	case unreachable:
		return errUnreachable
	case expiredToken:
		return runtimetest.Fault(runtime.Expired)
	case hangs:
		<-ctx.Done()
		return ctx.Err()
	}
	if err := effect(); err != nil {
		return err
	}
	switch f {
	case answerLost:
		return errReset
	case hangsAfter:
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

// fate decides what happens to a call. Outside of an outage no more than three
// fail in a row, and after one that hung the next one gets through: the service
// counts as one that answers.
func (s *simulated) fate(l *line, t *simulatedTask, op runtimetest.Op) fate {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.figures.count("calls, " + op.String())
	if time.Until(s.outage.until) > 0 {
		s.excuseOutage(t)
		l.tries++
		if !s.outage.hangs {
			return unreachable
		}
		s.excuseHanging(t, op)
		l.tries = 3
		return hangs
	}
	if l.tries >= 3 {
		l.tries = 0
		return through
	}
	n := l.luck.float()
	if op == runtimetest.Poll && n < 0.15 && n > 0.053 { // few tasks are to be mislaid
		n = 1
	}
	l.tries++
	switch {
	case n < 0.02:
		return throttled
	case n < 0.045:
		return unreachable
	case n < 0.05:
		return expiredToken
	case n < 0.052:
		return s.hang(l, t, op, hangsAfter)
	case n < 0.053:
		return answerLost
	case n < 0.06:
		return s.hang(l, t, op, hangs)
	case n < 0.07:
		return s.hang(l, t, op, hangsAfter)
	case n < 0.15:
		return answerLost
	}
	l.tries = 0
	return through
}

// hang returns f. Called with mu held.
func (s *simulated) hang(l *line, t *simulatedTask, op runtimetest.Op, f fate) fate {
	s.excuseHanging(t, op)
	l.tries = 3
	return f
}

// excuseOutage lets a task time out that meets a long outage, or a short one on
// top of other trouble. Called with mu held.
func (s *simulated) excuseOutage(t *simulatedTask) {
	if t != nil && (s.outage.long || time.Since(t.answered) > 12*time.Second) {
		s.pardon(t, "outage")
	}
}

// excuseHanging lets a task time out whose report hangs: for 15 s nothing else
// can be sent. Called with mu held.
func (s *simulated) excuseHanging(t *simulatedTask, op runtimetest.Op) {
	if t != nil && op == runtimetest.Report {
		s.pardon(t, "report that hung")
	}
}

// pardon notes why a task may time out. Called with mu held.
func (s *simulated) pardon(t *simulatedTask, excuse string) {
	if t.excuse == "" {
		t.excuse = excuse
	}
}
