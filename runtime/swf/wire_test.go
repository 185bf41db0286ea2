package swf_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

// server speaks AWS JSON 1.0: answer gets the operation and its input.
func server(t *testing.T, answer func(op string, in map[string]any) (status int, body string)) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		op, ok := strings.CutPrefix(req.Header.Get("X-Amz-Target"), "SimpleWorkflowService.")
		if !ok || req.Header.Get("Content-Type") != "application/x-amz-json-1.0" {
			t.Errorf("headers %v", req.Header)
		}
		body, err := io.ReadAll(req.Body)
		var in map[string]any
		if err != nil || json.Unmarshal(body, &in) != nil {
			t.Errorf("body %s, %v", body, err)
		}
		status, out := answer(op, in)
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		w.WriteHeader(status)
		io.WriteString(w, out) //nolint:errcheck // the client sees it
	}))
	t.Cleanup(s.Close)
	return s
}

// credentials counts how often it is asked for new ones.
type credentials struct{ asked atomic.Int32 }

func (c *credentials) Retrieve(context.Context) (aws.Credentials, error) {
	c.asked.Add(1)
	return aws.Credentials{AccessKeyID: "key", SecretAccessKey: "secret"}, nil
}

func configure(s *httptest.Server) aws.Config {
	return aws.Config{
		Region: "us-east-1", BaseEndpoint: &s.URL, Credentials: aws.NewCredentialsCache(&credentials{}),
		// What a user's configuration may say, and no lane may heed: no call
		// would get through.
		RetryMode: aws.RetryModeAdaptive, RetryMaxAttempts: 10,
		HTTPClient: awshttp.NewBuildableClient().WithTimeout(time.Nanosecond).WithReadTimeout(time.Nanosecond),
	}
}

