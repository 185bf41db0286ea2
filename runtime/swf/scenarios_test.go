package swf_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awscredentials "github.com/aws/aws-sdk-go-v2/credentials"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/aws/smithy-go/middleware"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/local"
	"github.com/actgen/actgen/runtime/runtimetest"
	"github.com/actgen/actgen/runtime/swf"
)

// What the scenarios' service does for a worker, over HTTP.
func TestScenarios(t *testing.T) {
	for _, s := range runtimetest.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			v := newVenue(t)
			s.Run(t, runtimetest.Backend{Service: v.service, Schedule: v.schedule})
		})
	}
}

// A venue is a domain of the local service, with a decider for the workflows
// that it starts: one for each task.
type venue struct {
	service *swf.Service
	client  *awsswf.Client
	beats   *beats
	started atomic.Int64
	// undecided is closed when the decider has ended.
	undecided chan struct{}

	mu       sync.Mutex
	activity *runtime.Activity // that the decider schedules
}

var (
	workflowType = &types.WorkflowType{Name: aws.String("one-task"), Version: aws.String("1")}
	deciders     = &types.TaskList{Name: aws.String("deciders")}
	shopDomain   = aws.String("shop")
)

var errUndecided = errors.New("the decider has ended")

// newVenue returns a venue whose decider ends with the test.
func newVenue(t *testing.T) *venue {
	t.Helper()
	server, err := local.New(local.Options{PollHold: 1200 * time.Millisecond}).Start("")
	if err != nil {
		t.Fatal(err)
	}
	cfg := aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL()),
		Credentials: awscredentials.NewStaticCredentialsProvider("any", "any", ""),
	}
	v := &venue{
		client: awsswf.NewFromConfig(cfg), undecided: make(chan struct{}),
		beats: &beats{tasks: map[string]string{}, sent: map[string][]runtimetest.Heartbeat{}},
	}
	cfg.APIOptions = append(cfg.APIOptions, v.beats.listen)
	v.service = swf.New(cfg, swf.Options{Domain: *shopDomain, Register: true})
	ctx, cancel := context.WithCancel(context.Background())
	var decider sync.WaitGroup
	t.Cleanup(func() {
		cancel()
		decider.Wait()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	err = v.service.RegisterDomain(ctx, swf.Domain{RetentionDays: 1})
	_, registered := v.client.RegisterWorkflowType(ctx, &awsswf.RegisterWorkflowTypeInput{
		Domain: shopDomain, Name: workflowType.Name, Version: workflowType.Version, DefaultTaskList: deciders,
		DefaultTaskStartToCloseTimeout: aws.String("5"), DefaultExecutionStartToCloseTimeout: aws.String("600"),
		DefaultChildPolicy: types.ChildPolicyTerminate,
	})
	if err := errors.Join(err, registered); err != nil {
		t.Fatal(err)
	}
	decider.Go(func() {
		if err := v.decide(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("decider: %v", err)
		}
		close(v.undecided)
	})
	return v
}

// schedule starts a workflow with one task.
func (v *venue) schedule(ctx context.Context, a *runtime.Activity, input string) (runtimetest.Scheduled, error) {
	v.mu.Lock()
	v.activity = a
	v.mu.Unlock()
	id := fmt.Sprint("workflow-", v.started.Add(1))
	out, err := v.client.StartWorkflowExecution(ctx, &awsswf.StartWorkflowExecutionInput{
		Domain: shopDomain, WorkflowId: &id, WorkflowType: workflowType, Input: &input,
	})
	if err != nil {
		return nil, err
	}
	return &flow{venue: v, run: &types.WorkflowExecution{WorkflowId: &id, RunId: out.RunId}}, nil
}

// decide is the decider.
func (v *venue) decide(ctx context.Context) error {
	for {
		task, err := v.client.PollForDecisionTask(ctx, &awsswf.PollForDecisionTaskInput{Domain: shopDomain, TaskList: deciders})
		if err != nil {
			return err
		}
		if aws.ToString(task.TaskToken) == "" {
			continue
		}
		decisions, err := v.next(task.Events, task.PreviousStartedEventId)
		if err != nil {
			return err
		}
		_, err = v.client.RespondDecisionTaskCompleted(ctx, &awsswf.RespondDecisionTaskCompletedInput{TaskToken: task.TaskToken, Decisions: decisions})
		if _, gone := errors.AsType[*types.UnknownResourceFault](err); err != nil && !gone { // a test may have ended the workflow
			return err
		}
	}
}

// next decides on the events that are new: a workflow that begins has its task
// scheduled, one that is to be cancelled has the task cancelled, and the task's
// end is the workflow's.
func (v *venue) next(events []types.HistoryEvent, seen int64) ([]types.Decision, error) {
	var decisions []types.Decision
	for i := range events {
		e := &events[i]
		if e.EventId <= seen {
			continue
		}
		switch e.EventType {
		case types.EventTypeWorkflowExecutionStarted:
			v.mu.Lock()
			s := v.activity.SWF()
			v.mu.Unlock()
			d, err := swf.ScheduleActivityTask(swf.TaskRequest{
				ID: "task", Type: swf.ActivityType{Name: s.Name, Version: s.Version},
				Input: aws.ToString(e.WorkflowExecutionStartedEventAttributes.Input),
			})
			if err != nil {
				return nil, err
			}
			decisions = append(decisions, d)
		case types.EventTypeWorkflowExecutionCancelRequested:
			decisions = append(decisions, types.Decision{
				DecisionType: types.DecisionTypeRequestCancelActivityTask,
				RequestCancelActivityTaskDecisionAttributes: &types.RequestCancelActivityTaskDecisionAttributes{
					ActivityId: aws.String("task"),
				},
			})
		case types.EventTypeActivityTaskCompleted, types.EventTypeActivityTaskFailed,
			types.EventTypeActivityTaskCanceled, types.EventTypeActivityTaskTimedOut:
			decisions = append(decisions, types.Decision{
				DecisionType: types.DecisionTypeCompleteWorkflowExecution,
				CompleteWorkflowExecutionDecisionAttributes: &types.CompleteWorkflowExecutionDecisionAttributes{},
			})
		}
	}
	return decisions, nil
}

// flow is a workflow with one task.
type flow struct {
	venue *venue
	run   *types.WorkflowExecution
}

// Wait waits for the end of the workflow, and reads from its history what became
// of the task.
func (f *flow) Wait(ctx context.Context) (runtime.Outcome, error) {
	for {
		out, err := f.venue.client.DescribeWorkflowExecution(ctx, &awsswf.DescribeWorkflowExecutionInput{Domain: shopDomain, Execution: f.run})
		if err != nil {
			return runtime.Outcome{}, err
		}
		if out.ExecutionInfo.ExecutionStatus == types.ExecutionStatusClosed {
			return f.outcome(ctx)
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-f.venue.undecided:
			return runtime.Outcome{}, errUndecided
		case <-ctx.Done():
			return runtime.Outcome{}, context.Cause(ctx)
		}
	}
}

func (f *flow) outcome(ctx context.Context) (runtime.Outcome, error) {
	out, err := f.venue.client.GetWorkflowExecutionHistory(ctx, &awsswf.GetWorkflowExecutionHistoryInput{Domain: shopDomain, Execution: f.run})
	if err != nil {
		return runtime.Outcome{}, err
	}
	scheduled, err := swf.Scheduled(out.Events, "task", 0)
	if err != nil {
		return runtime.Outcome{}, err
	}
	switch r := swf.ResultOf(out.Events, scheduled); r.Status {
	case swf.Completed:
		return runtime.Outcome{Output: r.Output}, nil
	case swf.Failed:
		return runtime.Outcome{Status: runtime.Failed, Error: r.Reason, Cause: r.Details}, nil
	case swf.Canceled:
		return runtime.Outcome{Status: runtime.Canceled, Cause: r.Details}, nil
	default:
		return runtime.Outcome{}, fmt.Errorf("task is %s: %w", r.Status, runtime.ErrTaskClosed)
	}
}

// Close ends the workflow. It may have ended by itself.
func (f *flow) Close() {
	_, _ = f.venue.client.TerminateWorkflowExecution(context.Background(), &awsswf.TerminateWorkflowExecutionInput{
		Domain: shopDomain, WorkflowId: f.run.WorkflowId, RunId: f.run.RunId,
	})
}

// Cancel has the decider cancel the task. The workflow may have ended by itself.
func (f *flow) Cancel() {
	_, _ = f.venue.client.RequestCancelWorkflowExecution(context.Background(), &awsswf.RequestCancelWorkflowExecutionInput{
		Domain: shopDomain, WorkflowId: f.run.WorkflowId, RunId: f.run.RunId,
	})
}

// Heartbeats returns those that the service took.
func (f *flow) Heartbeats() []runtimetest.Heartbeat { return f.venue.beats.of(*f.run.WorkflowId) }

// beats are the heartbeats that a worker's clients send, of which a history
// tells the last at best.
type beats struct {
	mu    sync.Mutex
	tasks map[string]string                  // the workflow of a token
	sent  map[string][]runtimetest.Heartbeat // by workflow
}

func (b *beats) of(workflow string) []runtimetest.Heartbeat {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]runtimetest.Heartbeat(nil), b.sent[workflow]...)
}

// listen hears what clients of the AWS SDK call.
func (b *beats) listen(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("beats", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, meta, err := next.HandleInitialize(ctx, in)
		if err == nil {
			b.hear(in.Parameters, out.Result)
		}
		return out, meta, err
	}), middleware.After)
}

func (b *beats) hear(in, out any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if task, ok := out.(*awsswf.PollForActivityTaskOutput); ok && task.WorkflowExecution != nil {
		b.tasks[aws.ToString(task.TaskToken)] = aws.ToString(task.WorkflowExecution.WorkflowId)
	}
	if beat, ok := in.(*awsswf.RecordActivityTaskHeartbeatInput); ok {
		workflow := b.tasks[*beat.TaskToken]
		b.sent[workflow] = append(b.sent[workflow], runtimetest.Heartbeat{At: time.Now(), Details: aws.ToString(beat.Details)})
	}
}
