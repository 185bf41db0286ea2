package local

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/google/go-cmp/cmp"
)

// show writes events one a line: seconds since the first, id, the event before,
// type, details.
func show(events []types.HistoryEvent) string {
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%vs %d<-%d %s%s\n", e.Timestamp.Sub(*events[0].Timestamp).Seconds(), e.Id, e.PreviousEventId, e.Type, showDetails(e))
	}
	return b.String()
}

func showDetails(e types.HistoryEvent) string {
	var b strings.Builder
	add := func(name string, value *string) {
		if value != nil {
			fmt.Fprintf(&b, " %s=%s", name, *value)
		}
	}
	number := func(name string, value *int64) {
		if value != nil {
			fmt.Fprintf(&b, " %s=%d", name, *value)
		}
	}
	if d := e.ExecutionStartedEventDetails; d != nil {
		add("input", d.Input)
		add("role", d.RoleArn)
	}
	if d := e.StateEnteredEventDetails; d != nil {
		add("state", d.Name)
		add("input", d.Input)
	}
	if d := e.StateExitedEventDetails; d != nil {
		add("state", d.Name)
		add("output", d.Output)
	}
	if d := e.ActivityScheduledEventDetails; d != nil {
		add("resource", d.Resource)
		add("input", d.Input)
		number("timeout", d.TimeoutInSeconds)
		number("heartbeat", d.HeartbeatInSeconds)
	}
	if d := e.ActivityStartedEventDetails; d != nil {
		add("worker", d.WorkerName)
	}
	if d := e.ActivitySucceededEventDetails; d != nil {
		add("output", d.Output)
	}
	if d := e.ExecutionSucceededEventDetails; d != nil {
		add("output", d.Output)
	}
	if d := e.ActivityFailedEventDetails; d != nil {
		add("error", d.Error)
		add("cause", d.Cause)
	}
	if d := e.ActivityTimedOutEventDetails; d != nil {
		add("error", d.Error)
		add("cause", d.Cause)
	}
	if d := e.ExecutionFailedEventDetails; d != nil {
		add("error", d.Error)
		add("cause", d.Cause)
	}
	if d := e.ExecutionAbortedEventDetails; d != nil {
		add("error", d.Error)
		add("cause", d.Cause)
	}
	if d := e.ExecutionTimedOutEventDetails; d != nil {
		add("error", d.Error)
		add("cause", d.Cause)
	}
	return b.String()
}

