// Package runtime is the worker that generated activities run on.
//
// A [Worker] polls a [Service] for tasks, decodes and checks the input of each,
// calls the activity's handler, encodes and checks the output, and reports it.
// Meanwhile it sends heartbeats. What goes wrong on the way becomes a failure
// with a stable name, such as [NameInvalidInput]; docs/errors.md lists them.
//
//	worker := runtime.NewWorker(service, runtime.Options{})
//	orders.RegisterChargeCard(worker, handler)
//	err := worker.Run(ctx)
//
// The package knows no AWS. Package sfn has the Service for AWS Step Functions,
// package swf the one for Amazon SWF, package runtimetest one for tests.
// docs/worker.md tells how a worker behaves and why.
//
// # Handlers
//
// A handler is called in a goroutine of its own for each task. Its context
// carries the values of Run's context, an [Info] (InfoFrom), a logger that names
// the task (LoggerFrom), and the way for its progress (ProgressFrom, which
// generated code wraps). It has a deadline when the activity has a timeout, a
// little before it, so that there is time left to report. context.Cause tells
// why it ended:
//
//   - [ErrCancelRequested]: somebody asked for the task to be cancelled.
//   - [ErrTaskClosed]: the service has closed the task.
//   - [ErrHeartbeatLapsed]: heartbeats don't get through.
//   - [ErrSilent]: the handler gave no sign of progress ([WithMaxSilence]).
//   - [ErrWorkerStopping]: the worker stops and its grace has passed.
//   - context.DeadlineExceeded: the activity's timeout is about to pass.
//
// A handler whose result comes from elsewhere hands the task's token on
// (TokenFrom) and returns [ErrPending]; whoever has the token ends the task by a
// [Completion].
//
// # Around the worker
//
// An [Interceptor] wraps what is done with each task, an [Observer] is told what
// the worker does; package otel makes OpenTelemetry traces and metrics of the
// two. [Worker.Health] answers the probes of an orchestrator.
//
// # Delivery
//
// A task that was handed over is reported once, or was closed by the service,
// or was left pending, or was given up with a line in the log that says so. Services may hand a task
// to a second worker when it times out: what a handler does should bear being
// done twice.
package runtime
