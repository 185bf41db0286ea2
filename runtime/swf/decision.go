package swf

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// TaskRequest is a task that a decider wants done.
type TaskRequest struct {
	// ID of the task, 1 to 256 characters; no other open task of the workflow's
	// execution may have it.
	ID string
	// Type of the activity.
	Type ActivityType
	// Input is the JSON text that the activity gets, at most 32,768 bytes.
	Input string
	// Control is a text for later decisions, at most 32,768 bytes. The activity
	// doesn't see it. "": none.
	Control string
	// Config is what differs from the defaults of the type.
	Config PartialTaskConfig
}

// ScheduleActivityTask makes the decision to have a task done. The error names
// all that the service wouldn't take. Whether the type is there and has the
// defaults that the request leaves open is only known to the service: its answer
// is a ScheduleActivityTaskFailed event, see [ScheduleError].
func ScheduleActivityTask(r TaskRequest) (types.Decision, error) {
	a := &types.ScheduleActivityTaskDecisionAttributes{
		ActivityId: &r.ID, ActivityType: r.Type.write(), Input: &r.Input, Control: text(r.Control),
	}
	err := errors.Join(
		checkName("its id", r.ID, maxName),
		r.Type.check(),
		checkData("its input", r.Input),
		checkData("its control text", r.Control),
		r.Config.WriteDecision(a),
	)
	if err != nil {
		return types.Decision{}, fmt.Errorf("schedule task %q of %s: %w", r.ID, r.Type, err)
	}
	return types.Decision{
		DecisionType:                           types.DecisionTypeScheduleActivityTask,
		ScheduleActivityTaskDecisionAttributes: a,
	}, nil
}
