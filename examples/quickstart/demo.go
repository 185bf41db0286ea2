package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awssfn "github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/actgen/actgen/examples/quickstart/orders"
	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/local"
	"github.com/actgen/actgen/runtime/sfn"
)

// result is what became of a document.
type result struct {
	document   string
	status     types.ExecutionStatus
	text       string // the output, or the error and its cause
	heartbeats int    // -1 where the service doesn't tell
	took       time.Duration
}

// demo runs worker and executions at the embedded service, or at the endpoint
// of the environment.
func demo(ctx context.Context) error {
	cfg, service, stop, err := connect(ctx)
	if err != nil {
		return err
	}
	defer stop()
	client := awssfn.NewFromConfig(cfg)
	arn, err := createMachine(ctx, client)
	if err != nil {
		return err
	}

	workerCtx, cancel := context.WithCancel(ctx)
	defer cancel()
	worker := runtime.NewWorker(sfn.New(cfg, sfn.Options{Create: true}), runtime.Options{})
	orders.RegisterChargeCard(worker, payments{})
	done := make(chan error, 1)
	go func() { done <- worker.Run(workerCtx) }()

	results, err := executeAll(ctx, client, arn, service)
	if err == nil {
		printResults(os.Stdout, results)
	}
	cancel() // the worker drains: it waits for open polls, which stop ends
	stop()
	return errors.Join(err, <-done)
}

// connect returns the configuration for the endpoint of the environment, or
// for an embedded service that stop ends.
func connect(ctx context.Context) (cfg aws.Config, service *local.Service, stop func(), err error) {
	if os.Getenv("AWS_ENDPOINT_URL_SFN") != "" {
		cfg, err = config.LoadDefaultConfig(ctx)
		return cfg, nil, func() {}, err
	}
	service = local.New(local.Options{})
	server, err := service.Start("")
	if err != nil {
		return aws.Config{}, nil, nil, err
	}
	stop = sync.OnceFunc(func() { _ = server.Close() }) // nothing of it is needed any more
	return aws.Config{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(server.URL()),
		Credentials:  credentials.NewStaticCredentialsProvider("local", "local", ""),
	}, service, stop, nil
}

// createMachine creates a state machine of one Task state, with the timeouts
// that the definition states, and returns its ARN.
func createMachine(ctx context.Context, client *awssfn.Client) (string, error) {
	activity, err := client.CreateActivity(ctx, &awssfn.CreateActivityInput{Name: aws.String("charge-card")})
	if err != nil {
		return "", err
	}
	definition, err := json.Marshal(map[string]any{
		"StartAt": "ChargeCard",
		"States": map[string]any{"ChargeCard": map[string]any{
			"Type": "Task", "Resource": *activity.ActivityArn,
			"TimeoutSeconds": 60, "HeartbeatSeconds": 3, "End": true,
		}},
	})
	if err != nil {
		return "", err
	}
	machine, err := client.CreateStateMachine(ctx, &awssfn.CreateStateMachineInput{
		Name:       aws.String("quickstart"),
		Definition: aws.String(string(definition)),
		RoleArn:    aws.String("arn:aws:iam::000000000000:role/quickstart"),
	})
	if err != nil {
		return "", err
	}
	return *machine.StateMachineArn, nil
}

// executeAll starts an execution for each document and waits for all of them.
func executeAll(ctx context.Context, client *awssfn.Client, machine string, service *local.Service) ([]result, error) {
	files, err := fs.Glob(documents, "documents/*.json")
	if err != nil {
		return nil, err
	}
	results, errs := make([]result, len(files)), make([]error, len(files))
	var wg sync.WaitGroup
	for i, file := range files {
		wg.Go(func() {
			results[i], errs[i] = execute(ctx, client, machine, service, file)
		})
	}
	wg.Wait()
	return results, errors.Join(errs...)
}

func execute(ctx context.Context, client *awssfn.Client, machine string, service *local.Service, file string) (result, error) {
	data, err := documents.ReadFile(file)
	if err != nil {
		return result{}, err
	}
	started, err := client.StartExecution(ctx, &awssfn.StartExecutionInput{
		StateMachineArn: &machine,
		Input:           aws.String(string(data)),
	})
	if err != nil {
		return result{}, err
	}
	for {
		e, err := client.DescribeExecution(ctx, &awssfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
		if err != nil {
			return result{}, err
		}
		if e.Status != types.ExecutionStatusRunning {
			return resultOf(path.Base(file), e, service), nil
		}
		select {
		case <-ctx.Done():
			return result{}, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func resultOf(document string, e *awssfn.DescribeExecutionOutput, service *local.Service) result {
	r := result{
		document:   document,
		status:     e.Status,
		text:       aws.ToString(e.Output),
		heartbeats: -1,
		took:       e.StopDate.Sub(*e.StartDate),
	}
	if e.Error != nil {
		r.text = *e.Error + describe(aws.ToString(e.Cause))
	}
	if service != nil {
		if execution, ok := service.Execution(*e.ExecutionArn); ok {
			r.heartbeats = execution.Heartbeats
		}
	}
	return r
}

// describe makes lines of a cause that lists problems, and leaves others.
func describe(cause string) string {
	var listed struct {
		Problems []struct{ Pointer, Want, Got string }
	}
	if err := json.Unmarshal([]byte(cause), &listed); err != nil || len(listed.Problems) == 0 {
		return " " + cause
	}
	var b strings.Builder
	for _, p := range listed.Problems {
		fmt.Fprintf(&b, "\n%s %s", p.Pointer, p.Want)
		if p.Got != "" {
			fmt.Fprintf(&b, ", found %s", p.Got)
		}
	}
	return b.String()
}
