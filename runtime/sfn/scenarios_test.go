package sfn_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awscredentials "github.com/aws/aws-sdk-go-v2/credentials"
	awssfn "github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/local"
	"github.com/actgen/actgen/runtime/runtimetest"
	"github.com/actgen/actgen/runtime/sfn"
)

type exec struct {
	service *local.Service
	client  *awssfn.Client
	arn     string
}

func (e *exec) Close() {
	// It may have ended by itself.
	_, _ = e.client.StopExecution(context.Background(), &awssfn.StopExecutionInput{ExecutionArn: &e.arn})
}

func (e *exec) Wait(ctx context.Context) (runtime.Outcome, error) {
	x, err := e.service.Wait(ctx, e.arn)
	if err != nil {
		return runtime.Outcome{}, err
	}
	switch x.Status {
	case "SUCCEEDED":
		return runtime.Outcome{Output: x.Output}, nil
	case "FAILED":
		return runtime.Outcome{Status: runtime.Failed, Error: x.Error, Cause: x.Cause}, nil
	}
	return runtime.Outcome{}, fmt.Errorf("%s %s: %w", x.Status, x.Error, runtime.ErrTaskClosed)
}

func TestScenarios(t *testing.T) {
	for _, s := range runtimetest.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			service := local.New(local.Options{PollHold: 2 * time.Second})
			server, err := service.Start("")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := server.Close(); err != nil {
					t.Error(err)
				}
			})
			cfg := aws.Config{Region: "us-east-1", BaseEndpoint: aws.String(server.URL()), Credentials: awscredentials.NewStaticCredentialsProvider("any", "any", "")}
			client := awssfn.NewFromConfig(cfg)
			machine := ""
			s.Run(t, runtimetest.Backend{
				Service: sfn.New(cfg, sfn.Options{Create: true}),
				Schedule: func(ctx context.Context, a *runtime.Activity, input string) (runtimetest.Scheduled, error) {
					if machine == "" {
						m, err := client.CreateStateMachine(ctx, &awssfn.CreateStateMachineInput{
							Name: aws.String("m"), RoleArn: aws.String("arn:aws:iam::000000000000:role/any"),
							Definition: aws.String(fmt.Sprintf(`{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:%s","HeartbeatSeconds":%d,"TimeoutSeconds":%d,"End":true}}}`,
								a.StepFunctions().Name, int(a.Heartbeat().Seconds()), int(a.Timeout().Seconds()))),
						})
						if err != nil {
							return nil, err
						}
						machine = *m.StateMachineArn
					}
					x, err := client.StartExecution(ctx, &awssfn.StartExecutionInput{StateMachineArn: &machine, Input: &input})
					if err != nil {
						return nil, err
					}
					return &exec{service, client, *x.ExecutionArn}, nil
				},
			})
			t.Log(time.Since(start))
		})
	}
}
