// Package swf lets a worker serve Amazon SWF activities, and has what a decider
// needs to schedule them.
//
//	cfg, err := config.LoadDefaultConfig(ctx)
//	if err != nil {
//		return err
//	}
//	service := swf.New(cfg, swf.Options{Domain: "shop", Register: true})
//	worker := runtime.NewWorker(service, runtime.Options{})
//	orders.RegisterChargeCard(worker, handler)
//	return worker.Run(ctx)
//
// Each task list that the activities name is polled as one queue; a task finds
// its handler by the name and the version of its type. The slots of a list are
// those of its activities together (runtime.WithSlots), or Options.Slots where
// one of them names none.
//
// [TaskFrom] tells a handler of what workflow its task is part.
//
// # Registration
//
// A type has to be registered before a decider can schedule it:
// Options.Register makes each worker do it when it starts, RegisterActivityTypes
// does it apart from workers, and RegisterDomain makes the domain. What is
// registered can't be changed, so a type that is there with other figures than
// the definition's is refused with a [DriftError]: give it a new version then.
//
// # Timeouts
//
// The service doesn't tell a worker by which timeouts a task runs. The worker
// goes by the definition's, which are the defaults of the registered type. A
// decider that schedules a task with a shorter start-to-close or heartbeat
// timeout than that takes the task away from a worker that doesn't know.
//
// # Cancellation
//
// A heartbeat's answer says that somebody asked for the task to be cancelled.
// The handler's context then ends with runtime.ErrCancelRequested; a handler
// that returns because of it makes the task a cancelled one, and one that goes
// on and returns an output or an error has that reported. So a cancellation
// needs a heartbeat timeout, and takes up to a third of it to arrive, or
// Options.CancelDelay.
//
// # Payloads
//
// Inputs, outputs and the details of failures have at most 32,768 bytes of
// UTF-8, the name of a failure 256, progress 2,048. An output that is longer
// fails as runtime.NameOutputTooLarge, the texts of a failure are cut, and
// progress that is longer is refused when the handler reports it.
//
// # Deciders
//
// [ScheduleActivityTask] makes the decision that schedules a task, [Scheduled]
// finds the service's answer in the history, and [ResultOf] and [DecodeResult]
// what became of the task. [TaskConfig] and [PartialTaskConfig] are the task
// list, the priority and the timeouts of a task, in the forms in which the
// service's API writes them.
//
// # Permissions
//
// The worker needs swf:PollForActivityTask, swf:RecordActivityTaskHeartbeat and
// swf:RespondActivityTaskCompleted, -Failed and -Canceled on the domain; with
// Options.Register also swf:RegisterActivityType and swf:DescribeActivityType.
//
// # Three lanes
//
// Polls, heartbeats and reports each have a client with connections of their
// own, so that none waits behind the others. The clients don't retry calls that
// are part of a task: a PollForActivityTask that is repeated may lose the task
// that the first one was handed, and a retry budget that failed polls have used
// up would take the reports with it. The worker repeats calls itself, by what
// their errors mean.
package swf
