package local

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const resource = `"Resource":"arn:aws:states:us-east-1:000000000000:activity:work"`

// TestDefinitionRefused lists what is no definition, or none for this service.
func TestDefinitionRefused(t *testing.T) {
	t.Parallel()
	task := func(fields string) string {
		return `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,` + fields + `}}}`
	}
	for _, test := range []struct{ name, text, want string }{
		{"no JSON", `{"StartAt":}`, "INVALID_JSON_DESCRIPTION: invalid character '}' looking for beginning of value"},
		{"deep", strings.Repeat("[", 20_000), "INVALID_JSON_DESCRIPTION: invalid character '[' exceeded max depth"},
		{"no object", `[1]`, "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object"},
		{"nothing", `{}`, "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"},
		{"no states", `{"StartAt":"W","States":{}}`, "SCHEMA_VALIDATION_FAILED: Value must be an object with at least one state at /States"},
		{"state is no object", `{"StartAt":"W","States":{"W":1}}`, "SCHEMA_VALIDATION_FAILED: Value must be an object at /States/W"},
		{"state without type", `{"StartAt":"W","States":{"W":{"End":true}}}`, "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/W"},
		{"top-level field", `{"StartAt":"W","Foo":1,"States":{"W":{"Type":"Task",` + resource + `,"End":true}}}`, "SCHEMA_VALIDATION_FAILED: Field 'Foo' is not supported at /Foo"},
		{"JSONata", `{"QueryLanguage":"JSONata","StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"End":true}}}`, "SCHEMA_VALIDATION_FAILED: Value must be one of: [JSONPath] at /QueryLanguage"},
		{"version", `{"Version":"2.0","StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"End":true}}}`, "SCHEMA_VALIDATION_FAILED: Value must be one of: [1.0] at /Version"},
		{
			"start", `{"StartAt":"X","States":{"W":{"Type":"Task",` + resource + `,"End":true}}}`,
			"MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /StartAt, MISSING_TRANSITION_TARGET: State \"W\" is not reachable. at /States/W",
		},
		{"start is no string", `{"StartAt":1,"States":{"W":{"Type":"Task",` + resource + `,"End":true}}}`, "SCHEMA_VALIDATION_FAILED: Value must be a string at /StartAt"},
		{"duplicate state", `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"End":true},"W":{"Type":"Succeed"}}}`, "DUPLICATE_STATE_NAME: Duplicate State name: W at /States/W"},
		{"duplicate field", `{"StartAt":"W","StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"End":true}}}`, "SCHEMA_VALIDATION_FAILED: Duplicate field 'StartAt' at /StartAt"},
		{
			"long name", `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"End":true},"` + strings.Repeat("x", 81) + `":{"Type":"Succeed"}}}`,
			"SCHEMA_VALIDATION_FAILED: The name of a state has 1 to 80 characters at /States/" + strings.Repeat("x", 81),
		},
		{"no task", `{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}`, "SCHEMA_VALIDATION_FAILED: Found 0 Task states: exactly one is supported by the local service at /States"},
		{
			"two tasks", `{"StartAt":"V","States":{"V":{"Type":"Task",` + resource + `,"Next":"W"},"W":{"Type":"Task",` + resource + `,"End":true}}}`,
			"SCHEMA_VALIDATION_FAILED: Found 2 Task states: exactly one is supported by the local service at /States",
		},
		{"another type", `{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[]}}}`, "SCHEMA_VALIDATION_FAILED: A state of type Choice is not supported by the local service at /States/C/Type"},
		{
			"unreachable state", `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"End":true},"X":{"Type":"Succeed"}}}`,
			"MISSING_TRANSITION_TARGET: State \"X\" is not reachable. at /States/X",
		},
		{
			"pass that goes on", `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"Next":"P"},"P":{"Type":"Pass","Next":"S"},"S":{"Type":"Succeed"}}}`,
			"SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported here by the local service at /States/P/Next",
		},
		{"loop", task(`"Next":"W"`), "SCHEMA_VALIDATION_FAILED: A loop is not supported by the local service at /States/W/Next"},
		{"loop by a Catch", task(`"Catch":[{"ErrorEquals":["E"],"Next":"W"}],"End":true`), "SCHEMA_VALIDATION_FAILED: A loop is not supported by the local service at /States/W/Catch[0]/Next"},

		{"no resource", `{"StartAt":"W","States":{"W":{"Type":"Task","End":true}}}`, "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/W"},
		{
			"lambda", `{"StartAt":"W","States":{"W":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true}}}`,
			"SCHEMA_VALIDATION_FAILED: The resource arn:aws:states:::lambda:invoke is not the ARN of an activity, the only kind that is supported by the local service at /States/W/Resource",
		},
		{"no end", `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `}}}`, "SCHEMA_VALIDATION_FAILED: One of the fields is required: [Next, End] at /States/W"},
		{"end twice", task(`"End":true,"Next":"S"`), "SCHEMA_VALIDATION_FAILED: Only one of the fields is allowed: [Next, End] at /States/W"},
		{"end false", task(`"End":false`), "SCHEMA_VALIDATION_FAILED: Value must be true at /States/W/End"},
		{"target", task(`"Next":"S"`), "MISSING_TRANSITION_TARGET: Missing 'Next' target: S at /States/W/Next"},
		{
			"paths", task(`"InputPath":"$.a","OutputPath":"$","ResultPath":null,"Parameters":{},"End":true`),
			"SCHEMA_VALIDATION_FAILED: Field 'InputPath' is not supported here by the local service at /States/W/InputPath, " +
				"SCHEMA_VALIDATION_FAILED: Field 'OutputPath' is not supported here by the local service at /States/W/OutputPath, " +
				"SCHEMA_VALIDATION_FAILED: Field 'ResultPath' is not supported here by the local service at /States/W/ResultPath, " +
				"SCHEMA_VALIDATION_FAILED: Field 'Parameters' is not supported here by the local service at /States/W/Parameters",
		},
		{"typo", task(`"Timeout":5,"End":true`), "SCHEMA_VALIDATION_FAILED: Field 'Timeout' is not supported at /States/W/Timeout"},
		{"comment", task(`"Comment":5,"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be a string at /States/W/Comment"},
		{"timeout 0", task(`"TimeoutSeconds":0,"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be an integer from 1 to 99999999 at /States/W/TimeoutSeconds"},
		{"timeout 1.5", task(`"TimeoutSeconds":1.5,"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be an integer from 1 to 99999999 at /States/W/TimeoutSeconds"},
		{"timeout text", task(`"TimeoutSeconds":"5","End":true`), "SCHEMA_VALIDATION_FAILED: Value must be an integer from 1 to 99999999 at /States/W/TimeoutSeconds"},
		{"timeout of a century", task(`"TimeoutSeconds":100000000,"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be an integer from 1 to 99999999 at /States/W/TimeoutSeconds"},
		{"heartbeat as long as the timeout", task(`"TimeoutSeconds":5,"HeartbeatSeconds":5,"End":true`), "SCHEMA_VALIDATION_FAILED: HeartbeatSeconds must be smaller than TimeoutSeconds at /States/W/HeartbeatSeconds"},
		{"heartbeat as long as the default", task(`"HeartbeatSeconds":99999999,"End":true`), "SCHEMA_VALIDATION_FAILED: HeartbeatSeconds must be smaller than TimeoutSeconds at /States/W/HeartbeatSeconds"},

		{"retry is no array", task(`"Retry":{},"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be an array at /States/W/Retry"},
		{"retrier is no object", task(`"Retry":[1],"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be an object at /States/W/Retry[0]"},
		{"retry without errors", task(`"Retry":[{}],"End":true`), "SCHEMA_VALIDATION_FAILED: These fields are required: [ErrorEquals] at /States/W/Retry[0]"},
		{"no errors", task(`"Retry":[{"ErrorEquals":[]}],"End":true`), "SCHEMA_VALIDATION_FAILED: Array must have at least 1 items at /States/W/Retry[0]/ErrorEquals"},
		{"error is no string", task(`"Retry":[{"ErrorEquals":[1]}],"End":true`), "SCHEMA_VALIDATION_FAILED: Value must be a string at /States/W/Retry[0]/ErrorEquals[0]"},
		{"ALL with others", task(`"Retry":[{"ErrorEquals":["A","States.ALL"]}],"End":true`), "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and in the last entry at /States/W/Retry[0]/ErrorEquals"},
		{"ALL before others", task(`"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"},{"ErrorEquals":["A"],"Next":"S"}],"End":true`), "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and in the last entry at /States/W/Catch[0]/ErrorEquals"},
		{
			"retry numbers", task(`"Retry":[{"ErrorEquals":["A"],"IntervalSeconds":0,"MaxAttempts":-1,"BackoffRate":0.9,"MaxDelaySeconds":31622400,"JitterStrategy":"HALF"}],"End":true`),
			"SCHEMA_VALIDATION_FAILED: Value must be an integer from 1 to 99999999 at /States/W/Retry[0]/IntervalSeconds, " +
				"SCHEMA_VALIDATION_FAILED: Value must be an integer from 0 to 99999999 at /States/W/Retry[0]/MaxAttempts, " +
				"SCHEMA_VALIDATION_FAILED: Value must be a number of at least 1.0 at /States/W/Retry[0]/BackoffRate, " +
				"SCHEMA_VALIDATION_FAILED: Value must be an integer from 1 to 31622399 at /States/W/Retry[0]/MaxDelaySeconds, " +
				"SCHEMA_VALIDATION_FAILED: Value must be one of: [NONE, FULL] at /States/W/Retry[0]/JitterStrategy, " +
				"SCHEMA_VALIDATION_FAILED: MaxDelaySeconds must be greater than IntervalSeconds at /States/W/Retry[0]/MaxDelaySeconds",
		},
		{"retry field", task(`"Retry":[{"ErrorEquals":["A"],"Times":1}],"End":true`), "SCHEMA_VALIDATION_FAILED: Field 'Times' is not supported at /States/W/Retry[0]/Times"},
		{"catch target", task(`"Catch":[{"ErrorEquals":["A"],"Next":"S"}],"End":true`), "MISSING_TRANSITION_TARGET: Missing 'Next' target: S at /States/W/Catch[0]/Next"},
		{"catch without target", task(`"Catch":[{"ErrorEquals":["A"]}],"End":true`), "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/W/Catch[0]"},
		{"catch field", task(`"Catch":[{"ErrorEquals":["A"],"Next":"S","ResultPath":"$.e"}],"End":true`), "SCHEMA_VALIDATION_FAILED: Field 'ResultPath' is not supported here by the local service at /States/W/Catch[0]/ResultPath"},
		{
			"fail field", `{"StartAt":"W","States":{"W":{"Type":"Task",` + resource + `,"Next":"F"},"F":{"Type":"Fail","Error":1,"CausePath":"$"}}}`,
			"SCHEMA_VALIDATION_FAILED: Value must be a string at /States/F/Error, SCHEMA_VALIDATION_FAILED: Field 'CausePath' is not supported here by the local service at /States/F/CausePath",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, problems := parseDefinition(test.text)
			list := make([]string, len(problems))
			for i, problem := range problems {
				list[i] = problem.String()
			}
			if got := strings.Join(list, ", "); got != test.want {
				t.Errorf("problems = %s\nwant       %s", got, test.want)
			}
		})
	}
}

// TestDefinitionAccepted uses every field there is.
func TestDefinitionAccepted(t *testing.T) {
	t.Parallel()
	d, problems := parseDefinition(`{
		"Comment": "c", "Version": "1.0", "QueryLanguage": "JSONPath", "StartAt": "W", "TimeoutSeconds": 99999999,
		"States": {
			"W": {
				"Type": "Task", "Comment": "c", "QueryLanguage": "JSONPath", ` + resource + `,
				"TimeoutSeconds": 300, "HeartbeatSeconds": 30,
				"Retry": [
					{"Comment": "c", "ErrorEquals": ["A", "States.Timeout"], "IntervalSeconds": 3, "MaxAttempts": 0, "BackoffRate": 1.5, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"},
					{"ErrorEquals": ["States.ALL"]}
				],
				"Catch": [{"Comment": "c", "ErrorEquals": ["B"], "Next": "F"}, {"ErrorEquals": ["States.ALL"], "Next": "P"}],
				"Next": "S"
			},
			"F": {"Type": "Fail", "Comment": "c", "Error": "E", "Cause": "why"},
			"P": {"Type": "Pass", "Comment": "c", "End": true},
			"S": {"Type": "Succeed", "Comment": "c"}
		}
	}`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	w := d.states["W"]
	got := fmt.Sprintf("%s %v %d %d %+v %+v %s", d.startAt, d.timeout, w.timeout(), w.heartbeat(), w.retry, w.catch, w.next)
	want := "W 8760h0m0s 300 30 [{errors:[A States.Timeout] interval:3 maxDelay:60 attempts:0 backoff:1.5 jitter:true} " +
		"{errors:[States.ALL] interval:1 maxDelay:31622399 attempts:3 backoff:2 jitter:false}] [{errors:[B] next:F} {errors:[States.ALL] next:P}] S"
	if got != want {
		t.Errorf("definition = %s\nwant         %s", got, want)
	}
}

func TestErrorEquals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		wanted string
		names  []string // that it matches, of all below
	}{
		{"States.ALL", []string{"A", "", "States.Timeout", "States.HeartbeatTimeout"}},
		{"States.TaskFailed", []string{"A", ""}},
		{"States.Timeout", []string{"States.Timeout", "States.HeartbeatTimeout"}},
		{"States.HeartbeatTimeout", []string{"States.HeartbeatTimeout"}},
		{"A", []string{"A"}},
		{"a", nil},
	} {
		var got []string
		for _, name := range []string{"A", "", "States.Timeout", "States.HeartbeatTimeout"} {
			if (failure{name: &name}).among([]string{"Z", test.wanted}) {
				got = append(got, name)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(test.names) {
			t.Errorf("%s matches %q, want %q", test.wanted, got, test.names)
		}
	}
	if !(failure{}).among([]string{errTaskFailed}) || (failure{}).among([]string{"A"}) {
		t.Error("a failure without a name")
	}
}

func TestRetryDelay(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		r    retrier
		n    int64
		want time.Duration
	}{
		{retrier{interval: 3, backoff: 2, maxDelay: maxDelaySeconds}, 0, 3 * time.Second},
		{retrier{interval: 3, backoff: 2, maxDelay: maxDelaySeconds}, 3, 24 * time.Second},
		{retrier{interval: 1, backoff: 1.5, maxDelay: maxDelaySeconds}, 2, 2250 * time.Millisecond},
		{retrier{interval: 3, backoff: 2, maxDelay: 10}, 3, 10 * time.Second},
		{retrier{interval: 3, backoff: 10, maxDelay: maxDelaySeconds}, 99_999_999, maxDelaySeconds * time.Second},
	} {
		if got := test.r.delay(test.n); got != test.want {
			t.Errorf("%+v, retry %d: %v, want %v", test.r, test.n, got, test.want)
		}
		test.r.jitter = true
		for range 100 {
			if got := test.r.delay(test.n); got < 0 || got >= test.want {
				t.Errorf("%+v, retry %d: %v, want less than %v", test.r, test.n, got, test.want)
			}
		}
	}
}
