package local

import (
	"context"
	"encoding/json"
	"time"
)

// historyEvent is one entry of a workflow's history.
type historyEvent struct {
	id         int64
	at         time.Time
	kind       string
	attributes attributes
}

func (e historyEvent) position() int64 { return e.id }

// attributes holds the members that any of the event attributes has; each kind
// of event uses some of them. Pointers tell an absent value from an empty one.
type attributes struct {
	WorkflowType *typeName  `json:"workflowType,omitempty"`
	ActivityType *typeName  `json:"activityType,omitempty"`
	ActivityID   string     `json:"activityId,omitempty"`
	TimerID      string     `json:"timerId,omitempty"`
	MarkerName   string     `json:"markerName,omitempty"`
	SignalName   string     `json:"signalName,omitempty"`
	TaskList     *namedList `json:"taskList,omitempty"`
	Priority     string     `json:"taskPriority,omitempty"`
	TagList      []string   `json:"tagList,omitempty"`
	ChildPolicy  string     `json:"childPolicy,omitempty"`
	Identity     *string    `json:"identity,omitempty"`

	Input            *string `json:"input,omitempty"`
	Control          *string `json:"control,omitempty"`
	Result           *string `json:"result,omitempty"`
	Reason           *string `json:"reason,omitempty"`
	Details          *string `json:"details,omitempty"`
	ExecutionContext *string `json:"executionContext,omitempty"`
	Cause            string  `json:"cause,omitempty"`
	TimeoutType      string  `json:"timeoutType,omitempty"`

	ExecutionTimeout timeout `json:"executionStartToCloseTimeout,omitempty"`
	TaskTimeout      timeout `json:"taskStartToCloseTimeout,omitempty"`
	ScheduleToStart  timeout `json:"scheduleToStartTimeout,omitempty"`
	ScheduleToClose  timeout `json:"scheduleToCloseTimeout,omitempty"`
	StartToClose     timeout `json:"startToCloseTimeout,omitempty"`
	Heartbeat        timeout `json:"heartbeatTimeout,omitempty"`
	StartToFire      timeout `json:"startToFireTimeout,omitempty"`

	// Ids of other events, 0 where there is none.
	Scheduled              *int64 `json:"scheduledEventId,omitempty"`
	Started                *int64 `json:"startedEventId,omitempty"`
	DecisionCompleted      *int64 `json:"decisionTaskCompletedEventId,omitempty"`
	CancelRequested        *int64 `json:"latestCancelRequestedEventId,omitempty"`
	ExternalInitiated      *int64 `json:"externalInitiatedEventId,omitempty"`
	ParentInitiatedEventID *int64 `json:"parentInitiatedEventId,omitempty"`
}

// MarshalJSON writes the event as GetWorkflowExecutionHistory shows it.
func (e historyEvent) MarshalJSON() ([]byte, error) {
	member := lowerFirst(e.kind) + "EventAttributes"
	return json.Marshal(map[string]any{
		"eventId":        e.id,
		"eventTimestamp": timestamp(e.at),
		"eventType":      e.kind,
		member:           e.attributes,
	})
}

// record appends an event and returns its id.
func (s *swf) record(x *workflow, kind string, a attributes) int64 {
	id := int64(len(x.history)) + 1
	x.history = append(x.history, historyEvent{id, s.now(), kind, a})
	return id
}

func (s *swf) getWorkflowExecutionHistory(_ context.Context, p *params) (any, error) {
	request, reverse := readSWFPage(p)
	x, err := s.described(p)
	if err != nil {
		return nil, err
	}
	scope := "history " + x.runID
	if reverse {
		scope = "reverse " + scope
	}
	found, next, err := page(x.history, request, scope, reverse, nil)
	if err != nil {
		return nil, invalidSWFToken()
	}
	return struct {
		Events []historyEvent `json:"events"`
		Next   *string        `json:"nextPageToken,omitempty"`
	}{found, next}, nil
}
