package awsclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/internal/awsclient"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func post(t *testing.T, url string, body io.Reader) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, body)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// A lane heeds neither the retries nor the timeouts of a configuration, and
// leaves the configuration as it is.
func TestLane(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		io.Copy(w, req.Body) //nolint:errcheck // the client sees it
	}))
	t.Cleanup(s.Close)
	client := awshttp.NewBuildableClient().WithTimeout(time.Nanosecond).WithReadTimeout(time.Nanosecond)
	cfg := aws.Config{RetryMode: aws.RetryModeAdaptive, RetryMaxAttempts: 10, HTTPClient: client}
	lane := awsclient.Lane(cfg)
	if n := lane.Retryer().MaxAttempts(); n != 1 || lane.RetryMode != "" || lane.RetryMaxAttempts != 0 {
		t.Errorf("%d attempts, mode %q, at most %d", n, lane.RetryMode, lane.RetryMaxAttempts)
	}
	resp, err := lane.HTTPClient.Do(post(t, s.URL, strings.NewReader("hello")))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing is left to read
	if got, err := io.ReadAll(resp.Body); string(got) != "hello" || err != nil {
		t.Errorf("answer %q, %v", got, err)
	}
	if cfg.RetryMaxAttempts != 10 || cfg.HTTPClient != client || client.GetTimeout() != time.Nanosecond {
		t.Error("the configuration was changed")
	}
}

// client is an HTTP client that isn't the SDK's own.
type client func(*http.Request) (*http.Response, error)

func (c client) Do(req *http.Request) (*http.Response, error) { return c(req) }

// closable is a body that can't be read once it is closed, as the SDK's.
type closable struct {
	io.Reader
	closed bool
}

func (c *closable) Read(p []byte) (int, error) {
	if c.closed {
		return 0, io.EOF
	}
	return c.Reader.Read(p)
}

func (c *closable) Close() error {
	c.closed = true
	return nil
}

// What closes the request's body doesn't reach the one that is sent.
func TestOwnBody(t *testing.T) {
	t.Parallel()
	var sent *http.Request
	lane := awsclient.Lane(aws.Config{HTTPClient: client(func(req *http.Request) (*http.Response, error) {
		sent = req
		return nil, http.ErrHandlerTimeout
	})})
	body := &closable{Reader: strings.NewReader("hello")}
	req := post(t, "http://localhost", body)
	if _, err := lane.HTTPClient.Do(req); !errors.Is(err, http.ErrHandlerTimeout) { //nolint:bodyclose // there is none
		t.Fatal(err)
	}
	if err := body.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := sent.GetBody()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []io.Reader{sent.Body, again} {
		if got, err := io.ReadAll(b); string(got) != "hello" || err != nil {
			t.Errorf("body is %q, %v", got, err)
		}
	}
	if sent.ContentLength != 5 || req.Body != body {
		t.Errorf("content length is %d", sent.ContentLength)
	}
	// Without a body, and with one that can't be read.
	for _, none := range []io.Reader{nil, http.NoBody} {
		req := post(t, "http://localhost", none)
		if _, err := lane.HTTPClient.Do(req); !errors.Is(err, http.ErrHandlerTimeout) || sent != req { //nolint:bodyclose // there is none
			t.Errorf("request without a body: %v", err)
		}
	}
	broken := io.MultiReader(strings.NewReader("hel"), errReader{})
	if _, err := lane.HTTPClient.Do(post(t, "http://localhost", broken)); !errors.Is(err, errBroken) { //nolint:bodyclose // there is none
		t.Errorf("broken body: %v", err)
	}
}

var errBroken = errors.New("broken")

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errBroken }

func TestRenewal(t *testing.T) {
	t.Parallel()
	asked := 0
	provider := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		asked++
		return aws.Credentials{AccessKeyID: "key", SecretAccessKey: "secret"}, nil
	})
	cache := aws.NewCredentialsCache(provider)
	renew := awsclient.Renewal(aws.Config{Credentials: cache})
	for range 2 {
		if _, err := cache.Retrieve(t.Context()); err != nil {
			t.Fatal(err)
		}
		renew()
	}
	if asked != 2 {
		t.Errorf("credentials were asked for %d times, want 2", asked)
	}
	awsclient.Renewal(aws.Config{Credentials: provider})() // keeps none
}

func TestClassify(t *testing.T) {
	t.Parallel()
	own := map[string]runtime.Class{"Mine": runtime.Closed, "AccessDenied": runtime.BadToken, "Odd": runtime.Transient}
	code := func(c string) error { return fmt.Errorf("call: %w", &smithy.GenericAPIError{Code: c}) }
	for _, test := range []struct {
		err  error
		want runtime.Class
	}{
		{code("Mine"), runtime.Closed},
		{code("Odd"), runtime.Transient},
		{code("AccessDenied"), runtime.BadToken},
		{code("AccessDeniedException"), runtime.Denied},
		{code("UnrecognizedClientException"), runtime.Denied},
		{code("ThrottlingException"), runtime.Throttled},
		{code("ExpiredTokenException"), runtime.Expired},
		{code("ValidationException"), runtime.Refused},
		{code("InternalFailure"), runtime.Transient},
		{io.ErrUnexpectedEOF, runtime.Transient},
	} {
		if got := awsclient.Classify(test.err, own); got != test.want {
			t.Errorf("%v is %v, want %v", test.err, got, test.want)
		}
	}
}

func TestWorkerName(t *testing.T) {
	t.Parallel()
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	pid := fmt.Sprint("-", os.Getpid())
	for _, test := range []struct {
		name  string
		limit int
		want  string
	}{
		{"", 1_000, host + pid},
		{"", len(pid) + 1, host[:1] + pid},
		{"a b\tc", 80, "a-b-c"},
		{"ééé", 2, "éé"},
	} {
		if got := awsclient.WorkerName(test.name, test.limit, unicode.IsSpace); got != test.want {
			t.Errorf("name of %q is %q, want %q", test.name, got, test.want)
		}
	}
}
