package runtime

import "time"

// Observer is told what a worker does, for metrics and alarms. Any of its
// functions may be nil. They are called where the thing happens, several at a
// time, so they must be quick and not call the worker; what they are told holds
// no payload and no token, except for Info.Data. Package otel makes OpenTelemetry
// metrics of it.
type Observer struct {
	// Poll: a poll has ended.
	Poll func(PollEvent)
	// Load: the polls or the tasks of a queue have become more or fewer. The
	// calls for one queue come one after the other.
	Load func(LoadEvent)
	// Start: a handler is about to be called.
	Start func(StartEvent)
	// Return: a handler has returned, or panicked.
	Return func(ReturnEvent)
	// Beat: a heartbeat was answered, or failed.
	Beat func(BeatEvent)
	// Report: it is settled what became of a task. Called once for each task
	// that was handed over, unless its handler returned ErrPending or never
	// returned.
	Report func(ReportEvent)
	// Abandon: a handler hasn't returned in Options.ReturnGrace after its
	// context had ended; what it may still return is dropped.
	Abandon func(AbandonEvent)
}

// PollResult is how a poll ended.
type PollResult int

const (
	// PollTask means that it brought a task.
	PollTask PollResult = iota
	// PollEmpty means that no task came while the service held it.
	PollEmpty
	// PollFailed means that the service refused it or wasn't reached.
	PollFailed
	// PollAbandoned means that it got no answer inside its deadline. If a task
	// was handed over to it, that one is lost until it times out.
	PollAbandoned
)

// String returns "task", "empty", "failed" or "abandoned".
func (r PollResult) String() string {
	return nameOf(int(r), "task", "empty", "failed", "abandoned")
}

// PollEvent is a poll that has ended.
type PollEvent struct {
	Queue  string
	Result PollResult
	// Class of the error, where the poll failed.
	Class Class
	Took  time.Duration
}

// LoadEvent is the load of a queue.
type LoadEvent struct {
	Queue string
	// Polls are open, of the Pollers that may be at the moment.
	Polls, Pollers int
	// Tasks hold a slot, of Slots. Each open poll holds one too.
	Tasks, Slots int
}

// StartEvent is a handler that is about to be called.
type StartEvent struct {
	Info
	// Waited is the time since the task was handed over.
	Waited time.Duration
}

// ReturnEvent is a handler that has returned.
type ReturnEvent struct {
	Info
	Took time.Duration
}

// BeatEvent is a heartbeat.
type BeatEvent struct {
	Info
	// Late is how much later it was sent than planned.
	Late time.Duration
	// Took is how long the service took to answer.
	Took time.Duration
	// Failed is true for a heartbeat that failed, with Class.
	Failed bool
	Class  Class
}

// ReportResult is what became of a report.
type ReportResult int

const (
	// ReportDelivered means that the service took it.
	ReportDelivered ReportResult = iota
	// ReportProbablyDelivered means that the task is closed, and that an
	// earlier attempt, which got no answer, probably closed it.
	ReportProbablyDelivered
	// ReportDropped means that the task is closed for another reason, or that
	// the service doesn't take its token, or no report of it.
	ReportDropped
	// ReportLost means that it was given up: the task's deadline had passed, or
	// the worker's last grace.
	ReportLost
)

// String returns "delivered", "probably delivered", "dropped" or "lost".
func (r ReportResult) String() string {
	return nameOf(int(r), "delivered", "probably delivered", "dropped", "lost")
}

// ReportEvent is what became of a task.
type ReportEvent struct {
	Info
	Status Status
	// Failure is the name of the failure, "" if it has none.
	Failure string
	Result  ReportResult
	// Attempts is how many calls it took.
	Attempts int
	// Took is the time from the first attempt to the end of the last.
	Took time.Duration
}

// AbandonEvent is a handler that was abandoned.
type AbandonEvent struct {
	Info
	// Cause is why its context had ended.
	Cause error
}

// nameOf returns the i-th name, or "unknown".
func nameOf(i int, names ...string) string {
	if i < 0 || i >= len(names) {
		return "unknown"
	}
	return names[i]
}

// observers calls several observers in turn.
type observers []Observer

func (o observers) poll(e PollEvent) {
	for _, each := range o {
		if each.Poll != nil {
			each.Poll(e)
		}
	}
}

func (o observers) load(e LoadEvent) {
	for _, each := range o {
		if each.Load != nil {
			each.Load(e)
		}
	}
}

func (o observers) start(e StartEvent) {
	for _, each := range o {
		if each.Start != nil {
			each.Start(e)
		}
	}
}

func (o observers) returned(e ReturnEvent) {
	for _, each := range o {
		if each.Return != nil {
			each.Return(e)
		}
	}
}

func (o observers) beat(e BeatEvent) {
	for _, each := range o {
		if each.Beat != nil {
			each.Beat(e)
		}
	}
}

func (o observers) report(e ReportEvent) {
	for _, each := range o {
		if each.Report != nil {
			each.Report(e)
		}
	}
}

func (o observers) abandon(e AbandonEvent) {
	for _, each := range o {
		if each.Abandon != nil {
			each.Abandon(e)
		}
	}
}
