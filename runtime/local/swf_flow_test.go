package local

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files of testdata that hold what is expected")

// TestSWFHistory drives a workflow through one event of nearly every type and
// compares its history with testdata, byte for byte.
func TestSWFHistory(t *testing.T) {
	t.Parallel()
	clock := newHandClock()
	w := newWorld(t, Options{Clock: clock})
	w.stage(nil)
	x := w.open("order-1")
	w.decide(marking("m"), timing("t", "5"), timing("u", "9"), untiming("u"), untiming("v"),
		scheduling("a", func(a *types.ScheduleActivityTaskDecisionAttributes) {
			a.Control, a.TaskPriority = aws.String("c"), aws.String("-3")
			a.HeartbeatTimeout, a.StartToCloseTimeout = aws.String("30"), aws.String("300")
			a.ScheduleToStartTimeout, a.ScheduleToCloseTimeout = aws.String("60"), aws.String("360")
		}),
		scheduling("b"), scheduling("c"), scheduling("d"), scheduling("a"), canceling("d"), canceling("e"))
	clock.move(5 * time.Second)
	b, c, a := w.job(), w.job(), w.job() // the priority of a is the lowest
	_, err := w.progress(a.TaskToken, "half")
	w.must(err)
	w.must(w.completed(b.TaskToken, "receipt"))
	w.must(w.failed(c.TaskToken, "CardDeclined", "{}"))
	clock.move(30 * time.Second)
	_, err = w.swf.SignalWorkflowExecution(t.Context(), &awsswf.SignalWorkflowExecutionInput{
		Domain: shop, WorkflowId: x.WorkflowId, SignalName: aws.String("hurry"), Input: aws.String("now"),
	})
	w.must(err)
	task := w.hear()
	_, err = w.swf.RequestCancelWorkflowExecution(t.Context(), &awsswf.RequestCancelWorkflowExecutionInput{Domain: shop, WorkflowId: x.WorkflowId})
	w.must(err)
	w.must(w.answer(task.TaskToken, giveUp("too early")))
	clock.move(time.Second)
	w.hear()
	clock.move(time.Minute)
	w.decide(scheduling("f"))
	f := w.job()
	_, err = w.swf.SignalWorkflowExecution(t.Context(), &awsswf.SignalWorkflowExecutionInput{Domain: shop, WorkflowId: x.WorkflowId, SignalName: aws.String("s")})
	w.must(err)
	w.decide(canceling("f"))
	w.must(w.canceled(f.TaskToken, "undone"))
	w.decide(giveUp("as asked"))

	body := w.send("SimpleWorkflowService.GetWorkflowExecutionHistory",
		`{"domain":"shop","execution":{"workflowId":"order-1","runId":"`+*x.RunId+`"}}`).body
	var got struct{ Events []json.RawMessage }
	w.must(json.Unmarshal([]byte(body), &got))
	var lines strings.Builder
	for _, event := range got.Events {
		lines.Write(append(event, '\n'))
	}
	file := filepath.Join("testdata", "swf_history.jsonl")
	if *update {
		w.must(os.WriteFile(file, []byte(lines.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	w.must(err)
	if diff := cmp.Diff(string(want), lines.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestSWFRoundTrip is what a worker and a decider see on the way, and what Go
// and the API tell about the workflow.
func TestSWFRoundTrip(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		born := time.Now().UTC()
		x := w.open("order-1")
		task := w.hear()
		if *task.WorkflowExecution.RunId != *x.RunId || *task.WorkflowType.Name != "Order" || task.StartedEventId != 3 || task.PreviousStartedEventId != 0 ||
			kindsOf(task.Events) != "WorkflowExecutionStarted DecisionTaskScheduled DecisionTaskStarted" {
			t.Errorf("decision task = %+v", task)
		}
		w.must(w.answer(task.TaskToken, scheduling("a")))
		time.Sleep(time.Second)
		job := w.job()
		if *job.ActivityId != "a" || *job.ActivityType.Name != "Charge" || *job.ActivityType.Version != "1" || *job.Input != "card" ||
			*job.WorkflowExecution.WorkflowId != "order-1" || *job.WorkflowExecution.RunId != *x.RunId || job.StartedEventId != 6 {
			t.Errorf("activity task = %+v", job)
		}
		if asked, err := w.progress(job.TaskToken, "half"); asked || err != nil {
			t.Errorf("heartbeat = %v, %v", asked, err)
		}
		want := []ActivityTask{{ID: "a", Name: "Charge", Version: "1", Started: true, Heartbeats: 1, Progress: "half"}}
		if diff := cmp.Diff(want, w.workflow(x).Open); diff != "" {
			t.Errorf("open (-want +got):\n%s", diff)
		}
		described, err := w.swf.DescribeWorkflowExecution(t.Context(), &awsswf.DescribeWorkflowExecutionInput{Domain: shop, Execution: x})
		w.must(err)
		if c := described.OpenCounts; c.OpenActivityTasks != 1 || c.OpenDecisionTasks != 0 || c.OpenTimers != 0 {
			t.Errorf("open counts = %+v", c)
		}
		if c := described.ExecutionConfiguration; *c.TaskList.Name != "deciders" || *c.TaskStartToCloseTimeout != "60" ||
			*c.ExecutionStartToCloseTimeout != "3600" || c.ChildPolicy != "TERMINATE" {
			t.Errorf("configuration = %+v", c)
		}
		if !described.LatestActivityTaskTimestamp.Equal(born) || described.ExecutionInfo.ExecutionStatus != "OPEN" {
			t.Errorf("execution = %+v", described.ExecutionInfo)
		}
		w.must(w.completed(job.TaskToken, "receipt"))
		task = w.hear()
		if task.PreviousStartedEventId != 3 {
			t.Errorf("decision task = %+v", task)
		}
		_, err = w.swf.RespondDecisionTaskCompleted(t.Context(), &awsswf.RespondDecisionTaskCompletedInput{
			TaskToken: task.TaskToken, ExecutionContext: aws.String("context"), Decisions: []types.Decision{completing("done")},
		})
		w.must(err)
		got, err := w.service.WaitWorkflow(t.Context(), "shop", "order-1", "")
		w.must(err)
		got.Started, got.Closed = got.Started.UTC(), got.Closed.UTC()
		wantEnd := Workflow{
			WorkflowID: "order-1", RunID: *x.RunId, Status: "COMPLETED", Input: "in", Result: "done",
			Started: born, Closed: born.Add(time.Second), Attempts: 1, Heartbeats: 1,
		}
		if diff := cmp.Diff(wantEnd, got); diff != "" {
			t.Errorf("workflow (-want +got):\n%s", diff)
		}
		described, err = w.swf.DescribeWorkflowExecution(t.Context(), &awsswf.DescribeWorkflowExecutionInput{Domain: shop, Execution: x})
		w.must(err)
		if i := described.ExecutionInfo; i.ExecutionStatus != "CLOSED" || i.CloseStatus != "COMPLETED" || !i.CloseTimestamp.Equal(born.Add(time.Second)) ||
			aws.ToString(described.LatestExecutionContext) != "context" {
			t.Errorf("execution = %+v", described)
		}
		// The id is free again, and the latest run of it is the one that Go finds.
		again := w.open("order-1")
		if got := w.workflow(again); got.Status != "OPEN" {
			t.Errorf("workflow = %+v", got)
		}
		if got, ok := w.service.Workflow("shop", "order-1", ""); !ok || got.RunID != *again.RunId {
			t.Errorf("workflow = %+v", got)
		}
	})
}

// TestSWFEnds are the other ends of a workflow, and that none leaves a task
// behind.
func TestSWFEnds(t *testing.T) {
	t.Parallel()
	terminate := func(w *world, x *types.WorkflowExecution) {
		_, err := w.swf.TerminateWorkflowExecution(w.t.Context(), &awsswf.TerminateWorkflowExecutionInput{
			Domain: shop, WorkflowId: x.WorkflowId, RunId: x.RunId, Reason: aws.String("why"), Details: aws.String("more"), ChildPolicy: types.ChildPolicyAbandon,
		})
		w.must(err)
	}
	for _, test := range []struct {
		status string
		event  types.EventType
		end    func(w *world, x *types.WorkflowExecution)
		want   Workflow
	}{
		{"FAILED", types.EventTypeWorkflowExecutionFailed, func(w *world, _ *types.WorkflowExecution) { w.decide(failingWith("why", "more")) }, Workflow{Reason: "why", Details: "more"}},
		{"CANCELED", types.EventTypeWorkflowExecutionCanceled, func(w *world, _ *types.WorkflowExecution) { w.decide(giveUp("more")) }, Workflow{Details: "more"}},
		{"TERMINATED", types.EventTypeWorkflowExecutionTerminated, terminate, Workflow{Reason: "why", Details: "more"}},
		{"TIMED_OUT", types.EventTypeWorkflowExecutionTimedOut, func(*world, *types.WorkflowExecution) { time.Sleep(time.Hour) }, Workflow{}},
	} {
		t.Run(test.status, func(t *testing.T) {
			t.Parallel()
			virtually(t, nil, func(t *testing.T, w *world) {
				x := w.open("order")
				w.decide(scheduling("a"), scheduling("b"), timing("t", "7200"))
				job := w.job()
				_, err := w.swf.SignalWorkflowExecution(t.Context(), &awsswf.SignalWorkflowExecutionInput{Domain: shop, WorkflowId: x.WorkflowId, RunId: x.RunId, SignalName: aws.String("s")})
				w.must(err)
				test.end(w, x)
				got, err := w.service.WaitWorkflow(t.Context(), "shop", "order", *x.RunId)
				w.must(err)
				if got.Status != test.status || got.Reason != test.want.Reason || got.Details != test.want.Details || got.Open != nil {
					t.Errorf("workflow = %+v", got)
				}
				w.last(x, test.event)
				w.mustBe(w.completed(job.TaskToken, ""), "UnknownResourceFault")
				if a, d := w.service.ActivityQueue("shop", "payments"), w.service.DecisionQueue("shop", "deciders"); a.Waiting+d.Waiting != 0 {
					t.Errorf("queues = %+v, %+v", a, d)
				}
				time.Sleep(3 * time.Hour) // nothing fires any more
				w.last(x, test.event)
			})
		})
	}
}

// TestSWFHistoryLimit is the most events that a workflow may have.
func TestSWFHistoryLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	x := w.open("order")
	markers := make([]types.Decision, maxHistory-5) // after 4 events, and before the last one
	for i := range markers {
		markers[i] = marking("m")
	}
	w.decide(markers...)
	if got := w.workflow(x); got.Status != "TERMINATED" {
		t.Errorf("workflow = %+v", got)
	}
	out, err := w.swf.GetWorkflowExecutionHistory(t.Context(), &awsswf.GetWorkflowExecutionHistoryInput{Domain: shop, Execution: x, ReverseOrder: true, MaximumPageSize: 1})
	w.must(err)
	if e := out.Events[0]; e.EventId != maxHistory || e.WorkflowExecutionTerminatedEventAttributes.Cause != types.WorkflowExecutionTerminatedCauseEventLimitExceeded {
		t.Errorf("last event = %d %+v", e.EventId, e.WorkflowExecutionTerminatedEventAttributes)
	}
}

// TestSWFWait is what Go says of a workflow that is not there, or goes on.
func TestSWFWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	x := w.open("order")
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	cancel(enough)
	if _, err := w.service.WaitWorkflow(ctx, "shop", "order", *x.RunId); !errors.Is(err, enough) {
		t.Errorf("WaitWorkflow() = %v", err)
	}
	for _, test := range []struct{ domain, id, run, want string }{
		{"none", "order", "", "UnknownResourceFault: Unknown execution, workflowId = order"},
		{"shop", "none", "", "UnknownResourceFault: Unknown execution, workflowId = none"},
		{"shop", "order", "r", "UnknownResourceFault: Unknown execution: WorkflowExecution=[workflowId=order, runId=r]"},
	} {
		if _, err := w.service.WaitWorkflow(t.Context(), test.domain, test.id, test.run); err == nil || err.Error() != test.want {
			t.Errorf("WaitWorkflow() = %v", err)
		}
		if _, ok := w.service.Workflow(test.domain, test.id, test.run); ok {
			t.Errorf("Workflow(%q, %q, %q) found one", test.domain, test.id, test.run)
		}
	}
}

// TestSWFConcurrency runs 200 workflows of five tasks each through deciders and
// workers over the wire: every task is handed out and reported once.
func TestSWFConcurrency(t *testing.T) {
	t.Parallel()
	const workflows, tasks, workers = 200, 5, 20
	w := newWorld(t, Options{})
	w.stage(nil)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for ctx.Err() == nil {
				out, err := w.jobber(ctx)()
				if err == nil && *out.TaskToken != "" {
					_, err := w.progress(out.TaskToken, "half")
					w.check(err, w.completed(out.TaskToken, *out.ActivityId))
				}
			}
		})
		running.Go(func() {
			for ctx.Err() == nil {
				out, err := w.swf.PollForDecisionTask(ctx, &awsswf.PollForDecisionTaskInput{Domain: shop, TaskList: deciders})
				if err == nil && *out.TaskToken != "" {
					w.check(w.answer(out.TaskToken, plan(out.Events, tasks)...))
				}
			}
		})
	}
	for i := range workflows {
		w.open(fmt.Sprint(i))
	}
	for i := range workflows {
		x, err := w.service.WaitWorkflow(t.Context(), "shop", fmt.Sprint(i), "")
		if err != nil || x.Status != "COMPLETED" || x.Attempts != tasks || x.Heartbeats != tasks {
			t.Fatalf("workflow %d = %+v, %v", i, x, err)
		}
	}
	stop()
	running.Wait()
}

// plan schedules the tasks first, and ends the workflow when all are completed.
func plan(events []types.HistoryEvent, tasks int) (decisions []types.Decision) {
	history := kindsOf(events)
	switch completed := strings.Count(history, "ActivityTaskCompleted"); {
	case !strings.Contains(history, "ActivityTaskScheduled"):
		for i := range tasks {
			decisions = append(decisions, scheduling(fmt.Sprint(i)))
		}
	case completed == tasks:
		decisions = append(decisions, completing("all"))
	}
	return decisions
}
