package local

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// cli is the AWS CLI as it is, pointed at a service by its standard variables.
type cli struct {
	t     *testing.T
	env   []string
	world *world
	clock *handClock // of the service, so that a slow machine times nothing out
}

// newCLI skips the test where there is no AWS CLI.
func newCLI(t *testing.T) *cli {
	t.Helper()
	path, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("the AWS CLI is not installed")
	}
	c := &cli{t: t, clock: newHandClock()}
	c.world = newWorld(t, Options{Clock: c.clock})
	url := c.world.server.URL()
	c.env = append(
		slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "AWS_") }),
		"AWS_ENDPOINT_URL_SFN="+url, "AWS_ENDPOINT_URL_SWF="+url, "AWS_DEFAULT_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_EC2_METADATA_DISABLED=true", "AWS_MAX_ATTEMPTS=1",
		"AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull, "AWS_DEFAULT_OUTPUT=json", "AWS_PAGER=",
	)
	t.Log(path)
	return c
}

// output runs one command.
func (c *cli) output(args ...string) []byte {
	c.t.Helper()
	out, message := c.try(args...)
	if message != "" {
		c.t.Fatalf("aws %s: %s", strings.Join(args, " "), message)
	}
	return out
}

// try runs one command that may fail, and returns what it says then.
func (c *cli) try(args ...string) (out []byte, message string) {
	c.t.Helper()
	command := exec.CommandContext(c.t.Context(), "aws", args...)
	command.Env = c.env
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		c.t.Fatal(err)
	}
	if err != nil {
		return nil, strings.TrimSpace(stderr.String())
	}
	return out, ""
}

// call runs one operation of Step Functions and returns its answer.
func (c *cli) call(args ...string) map[string]any {
	c.t.Helper()
	return c.of("stepfunctions", args...)
}

// of is call for any service.
func (c *cli) of(service string, args ...string) map[string]any {
	c.t.Helper()
	out := c.output(append([]string{service}, args...)...)
	answer := map[string]any{}
	if len(bytes.TrimSpace(out)) > 0 {
		if err := json.Unmarshal(out, &answer); err != nil {
			c.t.Fatalf("aws %s: %v: %s", args[0], err, out)
		}
	}
	return answer
}

// cliDefinition is the state machine of the tests.
var cliDefinition = definitionOf(`"TimeoutSeconds":600,"HeartbeatSeconds":5`, "")

// execute starts an execution in Go and takes its task by the CLI.
func (c *cli) execute() (execution, token string) {
	c.t.Helper()
	execution = *c.world.run(cliDefinition)
	return execution, c.take(c.world.service.ActivityARN("work"))
}

func (c *cli) take(activity string) (token string) {
	c.t.Helper()
	task := c.call("get-activity-task", "--activity-arn", activity, "--worker-name", "cli")
	if task["input"] != `{"n": 1}` {
		c.t.Errorf("task = %v", task)
	}
	return task["taskToken"].(string)
}

// want checks the end of an execution and the events of its history.
func (c *cli) want(execution, status, member, value string, events ...string) {
	c.t.Helper()
	x := c.call("describe-execution", "--execution-arn", execution)
	if x["status"] != status || x[member] != value {
		c.t.Errorf("execution = %v", x)
	}
	var got []string
	for _, e := range c.world.events(&execution) {
		got = append(got, string(e.Type))
	}
	want := append([]string{"ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted"}, events...)
	if strings.Join(got, " ") != strings.Join(want, " ") {
		c.t.Errorf("history = %v, want %v", got, want)
	}
}

// TestCLI drives one execution each to success, to failure, to a heartbeat
// timeout and to a stop with the unmodified AWS CLI.
func TestCLI(t *testing.T) {
	t.Parallel()
	t.Run("success", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		activity := c.call("create-activity", "--name", "work")["activityArn"].(string)
		machine := c.call("create-state-machine", "--name", "m", "--role-arn", role, "--definition", cliDefinition)["stateMachineArn"].(string)
		execution := c.call("start-execution", "--state-machine-arn", machine, "--input", `{"n": 1}`)["executionArn"].(string)
		token := c.take(activity)
		c.call("send-task-heartbeat", "--task-token", token)
		c.call("send-task-success", "--task-token", token, "--task-output", `{"ok": true}`)
		if events := c.call("get-execution-history", "--execution-arn", execution)["events"].([]any); len(events) != 7 {
			t.Errorf("history = %v", events)
		}
		c.want(execution, "SUCCEEDED", "output", `{"ok": true}`, "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded")
	})
	t.Run("failure", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		execution, token := c.execute()
		c.call("send-task-failure", "--task-token", token, "--error", "Declined", "--cause", "no funds")
		c.want(execution, "FAILED", "error", "Declined", "ActivityFailed", "ExecutionFailed")
	})
	t.Run("heartbeat timeout", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		execution, token := c.execute()
		c.clock.move(4 * time.Second)
		c.call("send-task-heartbeat", "--task-token", token)
		c.clock.move(5 * time.Second)
		_, message := c.try("stepfunctions", "send-task-heartbeat", "--task-token", token)
		want := "An error occurred (TaskTimedOut) when calling the SendTaskHeartbeat operation: Task Timed Out: 'Provided task does not exist anymore'"
		if !strings.HasSuffix(message, want) {
			t.Errorf("error = %s", message)
		}
		c.want(execution, "FAILED", "error", "States.HeartbeatTimeout", "ActivityTimedOut", "ExecutionFailed")
	})
	t.Run("stop", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		execution, _ := c.execute()
		c.call("stop-execution", "--execution-arn", execution, "--error", "Enough")
		c.want(execution, "ABORTED", "error", "Enough", "ExecutionAborted")
	})
}

// TestCLISWF has the unmodified AWS CLI be decider and worker of a workflow.
func TestCLISWF(t *testing.T) {
	t.Parallel()
	c := newCLI(t)
	c.world.stage(nil)
	x := c.world.open("order")
	task := c.of("swf", "poll-for-decision-task", "--domain", "shop", "--task-list", "name=deciders", "--no-paginate")
	if events := task["events"].([]any); len(events) != 3 {
		t.Errorf("task = %v", task)
	}
	c.of("swf", "respond-decision-task-completed", "--task-token", task["taskToken"].(string), "--decisions", `[{
		"decisionType": "ScheduleActivityTask",
		"scheduleActivityTaskDecisionAttributes": {"activityId": "a", "activityType": {"name": "Charge", "version": "1"}, "input": "card"}
	}]`)
	job := c.of("swf", "poll-for-activity-task", "--domain", "shop", "--task-list", "name=payments", "--identity", "cli")
	token, _ := job["taskToken"].(string)
	if job["activityId"] != "a" || job["input"] != "card" {
		t.Errorf("task = %v", job)
	}
	if status := c.of("swf", "record-activity-task-heartbeat", "--task-token", token, "--details", "half"); status["cancelRequested"] != false {
		t.Errorf("status = %v", status)
	}
	c.of("swf", "respond-activity-task-completed", "--task-token", token, "--result", "receipt")
	_, message := c.try("swf", "respond-activity-task-failed", "--task-token", token)
	if want := "(UnknownResourceFault) when calling the RespondActivityTaskFailed operation: Unknown activity, scheduledEventId = 5"; !strings.HasSuffix(message, want) {
		t.Errorf("error = %s", message)
	}
	if e := c.world.latest(x, "ActivityTaskCompleted").ActivityTaskCompletedEventAttributes; *e.Result != "receipt" {
		t.Errorf("attributes = %+v", e)
	}
}