// TestWorkerOverWire runs a worker against the wire protocol: a task that
// succeeds, one that fails and one that is cancelled.
func TestWorkerOverWire(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	tasks := []string{"good", "bad", "long"}
	reports := make(chan map[string]any, 3)
	s := server(t, func(op string, in map[string]any) (int, string) {
		in["op"] = op
		switch op {
		case "RegisterActivityType":
			return 400, `{"__type":"com.amazonaws.swf.base.model#TypeAlreadyExistsFault","message":"it is there"}`
		case "DescribeActivityType":
			return 200, `{"typeInfo":{"activityType":{"name":"Work","version":"1"},"status":"REGISTERED","creationDate":1.5},
				"configuration":{"defaultTaskList":{"name":"work"},"defaultTaskHeartbeatTimeout":"1",
				"defaultTaskScheduleToStartTimeout":"NONE","defaultTaskScheduleToCloseTimeout":"NONE","defaultTaskStartToCloseTimeout":"NONE"}}`
		case "PollForActivityTask":
			mu.Lock()
			defer mu.Unlock()
			if len(tasks) == 0 {
				return 200, `{"startedEventId":0,"previousStartedEventId":0,"taskToken":""}`
			}
			task := tasks[0]
			tasks = tasks[1:]
			return 200, `{"taskToken":"token-` + task + `","input":"{\"name\":\"` + task + `\"}","activityId":"1","startedEventId":7,
				"activityType":{"name":"Work","version":"1"},"workflowExecution":{"workflowId":"wf","runId":"run"}}`
		case "RecordActivityTaskHeartbeat":
			return 200, `{"cancelRequested":true}`
		case "RespondActivityTaskCompleted", "RespondActivityTaskFailed", "RespondActivityTaskCanceled":
			reports <- in
			return 200, `{}`
		}
		t.Errorf("operation %s", op)
		return 400, `{}`
	})
	worker := runtime.NewWorker(swf.New(configure(s), swf.Options{Domain: "shop", Register: true}), runtime.Options{Logger: slog.New(slog.DiscardHandler)})
	register(worker, "Work", runtime.SWF{Version: "1", TaskList: "work"}, func(ctx context.Context, in *string) (*string, error) {
		switch {
		case strings.Contains(*in, "bad"):
			return nil, errors.New("bad name")
		case strings.Contains(*in, "long"):
			<-ctx.Done()
			return nil, context.Cause(ctx)
		}
		return in, nil
	}, runtime.WithHeartbeat(time.Second))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- worker.Run(ctx) }()
	want := map[string]map[string]any{
		"token-good": {"op": "RespondActivityTaskCompleted", "taskToken": "token-good", "result": `{"name":"good"}`},
		"token-bad": {
			"op": "RespondActivityTaskFailed", "taskToken": "token-bad",
			"reason": runtime.NameHandlerFailed, "details": "bad name",
		},
		"token-long": {"op": "RespondActivityTaskCanceled", "taskToken": "token-long"},
	}
	for range want {
		got := <-reports
		if diff := cmp.Diff(want[got["taskToken"].(string)], got); diff != "" {
			t.Errorf("report (-want +got):\n%s", diff)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A poll is made once, whatever the configuration says about retries: the
// first one may have been handed a task. What registers is retried.
func TestRetries(t *testing.T) {
	t.Parallel()
	var polls, counts atomic.Int32
	s := server(t, func(op string, _ map[string]any) (int, string) {
		if op == "CountPendingActivityTasks" && counts.Add(1) > 1 {
			return 200, `{"count":3,"truncated":true}`
		}
		if op == "PollForActivityTask" {
			polls.Add(1)
		}
		return 500, `{"__type":"InternalFailure"}`
	})
	service := swf.New(configure(s), swf.Options{Domain: "shop"})
	var activities list
	activities.add("Work", runtime.SWF{Version: "1", TaskList: "work"})
	_, err := queue(t, service, activities).Poll(t.Context())
	if service.Classify(err) != runtime.Transient || polls.Load() != 1 {
		t.Errorf("%d polls, %v", polls.Load(), err)
	}
	got, err := service.CountPending(t.Context(), "work")
	if got != (swf.Pending{Count: 3, Truncated: true}) || err != nil {
		t.Errorf("CountPending: %+v, %v", got, err)
	}
}

// Credentials that the service calls expired are dropped, and new ones are
// asked for.
func TestExpiredCredentials(t *testing.T) {
	t.Parallel()
	s := server(t, func(string, map[string]any) (int, string) {
		return 400, `{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"expired"}`
	})
	cfg, provider := configure(s), &credentials{}
	cfg.Credentials = aws.NewCredentialsCache(provider)
	service := swf.New(cfg, swf.Options{Domain: "shop"})
	var activities list
	activities.add("Work", runtime.SWF{Version: "1", TaskList: "work"})
	task := &runtime.Task{Token: "token"}
	_, beat := service.Beat(t.Context(), task, "")
	_, poll := queue(t, service, activities).Poll(t.Context())
	_, count := service.CountPending(t.Context(), "work")
	report := service.Report(t.Context(), task, runtime.Outcome{Output: "1"})
	for _, err := range []error{beat, poll, count, report} {
		if service.Classify(err) != runtime.Expired {
			t.Errorf("error %v", err)
		}
	}
	if n := provider.asked.Load(); n != 4 {
		t.Errorf("credentials were asked for %d times, want 4", n)
	}
}

func TestErrorsOverWire(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]runtime.Class{
		"com.amazonaws.swf.base.model#UnknownResourceFault":       runtime.Closed,
		"com.amazonaws.swf.base.model#OperationNotPermittedFault": runtime.Denied,
		"com.amazonaws.swf.base.model#LimitExceededFault":         runtime.Limited,
		"com.amazon.coral.validate#ValidationException":           runtime.Refused,
		"com.amazon.coral.availability#ThrottlingException":       runtime.Throttled,
		"com.amazon.coral.service#AccessDeniedException":          runtime.Denied,
		"SomethingNew": runtime.Transient,
	} {
		s := server(t, func(string, map[string]any) (int, string) {
			return 400, `{"__type":"` + code + `","message":"no"}`
		})
		service := swf.New(configure(s), swf.Options{Domain: "shop"})
		err := service.Report(t.Context(), &runtime.Task{Token: "token"}, runtime.Outcome{Status: runtime.Failed})
		if got := service.Classify(err); got != want {
			t.Errorf("%s is %v, want %v: %v", code, got, want, err)
		}
	}
}
