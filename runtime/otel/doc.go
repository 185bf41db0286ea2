// Package otel makes OpenTelemetry metrics and traces of what a worker does. It
// stands on the observers and interceptors of package runtime; a program that
// doesn't import it links nothing of OpenTelemetry.
//
//	metrics, err := otel.Metrics(nil)
//	...
//	worker := runtime.NewWorker(service, runtime.Options{
//		Observers:    []runtime.Observer{metrics},
//		Interceptors: []runtime.Interceptor{otel.Traces(otel.TraceOptions{})},
//	})
//
// # Metrics
//
// Durations are in seconds. Attributes are named in brackets.
//
//   - actgen.polls: polls that have ended [queue, result: task, empty, failed,
//     abandoned; error.type of failed ones]. An abandoned poll got no answer
//     inside its deadline, and may have lost a task.
//   - actgen.polls.open and actgen.pollers: polls that are open, and how many may
//     be at the moment [queue].
//   - actgen.slots.used and actgen.slots: slots that tasks hold, and all [queue].
//     When they are equal for long, the worker is the bottleneck.
//   - actgen.task.wait: from the hand-over of a task to the call of its handler
//     [activity]. That is decoding, as no task waits inside the worker.
//   - actgen.handler.duration: how long handlers take [activity].
//   - actgen.handlers.abandoned: handlers that ignored the end of their context
//     [activity].
//   - actgen.heartbeats: heartbeats that were answered or failed [activity,
//     error.type of failed ones].
//   - actgen.heartbeat.lateness: how much later than planned they were sent
//     [activity]. More than a moment means that the process gets too little time.
//   - actgen.reports: what became of tasks [activity, status, result: delivered,
//     probably delivered, dropped, lost; error.type: the name of the failure].
//   - actgen.report.duration: from the first attempt to the end of the last
//     [activity, result].
//
// # Traces
//
// Each task is a span of kind consumer that bears the activity's name and begins
// at the hand-over. In it are the spans decode, handle (whose context the handler
// gets) and report. A task that fails has the status Error and the name of the
// failure as error.type. No span holds a payload, the text of an error or a
// token: tasks are named by the hash that the worker's log has too.
package otel
