package local

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestProtocol compares raw answers, byte for byte.
func TestProtocol(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{Logger: testLogger(t), PollHold: 1})
	activity := *w.activity()
	for _, test := range []struct {
		name, target, body string
		status             int
		want               string
	}{
		{"nothing to say", "AWSStepFunctions.DeleteActivity", `{"activityArn":"` + account + `activity:none"}`, 200, `{}`},
		{"an unknown member is ignored", "AWSStepFunctions.ListStateMachines", `{"color":"red"}`, 200, `{"stateMachines":[]}`},
		{"null is absent", "AWSStepFunctions.ListStateMachines", `{"maxResults":null,"nextToken":null}`, 200, `{"stateMachines":[]}`},
		{
			"exception", "AWSStepFunctions.DescribeActivity", `{"activityArn":"` + account + `activity:x"}`, 400,
			`{"__type":"com.amazonaws.swf.service.v2.model#ActivityDoesNotExist","message":"Activity Does Not Exist: '` + account + `activity:x'"}`,
		},
		{
			"missing parameter", "AWSStepFunctions.DescribeActivity", `{}`, 400,
			`{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: Value null at 'activityArn' failed to satisfy constraint: Member must not be null"}`,
		},
		{
			"names are case sensitive", "AWSStepFunctions.DescribeActivity", `{"ActivityArn":"` + activity + `"}`, 400,
			`{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: Value null at 'activityArn' failed to satisfy constraint: Member must not be null"}`,
		},
		{
			"two missing parameters", "AWSStepFunctions.SendTaskSuccess", `{"taskToken":null}`, 400,
			`{"__type":"com.amazon.coral.validate#ValidationException","message":"2 validation errors detected: Value null at 'output' failed to satisfy constraint: Member must not be null; Value null at 'taskToken' failed to satisfy constraint: Member must not be null"}`,
		},
		{
			"missing list", "AWSStepFunctions.TagResource", `{"resourceArn":"` + activity + `"}`, 400,
			`{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null"}`,
		},
		{
			"missing list of keys", "AWSStepFunctions.UntagResource", `{"resourceArn":"` + activity + `"}`, 400,
			`{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null"}`,
		},
		{
			"wrong type", "AWSStepFunctions.DescribeActivity", `{"activityArn":5}`, 400,
			`{"__type":"com.amazon.coral.service#SerializationException","message":"activityArn cannot be converted to String"}`,
		},
		{
			"wrong type inside", "AWSStepFunctions.CreateActivity", `{"name":"n","tags":[{"key":"k"},{"key":[]}]}`, 400,
			`{"__type":"com.amazon.coral.service#SerializationException","message":"tags.2.member.key cannot be converted to String"}`,
		},
		{
			"wrong number", "AWSStepFunctions.ListActivities", `{"maxResults":"5"}`, 400,
			`{"__type":"com.amazon.coral.service#SerializationException","message":"maxResults cannot be converted to Integer"}`,
		},
		{
			"no JSON", "AWSStepFunctions.ListActivities", `{"maxResults":`, 400,
			`{"__type":"com.amazon.coral.service#SerializationException","message":"The request body is not a JSON object"}`,
		},
		{
			"no object", "AWSStepFunctions.ListActivities", `null`, 400,
			`{"__type":"com.amazon.coral.service#SerializationException","message":"The request body is not a JSON object"}`,
		},
		{
			"unknown operation", "AWSStepFunctions.Fly", `{}`, 400,
			`{"__type":"com.amazon.coral.service#UnknownOperationException","message":"The local service has no operation \"AWSStepFunctions.Fly\""}`,
		},
		{
			"SWF: nothing to say", "SimpleWorkflowService.RegisterDomain", `{"name":"d","workflowExecutionRetentionPeriodInDays":"1"}`, 200, ``,
		},
		{
			"SWF: empty poll", "SimpleWorkflowService.PollForActivityTask", `{"domain":"d","taskList":{"name":"l"}}`, 200,
			`{"taskToken":"","startedEventId":0}`,
		},
		{
			"SWF: empty poll of a decider", "SimpleWorkflowService.PollForDecisionTask", `{"domain":"d","taskList":{"name":"l"}}`, 200,
			`{"taskToken":"","startedEventId":0,"previousStartedEventId":0}`,
		},
		{
			"SWF: exception", "SimpleWorkflowService.DescribeDomain", `{"name":"x"}`, 400,
			`{"__type":"com.amazonaws.swf.base.model#UnknownResourceFault","message":"Unknown domain: x"}`,
		},
		{
			"SWF: missing parameter", "SimpleWorkflowService.PollForActivityTask", `{"domain":"d","taskList":{}}`, 400,
			`{"__type":"com.amazon.coral.validate#ValidationException","message":"1 validation error detected: Value null at 'taskList.name' failed to satisfy constraint: Member must not be null"}`,
		},
		{
			"another service", "DynamoDB_20120810.ListTables", `{}`, 400,
			`{"__type":"com.amazon.coral.service#UnknownOperationException","message":"The local service has no operation \"DynamoDB_20120810.ListTables\""}`,
		},
		{
			"too large", "AWSStepFunctions.ListActivities", `{"x":"` + strings.Repeat("x", maxBody) + `"}`, 413,
			`{"__type":"com.amazon.coral.service#RequestEntityTooLargeException","message":"The request is larger than 8388608 bytes"}`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := w.send(test.target, test.body)
			if got.status != test.status || got.body != test.want {
				t.Errorf("answer = %d %s\nwant     %d %s", got.status, got.body, test.status, test.want)
			}
			checkHeader(t, got.header)
		})
	}
}

