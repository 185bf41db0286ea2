package runtime

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"runtime/pprof"
	"time"
)

// job is a task on its way through decode, handler, encode and report. Its
// fields belong to the task's goroutine.
type job struct {
	engine    *engine
	task      *task
	begun     bool // run was called
	settled   bool // its outcome is decided: it is being reported, or pending
	delivered bool // deliver was called
	report    *report
}

// Labels of a task's goroutines in profiles, by which those of an abandoned
// handler are found.
const (
	labelActivity = "activity"
	labelTask     = "task"
)

// serve runs a task and reports it. Interceptors can't keep it from that, and
// neither can a handler that calls runtime.Goexit and never returns to here:
// what is deferred still runs.
func (e *engine) serve(t *task) {
	defer e.finish(t)
	j := &job{engine: e, task: t}
	ctx := j.context()
	pprof.SetGoroutineLabels(ctx)
	outcome := failed(NameHandlerFailed, "an interceptor didn't let the task run")
	defer func() { j.conclude(ctx, outcome) }()
	defer func() {
		if v := recover(); v != nil {
			outcome = e.recovered(t, v)
		}
	}()
	e.stages.task(ctx)
}

// context is the handler's.
func (j *job) context() context.Context {
	t := j.task
	ctx := context.WithValue(t.ctx, contextKey{}, &scope{
		info:   t.info(),
		logger: j.engine.log.With("activity", t.name(), "task", t.hash),
		task:   t,
		job:    j,
	})
	return pprof.WithLabels(ctx, pprof.Labels(labelActivity, t.name(), labelTask, t.hash))
}

// run is what interceptors of the task wrap.
func (j *job) run(ctx context.Context) {
	if j.begun {
		return
	}
	j.begun = true
	outcome := failed(NameHandlerExited, "the handler ended its goroutine")
	defer func() { j.conclude(ctx, outcome) }()
	outcome = j.execute(ctx)
}

// execute makes a task's outcome. A panic becomes one, be it of the handler or
// of an error that it returned.
func (j *job) execute(ctx context.Context) (o Outcome) {
	e, t := j.engine, j.task
	defer func() {
		if v := recover(); v != nil {
			o = e.recovered(t, v)
		}
	}()
	if t.Activity == nil {
		return e.unknown(t)
	}
	if e.tooLate(t) {
		e.log.Warn("task arrived too late to be run", "activity", t.name(), "task", t.hash)
		return failed(NameWorkerStopping, "the worker was stopping when the task arrived")
	}
	output, err := j.call(ctx)
	switch {
	case err == nil:
		return Outcome{Status: Succeeded, Output: output}
	case errors.Is(err, ErrPending):
		return j.pend(err)
	}
	return e.failure(t, err)
}

// call takes the input through decode, handler and encode.
func (j *job) call(ctx context.Context) (output string, err error) {
	in, err := j.engine.stages.decode(ctx, j.task.Input)
	if err != nil {
		return "", err
	}
	out, err := j.engine.stages.handle(ctx, in)
	if err != nil {
		return "", err
	}
	return j.task.Activity.encode(out)
}

// handle calls the handler.
func (j *job) handle(ctx context.Context, in any) (any, error) {
	observe, info, start := j.engine.observe, j.task.info(), time.Now()
	j.task.sign()
	observe.start(StartEvent{Info: info, Waited: start.Sub(j.task.received)})
	defer func() { observe.returned(ReturnEvent{Info: info, Took: time.Since(start)}) }()
	return j.task.Activity.handle(ctx, in)
}

// recovered makes the outcome of a panic. The stack goes to the log, where no
// payload may go; the value, which may hold some, to the service.
func (e *engine) recovered(t *task, v any) Outcome {
	e.log.Error("handler panicked", "activity", t.name(), "task", t.hash,
		"value", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
	return failed(NamePanic, fmt.Sprint(v))
}

// pend leaves the task to whoever has its token. What it returns is reported
// only where nobody has.
func (j *job) pend(err error) Outcome {
	if !j.task.pend(errors.Is(err, ErrPendingBeating)) {
		return failed(NameHandlerFailed, "the handler left the task pending without having asked for its token")
	}
	j.settled = true
	j.engine.log.Debug("task is pending", "activity", j.task.name(), "task", j.task.hash)
	return Outcome{}
}

// conclude reports the outcome of a task, once.
func (j *job) conclude(ctx context.Context, o Outcome) {
	if j.settled {
		return
	}
	j.settled = true
	e, t := j.engine, j.task
	j.report = newReport(e, t)
	if !t.beginReport() {
		j.report.log.Warn("result dropped, the task is closed", "status", o.Status.String())
		j.report.outcome = o
		j.report.result = ReportDropped
		j.report.tell()
		return
	}
	defer t.close(context.Canceled)
	// The report doesn't depend on interceptors.
	defer func() {
		if !j.delivered {
			j.report.log.Error("an interceptor kept the report back, it is sent as it came")
			j.deliver(context.WithoutCancel(ctx), o) //nolint:errcheck // it is logged
		}
	}()
	defer func() {
		if v := recover(); v != nil {
			e.log.Error("interceptor panicked", "activity", t.name(), "task", t.hash,
				"value", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
		}
	}()
	e.stages.report(context.WithoutCancel(ctx), o) //nolint:errcheck // it is logged
}

var errReportedTwice = errors.New("report: it was made already")

// deliver sends the outcome.
func (j *job) deliver(ctx context.Context, o Outcome) error {
	if j.delivered {
		return errReportedTwice
	}
	j.delivered = true
	return j.report.run(ctx, o)
}
