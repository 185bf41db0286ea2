package swf

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// ErrNotScheduled means that a history doesn't tell of a task.
var ErrNotScheduled = errors.New("history tells of no such task")

// ScheduleError says why the service didn't schedule a task.
type ScheduleError struct {
	// ID and Type of the task.
	ID   string
	Type ActivityType
	// Cause is the service's, such as ACTIVITY_TYPE_DOES_NOT_EXIST.
	Cause types.ScheduleActivityTaskFailedCause
}

// Error names the task and the cause.
func (e *ScheduleError) Error() string {
	return fmt.Sprintf("task %q of %s was not scheduled: %s", e.ID, e.Type, e.Cause)
}

// Scheduled finds the task of an id that a decision scheduled: the id of the
// ActivityTaskScheduled event that answers it, or the *ScheduleError that the
// service answered with. An id may be used again once its task is over, so the
// decision is told by its DecisionTaskCompleted event; 0 takes the latest. The
// events may be in either order. ErrNotScheduled means that they hold no answer.
func Scheduled(events []types.HistoryEvent, id string, decisionTaskCompletedEventID int64) (scheduledEventID int64, err error) {
	asked := request{id, decisionTaskCompletedEventID}
	err = ErrNotScheduled
	for i := range events {
		e := &events[i]
		if e.EventId <= scheduledEventID {
			continue
		}
		yes, no := e.ActivityTaskScheduledEventAttributes, e.ScheduleActivityTaskFailedEventAttributes
		switch {
		case yes != nil && asked.is(yes.ActivityId, yes.DecisionTaskCompletedEventId):
			scheduledEventID, err = e.EventId, nil
		case no != nil && asked.is(no.ActivityId, no.DecisionTaskCompletedEventId):
			scheduledEventID, err = e.EventId, &ScheduleError{ID: id, Type: readType(no.ActivityType), Cause: no.Cause}
		}
	}
	if err != nil {
		return 0, err
	}
	return scheduledEventID, nil
}

// request is what an event answers.
type request struct {
	id       string
	decision int64 // its event; 0: any
}

func (r request) is(id *string, decision int64) bool {
	return aws.ToString(id) == r.id && (r.decision == 0 || r.decision == decision)
}
