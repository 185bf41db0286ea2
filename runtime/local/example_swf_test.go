package local_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"

	"github.com/actgen/actgen/runtime/local"
)

// A worker's report that the service throttles: the client retries, and the
// workflow's history has the result.
func ExampleService_Inject() {
	if err := throttled(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// task: Charge {"amount": 5}
	// throttled: 1
	// result: {"receipt": "r-1"}
}

func throttled(ctx context.Context) (err error) {
	service := local.New(local.Options{})
	server, err := service.Start("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	client := swf.New(swf.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(server.URL()),
		Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
	})
	run, err := schedule(ctx, client)
	if err != nil {
		return err
	}
	task, err := client.PollForActivityTask(ctx, &swf.PollForActivityTaskInput{
		Domain: aws.String("shop"), TaskList: &types.TaskList{Name: aws.String("payments")},
	})
	if err != nil {
		return err
	}
	fmt.Println("task:", *task.ActivityType.Name, *task.Input)

	fault := service.Inject(local.Fault{
		Operation: "RespondActivityTaskCompleted", Error: local.Throttling,
	})
	if _, err := client.RespondActivityTaskCompleted(ctx, &swf.RespondActivityTaskCompletedInput{
		TaskToken: task.TaskToken, Result: aws.String(`{"receipt": "r-1"}`),
	}); err != nil {
		return err
	}
	fmt.Println("throttled:", fault.Hits())

	history, err := client.GetWorkflowExecutionHistory(ctx, &swf.GetWorkflowExecutionHistoryInput{Domain: aws.String("shop"), Execution: run})
	if err != nil {
		return err
	}
	for _, event := range history.Events {
		if a := event.ActivityTaskCompletedEventAttributes; a != nil {
			fmt.Println("result:", *a.Result)
		}
	}
	return nil
}

// schedule registers what a workflow needs, starts one and, as its decider,
// schedules one activity task.
func schedule(ctx context.Context, client *swf.Client) (*types.WorkflowExecution, error) {
	domain, never := aws.String("shop"), aws.String("NONE")
	charge := &types.ActivityType{Name: aws.String("Charge"), Version: aws.String("1")}
	order := &types.WorkflowType{Name: aws.String("Order"), Version: aws.String("1")}
	_, err1 := client.RegisterDomain(ctx, &swf.RegisterDomainInput{Name: domain, WorkflowExecutionRetentionPeriodInDays: never})
	_, err2 := client.RegisterActivityType(ctx, &swf.RegisterActivityTypeInput{
		Domain: domain, Name: charge.Name, Version: charge.Version,
		DefaultTaskList:                   &types.TaskList{Name: aws.String("payments")},
		DefaultTaskHeartbeatTimeout:       aws.String("30"),
		DefaultTaskStartToCloseTimeout:    aws.String("300"),
		DefaultTaskScheduleToStartTimeout: never,
		DefaultTaskScheduleToCloseTimeout: never,
	})
	_, err3 := client.RegisterWorkflowType(ctx, &swf.RegisterWorkflowTypeInput{
		Domain: domain, Name: order.Name, Version: order.Version,
		DefaultTaskList:                     &types.TaskList{Name: aws.String("orders")},
		DefaultTaskStartToCloseTimeout:      aws.String("60"),
		DefaultExecutionStartToCloseTimeout: aws.String("3600"),
		DefaultChildPolicy:                  types.ChildPolicyTerminate,
	})
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	id := aws.String("order-1")
	run, err := client.StartWorkflowExecution(ctx, &swf.StartWorkflowExecutionInput{Domain: domain, WorkflowId: id, WorkflowType: order})
	if err != nil {
		return nil, err
	}
	decision, err := client.PollForDecisionTask(ctx, &swf.PollForDecisionTaskInput{Domain: domain, TaskList: &types.TaskList{Name: aws.String("orders")}})
	if err != nil {
		return nil, err
	}
	_, err = client.RespondDecisionTaskCompleted(ctx, &swf.RespondDecisionTaskCompletedInput{
		TaskToken: decision.TaskToken,
		Decisions: []types.Decision{{
			DecisionType: types.DecisionTypeScheduleActivityTask,
			ScheduleActivityTaskDecisionAttributes: &types.ScheduleActivityTaskDecisionAttributes{
				ActivityId: aws.String("charge"), ActivityType: charge, Input: aws.String(`{"amount": 5}`),
			},
		}},
	})
	return &types.WorkflowExecution{WorkflowId: id, RunId: run.RunId}, err
}