// TestHistory drives an execution over the wire, in virtual time, and compares
// its whole history and its end.
func TestHistory(t *testing.T) {
	t.Parallel()
	const (
		started   = "0s 1<-0 ExecutionStarted input={\"n\": 1} role=" + role + "\n0s 2<-0 TaskStateEntered state=Work input={\"n\": 1}\n"
		scheduled = "0s 3<-2 ActivityScheduled resource=" + account + "activity:work input={\"n\": 1}"
	)
	for _, test := range []struct {
		name, fields, states string
		ending               string // of the Task state; "" for "End":true
		drive                func(w *world, execution *string)
		want                 string // the history behind TaskStateEntered
		end                  string // status, output, error, cause
	}{
		{
			name: "success",
			drive: func(w *world, _ *string) {
				time.Sleep(1500 * time.Millisecond)
				task := w.take()
				time.Sleep(time.Second)
				w.must(w.succeed(task.TaskToken, `{"ok": true}`))
			},
			want: scheduled + `
1.5s 4<-3 ActivityStarted worker=me
2.5s 5<-4 ActivitySucceeded output={"ok": true}
2.5s 6<-5 TaskStateExited state=Work output={"ok": true}
2.5s 7<-6 ExecutionSucceeded output={"ok": true}
`,
			end: `SUCCEEDED {"ok": true} - -`,
		},
		{
			name:   "success that goes on to a Succeed state",
			ending: `"Next":"Done"`, states: `,"Done":{"Type":"Succeed"}`,
			drive: func(w *world, _ *string) { w.must(w.succeed(w.take().TaskToken, `7`)) },
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivitySucceeded output=7
0s 6<-5 TaskStateExited state=Work output=7
0s 7<-6 SucceedStateEntered state=Done input=7
0s 8<-7 SucceedStateExited state=Done output=7
0s 9<-8 ExecutionSucceeded output=7
`,
			end: `SUCCEEDED 7 - -`,
		},
		{
			name:  "failure",
			drive: func(w *world, _ *string) { w.must(w.fail(w.take().TaskToken, "Declined", `{"code": 5}`)) },
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed error=Declined cause={"code": 5}
0s 6<-5 ExecutionFailed error=Declined cause={"code": 5}
`,
			end: `FAILED - Declined {"code": 5}`,
		},
		{
			name: "failure without error and cause",
			drive: func(w *world, _ *string) {
				_, err := w.SendTaskFailure(w.t.Context(), &sfn.SendTaskFailureInput{TaskToken: w.take().TaskToken})
				w.must(err)
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed
0s 6<-5 ExecutionFailed
`,
			end: `FAILED - - -`,
		},
		{
			name:   "timeout counts from the hand-over, whatever the heartbeats",
			fields: `"TimeoutSeconds":60,"HeartbeatSeconds":10`,
			drive: func(w *world, execution *string) {
				time.Sleep(100 * time.Second)
				task := w.take()
				for range 8 {
					time.Sleep(7 * time.Second)
					w.must(w.beat(task.TaskToken))
				}
				time.Sleep(4*time.Second - time.Nanosecond)
				w.must(w.beat(task.TaskToken))
				time.Sleep(time.Nanosecond)
				w.mustBe(w.beat(task.TaskToken), "TaskTimedOut")
				w.wantBeats(execution, 9)
			},
			want: scheduled + ` timeout=60 heartbeat=10
100s 4<-3 ActivityStarted worker=me
160s 5<-4 ActivityTimedOut error=States.Timeout
160s 6<-5 ExecutionFailed error=States.Timeout
`,
			end: `FAILED - States.Timeout -`,
		},
		{
			name:   "heartbeat timeout",
			fields: `"TimeoutSeconds":60,"HeartbeatSeconds":10`,
			drive: func(w *world, execution *string) {
				task := w.take()
				time.Sleep(9 * time.Second)
				w.must(w.beat(task.TaskToken))
				time.Sleep(11 * time.Second)
				w.mustBe(w.succeed(task.TaskToken, `1`), "TaskTimedOut")
				w.wantBeats(execution, 1)
			},
			want: scheduled + ` timeout=60 heartbeat=10
0s 4<-3 ActivityStarted worker=me
19s 5<-4 ActivityTimedOut error=States.HeartbeatTimeout
19s 6<-5 ExecutionFailed error=States.HeartbeatTimeout
`,
			end: `FAILED - States.HeartbeatTimeout -`,
		},
		{
			name:   "retries with backoff, then the Catch",
			fields: `"Retry":[{"ErrorEquals":["Other"]},{"ErrorEquals":["Busy"],"IntervalSeconds":2,"BackoffRate":3,"MaxDelaySeconds":5,"MaxAttempts":2}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Note"}]`,
			states: `,"Note":{"Type":"Pass","End":true}`,
			drive: func(w *world, _ *string) {
				for range 3 {
					w.must(w.fail(w.take().TaskToken, "Busy", "later"))
				}
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed error=Busy cause=later
2s 6<-5 ActivityScheduled resource=arn:aws:states:us-east-1:000000000000:activity:work input={"n": 1}
2s 7<-6 ActivityStarted worker=me
2s 8<-7 ActivityFailed error=Busy cause=later
7s 9<-8 ActivityScheduled resource=arn:aws:states:us-east-1:000000000000:activity:work input={"n": 1}
7s 10<-9 ActivityStarted worker=me
7s 11<-10 ActivityFailed error=Busy cause=later
7s 12<-11 TaskStateExited state=Work output={"Error":"Busy","Cause":"later"}
7s 13<-12 PassStateEntered state=Note input={"Error":"Busy","Cause":"later"}
7s 14<-13 PassStateExited state=Note output={"Error":"Busy","Cause":"later"}
7s 15<-14 ExecutionSucceeded output={"Error":"Busy","Cause":"later"}
`,
			end: `SUCCEEDED {"Error":"Busy","Cause":"later"} - -`,
		},
		{
			name:   "Catch on States.Timeout of a heartbeat timeout, to a Fail state",
			fields: `"HeartbeatSeconds":1,"Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"No"},{"ErrorEquals":["States.Timeout"],"Next":"Slow"}]`,
			states: `,"No":{"Type":"Fail"},"Slow":{"Type":"Fail","Error":"TooSlow","Cause":"no heartbeat"}`,
			drive: func(w *world, _ *string) {
				w.take()
				time.Sleep(time.Second)
			},
			want: scheduled + ` heartbeat=1
0s 4<-3 ActivityStarted worker=me
1s 5<-4 ActivityTimedOut error=States.HeartbeatTimeout
1s 6<-5 TaskStateExited state=Work output={"Error":"States.HeartbeatTimeout","Cause":""}
1s 7<-6 FailStateEntered state=Slow input={"Error":"States.HeartbeatTimeout","Cause":""}
1s 8<-7 ExecutionFailed error=TooSlow cause=no heartbeat
`,
			end: `FAILED - TooSlow no heartbeat`,
		},
		{
			name: "stopped while a worker has the task",
			drive: func(w *world, execution *string) {
				task := w.take()
				_, err := w.StopExecution(w.t.Context(), &sfn.StopExecutionInput{
					ExecutionArn: execution, Error: aws.String("Enough"), Cause: aws.String("says the operator"),
				})
				w.must(err)
				w.mustBe(w.beat(task.TaskToken), "TaskTimedOut")
				w.mustBe(w.fail(task.TaskToken, "x", "y"), "TaskTimedOut")
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-0 ExecutionAborted error=Enough cause=says the operator
`,
			end: `ABORTED - Enough says the operator`,
		},
		{
			name:   "stopped in the pause before a retry",
			fields: `"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":10}]`,
			drive: func(w *world, execution *string) {
				w.must(w.fail(w.take().TaskToken, "Busy", ""))
				_, err := w.StopExecution(w.t.Context(), &sfn.StopExecutionInput{ExecutionArn: execution})
				w.must(err)
				time.Sleep(time.Minute)
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed error=Busy cause=
0s 6<-0 ExecutionAborted
`,
			end: `ABORTED - - -`,
		},
		{
			name:   "the activity is gone at the retry",
			fields: `"Retry":[{"ErrorEquals":["States.ALL"]}]`,
			drive: func(w *world, _ *string) {
				w.must(w.fail(w.take().TaskToken, "Busy", "x"))
				_, err := w.DeleteActivity(w.t.Context(), &sfn.DeleteActivityInput{ActivityArn: aws.String(account + "activity:work")})
				w.must(err)
				time.Sleep(time.Minute)
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed error=Busy cause=x
1s 6<-5 ExecutionFailed error=States.Runtime cause=An error occurred while executing the state 'Work' (entered at the event id #2). The activity arn:aws:states:us-east-1:000000000000:activity:work does not exist.
`,
			end: `FAILED - States.Runtime An error occurred while executing the state 'Work' (entered at the event id #2). The activity arn:aws:states:us-east-1:000000000000:activity:work does not exist.`,
		},
		{
			name:   "the state machine is deleted before the Catch",
			fields: `"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Note"}]`, states: `,"Note":{"Type":"Pass","End":true}`,
			drive: func(w *world, execution *string) {
				_, err := w.DeleteStateMachine(w.t.Context(), &sfn.DeleteStateMachineInput{StateMachineArn: w.describe(execution).StateMachineArn})
				w.must(err)
				w.must(w.fail(w.take().TaskToken, "Busy", "x"))
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed error=Busy cause=x
0s 6<-5 TaskStateExited state=Work output={"Error":"Busy","Cause":"x"}
0s 7<-0 ExecutionAborted
`,
			end: `ABORTED - - -`,
		},
		{
			name:   "the state machine is deleted before the retry",
			fields: `"Retry":[{"ErrorEquals":["States.ALL"]}]`,
			drive: func(w *world, execution *string) {
				w.must(w.fail(w.take().TaskToken, "Busy", "x"))
				_, err := w.DeleteStateMachine(w.t.Context(), &sfn.DeleteStateMachineInput{StateMachineArn: w.describe(execution).StateMachineArn})
				w.must(err)
				time.Sleep(time.Minute)
			},
			want: scheduled + `
0s 4<-3 ActivityStarted worker=me
0s 5<-4 ActivityFailed error=Busy cause=x
1s 6<-0 ExecutionAborted
`,
			end: `ABORTED - - -`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newVirtualWorld(t, Options{Latency: -1})
				definition := definitionOf(test.fields, test.states)
				if test.ending != "" {
					definition = strings.Replace(definition, `"End":true`, test.ending, 1)
				}
				execution := w.run(definition)
				test.drive(w, execution)
				synctest.Wait() // for timers of this very moment
				if diff := cmp.Diff(started+test.want, show(w.events(execution))); diff != "" {
					t.Errorf("history (-want +got):\n%s", diff)
				}
				x := w.describe(execution)
				end := fmt.Sprintf("%s %s %s %s", x.Status, orDash(x.Output), orDash(x.Error), orDash(x.Cause))
				if end != test.end {
					t.Errorf("end = %s, want %s", end, test.end)
				}
			})
		})
	}
}

// TestExecutionTimeout is the TimeoutSeconds of the state machine, and the year
// that an execution may live.
func TestExecutionTimeout(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, definition string
		wait             time.Duration
	}{
		{"of the definition", strings.Replace(definitionOf("", ""), "{", `{"TimeoutSeconds":3,`, 1), 3 * time.Second},
		{"of the service", definitionOf("", ""), maxRun},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newVirtualWorld(t, Options{Latency: -1})
				execution := w.run(test.definition)
				task := w.take()
				time.Sleep(test.wait - time.Nanosecond)
				w.must(w.beat(task.TaskToken))
				time.Sleep(time.Nanosecond)
				synctest.Wait()
				w.mustBe(w.beat(task.TaskToken), "TaskTimedOut")
				x := w.describe(execution)
				if x.Status != types.ExecutionStatusTimedOut || x.Error != nil || x.Cause != nil || x.StopDate.Sub(*x.StartDate) != test.wait {
					t.Errorf("execution = %+v", x)
				}
				events := w.events(execution)
				last := show(events[len(events)-1:])
				if last != "0s 5<-0 ExecutionTimedOut error=States.Timeout\n" {
					t.Errorf("last event = %s", last)
				}
			})
		})
	}
}

func TestHistoryPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	execution := w.run(definitionOf("", ""))
	w.must(w.succeed(w.take().TaskToken, `{}`))
	for _, reverse := range []bool{false, true} {
		in := &sfn.GetExecutionHistoryInput{
			ExecutionArn: execution, MaxResults: 3, ReverseOrder: reverse, IncludeExecutionData: aws.Bool(false),
		}
		var ids []int64
		for pages := sfn.NewGetExecutionHistoryPaginator(w, in); pages.HasMorePages(); {
			out, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range out.Events {
				ids = append(ids, e.Id)
				if d := e.StateEnteredEventDetails; d != nil && d.Input != nil {
					t.Errorf("input without execution data: %s", *d.Input)
				}
			}
		}
		want := []int64{1, 2, 3, 4, 5, 6, 7}
		if reverse {
			want = []int64{7, 6, 5, 4, 3, 2, 1}
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("reverse %v (-want +got):\n%s", reverse, diff)
		}
	}
}

func orDash(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// check is must for goroutines other than the test's.
func (w *world) check(errs ...error) {
	w.t.Helper()
	if err := errors.Join(errs...); err != nil {
		w.t.Error(err)
	}
}

// mustBe checks the name of an error.
func (w *world) mustBe(err error, name string) {
	w.t.Helper()
	if code, _ := codeOf(err); code != name {
		w.t.Fatalf("error = %v, want %s", err, name)
	}
}

// wantBeats checks how many heartbeats the service has accepted.
func (w *world) wantBeats(execution *string, want int) {
	w.t.Helper()
	x, ok := w.service.Execution(*execution)
	if !ok || x.Heartbeats != want {
		w.t.Errorf("heartbeats = %d (%v), want %d", x.Heartbeats, ok, want)
	}
}