func checkHeader(t *testing.T, header http.Header) {
	t.Helper()
	if got := header.Get("Content-Type"); got != "application/x-amz-json-1.0" {
		t.Errorf("Content-Type = %q", got)
	}
	if got := header.Get("x-amzn-RequestId"); !uuid.MatchString(got) {
		t.Errorf("x-amzn-RequestId = %q", got)
	}
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// TestTimestamps are numbers of seconds with milliseconds, never 1e9.
func TestTimestamps(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.activity()
	got := w.send("AWSStepFunctions.ListActivities", `{}`).body
	if !regexp.MustCompile(`^\{"activities":\[\{"activityArn":"[^"]*","name":"work","creationDate":\d{10}\.\d{3}\}\]\}$`).MatchString(got) {
		t.Errorf("answer = %s", got)
	}
}

// TestEmptyPoll is the answer of a poll when the hold has passed.
func TestEmptyPoll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{PollHold: 1})
	got := w.send("AWSStepFunctions.GetActivityTask", `{"activityArn":"`+*w.activity()+`"}`)
	if got.status != http.StatusOK || got.body != `{}` {
		t.Errorf("answer = %d %s", got.status, got.body)
	}
}

// TestNotTheProtocol is what a browser or another client gets.
func TestNotTheProtocol(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	for _, test := range []struct{ name, method, path, media, want string }{
		{"method", http.MethodGet, "/", contentType, "This service answers POST / only"},
		{"path", http.MethodPost, "/states", contentType, "This service answers POST / only"},
		{"media type", http.MethodPost, "/", "text/plain", "The Content-Type must be application/x-amz-json-1.0"},
		{"no media type", http.MethodPost, "/", "", "The Content-Type must be application/x-amz-json-1.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), test.method, w.server.URL()+test.path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", test.media)
			request.Header.Set("X-Amz-Target", "AWSStepFunctions.ListActivities")
			got := w.do(request)
			want := `{"__type":"com.amazon.coral.service#UnknownOperationException","message":"` + test.want + `"}`
			if got.status != http.StatusNotFound || got.body != want {
				t.Errorf("answer = %d %s, want 404 %s", got.status, got.body, want)
			}
			checkHeader(t, got.header)
		})
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.service.Close()
	w.service.Close()
	got := w.send("AWSStepFunctions.ListActivities", `{}`)
	want := `{"__type":"com.amazon.coral.service#ServiceUnavailable","message":"The local service is closed"}`
	if got.status != http.StatusServiceUnavailable || got.body != want {
		t.Errorf("answer = %d %s", got.status, got.body)
	}
}
