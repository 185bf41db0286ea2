package swf_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/swf"
)

// history is that of an execution whose tasks came to every end there is. The
// tasks' ActivityTaskScheduled events are 5 to 10.
func history() []types.HistoryEvent {
	scheduled := func(event int64, id string, decision int64) types.HistoryEvent {
		return types.HistoryEvent{
			EventId: event, EventType: types.EventTypeActivityTaskScheduled,
			ActivityTaskScheduledEventAttributes: &types.ActivityTaskScheduledEventAttributes{ActivityId: &id, DecisionTaskCompletedEventId: decision},
		}
	}
	started := func(event, of int64) types.HistoryEvent {
		return types.HistoryEvent{
			EventId: event, EventType: types.EventTypeActivityTaskStarted,
			ActivityTaskStartedEventAttributes: &types.ActivityTaskStartedEventAttributes{ScheduledEventId: of},
		}
	}
	return []types.HistoryEvent{
		{EventId: 1, EventType: types.EventTypeWorkflowExecutionStarted},
		{EventId: 4, EventType: types.EventTypeDecisionTaskCompleted},
		scheduled(5, "a", 4), scheduled(6, "b", 4), scheduled(7, "c", 4),
		scheduled(8, "d", 4), scheduled(9, "e", 4), scheduled(10, "f", 4),
		{
			EventId: 11, EventType: types.EventTypeScheduleActivityTaskFailed,
			ScheduleActivityTaskFailedEventAttributes: &types.ScheduleActivityTaskFailedEventAttributes{
				ActivityId: aws.String("g"), ActivityType: &types.ActivityType{Name: aws.String("Gone"), Version: aws.String("1")},
				Cause: types.ScheduleActivityTaskFailedCauseActivityTypeDoesNotExist, DecisionTaskCompletedEventId: 4,
			},
		},
		started(12, 5), started(13, 6), started(14, 7), started(15, 8), started(16, 10),
		{EventId: 20, ActivityTaskCompletedEventAttributes: &types.ActivityTaskCompletedEventAttributes{
			ScheduledEventId: 5, StartedEventId: 12, Result: aws.String("42"),
		}},
		{EventId: 21, ActivityTaskFailedEventAttributes: &types.ActivityTaskFailedEventAttributes{
			ScheduledEventId: 6, StartedEventId: 13, Reason: aws.String("CardDeclined"), Details: aws.String(`{"code":51}`),
		}},
		{EventId: 22, ActivityTaskTimedOutEventAttributes: &types.ActivityTaskTimedOutEventAttributes{
			ScheduledEventId: 7, StartedEventId: 14, TimeoutType: types.ActivityTaskTimeoutTypeHeartbeat, Details: aws.String("50 %"),
		}},
		{EventId: 23, ActivityTaskCanceledEventAttributes: &types.ActivityTaskCanceledEventAttributes{
			ScheduledEventId: 8, StartedEventId: 15, LatestCancelRequestedEventId: 19, Details: aws.String("stopped"),
		}},
		{EventId: 24, ActivityTaskTimedOutEventAttributes: &types.ActivityTaskTimedOutEventAttributes{
			ScheduledEventId: 9, TimeoutType: types.ActivityTaskTimeoutTypeScheduleToStart,
		}},
		{EventId: 27, EventType: types.EventTypeDecisionTaskCompleted},
		scheduled(28, "a", 27), // the id is used again
		started(29, 28),
		{EventId: 30, ActivityTaskFailedEventAttributes: &types.ActivityTaskFailedEventAttributes{ScheduledEventId: 28, StartedEventId: 29}},
	}
}

func reversed() []types.HistoryEvent {
	events := history()
	slices.Reverse(events)
	return events
}

func TestResultOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scheduled int64
		want      swf.Result
		status    string
		err       string
	}{
		{5, swf.Result{Status: swf.Completed, EventID: 20, StartedEventID: 12, Output: "42"}, "completed", ""},
		{6, swf.Result{
			Status: swf.Failed, EventID: 21, StartedEventID: 13, Reason: "CardDeclined", Details: `{"code":51}`,
		}, "failed", "task failed: CardDeclined"},
		{7, swf.Result{
			Status: swf.TimedOut, EventID: 22, StartedEventID: 14, Timeout: types.ActivityTaskTimeoutTypeHeartbeat, Details: "50 %",
		}, "timed out", "task timed out: HEARTBEAT"},
		{8, swf.Result{Status: swf.Canceled, EventID: 23, StartedEventID: 15, Details: "stopped"}, "canceled", "task was cancelled"},
		{9, swf.Result{
			Status: swf.TimedOut, EventID: 24, Timeout: types.ActivityTaskTimeoutTypeScheduleToStart,
		}, "timed out", "task timed out: SCHEDULE_TO_START"},
		{10, swf.Result{StartedEventID: 16}, "open", "task is not over yet"},
		{28, swf.Result{Status: swf.Failed, EventID: 30, StartedEventID: 29}, "failed", "task failed"},
		{99, swf.Result{}, "open", "task is not over yet"},
	} {
		for _, events := range [][]types.HistoryEvent{history(), reversed()} {
			got := swf.ResultOf(events, test.scheduled)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("result of %d (-want +got):\n%s", test.scheduled, diff)
			}
			if got.Status.String() != test.status {
				t.Errorf("status of %d is %s, want %s", test.scheduled, got.Status, test.status)
			}
			if err := got.Err(); err == nil && test.err != "" || err != nil && err.Error() != test.err {
				t.Errorf("error of %d is %v, want %s", test.scheduled, err, test.err)
			}
		}
	}
	if got := swf.Status(9).String(); got != "unknown" {
		t.Errorf("status 9 is %s", got)
	}
}

// declined stands for a generated error.
type declined struct{ cause string }

func (e *declined) Error() string { return "CardDeclined" }

func TestDecodeResult(t *testing.T) {
	t.Parallel()
	declared := func(name, cause string) error {
		if name == "CardDeclined" {
			return &declined{cause}
		}
		return nil
	}
	decode := func(id int64) (int, error) {
		return swf.DecodeResult(swf.ResultOf(history(), id), strconv.Atoi, declared)
	}

	if n, err := decode(5); n != 42 || err != nil {
		t.Errorf("completed: %d, %v", n, err)
	}
	var typed *declined
	if _, err := decode(6); !errors.As(err, &typed) || typed.cause != `{"code":51}` {
		t.Errorf("declared failure: %v", err)
	}
	var failed *swf.FailedError
	if _, err := decode(28); !errors.As(err, &failed) || *failed != (swf.FailedError{}) {
		t.Errorf("other failure: %v", err)
	}
	_, err := swf.DecodeResult(swf.ResultOf(history(), 6), strconv.Atoi, nil)
	if want := (swf.FailedError{Reason: "CardDeclined", Details: `{"code":51}`}); !errors.As(err, &failed) || *failed != want {
		t.Errorf("failure without declared errors: %v", err)
	}
	var timeout *swf.TimeoutError
	want := swf.TimeoutError{Timeout: types.ActivityTaskTimeoutTypeHeartbeat, Details: "50 %"}
	if _, err := decode(7); !errors.As(err, &timeout) || *timeout != want {
		t.Errorf("timeout: %v", err)
	}
	if _, err := decode(8); !errors.Is(err, swf.ErrCanceled) {
		t.Errorf("cancellation: %v", err)
	}
	if _, err := decode(10); !errors.Is(err, swf.ErrOpen) {
		t.Errorf("open task: %v", err)
	}
	_, err = swf.DecodeResult(swf.Result{Status: swf.Completed, Output: "x"}, strconv.Atoi, nil)
	if !errors.Is(err, strconv.ErrSyntax) || !strings.HasPrefix(err.Error(), "decode output: ") {
		t.Errorf("output that isn't one: %v", err)
	}
}

func TestScheduled(t *testing.T) {
	t.Parallel()
	for _, events := range [][]types.HistoryEvent{history(), reversed()} {
		for _, test := range []struct {
			id       string
			decision int64
			want     int64
		}{{"a", 4, 5}, {"a", 27, 28}, {"a", 0, 28}, {"f", 0, 10}} {
			if got, err := swf.Scheduled(events, test.id, test.decision); got != test.want || err != nil {
				t.Errorf("%s of decision %d: %d, %v, want %d", test.id, test.decision, got, err, test.want)
			}
		}
		for id, decision := range map[string]int64{"a": 5, "z": 0, "b": 27} {
			if got, err := swf.Scheduled(events, id, decision); got != 0 || !errors.Is(err, swf.ErrNotScheduled) {
				t.Errorf("%s of decision %d: %d, %v", id, decision, got, err)
			}
		}
		_, err := swf.Scheduled(events, "g", 4)
		var refused *swf.ScheduleError
		if !errors.As(err, &refused) || err.Error() != `task "g" of Gone/1 was not scheduled: ACTIVITY_TYPE_DOES_NOT_EXIST` {
			t.Errorf("refused: %v", err)
		}
	}
}
