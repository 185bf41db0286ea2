package local

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/smithy-go"
)

// codeOf returns the name and the message of an error of the service.
func codeOf(err error) (code, message string) {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return "", ""
	}
	return api.ErrorCode(), api.ErrorMessage()
}

// TestErrors makes each wrong call that the service tells apart.
func TestErrors(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	activity := w.activity()
	machine := w.machine("m", definitionOf("", ""))
	ended := w.startNamed(machine, "ended", `{}`)
	closed := w.take().TaskToken
	w.must(w.succeed(closed, `{}`))
	running := w.startNamed(machine, "running", `{}`)
	open := w.take().TaskToken
	deleting := w.machine("deleting", definitionOf("", ""))
	w.start(deleting, `{}`)
	_, err := w.DeleteStateMachine(t.Context(), &sfn.DeleteStateMachineInput{StateMachineArn: deleting})
	w.must(err)

	long := func(n int) *string { return aws.String(strings.Repeat("x", n)) }
	unknown := aws.String(base64.StdEncoding.EncodeToString(make([]byte, tokenBytes)))
	definition := aws.String(definitionOf("", ""))
	other := aws.String(definitionOf(`"TimeoutSeconds":5`, ""))
	manyTags := make([]types.Tag, 51)
	for i := range manyTags {
		manyTags[i] = types.Tag{Key: long(i + 1), Value: aws.String("")}
	}

	for _, test := range []struct {
		name          string
		call          func(context.Context) error
		code, message string
	}{
		{"CreateActivity: blank in name", createActivity(w, &sfn.CreateActivityInput{Name: aws.String("a b")}), "InvalidName", "Invalid Name: 'a b'"},
		{
			"CreateActivity: long name", createActivity(w, &sfn.CreateActivityInput{Name: long(81)}), "ValidationException",
			"1 validation error detected: Value '" + *long(81) + "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80",
		},
		{
			"CreateActivity: empty name", createActivity(w, &sfn.CreateActivityInput{Name: aws.String("")}), "ValidationException",
			"1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1",
		},
		{
			"CreateActivity: tags", createActivity(w, &sfn.CreateActivityInput{Name: aws.String("b"), Tags: manyTags}), "TooManyTags",
			"Too many tags: '" + account + "activity:b' would have 51, at most 50 are allowed",
		},
		{"CreateActivity: a key of the customer", createActivity(w, &sfn.CreateActivityInput{
			Name: aws.String("b"), EncryptionConfiguration: &types.EncryptionConfiguration{Type: types.EncryptionTypeCustomerManagedKmsKey},
		}), "InvalidEncryptionConfiguration", "Invalid Encryption Configuration: 'CUSTOMER_MANAGED_KMS_KEY is not offered by the local service'"},
		{"DescribeActivity: no ARN", func(ctx context.Context) error {
			_, err := w.DescribeActivity(ctx, &sfn.DescribeActivityInput{ActivityArn: aws.String("work")})
			return err
		}, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: work'"},
		{"DescribeActivity: short ARN", func(ctx context.Context) error {
			_, err := w.DescribeActivity(ctx, &sfn.DescribeActivityInput{ActivityArn: aws.String("arn:aws:states")})
			return err
		}, "InvalidArn", "Invalid Arn: 'Invalid ARN: arn:aws:states'"},
		{"DescribeActivity: none", func(ctx context.Context) error {
			_, err := w.DescribeActivity(ctx, &sfn.DescribeActivityInput{ActivityArn: aws.String(account + "activity:none")})
			return err
		}, "ActivityDoesNotExist", "Activity Does Not Exist: '" + account + "activity:none'"},
		{"ListActivities: token", func(ctx context.Context) error {
			_, err := w.ListActivities(ctx, &sfn.ListActivitiesInput{NextToken: aws.String("x")})
			return err
		}, "InvalidToken", "Invalid Token: 'Invalid token'"},
		{"ListActivities: token of another list", func(ctx context.Context) error {
			_, err := w.ListActivities(ctx, &sfn.ListActivitiesInput{NextToken: aws.String(pageToken(1, "machines"))})
			return err
		}, "InvalidToken", "Invalid Token: 'Invalid token'"},
		{"ListActivities: page size", func(ctx context.Context) error {
			_, err := w.ListActivities(ctx, &sfn.ListActivitiesInput{MaxResults: 1001})
			return err
		}, "ValidationException", "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"},
		{"ListStateMachines: page size and token", func(ctx context.Context) error {
			_, err := w.ListStateMachines(ctx, &sfn.ListStateMachinesInput{MaxResults: -1, NextToken: aws.String("")})
			return err
		}, "ValidationException", "2 validation errors detected: Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"DeleteActivity: ARN of a state machine", func(ctx context.Context) error {
			_, err := w.DeleteActivity(ctx, &sfn.DeleteActivityInput{ActivityArn: machine})
			return err
		}, "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: stateMachine'"},
		{"GetActivityTask: none", func(ctx context.Context) error {
			_, err := w.GetActivityTask(ctx, &sfn.GetActivityTaskInput{ActivityArn: aws.String(account + "activity:none")})
			return err
		}, "ActivityDoesNotExist", "Activity Does Not Exist: '" + account + "activity:none'"},
		{"GetActivityTask: ARN", func(ctx context.Context) error {
			_, err := w.GetActivityTask(ctx, &sfn.GetActivityTaskInput{ActivityArn: machine})
			return err
		}, "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: stateMachine'"},
		{"GetActivityTask: worker name", func(ctx context.Context) error {
			_, err := w.GetActivityTask(ctx, &sfn.GetActivityTaskInput{ActivityArn: activity, WorkerName: long(81)})
			return err
		}, "ValidationException", "1 validation error detected: Value '" + *long(81) + "' at 'workerName' failed to satisfy constraint: Member must have length less than or equal to 80"},

		{"SendTaskSuccess: closed", success(w, closed, `{}`), "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"},
		{"SendTaskSuccess: unknown", success(w, unknown, `{}`), "TaskDoesNotExist", "Task Does Not Exist: 'The token is not one of this service'"},
		{"SendTaskSuccess: no token", success(w, aws.String("token"), `{}`), "InvalidToken", "Invalid Token: 'Invalid token'"},
		{"SendTaskSuccess: no JSON", success(w, open, `{1}`), "InvalidOutput", "Invalid Output: 'invalid character '1' looking for beginning of object key string'"},
		{"SendTaskSuccess: empty", success(w, open, ``), "InvalidOutput", "Invalid Output: 'unexpected end of JSON input'"},
		{
			"SendTaskSuccess: large", success(w, open, `"`+*long(maxPayload - 1)+`"`), "ValidationException",
			"1 validation error detected: Value at 'output' failed to satisfy constraint: Member must have length less than or equal to 262144",
		},
		{
			"SendTaskSuccess: large in bytes", success(w, open, `"`+strings.Repeat("ä", maxPayload/2)+`"`), "ValidationException",
			"1 validation error detected: Value at 'output' failed to satisfy constraint: Member must have length less than or equal to 262144",
		},
		{"SendTaskFailure: closed", failing(w, closed, "E", "c"), "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"},
		{"SendTaskFailure: unknown", failing(w, unknown, "E", "c"), "TaskDoesNotExist", "Task Does Not Exist: 'The token is not one of this service'"},
		{"SendTaskFailure: no token", failing(w, aws.String("!"), "E", "c"), "InvalidToken", "Invalid Token: 'Invalid token'"},
		{
			"SendTaskFailure: large", failing(w, open, *long(maxError + 1), *long(maxCause + 1)), "ValidationException",
			"2 validation errors detected: Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256; Value at 'cause' failed to satisfy constraint: Member must have length less than or equal to 32768",
		},
		{"SendTaskHeartbeat: closed", beating(w, closed), "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"},
		{"SendTaskHeartbeat: unknown", beating(w, unknown), "TaskDoesNotExist", "Task Does Not Exist: 'The token is not one of this service'"},
		{"SendTaskHeartbeat: no token", beating(w, aws.String("dG9rZW4=")), "InvalidToken", "Invalid Token: 'Invalid token'"},
		{
			"SendTaskHeartbeat: long token", beating(w, long(maxToken+1)), "ValidationException",
			"1 validation error detected: Value '" + *long(maxToken + 1) + "' at 'taskToken' failed to satisfy constraint: Member must have length less than or equal to 2048",
		},

		{"CreateStateMachine: name", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("a/b"), Definition: definition, RoleArn: aws.String(role)}), "InvalidName", "Invalid Name: 'a/b'"},
		{"CreateStateMachine: role", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String("role")}), "InvalidArn", "Invalid Arn: 'Invalid Role Arn: role'"},
		{
			"CreateStateMachine: type", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String(role), Type: "EXPRESS"}),
			"StateMachineTypeNotSupported", "State Machine Type Not Supported: 'EXPRESS is not offered by the local service'",
		},
		{
			"CreateStateMachine: no type", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String(role), Type: "FAST"}),
			"ValidationException", "1 validation error detected: Value 'FAST' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]",
		},
		{
			"CreateStateMachine: version", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String(role), Publish: true}),
			"ValidationException", "Versions of state machines: not offered by the local service",
		},
		{
			"CreateStateMachine: logging", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String(role), LoggingConfiguration: &types.LoggingConfiguration{Level: "ALL"}}),
			"InvalidLoggingConfiguration", "Invalid Logging Configuration: 'Logging is not offered by the local service'",
		},
		{
			"CreateStateMachine: tracing", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String(role), TracingConfiguration: &types.TracingConfiguration{Enabled: true}}),
			"InvalidTracingConfiguration", "Invalid Tracing Configuration: 'Tracing is not offered by the local service'",
		},
		{
			"CreateStateMachine: definition", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: aws.String(`{"StartAt":"A"}`), RoleArn: aws.String(role)}),
			"InvalidDefinition", "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
		},
		{
			"CreateStateMachine: another definition", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("m"), Definition: other, RoleArn: aws.String(role)}),
			"StateMachineAlreadyExists", "State Machine Already Exists: '" + *machine + "'",
		},
		{
			"CreateStateMachine: deleting", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("deleting"), Definition: definition, RoleArn: aws.String(role)}),
			"StateMachineDeleting", "State Machine Is Being Deleted: '" + *deleting + "'",
		},
		{
			"CreateStateMachine: tags", createMachine(w, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: definition, RoleArn: aws.String(role), Tags: manyTags}),
			"TooManyTags", "Too many tags: '" + account + "stateMachine:n' would have 51, at most 50 are allowed",
		},
		{"DescribeStateMachine: none", func(ctx context.Context) error {
			_, err := w.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: aws.String(*machine + ":1")})
			return err
		}, "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + *machine + ":1'"},
		{"DescribeStateMachine: ARN", func(ctx context.Context) error {
			_, err := w.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: activity})
			return err
		}, "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: activity'"},
		{"DeleteStateMachine: ARN", func(ctx context.Context) error {
			_, err := w.DeleteStateMachine(ctx, &sfn.DeleteStateMachineInput{StateMachineArn: aws.String("m")})
			return err
		}, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: m'"},
		{
			"UpdateStateMachine: nothing", updateMachine(w, &sfn.UpdateStateMachineInput{StateMachineArn: machine}), "MissingRequiredParameter",
			"Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
		},
		{
			"UpdateStateMachine: none", updateMachine(w, &sfn.UpdateStateMachineInput{StateMachineArn: aws.String(account + "stateMachine:none"), Definition: definition}),
			"StateMachineDoesNotExist", "State Machine Does Not Exist: '" + account + "stateMachine:none'",
		},
		{
			"UpdateStateMachine: definition", updateMachine(w, &sfn.UpdateStateMachineInput{StateMachineArn: machine, Definition: aws.String(`1`)}),
			"InvalidDefinition", "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object'",
		},
		{"UpdateStateMachine: role", updateMachine(w, &sfn.UpdateStateMachineInput{StateMachineArn: machine, RoleArn: aws.String("x")}), "InvalidArn", "Invalid Arn: 'Invalid Role Arn: x'"},
		{
			"UpdateStateMachine: version", updateMachine(w, &sfn.UpdateStateMachineInput{StateMachineArn: machine, Definition: definition, VersionDescription: aws.String("v")}),
			"ValidationException", "Versions of state machines: not offered by the local service",
		},
		{
			"UpdateStateMachine: deleting", updateMachine(w, &sfn.UpdateStateMachineInput{StateMachineArn: deleting, Definition: definition}),
			"StateMachineDeleting", "State Machine Is Being Deleted: '" + *deleting + "'",
		},

		{"StartExecution: none", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: aws.String(account + "stateMachine:none")}), "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + account + "stateMachine:none'"},
		{"StartExecution: ARN", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: aws.String("not-an-arn")}), "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: not-an-arn'"},
		{"StartExecution: name", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: machine, Name: aws.String("a:b")}), "InvalidName", "Invalid Name: 'a:b'"},
		{
			"StartExecution: input", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: machine, Input: aws.String("not json")}), "InvalidExecutionInput",
			"Invalid State Machine Execution Input: 'invalid character 'o' in literal null (expecting 'u')'",
		},
		{
			"StartExecution: empty input", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: machine, Input: aws.String("")}), "InvalidExecutionInput",
			"Invalid State Machine Execution Input: 'Invalid execution input.'",
		},
		{
			"StartExecution: large input", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: machine, Input: long(maxPayload + 1)}), "ValidationException",
			"1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
		},
		{
			"StartExecution: running, another input", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: machine, Name: aws.String("running"), Input: aws.String("1")}),
			"ExecutionAlreadyExists", "Execution Already Exists: '" + *running + "'",
		},
		{
			"StartExecution: ended, the same input", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: machine, Name: aws.String("ended")}),
			"ExecutionAlreadyExists", "Execution Already Exists: '" + *ended + "'",
		},
		{"StartExecution: deleting", startExecution(w, &sfn.StartExecutionInput{StateMachineArn: deleting}), "StateMachineDeleting", "State Machine Is Being Deleted: '" + *deleting + "'"},
		{"DescribeExecution: none", func(ctx context.Context) error {
			_, err := w.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: aws.String(account + "execution:m:none")})
			return err
		}, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + account + "execution:m:none'"},
		{"DescribeExecution: ARN", func(ctx context.Context) error {
			_, err := w.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: machine})
			return err
		}, "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: stateMachine'"},
		{"DescribeStateMachineForExecution: none", func(ctx context.Context) error {
			_, err := w.DescribeStateMachineForExecution(ctx, &sfn.DescribeStateMachineForExecutionInput{ExecutionArn: aws.String(account + "execution:m:none")})
			return err
		}, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + account + "execution:m:none'"},
		{"GetExecutionHistory: none", func(ctx context.Context) error {
			_, err := w.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: aws.String(account + "execution:m:none")})
			return err
		}, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + account + "execution:m:none'"},
		{"GetExecutionHistory: token", func(ctx context.Context) error {
			_, err := w.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: running, NextToken: aws.String("%")})
			return err
		}, "InvalidToken", "Invalid Token: 'Invalid token'"},
		{"StopExecution: none", func(ctx context.Context) error {
			_, err := w.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: aws.String(account + "execution:m:none")})
			return err
		}, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + account + "execution:m:none'"},
		{"StopExecution: large cause", func(ctx context.Context) error {
			_, err := w.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: running, Cause: long(maxCause + 1)})
			return err
		}, "ValidationException", "1 validation error detected: Value at 'cause' failed to satisfy constraint: Member must have length less than or equal to 32768"},
		{"ListExecutions: of nothing", listExecutions(w, &sfn.ListExecutionsInput{}), "ValidationException", "Must provide either stateMachineArn or mapRunArn"},
		{
			"ListExecutions: none", listExecutions(w, &sfn.ListExecutionsInput{StateMachineArn: aws.String(account + "stateMachine:none")}),
			"StateMachineDoesNotExist", "State Machine Does Not Exist: '" + account + "stateMachine:none'",
		},
		{
			"ListExecutions: status", listExecutions(w, &sfn.ListExecutionsInput{StateMachineArn: machine, StatusFilter: "DONE"}), "ValidationException",
			"1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE]",
		},
		{"ListExecutions: map run", listExecutions(w, &sfn.ListExecutionsInput{MapRunArn: machine}), "ValidationException", "Map runs: not offered by the local service"},
		{"ListExecutions: redrive", listExecutions(w, &sfn.ListExecutionsInput{StateMachineArn: machine, RedriveFilter: "REDRIVEN"}), "ValidationException", "Redrives: not offered by the local service"},
		{
			"ListExecutions: token of another filter", listExecutions(w, &sfn.ListExecutionsInput{StateMachineArn: machine, NextToken: aws.String(pageToken(1, "executions FAILED "+*machine))}),
			"InvalidToken", "Invalid Token: 'Invalid token'",
		},

		{"TagResource: none", func(ctx context.Context) error {
			_, err := w.TagResource(ctx, &sfn.TagResourceInput{ResourceArn: aws.String(account + "activity:none"), Tags: []types.Tag{}})
			return err
		}, "ResourceNotFound", "Resource not found: '" + account + "activity:none'"},
		{"TagResource: too many", func(ctx context.Context) error {
			_, err := w.TagResource(ctx, &sfn.TagResourceInput{ResourceArn: activity, Tags: manyTags})
			return err
		}, "TooManyTags", "Too many tags: '" + *activity + "' would have 51, at most 50 are allowed"},
		{"TagResource: long key", func(ctx context.Context) error {
			_, err := w.TagResource(ctx, &sfn.TagResourceInput{ResourceArn: activity, Tags: []types.Tag{{Key: aws.String("")}}})
			return err
		}, "ValidationException", "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"UntagResource: ARN", func(ctx context.Context) error {
			_, err := w.UntagResource(ctx, &sfn.UntagResourceInput{ResourceArn: aws.String("x"), TagKeys: []string{""}})
			return err
		}, "ValidationException", "1 validation error detected: Value '' at 'tagKeys.1.member' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"ListTagsForResource: ARN", func(ctx context.Context) error {
			_, err := w.ListTagsForResource(ctx, &sfn.ListTagsForResourceInput{ResourceArn: aws.String("x")})
			return err
		}, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: x'"},
		{"an operation that is not offered", func(ctx context.Context) error {
			_, err := w.RedriveExecution(ctx, &sfn.RedriveExecutionInput{ExecutionArn: ended})
			return err
		}, "UnknownOperationException", `The local service has no operation "AWSStepFunctions.RedriveExecution"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, message := codeOf(test.call(t.Context()))
			if code != test.code || message != test.message {
				t.Errorf("error = %s: %s\nwant    %s: %s", code, message, test.code, test.message)
			}
		})
	}
	w.must(w.succeed(open, `{}`)) // the wrong reports left the task open
}

func (w *world) startNamed(machine *string, name, input string) *string {
	w.t.Helper()
	out, err := w.StartExecution(w.t.Context(), &sfn.StartExecutionInput{StateMachineArn: machine, Name: &name, Input: &input})
	w.must(err)
	return out.ExecutionArn
}

func createActivity(w *world, in *sfn.CreateActivityInput) func(context.Context) error {
	return func(ctx context.Context) error { _, err := w.CreateActivity(ctx, in); return err }
}

func createMachine(w *world, in *sfn.CreateStateMachineInput) func(context.Context) error {
	return func(ctx context.Context) error { _, err := w.CreateStateMachine(ctx, in); return err }
}

func updateMachine(w *world, in *sfn.UpdateStateMachineInput) func(context.Context) error {
	return func(ctx context.Context) error { _, err := w.UpdateStateMachine(ctx, in); return err }
}

func startExecution(w *world, in *sfn.StartExecutionInput) func(context.Context) error {
	return func(ctx context.Context) error { _, err := w.StartExecution(ctx, in); return err }
}

func listExecutions(w *world, in *sfn.ListExecutionsInput) func(context.Context) error {
	return func(ctx context.Context) error { _, err := w.ListExecutions(ctx, in); return err }
}

func success(w *world, token *string, output string) func(context.Context) error {
	return func(context.Context) error { return w.succeed(token, output) }
}

func failing(w *world, token *string, name, cause string) func(context.Context) error {
	return func(context.Context) error { return w.fail(token, name, cause) }
}

func beating(w *world, token *string) func(context.Context) error {
	return func(context.Context) error { return w.beat(token) }
}
