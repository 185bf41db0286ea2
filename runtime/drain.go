package runtime

import (
	"errors"
	"fmt"
	"time"
)

// drain ends the Run in the order that Worker.Run states, and returns when no
// goroutine is left but those of abandoned handlers.
func (e *engine) drain() error {
	start := time.Now()
	e.stopPolling(start)
	if !e.await(e.opts.StopGrace, e.idle) {
		e.cancelHandlers()
		if !e.await(e.opts.ReturnGrace, func() bool { return len(e.running()) == 0 }) {
			e.mu.Lock()
			left := e.running()
			e.mu.Unlock()
			e.abandon(left...)
		}
	}
	// Every poll has a deadline of its own.
	e.await(e.limits.Poll, func() bool { return e.polls == 0 })
	if !e.await(e.opts.ReportGrace, func() bool { return len(e.tasks) == 0 }) {
		e.giveUp()
		e.await(e.opts.ReportGrace, func() bool { return len(e.tasks) == 0 })
	}
	e.giveUp()
	e.cancelBeats()
	e.loops.Wait()
	err := e.verdict()
	if !errors.Is(err, ErrAbandoned) {
		e.workers.Wait()
	}
	e.log.Info("worker stopped", "after", time.Since(start))
	return err
}

// verdict is what Run returns. Tasks that are left then belong to interceptors
// that don't return.
func (e *engine) verdict() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	if n := len(e.zombies) + len(e.tasks); n > 0 {
		errs = append(errs, fmt.Errorf("%d %w", n, ErrAbandoned))
	}
	if e.lost > 0 {
		errs = append(errs, fmt.Errorf("%d reports were given up", e.lost))
	}
	return errors.Join(errs...)
}

func (e *engine) stopPolling(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stopped = now
	close(e.stop)
}

// idle is true when nothing can come any more. Called with mu held.
func (e *engine) idle() bool { return e.polls == 0 && len(e.tasks) == 0 }

// running returns the tasks whose handler isn't done. Called with mu held.
func (e *engine) running() []*task {
	var running []*task
	for t := range e.tasks {
		if !t.hasReturned() {
			running = append(running, t)
		}
	}
	return running
}

// cancelHandlers ends the contexts of all handlers.
func (e *engine) cancelHandlers() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for t := range e.tasks {
		if t.is(running) {
			e.log.Warn("grace has passed, the handler is cancelled", "activity", t.name(), "task", t.hash)
			t.cancel(ErrWorkerStopping)
		}
	}
}

// tooLate reports whether the worker stops and leaves a task too little time.
func (e *engine) tooLate(t *task) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopped.IsZero() {
		return false
	}
	need := e.opts.StopGrace / 3
	if d := t.timeout(); d > 0 {
		need = min(need, d)
	}
	return time.Until(e.stopped.Add(e.opts.StopGrace)) < need
}
