package local

import (
	"context"
	"encoding/json"
	"time"
)

// event is one entry of an execution's history.
type event struct {
	id, previous int64
	at           time.Time
	kind         string
	details      details
}

func (e event) position() int64 { return e.id }

// details holds the members that any of the event details has; each kind of
// event uses some of them.
type details struct {
	Name             string     `json:"name,omitempty"`
	Resource         string     `json:"resource,omitempty"`
	Input            *string    `json:"input,omitempty"`
	InputDetails     *truncated `json:"inputDetails,omitempty"`
	Output           *string    `json:"output,omitempty"`
	OutputDetails    *truncated `json:"outputDetails,omitempty"`
	RoleARN          string     `json:"roleArn,omitempty"`
	TimeoutSeconds   int64      `json:"timeoutInSeconds,omitempty"`
	HeartbeatSeconds int64      `json:"heartbeatInSeconds,omitempty"`
	WorkerName       *string    `json:"workerName,omitempty"`
	Error            *string    `json:"error,omitempty"`
	Cause            *string    `json:"cause,omitempty"`
}

// truncated says that data in the history is complete, as it always is here.
type truncated struct {
	Truncated bool `json:"truncated"`
}

// detailsMember is the member of an event that holds its details.
var detailsMember = map[string]string{
	"ExecutionStarted":    "executionStartedEventDetails",
	"ExecutionSucceeded":  "executionSucceededEventDetails",
	"ExecutionFailed":     "executionFailedEventDetails",
	"ExecutionTimedOut":   "executionTimedOutEventDetails",
	"ExecutionAborted":    "executionAbortedEventDetails",
	"TaskStateEntered":    "stateEnteredEventDetails",
	"PassStateEntered":    "stateEnteredEventDetails",
	"SucceedStateEntered": "stateEnteredEventDetails",
	"FailStateEntered":    "stateEnteredEventDetails",
	"TaskStateExited":     "stateExitedEventDetails",
	"PassStateExited":     "stateExitedEventDetails",
	"SucceedStateExited":  "stateExitedEventDetails",
	"ActivityScheduled":   "activityScheduledEventDetails",
	"ActivityStarted":     "activityStartedEventDetails",
	"ActivitySucceeded":   "activitySucceededEventDetails",
	"ActivityFailed":      "activityFailedEventDetails",
	"ActivityTimedOut":    "activityTimedOutEventDetails",
}

// MarshalJSON writes the event as GetExecutionHistory shows it.
func (e event) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{
		"id":                  e.id,
		"previousEventId":     e.previous,
		"timestamp":           timestamp(e.at),
		"type":                e.kind,
		detailsMember[e.kind]: e.details,
	})
}

// record appends an event. Which event it follows is as recordings of the real
// service show: the first state and the end from outside follow none.
func (x *execution) record(at time.Time, kind string, d details) {
	id := int64(len(x.history)) + 1
	previous := id - 1
	if id == 2 || kind == "ExecutionAborted" || kind == "ExecutionTimedOut" {
		previous = 0
	}
	if d.Input != nil {
		d.InputDetails = &truncated{}
	}
	if d.Output != nil {
		d.OutputDetails = &truncated{}
	}
	x.history = append(x.history, event{id, previous, at, kind, d})
}

func (s *Service) getExecutionHistory(_ context.Context, p *params) (any, error) {
	request := readPage(p, maxPageToken)
	reverse := p.flag("reverseOrder", false)
	data := p.flag("includeExecutionData", true)
	arn, err := needARN(p, "executionArn", executionType)
	if err != nil {
		return nil, err
	}
	x, err := s.execution(arn)
	if err != nil {
		return nil, err
	}
	scope := "history " + arn
	if reverse {
		scope = "reverse history " + arn
	}
	found, next, err := page(x.history, request, scope, reverse, nil)
	if err != nil {
		return nil, err
	}
	if !data {
		for i := range found {
			d := &found[i].details
			d.Input, d.InputDetails, d.Output, d.OutputDetails = nil, nil, nil, nil
		}
	}
	return struct {
		Events    []event `json:"events"`
		NextToken *string `json:"nextToken,omitempty"`
	}{found, next}, nil
}
