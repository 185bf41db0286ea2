package sfn_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/sfn"
)

// server speaks AWS JSON 1.0: answer gets the operation and its input.
func server(t *testing.T, answer func(op string, in map[string]any) (status int, body string)) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		op, ok := strings.CutPrefix(req.Header.Get("X-Amz-Target"), "AWSStepFunctions.")
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

func queue(t *testing.T, s *sfn.Service) runtime.Queue {
	t.Helper()
	var activities list
	activities.add("A", "", sfn.WithARN("arn:aws:states:us-east-1:123456789012:activity:A"))
	queues, err := s.Queues(t.Context(), activities)
	if err != nil {
		t.Fatal(err)
	}
	return queues[0]
}

// TestWorkerOverWire runs a worker against the wire protocol: one task that
// succeeds and one that fails.
func TestWorkerOverWire(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	tasks := []string{"good", "bad"}
	reports := make(chan map[string]any, 2)
	s := server(t, func(op string, in map[string]any) (int, string) {
		switch op {
		case "CreateActivity":
			return 200, `{"activityArn":"arn:aws:states:us-east-1:123456789012:activity:work","creationDate":1}`
		case "GetActivityTask":
			mu.Lock()
			defer mu.Unlock()
			if len(tasks) == 0 {
				return 200, `{}`
			}
			task := tasks[0]
			tasks = tasks[1:]
			return 200, `{"taskToken":"token-` + task + `","input":"{\"name\":\"` + task + `\"}"}`
		case "SendTaskSuccess", "SendTaskFailure":
			reports <- in
			return 200, `{}`
		}
		t.Errorf("operation %s", op)
		return 400, `{}`
	})
	worker := runtime.NewWorker(sfn.New(configure(s), sfn.Options{Create: true}), runtime.Options{Logger: slog.New(slog.DiscardHandler)})
	same := func(s string) (string, error) { return s, nil }
	runtime.Register(worker, runtime.Spec[string, string]{Name: "work", Decode: same, Encode: same},
		func(_ context.Context, in *string) (*string, error) {
			if strings.Contains(*in, "bad") {
				return nil, errors.New("bad name")
			}
			return in, nil
		})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- worker.Run(ctx) }()
	for range 2 {
		switch in := <-reports; in["taskToken"] {
		case "token-good":
			if in["output"] != `{"name":"good"}` {
				t.Errorf("success %v", in)
			}
		case "token-bad":
			if in["error"] != runtime.NameHandlerFailed || in["cause"] != "bad name" {
				t.Errorf("failure %v", in)
			}
		default:
			t.Errorf("report %v", in)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A poll is made once, whatever the configuration says about retries: the
// first one may have been handed a task.
func TestPollIsNotRetried(t *testing.T) {
	t.Parallel()
	var polls atomic.Int32
	s := server(t, func(string, map[string]any) (int, string) {
		polls.Add(1)
		return 500, `{"__type":"InternalFailure"}`
	})
	service := sfn.New(configure(s), sfn.Options{})
	_, err := queue(t, service).Poll(t.Context())
	if service.Classify(err) != runtime.Transient || polls.Load() != 1 {
		t.Errorf("%d polls, %v", polls.Load(), err)
	}
}

// client is a configured HTTP client that isn't the SDK's own.
type client func(*http.Request) (*http.Response, error)

func (c client) Do(req *http.Request) (*http.Response, error) { return c(req) }

// The SDK closes the body of a request when the response's headers are there,
// and net/http may still have to read it: each request has a body that the SDK
// doesn't know.
func TestRequestHasBodyOfItsOwn(t *testing.T) {
	t.Parallel()
	var sent *http.Request
	service := sfn.New(aws.Config{
		Region: "us-east-1", Credentials: aws.NewCredentialsCache(&credentials{}),
		HTTPClient: client(func(req *http.Request) (*http.Response, error) {
			sent = req
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{}`))}, nil
		}),
	}, sfn.Options{WorkerName: "me"})
	if _, err := queue(t, service).Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	const want = `{"activityArn":"arn:aws:states:us-east-1:123456789012:activity:A","workerName":"me"}`
	again, err := sent.GetBody()
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []io.Reader{sent.Body, again} {
		if got, err := io.ReadAll(body); string(got) != want || err != nil {
			t.Errorf("body is %q, %v after the response, want %s", got, err, want)
		}
	}
	if sent.ContentLength != int64(len(want)) {
		t.Errorf("content length is %d, want %d", sent.ContentLength, len(want))
	}
}

// Connections are kept for the next round of polls.
func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	const pollers, rounds = 50, 5
	var open, conns atomic.Int32
	together := make(chan struct{})
	var mu sync.Mutex
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		turn := together
		if open.Add(1) == pollers { // all polls are open: let them go
			open.Store(0)
			close(together)
			together = make(chan struct{})
		}
		mu.Unlock()
		<-turn
		io.WriteString(w, `{}`) //nolint:errcheck // the client sees it
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	q := queue(t, sfn.New(configure(s), sfn.Options{}))
	for range rounds {
		var wg sync.WaitGroup
		for range pollers {
			wg.Go(func() {
				if _, err := q.Poll(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	if n := conns.Load(); n > pollers+pollers/5 {
		t.Errorf("%d connections for %d pollers", n, pollers)
	}
}

// Credentials that the service calls expired are dropped, and new ones are
// asked for.
func TestExpiredCredentials(t *testing.T) {
	t.Parallel()
	s := server(t, func(_ string, _ map[string]any) (int, string) {
		return 400, `{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"expired"}`
	})
	cfg, provider := configure(s), &credentials{}
	cfg.Credentials = aws.NewCredentialsCache(provider)
	service := sfn.New(cfg, sfn.Options{})
	task := &runtime.Task{Token: "token"}
	_, err := service.Beat(t.Context(), task, "")
	if service.Classify(err) != runtime.Expired {
		t.Errorf("Beat: %v", err)
	}
	if err := service.Report(t.Context(), task, runtime.Outcome{Output: "1"}); service.Classify(err) != runtime.Expired {
		t.Errorf("Report: %v", err)
	}
	if _, err := queue(t, service).Poll(t.Context()); service.Classify(err) != runtime.Expired {
		t.Errorf("Poll: %v", err)
	}
	if n := provider.asked.Load(); n != 3 {
		t.Errorf("credentials were asked for %d times, want 3", n)
	}
}

func TestErrorsOverWire(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]runtime.Class{
		"ActivityWorkerLimitExceeded": runtime.Limited,
		"TaskTimedOut":                runtime.Closed,
		"KmsAccessDeniedException":    runtime.KeyFailed,
		"ThrottlingException":         runtime.Throttled,
		"AccessDeniedException":       runtime.Denied,
		"SomethingNew":                runtime.Transient,
	} {
		s := server(t, func(string, map[string]any) (int, string) {
			return 400, `{"__type":"com.amazonaws.swf.service.v2.model#` + code + `","message":"no"}`
		})
		service := sfn.New(configure(s), sfn.Options{})
		err := service.Report(t.Context(), &runtime.Task{Token: "token"}, runtime.Outcome{Status: runtime.Failed})
		if got := service.Classify(err); got != want {
			t.Errorf("%s is %v, want %v: %v", code, got, want, err)
		}
	}
}
