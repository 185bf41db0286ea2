package local

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/smithy-go/middleware"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// comparing looks at what the service says and not at how the SDK got it.
var comparing = cmp.Options{
	cmpopts.IgnoreTypes(middleware.Metadata{}),
	cmpopts.IgnoreUnexported(
		sfn.DescribeActivityOutput{}, sfn.DescribeStateMachineOutput{}, sfn.DescribeExecutionOutput{},
		sfn.DescribeStateMachineForExecutionOutput{}, sfn.ValidateStateMachineDefinitionOutput{},
		types.LoggingConfiguration{}, types.TracingConfiguration{}, types.Tag{},
		types.CloudWatchEventsExecutionDataDetails{}, types.ValidateStateMachineDefinitionDiagnostic{},
	),
}

func (w *world) equal(want, got any) {
	w.t.Helper()
	if diff := cmp.Diff(want, got, comparing); diff != "" {
		w.t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestActivities(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1, Region: "eu-central-1", Account: "123456789012"})
		ctx, born := t.Context(), time.Now()
		create := func(name string, tags ...types.Tag) *string {
			out, err := w.CreateActivity(ctx, &sfn.CreateActivityInput{Name: &name, Tags: tags})
			w.must(err)
			if !out.CreationDate.Equal(born) {
				t.Errorf("created at %v, want %v", out.CreationDate, born)
			}
			return out.ActivityArn
		}
		arn := create("Grüße_1", types.Tag{Key: aws.String("a"), Value: aws.String("1")})
		if want := "arn:aws:states:eu-central-1:123456789012:activity:Grüße_1"; *arn != want {
			t.Errorf("ARN = %s, want %s", *arn, want)
		}
		time.Sleep(time.Hour)
		create("Grüße_1", types.Tag{Key: aws.String("b"), Value: aws.String("2")}) // the same, with the tags and the date of the first
		tags, err := w.ListTagsForResource(ctx, &sfn.ListTagsForResourceInput{ResourceArn: arn})
		w.must(err)
		w.equal([]types.Tag{{Key: aws.String("a"), Value: aws.String("1")}}, tags.Tags)

		got, err := w.DescribeActivity(ctx, &sfn.DescribeActivityInput{ActivityArn: arn})
		w.must(err)
		w.equal(&sfn.DescribeActivityOutput{ActivityArn: arn, Name: aws.String("Grüße_1"), CreationDate: aws.Time(born.UTC())}, got)

		for range 2 { // the second time it is gone already
			_, err = w.DeleteActivity(ctx, &sfn.DeleteActivityInput{ActivityArn: arn})
			w.must(err)
		}
		_, err = w.DescribeActivity(ctx, &sfn.DescribeActivityInput{ActivityArn: arn})
		w.mustBe(err, "ActivityDoesNotExist")
	})
}

func TestListActivities(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	for i := range 7 {
		_, err := w.CreateActivity(t.Context(), &sfn.CreateActivityInput{Name: aws.String(fmt.Sprint("a", i))})
		w.must(err)
	}
	var names []string
	pages := sfn.NewListActivitiesPaginator(w, &sfn.ListActivitiesInput{MaxResults: 3})
	for pages.HasMorePages() {
		out, err := pages.NextPage(t.Context())
		w.must(err)
		for _, a := range out.Activities {
			names = append(names, *a.Name)
			// The last one of each page goes: the next page begins behind it all the same.
			_, err := w.DeleteActivity(t.Context(), &sfn.DeleteActivityInput{ActivityArn: a.ActivityArn})
			w.must(err)
		}
	}
	w.equal([]string{"a0", "a1", "a2", "a3", "a4", "a5", "a6"}, names)
}

func TestTags(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.activity()
	machine := w.machine("m", definitionOf("", ""))
	tag := func(key, value string) types.Tag { return types.Tag{Key: &key, Value: &value} }
	for _, tags := range [][]types.Tag{{tag("a", "1"), tag("b", "2")}, {tag("a", "3"), tag("c", "")}} {
		_, err := w.TagResource(t.Context(), &sfn.TagResourceInput{ResourceArn: machine, Tags: tags})
		w.must(err)
	}
	_, err := w.UntagResource(t.Context(), &sfn.UntagResourceInput{ResourceArn: machine, TagKeys: []string{"b", "x"}})
	w.must(err)
	got, err := w.ListTagsForResource(t.Context(), &sfn.ListTagsForResourceInput{ResourceArn: machine})
	w.must(err)
	w.equal([]types.Tag{tag("a", "3"), tag("c", "")}, got.Tags)
}

