package local

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// What stage registers.
var (
	shop     = aws.String("shop")
	charge   = &types.ActivityType{Name: aws.String("Charge"), Version: aws.String("1")}
	ordering = &types.WorkflowType{Name: aws.String("Order"), Version: aws.String("1")}
	payments = &types.TaskList{Name: aws.String("payments")}
	deciders = &types.TaskList{Name: aws.String("deciders")}
	none     = aws.String("NONE")
)

// stage registers a domain, an activity type whose tasks have no time limit
// unless change says so, and a workflow type.
func (w *world) stage(change func(*awsswf.RegisterActivityTypeInput)) {
	w.t.Helper()
	ctx := w.t.Context()
	_, err := w.swf.RegisterDomain(ctx, &awsswf.RegisterDomainInput{Name: shop, WorkflowExecutionRetentionPeriodInDays: none})
	w.must(err)
	activity := &awsswf.RegisterActivityTypeInput{
		Domain: shop, Name: charge.Name, Version: charge.Version, DefaultTaskList: payments,
		DefaultTaskScheduleToStartTimeout: none, DefaultTaskScheduleToCloseTimeout: none,
		DefaultTaskStartToCloseTimeout: none, DefaultTaskHeartbeatTimeout: none,
	}
	if change != nil {
		change(activity)
	}
	_, err = w.swf.RegisterActivityType(ctx, activity)
	w.must(err)
	_, err = w.swf.RegisterWorkflowType(ctx, &awsswf.RegisterWorkflowTypeInput{
		Domain: shop, Name: ordering.Name, Version: ordering.Version, DefaultTaskList: deciders,
		DefaultTaskStartToCloseTimeout: aws.String("60"), DefaultExecutionStartToCloseTimeout: aws.String("3600"),
		DefaultChildPolicy: types.ChildPolicyTerminate,
	})
	w.must(err)
}

// open starts a workflow of a staged world.
func (w *world) open(id string) *types.WorkflowExecution {
	w.t.Helper()
	out, err := w.swf.StartWorkflowExecution(w.t.Context(), &awsswf.StartWorkflowExecutionInput{
		Domain: shop, WorkflowId: &id, WorkflowType: ordering, Input: aws.String("in"),
	})
	w.must(err)
	return &types.WorkflowExecution{WorkflowId: &id, RunId: out.RunId}
}

// hear polls for a decision task, which must be there.
func (w *world) hear() *awsswf.PollForDecisionTaskOutput {
	w.t.Helper()
	out, err := w.swf.PollForDecisionTask(w.t.Context(), &awsswf.PollForDecisionTaskInput{Domain: shop, TaskList: deciders})
	w.must(err)
	if aws.ToString(out.TaskToken) == "" {
		w.t.Fatal("no decision task")
	}
	return out
}

// answer reports the decisions of a decision task.
func (w *world) answer(token *string, decisions ...types.Decision) error {
	_, err := w.swf.RespondDecisionTaskCompleted(w.t.Context(), &awsswf.RespondDecisionTaskCompletedInput{TaskToken: token, Decisions: decisions})
	return err
}

// decide takes the next decision task and reports decisions.
func (w *world) decide(decisions ...types.Decision) {
	w.t.Helper()
	w.must(w.answer(w.hear().TaskToken, decisions...))
}

// job polls for an activity task, which must be there.
func (w *world) job() *awsswf.PollForActivityTaskOutput {
	w.t.Helper()
	out, err := w.swf.PollForActivityTask(w.t.Context(), &awsswf.PollForActivityTaskInput{
		Domain: shop, TaskList: payments, Identity: aws.String("me"),
	})
	w.must(err)
	if aws.ToString(out.TaskToken) == "" {
		w.t.Fatal("no activity task")
	}
	return out
}

// progress records a heartbeat and returns whether a cancellation was
// requested.
func (w *world) progress(token *string, details string) (bool, error) {
	in := &awsswf.RecordActivityTaskHeartbeatInput{TaskToken: token}
	if details != "" {
		in.Details = &details
	}
	out, err := w.swf.RecordActivityTaskHeartbeat(w.t.Context(), in)
	return err == nil && out.CancelRequested, err
}

func (w *world) completed(token *string, result string) error {
	_, err := w.swf.RespondActivityTaskCompleted(w.t.Context(), &awsswf.RespondActivityTaskCompletedInput{TaskToken: token, Result: &result})
	return err
}

func (w *world) failed(token *string, reason, details string) error {
	_, err := w.swf.RespondActivityTaskFailed(w.t.Context(), &awsswf.RespondActivityTaskFailedInput{TaskToken: token, Reason: &reason, Details: &details})
	return err
}

func (w *world) canceled(token *string, details string) error {
	_, err := w.swf.RespondActivityTaskCanceled(w.t.Context(), &awsswf.RespondActivityTaskCanceledInput{TaskToken: token, Details: &details})
	return err
}

