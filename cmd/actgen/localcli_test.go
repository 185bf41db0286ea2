package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// terminal is a shell in which what "actgen local" prints has been run, and
// where the AWS CLI is all there is of AWS.
type terminal struct {
	t           *testing.T
	environment []string
}

// newTerminal starts the command as a process and ends it with the test.
func newTerminal(t *testing.T) *terminal {
	t.Helper()
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("the AWS CLI is not installed")
	}
	service := exec.CommandContext(context.WithoutCancel(t.Context()), "actgen", "local") // testscript.Main put it there
	out, err := service.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	service.Stderr = t.Output()
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	s := &terminal{t: t, environment: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "AWS_PAGER=",
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
	}}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if assignments, ok := strings.CutPrefix(lines.Text(), "export "); ok {
			s.environment = append(s.environment, strings.Fields(assignments)...)
		}
		if strings.Contains(lines.Text(), "SECRET") {
			break // the last line
		}
	}
	t.Cleanup(func() {
		if err := service.Process.Signal(syscall.SIGINT); err != nil {
			t.Error(err)
		}
		if err := service.Wait(); err != nil {
			t.Errorf("actgen local: %v", err)
		}
	})
	return s
}

// aws runs a command of the AWS CLI and returns a member of its answer.
func (s *terminal) aws(member string, arguments ...string) string {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), "aws", append([]string{"stepfunctions", "--output", "json"}, arguments...)...)
	cmd.Env = s.environment
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("aws %s: %v: %s", arguments[0], err, &stderr)
	}
	if member == "" {
		return ""
	}
	answer := map[string]any{}
	if err := json.Unmarshal(out, &answer); err != nil {
		s.t.Fatalf("aws %s: %v: %s", arguments[0], err, out)
	}
	return fmt.Sprint(answer[member])
}

// task starts an execution of one Task state, with more fields, and takes its
// task.
func (s *terminal) task(name, fields string) (execution, token string) {
	s.t.Helper()
	activity := s.aws("activityArn", "create-activity", "--name", name)
	machine := s.aws("stateMachineArn", "create-state-machine", "--name", name, "--role-arn", "arn:aws:iam::000000000000:role/any",
		"--definition", fmt.Sprintf(`{"StartAt":"T","States":{"T":{"Type":"Task","Resource":%q,%s"End":true}}}`, activity, fields))
	execution = s.aws("executionArn", "start-execution", "--state-machine-arn", machine, "--input", `{"n": 1}`)
	return execution, s.aws("taskToken", "get-activity-task", "--activity-arn", activity)
}

// TestLocalCLI drives executions at "actgen local", as it is run in a shell,
// with the unmodified AWS CLI.
func TestLocalCLI(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)

	execution, token := s.task("success", "")
	s.aws("", "send-task-success", "--task-token", token, "--task-output", `{"ok": true}`)
	if got := s.aws("output", "describe-execution", "--execution-arn", execution); got != `{"ok": true}` {
		t.Errorf("success: output %s", got)
	}

	execution, token = s.task("failure", "")
	s.aws("", "send-task-failure", "--task-token", token, "--error", "Declined", "--cause", "no funds")
	if got := s.aws("error", "describe-execution", "--execution-arn", execution); got != "Declined" {
		t.Errorf("failure: error %s", got)
	}

	execution, _ = s.task("silence", `"HeartbeatSeconds":1,`)
	for s.aws("status", "describe-execution", "--execution-arn", execution) == "RUNNING" {
		continue // the CLI takes its time to start
	}
	if got := s.aws("error", "describe-execution", "--execution-arn", execution); got != "States.HeartbeatTimeout" {
		t.Errorf("silence: error %s", got)
	}
}
