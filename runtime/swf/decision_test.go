package swf_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/swf"
)

func TestScheduleActivityTask(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		request swf.TaskRequest
		want    types.ScheduleActivityTaskDecisionAttributes
	}{
		{
			swf.TaskRequest{ID: "charge-1", Type: work, Input: `{"orderId":"AB-123456"}`},
			types.ScheduleActivityTaskDecisionAttributes{
				ActivityId:   aws.String("charge-1"),
				ActivityType: &types.ActivityType{Name: aws.String("Work"), Version: aws.String("1")},
				Input:        aws.String(`{"orderId":"AB-123456"}`),
			},
		},
		{
			swf.TaskRequest{
				ID: "charge-2", Type: work, Input: strings.Repeat(" ", 32_768), Control: "order 2",
				Config: swf.PartialTaskConfig{TaskList: "host-7", Heartbeat: swf.TimeoutOf(time.Minute), StartToClose: swf.NoTimeout()},
			},
			types.ScheduleActivityTaskDecisionAttributes{
				ActivityId:   aws.String("charge-2"),
				ActivityType: &types.ActivityType{Name: aws.String("Work"), Version: aws.String("1")},
				Input:        aws.String(strings.Repeat(" ", 32_768)), Control: aws.String("order 2"),
				TaskList:         &types.TaskList{Name: aws.String("host-7")},
				HeartbeatTimeout: aws.String("60"), StartToCloseTimeout: aws.String("NONE"),
			},
		},
	} {
		got, err := swf.ScheduleActivityTask(test.request)
		if err != nil {
			t.Fatal(err)
		}
		want := types.Decision{DecisionType: types.DecisionTypeScheduleActivityTask, ScheduleActivityTaskDecisionAttributes: &test.want}
		if diff := cmp.Diff(want, got, unexported); diff != "" {
			t.Errorf("decision (-want +got):\n%s", diff)
		}
	}
}

func TestScheduleActivityTaskRefused(t *testing.T) {
	t.Parallel()
	_, err := swf.ScheduleActivityTask(swf.TaskRequest{
		ID: "a/b", Type: swf.ActivityType{Name: "Work"}, Input: strings.Repeat("é", 16_385), Control: strings.Repeat("x", 32_769),
		Config: swf.PartialTaskConfig{ScheduleToClose: swf.TimeoutOf(-time.Second)},
	})
	for _, part := range []string{
		`schedule task "a/b" of Work/: `,
		`its id must not have '/': "a/b"`,
		"the version of its type must have 1 to 64 characters, it has 0",
		"its input has 32770 bytes, the service takes 32768",
		"its control text has 32769 bytes, the service takes 32768",
		"the schedule-to-close timeout must be 0 to 99999999 s, it is -1 s",
	} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error %v, want %q", err, part)
		}
	}
}
