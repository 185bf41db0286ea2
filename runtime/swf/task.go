package swf

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf"

	"github.com/actgen/actgen/runtime"
)

// Task is what the service says of a task beside its token and its input. It is
// no secret. Comparable with ==.
type Task struct {
	// Domain and TaskList that were polled.
	Domain, TaskList string
	// ActivityID is the decider's name of the task: no other open task of the
	// execution has it. A decider that schedules a task again may give it the
	// same one, which then, with WorkflowID and RunID, is a key under which to
	// do things once.
	ActivityID string
	// Type of the activity.
	Type ActivityType
	// WorkflowID and RunID are those of the workflow's execution.
	WorkflowID, RunID string
	// StartedEventID is the event of this hand-over in the execution's history.
	StartedEventID int64
}

// TaskFrom returns the task that ctx, the context of a handler, belongs to. ok
// is false outside a handler, and where the worker's service isn't this one.
func TaskFrom(ctx context.Context) (t Task, ok bool) {
	info, _ := runtime.InfoFrom(ctx)
	t, ok = info.Data.(Task)
	return t, ok
}

// WithTaskList names the task list of an activity, whatever its definition says;
// for example one that only this host polls, for tasks that need its files.
//
//	orders.RegisterChargeCard(worker, handler, swf.WithTaskList("host-7"))
func WithTaskList(name string) runtime.ActivityOption {
	return runtime.WithSWF(runtime.SWF{TaskList: name})
}

// readTask reads what a poll brought. Emulators may leave parts of it out.
func readTask(domain, list string, out *swf.PollForActivityTaskOutput) Task {
	t := Task{
		Domain: domain, TaskList: list, ActivityID: aws.ToString(out.ActivityId),
		Type: readType(out.ActivityType), StartedEventID: out.StartedEventId,
	}
	if e := out.WorkflowExecution; e != nil {
		t.WorkflowID, t.RunID = aws.ToString(e.WorkflowId), aws.ToString(e.RunId)
	}
	return t
}