// past returns the history of a workflow.
func (w *world) past(x *types.WorkflowExecution) []types.HistoryEvent {
	w.t.Helper()
	out, err := w.swf.GetWorkflowExecutionHistory(w.t.Context(), &awsswf.GetWorkflowExecutionHistoryInput{Domain: shop, Execution: x})
	w.must(err)
	return out.Events
}

// last returns the last event of a workflow, which must be of that type.
func (w *world) last(x *types.WorkflowExecution, kind types.EventType) types.HistoryEvent {
	w.t.Helper()
	events := w.past(x)
	event := events[len(events)-1]
	if event.EventType != kind {
		w.t.Fatalf("last event = %s, want %s; all: %s", event.EventType, kind, kindsOf(events))
	}
	return event
}

// latest returns the latest event of that type in a workflow's history.
func (w *world) latest(x *types.WorkflowExecution, kind types.EventType) types.HistoryEvent {
	w.t.Helper()
	for pages := awsswf.NewGetWorkflowExecutionHistoryPaginator(w.swf, &awsswf.GetWorkflowExecutionHistoryInput{
		Domain: shop, Execution: x, ReverseOrder: true,
	}); pages.HasMorePages(); {
		out, err := pages.NextPage(w.t.Context())
		w.must(err)
		for _, e := range out.Events {
			if e.EventType == kind {
				return e
			}
		}
	}
	w.t.Fatalf("no %s in the history of %s", kind, *x.WorkflowId)
	return types.HistoryEvent{}
}

// kindsOf names the types of events, one after the other.
func kindsOf(events []types.HistoryEvent) string {
	var kinds []string
	for _, e := range events {
		kinds = append(kinds, string(e.EventType))
	}
	return strings.Join(kinds, " ")
}

func (w *world) workflow(x *types.WorkflowExecution) Workflow {
	w.t.Helper()
	got, ok := w.service.Workflow(*shop, *x.WorkflowId, *x.RunId)
	if !ok {
		w.t.Fatalf("no workflow %s", *x.WorkflowId)
	}
	return got
}

// Decisions.

func scheduling(id string, change ...func(*types.ScheduleActivityTaskDecisionAttributes)) types.Decision {
	a := &types.ScheduleActivityTaskDecisionAttributes{ActivityId: &id, ActivityType: charge, Input: aws.String("card")}
	for _, f := range change {
		f(a)
	}
	return types.Decision{DecisionType: types.DecisionTypeScheduleActivityTask, ScheduleActivityTaskDecisionAttributes: a}
}

func canceling(id string) types.Decision {
	return types.Decision{
		DecisionType: types.DecisionTypeRequestCancelActivityTask,
		RequestCancelActivityTaskDecisionAttributes: &types.RequestCancelActivityTaskDecisionAttributes{ActivityId: &id},
	}
}

func completing(result string) types.Decision {
	return types.Decision{
		DecisionType: types.DecisionTypeCompleteWorkflowExecution,
		CompleteWorkflowExecutionDecisionAttributes: &types.CompleteWorkflowExecutionDecisionAttributes{Result: &result},
	}
}

func failingWith(reason, details string) types.Decision {
	return types.Decision{
		DecisionType:                            types.DecisionTypeFailWorkflowExecution,
		FailWorkflowExecutionDecisionAttributes: &types.FailWorkflowExecutionDecisionAttributes{Reason: &reason, Details: &details},
	}
}

func giveUp(details string) types.Decision {
	return types.Decision{
		DecisionType: types.DecisionTypeCancelWorkflowExecution,
		CancelWorkflowExecutionDecisionAttributes: &types.CancelWorkflowExecutionDecisionAttributes{Details: &details},
	}
}

func marking(name string) types.Decision {
	return types.Decision{
		DecisionType:                   types.DecisionTypeRecordMarker,
		RecordMarkerDecisionAttributes: &types.RecordMarkerDecisionAttributes{MarkerName: &name, Details: aws.String("here")},
	}
}

func timing(id, seconds string) types.Decision {
	return types.Decision{
		DecisionType:                 types.DecisionTypeStartTimer,
		StartTimerDecisionAttributes: &types.StartTimerDecisionAttributes{TimerId: &id, StartToFireTimeout: &seconds},
	}
}

func untiming(id string) types.Decision {
	return types.Decision{
		DecisionType:                  types.DecisionTypeCancelTimer,
		CancelTimerDecisionAttributes: &types.CancelTimerDecisionAttributes{TimerId: &id},
	}
}

// virtually runs a test in virtual time, against a staged world.
func virtually(t *testing.T, change func(*awsswf.RegisterActivityTypeInput), run func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		w.stage(change)
		run(t, w)
	})
}