func TestStateMachines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		ctx, born := t.Context(), time.Now().UTC()
		w.activity()
		text := definitionOf(`"TimeoutSeconds":9`, "")
		arn := w.machine("m", text)
		time.Sleep(time.Hour)
		if again := w.machine("m", text); *again != *arn { // the same
			t.Errorf("ARN = %s, want %s", *again, *arn)
		}
		want := &sfn.DescribeStateMachineOutput{
			StateMachineArn: arn, Name: aws.String("m"), Status: "ACTIVE", Type: "STANDARD",
			Definition: &text, RoleArn: aws.String(role), CreationDate: &born,
			LoggingConfiguration: &types.LoggingConfiguration{Level: "OFF"},
			TracingConfiguration: &types.TracingConfiguration{},
		}
		describe := func(data types.IncludedData) *sfn.DescribeStateMachineOutput {
			out, err := w.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: arn, IncludedData: data})
			w.must(err)
			return out
		}
		w.equal(want, describe(""))

		execution := w.start(arn, `{}`)
		update := &sfn.UpdateStateMachineInput{StateMachineArn: arn, Definition: aws.String(definitionOf("", "")), RoleArn: aws.String(role + "2")}
		updated, err := w.UpdateStateMachine(ctx, update)
		w.must(err)
		want.Definition, want.RoleArn, want.RevisionId = update.Definition, update.RoleArn, updated.RevisionId
		w.equal(want, describe(types.IncludedDataAllData))
		want.Definition = nil
		w.equal(want, describe(types.IncludedDataMetadataOnly))

		// The execution goes on with what it started with.
		of, err := w.DescribeStateMachineForExecution(ctx, &sfn.DescribeStateMachineForExecutionInput{ExecutionArn: execution})
		w.must(err)
		w.equal(&sfn.DescribeStateMachineForExecutionOutput{
			StateMachineArn: arn, Name: aws.String("m"), Definition: &text, RoleArn: aws.String(role), UpdateDate: &born,
			LoggingConfiguration: want.LoggingConfiguration, TracingConfiguration: want.TracingConfiguration,
		}, of)

		// A role alone leaves the definition.
		_, err = w.UpdateStateMachine(ctx, &sfn.UpdateStateMachineInput{StateMachineArn: arn, RoleArn: aws.String(role)})
		w.must(err)
		if got := describe(""); *got.Definition != *update.Definition || *got.RoleArn != role || *got.RevisionId == *updated.RevisionId {
			t.Errorf("state machine = %+v", got)
		}
	})
}

// TestDeleteStateMachine checks that a machine goes with its last execution.
func TestDeleteStateMachine(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	ctx := t.Context()
	execution := w.run(definitionOf("", ""))
	arn := w.describe(execution).StateMachineArn
	for range 2 {
		_, err := w.DeleteStateMachine(ctx, &sfn.DeleteStateMachineInput{StateMachineArn: arn})
		w.must(err)
	}
	out, err := w.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: arn})
	w.must(err)
	if out.Status != types.StateMachineStatusDeleting {
		t.Errorf("status = %s", out.Status)
	}
	w.must(w.succeed(w.take().TaskToken, `{}`))
	_, err = w.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: arn})
	w.mustBe(err, "StateMachineDoesNotExist")
	if x := w.describe(execution); x.Status != types.ExecutionStatusSucceeded {
		t.Errorf("execution = %+v", x)
	}
	_, err = w.DeleteStateMachine(ctx, &sfn.DeleteStateMachineInput{StateMachineArn: arn})
	w.must(err)
}

