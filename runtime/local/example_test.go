package local_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/actgen/actgen/runtime/local"
)

// A whole round trip with the official client: the caller starts an execution,
// a worker takes its task and reports, the caller gets the result.
func Example() {
	if err := roundTrip(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// task: {"name": "Ada"}
	// SUCCEEDED {"greeting": "Hello, Ada"} heartbeats: 1
}

func roundTrip(ctx context.Context) (err error) {
	service := local.New(local.Options{})
	server, err := service.Start("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	client := sfn.New(sfn.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(server.URL()),
		Credentials:  credentials.NewStaticCredentialsProvider("any", "any", ""),
	})

	activity, err := client.CreateActivity(ctx, &sfn.CreateActivityInput{Name: aws.String("greet")})
	if err != nil {
		return err
	}
	machine, err := client.CreateStateMachine(ctx, &sfn.CreateStateMachineInput{
		Name:    aws.String("greeting"),
		RoleArn: aws.String("arn:aws:iam::000000000000:role/any"),
		Definition: aws.String(fmt.Sprintf(`{
			"StartAt": "Greet",
			"States": {"Greet": {"Type": "Task", "Resource": %q, "HeartbeatSeconds": 30, "TimeoutSeconds": 300, "End": true}}
		}`, *activity.ActivityArn)),
	})
	if err != nil {
		return err
	}
	execution, err := client.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: machine.StateMachineArn, Input: aws.String(`{"name": "Ada"}`),
	})
	if err != nil {
		return err
	}

	task, err := client.GetActivityTask(ctx, &sfn.GetActivityTaskInput{ActivityArn: activity.ActivityArn})
	if err != nil {
		return err
	}
	fmt.Println("task:", *task.Input)
	if _, err := client.SendTaskHeartbeat(ctx, &sfn.SendTaskHeartbeatInput{TaskToken: task.TaskToken}); err != nil {
		return err
	}
	if _, err := client.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{
		TaskToken: task.TaskToken, Output: aws.String(`{"greeting": "Hello, Ada"}`),
	}); err != nil {
		return err
	}

	ended, err := service.Wait(ctx, *execution.ExecutionArn)
	if err != nil {
		return err
	}
	fmt.Println(ended.Status, ended.Output, "heartbeats:", ended.Heartbeats)
	return nil
}
