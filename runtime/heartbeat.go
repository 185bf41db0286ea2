package runtime

import (
	"context"
	"time"
)

const (
	// beatCall is the most that one call may take, so that a call that hangs is
	// repeated inside the window.
	beatCall = 10 * time.Second
	// beatRetry and beatRetryMax bound the pause before a failed beat is
	// repeated.
	beatRetry    = 200 * time.Millisecond
	beatRetryMax = 5 * time.Second
	// flushCall is the most that the beat before a failure report may take. The
	// report waits for it, and matters more.
	flushCall = 3 * time.Second
)

// interval is the pause between two beats: up to a third of the timeout, so that
// two may be lost, and down to 4/15, so that tasks that were handed over
// together don't beat together. The service's limit is cut down likewise.
func (s *schedule) interval(timeout time.Duration) time.Duration {
	longest := timeout / 3
	if s.limit > 0 {
		longest = min(longest, s.limit)
	}
	return time.Duration(float64(longest) * (1 - 0.2*s.rand()))
}

// lapseAfter is when a task is given up, counted from the last beat that the
// service accepted.
func lapseAfter(timeout time.Duration) time.Duration {
	return timeout / 10 * 9
}

// send starts a beat, or drops the pulse where there is nothing left to keep
// alive. Called with mu held.
func (s *schedule) send(p *pulse, now time.Time) {
	if p.task.is(closed) {
		s.quit(p, now)
		return
	}
	interval := s.interval(p.task.heartbeat())
	ctx, details, ok := p.task.beginBeat(s.ctx, min(beatCall, interval))
	if !ok { // a report is under way; see to it soon whether it got through
		p.beat = now.Add(min(time.Second, interval))
		s.fix(p)
		return
	}
	late := now.Sub(p.beat)
	p.busy = true
	p.beat = now.Add(interval)
	s.fix(p)
	s.wg.Go(func() {
		gone, err := s.beat(ctx, p.task, details, late)
		s.settle(p, now, gone, err)
	})
}

// beat makes one call and acts on its answer. gone is true when the service has
// closed the task.
func (s *schedule) beat(ctx context.Context, t *task, details string, late time.Duration) (gone bool, err error) {
	started := time.Now()
	cancelRequested, err := s.svc.Beat(ctx, t.Task, details)
	class := Transient
	if err != nil {
		class = s.svc.Classify(err)
	}
	gone = err != nil && (class == Closed || class == BadToken)
	pending := t.is(pending)
	if gone {
		t.close(ErrTaskClosed)
	}
	calledOff := err != nil && ctx.Err() == context.Canceled
	t.endBeat(err == nil)
	if calledOff { // by a report, or by the end of Run
		return gone, err
	}
	s.observe.beat(BeatEvent{
		Info: t.info(), Late: late, Took: time.Since(started), Failed: err != nil, Class: class,
	})
	switch {
	case gone && pending:
		s.log.Debug("pending task is closed, by whoever completed it or by the service", "activity", t.name(), "task", t.hash)
	case err != nil:
		s.logFailure(t, class, err)
	case cancelRequested:
		t.requestCancel()
	}
	return gone, err
}

// settle sets the time of the next beat.
func (s *schedule) settle(p *pulse, started time.Time, gone bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.busy = false
	switch now := time.Now(); {
	case gone:
		s.quit(p, now)
	case p.beat.IsZero(): // given up meanwhile
	case err == nil:
		// The service counts from when it got the call, which is no earlier.
		p.failed = 0
		p.lapse = started.Add(lapseAfter(p.task.heartbeat()))
	default:
		retry := min(beatRetry<<min(p.failed, 10), beatRetryMax, p.task.heartbeat()/6)
		p.failed++
		p.beat = now.Add(time.Duration(float64(retry) * (0.5 + 0.5*s.rand())))
	}
	s.fix(p)
	s.nudge()
}

// flush sends the progress that no beat has carried, before a report that isn't
// a success: it may be what the next worker goes on from.
func (s *schedule) flush(t *task) {
	ctx, details, ok := t.beginFlush(s.ctx, flushCall)
	defer t.endAttempt()
	if ok {
		s.beat(ctx, t, details, 0) //nolint:errcheck // it is logged, and the report goes out anyway
	}
}

// logFailure says what a failed beat means. The error's text may hold the token
// and is not logged.
func (s *schedule) logFailure(t *task, class Class, err error) {
	attrs := []any{"activity", t.name(), "task", t.hash, "class", class.String(), "error", errorCode(err, t.Token)}
	switch class {
	case Closed:
		s.log.Warn("task was closed by the service, the handler is cancelled", attrs...)
	case BadToken:
		s.log.Error("task token was refused, the handler is cancelled", attrs...)
	case Refused, KeyFailed:
		s.log.Error("heartbeat refused", attrs...)
	case Denied:
		s.log.Warn("heartbeat refused", attrs...)
	default:
		s.log.Warn("heartbeat failed, it is repeated", attrs...)
	}
}
