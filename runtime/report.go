package runtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

const (
	// reportCall is the most that one call may take.
	reportCall = 15 * time.Second
	// reportLeast is what a report gets even when the task's deadline is near
	// or past: the service may go by another one.
	reportLeast = 10 * time.Second
	// keyPatience is how long a report is retried that meets a key that can't
	// be used, before it is replaced by one that needs no key.
	keyPatience = time.Minute
)

// report is the way of one outcome to the service.
type report struct {
	engine    *engine
	task      *task
	log       *slog.Logger
	ctx       context.Context // whose values the calls get
	outcome   Outcome
	started   time.Time
	deadline  time.Time
	attempts  int
	result    ReportResult
	ambiguous bool      // an earlier attempt may have been delivered
	replaced  bool      // by the substitute for what the service refused
	instead   bool      // outcome isn't the one that was to be reported
	refused   bool      // for good
	keyFailed time.Time // when the key failed first; zero: it hasn't
}

func newReport(e *engine, t *task) *report {
	return &report{
		engine: e, task: t, log: e.log.With("activity", t.name(), "task", t.hash),
		started: time.Now(), deadline: e.reportDeadline(t),
	}
}

// run sends a task's outcome until the service has it, the task is closed or
// its deadline passes. It goes on when the worker stops.
func (r *report) run(ctx context.Context, o Outcome) error {
	r.ctx = context.WithoutCancel(ctx)
	r.outcome = r.fit(o)
	if r.outcome.Status == Failed {
		r.log.Info("task failed", "failure", r.outcome.Error)
	}
	if r.outcome.Status != Succeeded {
		r.engine.beats.flush(r.task)
	}
	for r.send() && r.wait() { //nolint:revive // nothing to do in between
	}
	r.tell()
	return r.err()
}

var (
	errReportRefused = errors.New("report: the service refused it")
	errReportLost    = errors.New("report: it was given up")
)

// tell tells observers what became of the report.
func (r *report) tell() {
	r.engine.observe.report(ReportEvent{
		Info: r.task.info(), Status: r.outcome.Status, Failure: r.outcome.Error,
		Result: r.result, Attempts: r.attempts, Took: time.Since(r.started),
	})
}

// err tells interceptors.
func (r *report) err() error {
	switch {
	case r.result == ReportDelivered && r.instead:
		return &Error{Name: r.outcome.Error, Cause: r.outcome.Cause}
	case r.result == ReportDelivered:
		return nil
	case r.result == ReportProbablyDelivered:
		return ErrProbablyDelivered
	case r.result == ReportLost:
		return errReportLost
	case r.refused:
		return errReportRefused
	}
	return ErrTaskClosed
}

func (e *engine) reportDeadline(t *task) time.Time {
	now := time.Now()
	if t.deadline.IsZero() {
		return now.Add(e.opts.ReportTimeout)
	}
	if least := now.Add(reportLeast); t.deadline.Before(least) {
		return least
	}
	return t.deadline
}

// fit makes an outcome that the service takes: an oversize one would look like
// a task that still runs, until it times out.
func (r *report) fit(o Outcome) Outcome {
	limits := r.engine.limits
	switch {
	case o.Status == Succeeded && limits.Output > 0 && len(o.Output) > limits.Output:
		r.instead = true
		o = failed(NameOutputTooLarge, fmt.Sprintf("the output has %d bytes, the service takes %d", len(o.Output), limits.Output))
	case o.Status == Canceled && !r.task.mayCancel():
		r.instead = true
		o = failed(NameHandlerFailed, "cancelled, though nobody had asked for it")
	}
	cause := cut(o.Cause, limits.Cause)
	if len(cause) < len(o.Cause) {
		r.log.Warn("cause was cut", "bytes", len(o.Cause), "limit", limits.Cause)
	}
	o.Error, o.Cause = cut(o.Error, limits.Error), cause
	return o
}