func TestListStateMachines(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	for i := range 5 {
		w.machine(fmt.Sprint("m", i), definitionOf("", ""))
	}
	_, err := w.DeleteStateMachine(t.Context(), &sfn.DeleteStateMachineInput{StateMachineArn: aws.String(w.service.StateMachineARN("m3"))})
	w.must(err)
	var names []string
	pages := sfn.NewListStateMachinesPaginator(w, &sfn.ListStateMachinesInput{MaxResults: 2})
	for pages.HasMorePages() {
		out, err := pages.NextPage(t.Context())
		w.must(err)
		for _, m := range out.StateMachines {
			names = append(names, fmt.Sprint(*m.Name, " ", m.Type))
		}
	}
	w.equal([]string{"m0 STANDARD", "m1 STANDARD", "m2 STANDARD", "m4 STANDARD"}, names)
}

func TestValidateStateMachineDefinition(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	failed := func(code, message, location string) types.ValidateStateMachineDefinitionDiagnostic {
		return types.ValidateStateMachineDefinitionDiagnostic{
			Severity: "ERROR", Code: &code, Message: &message, Location: &location,
		}
	}
	for _, test := range []struct {
		in   sfn.ValidateStateMachineDefinitionInput
		want sfn.ValidateStateMachineDefinitionOutput
	}{
		{
			sfn.ValidateStateMachineDefinitionInput{Definition: aws.String(definitionOf("", "")), Severity: "WARNING"},
			sfn.ValidateStateMachineDefinitionOutput{Result: "OK", Diagnostics: []types.ValidateStateMachineDefinitionDiagnostic{}, Truncated: aws.Bool(false)},
		},
		{
			sfn.ValidateStateMachineDefinitionInput{Definition: aws.String(`{"A":1,"B":2}`), MaxResults: 2},
			sfn.ValidateStateMachineDefinitionOutput{Result: "FAIL", Truncated: aws.Bool(true), Diagnostics: []types.ValidateStateMachineDefinitionDiagnostic{
				failed(schemaFailed, "These fields are required: [States, StartAt]", "/"),
				failed(schemaFailed, "Field 'A' is not supported", "/A"),
			}},
		},
		{
			sfn.ValidateStateMachineDefinitionInput{Definition: aws.String(definitionOf("", "")), Type: "EXPRESS"},
			sfn.ValidateStateMachineDefinitionOutput{Result: "FAIL", Truncated: aws.Bool(false), Diagnostics: []types.ValidateStateMachineDefinitionDiagnostic{
				{Severity: "ERROR", Code: aws.String(schemaFailed), Message: aws.String("The type EXPRESS is not supported by the local service")},
			}},
		},
	} {
		got, err := w.ValidateStateMachineDefinition(t.Context(), &test.in)
		w.must(err)
		w.equal(&test.want, got)
	}
}

func TestExecutions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		ctx, born := t.Context(), time.Now().UTC()
		w.activity()
		machine := w.machine("m", definitionOf("", ""))
		in := &sfn.StartExecutionInput{StateMachineArn: machine, Name: aws.String("one"), TraceHeader: aws.String("Root=1")}
		out, err := w.StartExecution(ctx, in)
		w.must(err)
		time.Sleep(time.Minute)
		again, err := w.StartExecution(ctx, in) // the same, as it is still running
		w.must(err)
		if *again.ExecutionArn != account+"execution:m:one" || *again.ExecutionArn != *out.ExecutionArn || !again.StartDate.Equal(born) {
			t.Errorf("started = %+v", again)
		}
		w.must(w.succeed(w.take().TaskToken, ` {"a" : 1} `))
		want := &sfn.DescribeExecutionOutput{
			ExecutionArn: out.ExecutionArn, StateMachineArn: machine, Name: aws.String("one"), Status: "SUCCEEDED",
			StartDate: &born, StopDate: aws.Time(born.Add(time.Minute)),
			Input: aws.String(`{}`), InputDetails: &types.CloudWatchEventsExecutionDataDetails{Included: true},
			Output: aws.String(` {"a" : 1} `), OutputDetails: &types.CloudWatchEventsExecutionDataDetails{Included: true},
			TraceHeader: aws.String("Root=1"), RedriveCount: aws.Int32(0), RedriveStatus: "NOT_REDRIVABLE",
			RedriveStatusReason: aws.String("The local service redrives no executions"),
		}
		w.equal(want, w.describe(out.ExecutionArn))
		got, err := w.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: out.ExecutionArn, IncludedData: types.IncludedDataMetadataOnly})
		w.must(err)
		want.Input, want.Output, want.InputDetails.Included, want.OutputDetails.Included = nil, nil, false, false
		w.equal(want, got)

		time.Sleep(time.Minute)
		stopped, err := w.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: out.ExecutionArn}) // it has ended before
		w.must(err)
		if !stopped.StopDate.Equal(*want.StopDate) || w.describe(out.ExecutionArn).Status != "SUCCEEDED" {
			t.Errorf("stopped = %+v", stopped)
		}
	})
}

