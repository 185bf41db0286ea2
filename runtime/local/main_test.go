package local

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	role    = "arn:aws:iam::000000000000:role/r"
	account = "arn:aws:states:us-east-1:000000000000:"
)

// world is a service that listens, and the official Go clients for it.
type world struct {
	*sfn.Client
	swf     *awsswf.Client
	t       *testing.T
	service *Service
	server  *Server
}

// newWorld starts a service on the loopback interface.
func newWorld(t *testing.T, o Options) *world {
	t.Helper()
	service := New(o)
	server, err := service.Start("")
	if err != nil {
		t.Fatal(err)
	}
	return connect(t, service, server, new(net.Dialer).DialContext)
}

// newVirtualWorld starts a service on connections in memory, so that all of it
// lives in the time of a synctest bubble.
func newVirtualWorld(t *testing.T, o Options) *world {
	t.Helper()
	listener := &memoryListener{conns: make(chan net.Conn), closed: make(chan struct{})}
	service := New(o)
	return connect(t, service, service.serve(listener, "http://memory"), listener.dial)
}

func connect(t *testing.T, service *Service, server *Server, dial func(context.Context, string, string) (net.Conn, error)) *world {
	transport := &http.Transport{DialContext: dial, MaxIdleConnsPerHost: 100}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		transport.CloseIdleConnections()
	})
	cfg := aws.Config{
		Region:           "us-east-1",
		BaseEndpoint:     aws.String(server.URL()),
		Credentials:      credentials.NewStaticCredentialsProvider("test", "test", ""),
		HTTPClient:       &http.Client{Transport: ownBody{transport}},
		RetryMaxAttempts: 1,
	}
	return &world{sfn.NewFromConfig(cfg), awsswf.NewFromConfig(cfg), t, service, server}
}

// ownBody gives each request a body that the SDK can't close, so that a service
// without Options.Latency does not trouble net/http.
type ownBody struct{ http.RoundTripper }

func (t ownBody) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	return t.RoundTripper.RoundTrip(r)
}

// memoryListener accepts what dial connects.
type memoryListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *memoryListener) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case l.conns <- far:
		return near, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *memoryListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *memoryListener) Addr() net.Addr { return &net.TCPAddr{} }

// definitionOf is a state machine of one Task state "Work" on the activity
// "work", with more fields of that state and more states.
func definitionOf(fields, states string) string {
	if fields != "" {
		fields += ","
	}
	return fmt.Sprintf(`{"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"%sactivity:work",%s"End":true}%s}}`,
		account, fields, states)
}

// activity creates the activity "work" and returns its ARN.
func (w *world) activity() *string {
	w.t.Helper()
	out, err := w.CreateActivity(w.t.Context(), &sfn.CreateActivityInput{Name: aws.String("work")})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.ActivityArn
}

// machine creates a state machine and returns its ARN.
func (w *world) machine(name, definition string) *string {
	w.t.Helper()
	out, err := w.CreateStateMachine(w.t.Context(), &sfn.CreateStateMachineInput{
		Name: &name, Definition: &definition, RoleArn: aws.String(role),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.StateMachineArn
}

// start starts an execution and returns its ARN.
func (w *world) start(machine *string, input string) *string {
	w.t.Helper()
	out, err := w.StartExecution(w.t.Context(), &sfn.StartExecutionInput{StateMachineArn: machine, Input: &input})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.ExecutionArn
}

// run creates the activity and a state machine and starts an execution.
func (w *world) run(definition string) *string {
	w.t.Helper()
	w.activity()
	return w.start(w.machine("m", definition), `{"n": 1}`)
}

// take polls for a task of the activity "work", which must be there.
func (w *world) take() *sfn.GetActivityTaskOutput {
	w.t.Helper()
	out, err := w.GetActivityTask(w.t.Context(), &sfn.GetActivityTaskInput{
		ActivityArn: aws.String(w.service.ActivityARN("work")), WorkerName: aws.String("me"),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if aws.ToString(out.TaskToken) == "" {
		w.t.Fatal("no task")
	}
	return out
}

func (w *world) succeed(token *string, output string) error {
	_, err := w.SendTaskSuccess(w.t.Context(), &sfn.SendTaskSuccessInput{TaskToken: token, Output: &output})
	return err
}

func (w *world) fail(token *string, name, cause string) error {
	_, err := w.SendTaskFailure(w.t.Context(), &sfn.SendTaskFailureInput{TaskToken: token, Error: &name, Cause: &cause})
	return err
}

func (w *world) beat(token *string) error {
	_, err := w.SendTaskHeartbeat(w.t.Context(), &sfn.SendTaskHeartbeatInput{TaskToken: token})
	return err
}

// describe returns an execution.
func (w *world) describe(arn *string) *sfn.DescribeExecutionOutput {
	w.t.Helper()
	out, err := w.DescribeExecution(w.t.Context(), &sfn.DescribeExecutionInput{ExecutionArn: arn})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// events returns the history of an execution.
func (w *world) events(arn *string) []types.HistoryEvent {
	w.t.Helper()
	out, err := w.GetExecutionHistory(w.t.Context(), &sfn.GetExecutionHistoryInput{ExecutionArn: arn})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.Events
}

// rawAnswer is an answer as it was on the wire.
type rawAnswer struct {
	status int
	header http.Header
	body   string
}

// send posts a raw body and returns the answer.
func (w *world) send(target, body string) rawAnswer {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.server.URL(), strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("X-Amz-Target", target)
	return w.do(request)
}

func (w *world) do(request *http.Request) rawAnswer {
	w.t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	if err != nil {
		w.t.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		w.t.Fatal(err)
	}
	return rawAnswer{response.StatusCode, response.Header, string(text)}
}

// until waits for a condition that a test has no event for.
func until(t *testing.T, condition func() bool) {
	t.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	for !condition() {
		select {
		case <-ticker.C:
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		}
	}
}

// testLogger sends the service's log to the test's.
func testLogger(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
}