// send makes one attempt and reports whether there should be another.
func (r *report) send() (again bool) {
	if !r.task.beginAttempt() {
		r.gone()
		return false
	}
	call := min(reportCall, max(time.Until(r.deadline), time.Second))
	ctx, cancel := context.WithTimeout(r.ctx, call)
	defer cancel()
	defer context.AfterFunc(r.engine.reports, cancel)()
	r.attempts++
	err := r.engine.svc.Report(ctx, r.task.Task, r.outcome)
	if err == nil {
		r.log.Debug("task reported", "status", r.outcome.Status.String(), "took", time.Since(r.task.received))
		r.result = ReportDelivered
		return false
	}
	again = r.judge(r.engine.svc.Classify(err), err)
	if again {
		r.task.endAttempt()
	}
	return again
}

// judge draws the consequences of a failed attempt.
func (r *report) judge(class Class, err error) (again bool) {
	log := r.log.With("class", class.String(), "error", errorCode(err, r.task.Token), "attempt", r.attempts)
	switch class {
	case Closed:
		r.gone()
		return false
	case BadToken:
		log.Error("report dropped: the service doesn't take the token")
		r.result, r.refused = ReportDropped, true
		return false
	case Refused:
		return r.substitute(log, err)
	case KeyFailed:
		r.spareKey(log)
	case Transient:
		r.ambiguous = true
	}
	log.Warn("report failed, it is repeated")
	return true
}

// gone drops the report of a task that the service has closed.
func (r *report) gone() {
	if r.ambiguous {
		r.log.Warn("task is closed: an earlier attempt to report it was probably delivered", "result", ReportProbablyDelivered.String())
		r.result = ReportProbablyDelivered
		return
	}
	r.result = ReportDropped
	r.log.Warn("report dropped, the task is closed", "status", r.outcome.Status.String())
}

// substitute replaces what the service refused by a failure that it can't
// refuse; once.
func (r *report) substitute(log *slog.Logger, err error) (again bool) {
	if r.replaced {
		log.Error("report dropped: the service refused it and its substitute")
		r.result, r.refused = ReportDropped, true
		return false
	}
	log.Error("report refused, a failure is reported instead")
	r.replaced, r.instead = true, true
	name := NameReportRefused
	if r.outcome.Status == Succeeded {
		name = NameInvalidOutput
	}
	r.outcome = failed(name, cut("the service refused the report: "+errorCode(err, r.task.Token), r.engine.limits.Cause))
	return true
}

// spareKey replaces a report by a bare failure when the service hasn't been able
// to use its encryption key for a while: that one needs no key.
func (r *report) spareKey(log *slog.Logger) {
	now := time.Now()
	if r.keyFailed.IsZero() {
		r.keyFailed = now
	}
	patience := min(keyPatience, r.deadline.Sub(r.keyFailed)/2)
	if now.Sub(r.keyFailed) < patience {
		return
	}
	log.Error("encryption key can't be used, a bare failure is reported instead", "status", r.outcome.Status.String())
	r.outcome, r.instead = Outcome{Status: Failed}, true
}

// wait pauses before the next attempt; false: there is none.
func (r *report) wait() bool {
	left := time.Until(r.deadline)
	if left <= 0 {
		r.log.Error("report given up: the task's deadline has passed", "status", r.outcome.Status.String(), "attempts", r.attempts)
		r.result = ReportLost
		return false
	}
	pause := min(reportBackoff.pause(r.attempts-1, r.engine.rand()), left)
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.task.closed:
		r.gone()
	case <-r.engine.reports.Done():
		r.lose()
	}
	return false
}

// lose gives a report up because the worker can't wait any longer.
func (r *report) lose() {
	r.log.Error("report given up: the worker stops", "status", r.outcome.Status.String(), "attempts", r.attempts)
	r.result = ReportLost
	r.engine.mu.Lock()
	defer r.engine.mu.Unlock()
	r.engine.lost++
}
