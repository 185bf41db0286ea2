package swf_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime/swf"
)

// values lets cmp compare timeouts as Go does.
var values = cmp.Comparer(func(a, b swf.Timeout) bool { return a == b })

func TestTimeout(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		timeout  swf.Timeout
		text     string
		set      bool
		duration time.Duration // -1: none
	}{
		{swf.Timeout{}, "unset", false, -1},
		{swf.NoTimeout(), "NONE", true, -1},
		{swf.TimeoutOf(0), "0", true, 0},
		{swf.TimeoutOf(time.Nanosecond), "1", true, time.Second},
		{swf.TimeoutOf(90 * time.Second), "90", true, 90 * time.Second},
		{swf.TimeoutOf(90*time.Second + 1), "91", true, 91 * time.Second},
		{swf.TimeoutOf(99_999_999 * time.Second), "99999999", true, 99_999_999 * time.Second},
	} {
		if got := test.timeout.String(); got != test.text {
			t.Errorf("text is %s, want %s", got, test.text)
		}
		if got := test.timeout.IsSet(); got != test.set {
			t.Errorf("%s: set is %v", test.text, got)
		}
		if d, ok := test.timeout.Duration(); ok != (test.duration >= 0) || ok && d != test.duration {
			t.Errorf("%s: duration is %v, %v", test.text, d, ok)
		}
		if !test.set {
			continue
		}
		if got, err := swf.ParseTimeout(test.text); got != test.timeout || err != nil {
			t.Errorf("%s is read as %v, %v", test.text, got, err)
		}
	}
	for _, text := range []string{"", "none", "-1", "+1", "1.5", "1e3", "30s", "100000000", " 1"} {
		if got, err := swf.ParseTimeout(text); err == nil || got.IsSet() {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// configs are partial configurations, each with a field more.
func configs() []swf.PartialTaskConfig {
	all := make([]swf.PartialTaskConfig, 7)
	for i := range all {
		for field, set := range []func(c *swf.PartialTaskConfig){
			func(c *swf.PartialTaskConfig) { c.TaskList = "payments" },
			func(c *swf.PartialTaskConfig) { c.Priority = aws.Int32(math.MinInt32) },
			func(c *swf.PartialTaskConfig) { c.ScheduleToStart = swf.TimeoutOf(time.Hour) },
			func(c *swf.PartialTaskConfig) { c.ScheduleToClose = swf.NoTimeout() },
			func(c *swf.PartialTaskConfig) { c.StartToClose = swf.TimeoutOf(0) },
			func(c *swf.PartialTaskConfig) { c.Heartbeat = swf.TimeoutOf(30 * time.Second) },
		} {
			if field < i {
				set(&all[i])
			}
		}
	}
	return all
}

// What is written to the service's shapes is read again, what is unset too.
func TestConfigShapes(t *testing.T) {
	t.Parallel()
	for _, config := range configs() {
		var decision types.ScheduleActivityTaskDecisionAttributes
		var in awsswf.RegisterActivityTypeInput
		if err := config.WriteDecision(&decision); err != nil {
			t.Fatal(err)
		}
		if err := config.WriteType(&in); err != nil {
			t.Fatal(err)
		}
		read, err := swf.ConfigOfDecision(&decision)
		if diff := cmp.Diff(config, read, values); diff != "" || err != nil {
			t.Errorf("decision: %v (-want +got):\n%s", err, diff)
		}
		read, err = swf.ConfigOfType(&types.ActivityTypeConfiguration{
			DefaultTaskList: in.DefaultTaskList, DefaultTaskPriority: in.DefaultTaskPriority,
			DefaultTaskHeartbeatTimeout:       in.DefaultTaskHeartbeatTimeout,
			DefaultTaskScheduleToStartTimeout: in.DefaultTaskScheduleToStartTimeout,
			DefaultTaskScheduleToCloseTimeout: in.DefaultTaskScheduleToCloseTimeout,
			DefaultTaskStartToCloseTimeout:    in.DefaultTaskStartToCloseTimeout,
		})
		if diff := cmp.Diff(config, read, values); diff != "" || err != nil {
			t.Errorf("type: %v (-want +got):\n%s", err, diff)
		}
	}
	// In the service's words; what was set before and is unset now is gone.
	decision := types.ScheduleActivityTaskDecisionAttributes{Control: aws.String("stays"), HeartbeatTimeout: aws.String("1")}
	config := swf.PartialTaskConfig{TaskList: "payments", Priority: aws.Int32(-5), StartToClose: swf.NoTimeout()}
	if err := config.WriteDecision(&decision); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(types.ScheduleActivityTaskDecisionAttributes{
		Control: aws.String("stays"), TaskList: &types.TaskList{Name: aws.String("payments")},
		TaskPriority: aws.String("-5"), StartToCloseTimeout: aws.String("NONE"),
	}, decision, unexported); diff != "" {
		t.Errorf("decision (-want +got):\n%s", diff)
	}
}

func TestConfigFull(t *testing.T) {
	t.Parallel()
	defaults := swf.PartialTaskConfig{
		TaskList: "payments", ScheduleToStart: swf.TimeoutOf(time.Hour), ScheduleToClose: swf.NoTimeout(),
		StartToClose: swf.TimeoutOf(time.Minute),
	}
	task := swf.PartialTaskConfig{StartToClose: swf.NoTimeout()}
	_, err := task.Over(defaults).Full()
	if err == nil || err.Error() != "task configuration leaves unset: heartbeat timeout" {
		t.Errorf("error %v", err)
	}
	task.Heartbeat, task.Priority = swf.TimeoutOf(0), aws.Int32(3)
	want := swf.TaskConfig{
		TaskList: "payments", Priority: 3, ScheduleToStart: swf.TimeoutOf(time.Hour), ScheduleToClose: swf.NoTimeout(),
		StartToClose: swf.NoTimeout(), Heartbeat: swf.TimeoutOf(0),
	}
	got, err := task.Over(defaults).Full()
	if got != want || err != nil {
		t.Errorf("full configuration is %+v, %v", got, err)
	}
	if again, err := got.Partial().Full(); again != want || err != nil {
		t.Errorf("by way of a partial one it is %+v, %v", again, err)
	}
	if task.ScheduleToStart.IsSet() || defaults.Heartbeat.IsSet() {
		t.Error("Over changed its arguments")
	}
	task.Priority = nil
	if got, err := task.Over(defaults).Full(); got.Priority != 0 || err != nil {
		t.Errorf("unset priority is %d, %v", got.Priority, err)
	}
	_, err = swf.PartialTaskConfig{}.Full()
	const all = "task list, schedule-to-start timeout, schedule-to-close timeout, start-to-close timeout, heartbeat timeout"
	if err == nil || !strings.Contains(err.Error(), all) {
		t.Errorf("error %v", err)
	}
}

func TestConfigOfEvent(t *testing.T) {
	t.Parallel()
	got, err := swf.ConfigOfEvent(&types.ActivityTaskScheduledEventAttributes{
		TaskList: &types.TaskList{Name: aws.String("payments")}, TaskPriority: aws.String("7"),
		ScheduleToStartTimeout: aws.String("3600"), ScheduleToCloseTimeout: aws.String("NONE"), StartToCloseTimeout: aws.String("300"),
	})
	want := swf.TaskConfig{
		TaskList: "payments", Priority: 7, ScheduleToStart: swf.TimeoutOf(time.Hour), ScheduleToClose: swf.NoTimeout(),
		StartToClose: swf.TimeoutOf(5 * time.Minute), Heartbeat: swf.NoTimeout(),
	}
	if got != want || err != nil {
		t.Errorf("configuration is %+v, %v", got, err)
	}
	if _, err := swf.ConfigOfEvent(&types.ActivityTaskScheduledEventAttributes{}); err == nil || !strings.Contains(err.Error(), "task list") {
		t.Errorf("error %v of an event without a task list", err)
	}
	_, err = swf.ConfigOfEvent(&types.ActivityTaskScheduledEventAttributes{
		TaskPriority: aws.String("2147483648"), HeartbeatTimeout: aws.String("soon"),
	})
	for _, part := range []string{`task priority "2147483648" is not an integer of 32 bits`, `heartbeat timeout: timeout "soon" is neither`} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error %v, want %q", err, part)
		}
	}
}

func TestConfigRefused(t *testing.T) {
	t.Parallel()
	config := swf.PartialTaskConfig{TaskList: "a|b", ScheduleToStart: swf.TimeoutOf(-1), Heartbeat: swf.TimeoutOf(1e8 * time.Second)}
	var decision types.ScheduleActivityTaskDecisionAttributes
	var in awsswf.RegisterActivityTypeInput
	for _, err := range []error{config.WriteDecision(&decision), config.WriteType(&in)} {
		for _, part := range []string{
			`the task list must not have '|': "a|b"`,
			"the schedule-to-start timeout must be 0 to 99999999 s, it is -1 s",
			"the heartbeat timeout must be 0 to 99999999 s, it is 100000000 s",
		} {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("error %v, want %q", err, part)
			}
		}
	}
}