func TestListExecutions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.activity()
	machine := w.machine("m", definitionOf("", ""))
	other := w.machine("other", definitionOf("", ""))
	for i := range 7 {
		w.startNamed(machine, fmt.Sprint(i), `{}`)
	}
	w.startNamed(other, "x", `{}`)
	for range 3 {
		w.must(w.succeed(w.take().TaskToken, `{}`))
	}
	w.must(w.fail(w.take().TaskToken, "E", "c"))
	for _, test := range []struct {
		status types.ExecutionStatus
		want   []string
	}{
		{"", []string{"6 RUNNING", "5 RUNNING", "4 RUNNING", "3 FAILED", "2 SUCCEEDED", "1 SUCCEEDED", "0 SUCCEEDED"}},
		{types.ExecutionStatusSucceeded, []string{"2 SUCCEEDED", "1 SUCCEEDED", "0 SUCCEEDED"}},
		{types.ExecutionStatusRunning, []string{"6 RUNNING", "5 RUNNING", "4 RUNNING"}},
		{types.ExecutionStatusAborted, nil},
	} {
		var got []string
		pages := sfn.NewListExecutionsPaginator(w, &sfn.ListExecutionsInput{StateMachineArn: machine, StatusFilter: test.status, MaxResults: 2})
		for pages.HasMorePages() {
			out, err := pages.NextPage(t.Context())
			w.must(err)
			for _, x := range out.Executions {
				got = append(got, fmt.Sprint(*x.Name, " ", x.Status))
				if (x.StopDate == nil) != (x.Status == types.ExecutionStatusRunning) {
					t.Errorf("execution = %+v", x)
				}
			}
		}
		w.equal(test.want, got)
	}
}

// TestMissingActivity is an execution whose activity was never created.
func TestMissingActivity(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	execution := w.start(w.machine("m", definitionOf(`"Catch":[{"ErrorEquals":["States.ALL"],"Next":"E"}]`, `,"E":{"Type":"Succeed"}`)), `{}`)
	x := w.describe(execution)
	want := "An error occurred while executing the state 'Work' (entered at the event id #2). The activity " + account + "activity:work does not exist."
	if x.Status != types.ExecutionStatusFailed || *x.Error != "States.Runtime" || *x.Cause != want {
		t.Errorf("execution = %s %s %s", x.Status, *x.Error, *x.Cause)
	}
	if events := w.events(execution); len(events) != 3 || events[2].PreviousEventId != 2 {
		t.Errorf("history:\n%s", show(events))
	}
}

// TestHistoryLimit ends an execution that retries for ever.
func TestHistoryLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		execution := w.run(definitionOf(`"Retry":[{"ErrorEquals":["States.ALL"],"BackoffRate":1,"MaxAttempts":99999999}]`, ""))
		x := w.service.executions[*execution]
		for x.status == statusRunning {
			w.service.mu.Lock()
			name := "E"
			task := w.service.queue(w.service.ActivityARN("work")).take()
			w.service.handOver(task, nil)
			w.service.failTask(task, "ActivityFailed", failure{name: &name})
			w.service.mu.Unlock()
			time.Sleep(time.Second)
			synctest.Wait()
		}
		if got := w.describe(execution); *got.Error != "States.Runtime" || *got.Cause != "The execution reached the maximum number of history events (25000)." {
			t.Errorf("execution = %+v", got)
		}
		if events := len(x.history); events > maxHistory || events < maxHistory-attemptEvents {
			t.Errorf("%d events", events)
		}
	})
}
