package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awssfn "github.com/aws/aws-sdk-go-v2/service/sfn"
	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime/local"
)

// asCommand is set in the environment where the test binary is the command.
const asCommand = "ACTGEN_QUICKSTART"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// command is the quickstart as a process of its own, with nothing of AWS in
// its environment but what is given.
func command(t *testing.T, environment []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "AWS_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(append(cmd.Env, asCommand+"=1"), environment...)
	return cmd
}

var (
	moments    = regexp.MustCompile(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"`)
	durations  = regexp.MustCompile(` [0-9.]+m?s `)
	heartbeats = regexp.MustCompile(` [1-9]\d* `)
	spaces     = regexp.MustCompile(` +`)
)

// timeless takes from a table what differs from run to run.
func timeless(table string) string {
	table = spaces.ReplaceAllString(table, " ")
	table = moments.ReplaceAllString(table, "NOW")
	table = durations.ReplaceAllString(table, " TIME ")
	return heartbeats.ReplaceAllString(table, " SOME ")
}

// TestTable runs the quickstart and finds its output in the README.
func TestTable(t *testing.T) {
	t.Parallel()
	cmd := command(t, nil)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%v: %s", err, &stderr)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := timeless(string(out)); !strings.Contains(timeless(string(readme)), want) {
		t.Errorf("the README shows another table than this, with other times:\n%s", out)
	}
}

// TestElsewhere runs the worker at a service that is not its own and ends it
// amid a task: neither that task nor one that comes afterwards, to the poll
// that is still open, is lost.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	service := local.New(local.Options{})
	server, err := service.Start("")
	if err != nil {
		t.Fatal(err)
	}
	stop := func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	}
	defer func() { stop() }()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := awssfn.New(awssfn.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(server.URL()),
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
		HTTPClient:   &http.Client{Transport: transport},
	})
	machine, err := createMachine(t.Context(), client)
	if err != nil {
		t.Fatal(err)
	}

	worker := command(t, []string{
		"AWS_ENDPOINT_URL_SFN=" + server.URL(), "AWS_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
	}, "--activity-arn", service.ActivityARN("charge-card"))
	worker.Stderr = t.Output()
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}

	start := func(document string) string {
		t.Helper()
		data, err := documents.ReadFile("documents/" + document)
		if err != nil {
			t.Fatal(err)
		}
		out, err := client.StartExecution(t.Context(), &awssfn.StartExecutionInput{StateMachineArn: &machine, Input: aws.String(string(data))})
		if err != nil {
			t.Fatal(err)
		}
		return *out.ExecutionArn
	}
	succeeds := func(execution string) {
		t.Helper()
		x, err := service.Wait(t.Context(), execution)
		if err != nil || x.Status != "SUCCEEDED" {
			t.Errorf("execution %+v, %v", x, err)
		}
	}
	slow := start("bank-confirmation.json")
	succeeds(start("small-order.json"))
	pollOpen(t, service, service.ActivityARN("charge-card"))
	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	succeeds(start("large-order.json"))
	succeeds(slow)

	stop() // and with it the polls that are still open
	stop = func() {}
	if err := worker.Wait(); err != nil {
		t.Errorf("the worker ended with %v", err)
	}
}

// pollOpen waits until a worker asks for the next task of an activity.
func pollOpen(t *testing.T, service *local.Service, arn string) {
	t.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	for service.Queue(arn).Polls == 0 {
		select {
		case <-ticker.C:
		case <-t.Context().Done():
			t.Fatal(context.Cause(t.Context()))
		}
	}
}
