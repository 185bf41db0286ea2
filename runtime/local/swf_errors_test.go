package local

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// TestSWFFaults has each exception of the API, from each operation that the
// API says may have it, as the type of the Go SDK.
func TestSWFFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	x := w.open("order")
	w.decide(scheduling("a"))
	job := w.job()
	w.must(w.completed(job.TaskToken, ""))
	decision := w.hear()
	w.must(w.answer(decision.TaskToken))
	w.open("closed")
	_, err := w.swf.TerminateWorkflowExecution(t.Context(), &awsswf.TerminateWorkflowExecutionInput{Domain: shop, WorkflowId: aws.String("closed")})
	w.must(err)
	for _, name := range []string{"old", "older"} {
		_, err := w.swf.RegisterDomain(t.Context(), &awsswf.RegisterDomainInput{Name: &name, WorkflowExecutionRetentionPeriodInDays: none})
		w.must(err)
		_, err = w.swf.DeprecateDomain(t.Context(), &awsswf.DeprecateDomainInput{Name: &name})
		w.must(err)
		version := &name
		_, err = w.swf.RegisterActivityType(t.Context(), &awsswf.RegisterActivityTypeInput{Domain: shop, Name: charge.Name, Version: version})
		w.must(err)
		_, err = w.swf.DeprecateActivityType(t.Context(), &awsswf.DeprecateActivityTypeInput{Domain: shop, ActivityType: &types.ActivityType{Name: charge.Name, Version: version}})
		w.must(err)
		_, err = w.swf.RegisterWorkflowType(t.Context(), &awsswf.RegisterWorkflowTypeInput{Domain: shop, Name: ordering.Name, Version: version})
		w.must(err)
		_, err = w.swf.DeprecateWorkflowType(t.Context(), &awsswf.DeprecateWorkflowTypeInput{Domain: shop, WorkflowType: &types.WorkflowType{Name: ordering.Name, Version: version}})
		w.must(err)
	}
	_, err = w.swf.RegisterWorkflowType(t.Context(), &awsswf.RegisterWorkflowTypeInput{Domain: shop, Name: ordering.Name, Version: aws.String("bare")})
	w.must(err)

	const unknown, no = "UnknownResourceFault", "Unknown domain: none"
	token := func(t *string) string { return `"taskToken":"` + *t + `"` }
	stranger := `"taskToken":"` + base64.StdEncoding.EncodeToString(make([]byte, tokenBytes)) + `"`
	const activity, workflowType = `"activityType":{"name":"Charge","version":"%s"}`, `"workflowType":{"name":"Order","version":"%s"}`
	lists := `"domain":"none","taskList":{"name":"l"}`
	times := `"startTimeFilter":{"oldestDate":0}`
	for _, test := range []struct{ operation, body, code, message string }{
		{"RegisterDomain", `"name":"shop","workflowExecutionRetentionPeriodInDays":"1"`, "DomainAlreadyExistsFault", "shop"},
		{"RegisterDomain", `"name":"old","workflowExecutionRetentionPeriodInDays":"1"`, "DomainAlreadyExistsFault", "old"},
		{"RegisterDomain", `"name":"many","workflowExecutionRetentionPeriodInDays":"1","tags":[` + manyTags() + `]`, "TooManyTagsFault", "arn:aws:swf:us-east-1:000000000000:/domain/many would have more than 50 tags"},
		{"DescribeDomain", `"name":"none"`, unknown, no},
		{"DeprecateDomain", `"name":"none"`, unknown, no},
		{"DeprecateDomain", `"name":"old"`, "DomainDeprecatedFault", "old"},
		{"UndeprecateDomain", `"name":"none"`, unknown, no},
		{"UndeprecateDomain", `"name":"shop"`, "DomainAlreadyExistsFault", "shop"},
		{"TagResource", `"resourceArn":"arn:aws:swf:us-east-1:000000000000:/domain/none","tags":[]`, unknown, "Unknown resource: arn:aws:swf:us-east-1:000000000000:/domain/none"},
		{"TagResource", `"resourceArn":"arn:aws:swf:us-east-1:000000000000:/domain/shop","tags":[` + manyTags() + `]`, "TooManyTagsFault", "arn:aws:swf:us-east-1:000000000000:/domain/shop would have more than 50 tags"},
		{"UntagResource", `"resourceArn":"x","tagKeys":[]`, unknown, "Unknown resource: x"},
		{"ListTagsForResource", `"resourceArn":"arn:aws:swf:eu-west-1:000000000000:/domain/shop"`, unknown, "Unknown resource: arn:aws:swf:eu-west-1:000000000000:/domain/shop"},

		{"RegisterActivityType", `"domain":"none","name":"n","version":"1"`, unknown, no},
		{"RegisterActivityType", `"domain":"old","name":"n","version":"1"`, unknown, "Unknown domain: old is deprecated"},
		{"RegisterActivityType", `"domain":"shop","name":"Charge","version":"1"`, "TypeAlreadyExistsFault", "ActivityType=[name=Charge, version=1]"},
		{"DescribeActivityType", `"domain":"none",` + fmt.Sprintf(activity, "1"), unknown, no},
		{"DescribeActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "9"), unknown, "Unknown type: ActivityType=[name=Charge, version=9]"},
		{"ListActivityTypes", `"domain":"none","registrationStatus":"REGISTERED"`, unknown, no},
		{"DeprecateActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "9"), unknown, "Unknown type: ActivityType=[name=Charge, version=9]"},
		{"DeprecateActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "old"), "TypeDeprecatedFault", "ActivityType=[name=Charge, version=old]"},
		{"UndeprecateActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "9"), unknown, "Unknown type: ActivityType=[name=Charge, version=9]"},
		{"UndeprecateActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "1"), "TypeAlreadyExistsFault", "ActivityType=[name=Charge, version=1]"},
		{"DeleteActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "9"), unknown, "Unknown type: ActivityType=[name=Charge, version=9]"},
		{"DeleteActivityType", `"domain":"shop",` + fmt.Sprintf(activity, "1"), "TypeNotDeprecatedFault", "ActivityType=[name=Charge, version=1]"},

		{"RegisterWorkflowType", `"domain":"none","name":"n","version":"1"`, unknown, no},
		{"RegisterWorkflowType", `"domain":"shop","name":"Order","version":"1"`, "TypeAlreadyExistsFault", "WorkflowType=[name=Order, version=1]"},
		{"DescribeWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "9"), unknown, "Unknown type: WorkflowType=[name=Order, version=9]"},
		{"ListWorkflowTypes", `"domain":"none","registrationStatus":"REGISTERED"`, unknown, no},
		{"DeprecateWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "9"), unknown, "Unknown type: WorkflowType=[name=Order, version=9]"},
		{"DeprecateWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "old"), "TypeDeprecatedFault", "WorkflowType=[name=Order, version=old]"},
		{"UndeprecateWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "9"), unknown, "Unknown type: WorkflowType=[name=Order, version=9]"},
		{"UndeprecateWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "1"), "TypeAlreadyExistsFault", "WorkflowType=[name=Order, version=1]"},
		{"DeleteWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "9"), unknown, "Unknown type: WorkflowType=[name=Order, version=9]"},
		{"DeleteWorkflowType", `"domain":"shop",` + fmt.Sprintf(workflowType, "1"), "TypeNotDeprecatedFault", "WorkflowType=[name=Order, version=1]"},

		{"StartWorkflowExecution", `"domain":"none","workflowId":"w",` + fmt.Sprintf(workflowType, "1"), unknown, no},
		{"StartWorkflowExecution", `"domain":"old","workflowId":"w",` + fmt.Sprintf(workflowType, "1"), unknown, "Unknown domain: old is deprecated"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w",` + fmt.Sprintf(workflowType, "9"), unknown, "Unknown type: WorkflowType=[name=Order, version=9]"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w",` + fmt.Sprintf(workflowType, "old"), "TypeDeprecatedFault", "WorkflowType=[name=Order, version=old]"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"order",` + fmt.Sprintf(workflowType, "1"), "WorkflowExecutionAlreadyStartedFault", "Already Started"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w",` + fmt.Sprintf(workflowType, "bare"), "DefaultUndefinedFault", "defaultTaskStartToCloseTimeout"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w","taskStartToCloseTimeout":"1",` + fmt.Sprintf(workflowType, "bare"), "DefaultUndefinedFault", "defaultExecutionStartToCloseTimeout"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w","taskStartToCloseTimeout":"1","executionStartToCloseTimeout":"1",` + fmt.Sprintf(workflowType, "bare"), "DefaultUndefinedFault", "defaultTaskList"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w","taskStartToCloseTimeout":"1","executionStartToCloseTimeout":"1","taskList":{"name":"l"},` + fmt.Sprintf(workflowType, "bare"), "DefaultUndefinedFault", "defaultChildPolicy"},
		{"DescribeWorkflowExecution", `"domain":"none","execution":{"workflowId":"order","runId":"r"}`, unknown, no},
		{"DescribeWorkflowExecution", `"domain":"shop","execution":{"workflowId":"order","runId":"r"}`, unknown, "Unknown execution: WorkflowExecution=[workflowId=order, runId=r]"},
		{"GetWorkflowExecutionHistory", `"domain":"shop","execution":{"workflowId":"other","runId":"` + *x.RunId + `"}`, unknown, "Unknown execution: WorkflowExecution=[workflowId=other, runId=" + *x.RunId + "]"},
		{"TerminateWorkflowExecution", `"domain":"none","workflowId":"order"`, unknown, no},
		{"TerminateWorkflowExecution", `"domain":"shop","workflowId":"closed"`, unknown, "Unknown execution, workflowId = closed"},
		{"RequestCancelWorkflowExecution", `"domain":"shop","workflowId":"order","runId":"r"`, unknown, "Unknown execution: WorkflowExecution=[workflowId=order, runId=r]"},
		{"SignalWorkflowExecution", `"domain":"shop","workflowId":"closed","signalName":"s"`, unknown, "Unknown execution, workflowId = closed"},
		{"ListOpenWorkflowExecutions", `"domain":"none",` + times, unknown, no},
		{"ListClosedWorkflowExecutions", `"domain":"none",` + times, unknown, no},
		{"CountOpenWorkflowExecutions", `"domain":"none",` + times, unknown, no},
		{"CountClosedWorkflowExecutions", `"domain":"none",` + times, unknown, no},

		{"PollForDecisionTask", lists, unknown, no},
		{"CountPendingDecisionTasks", lists, unknown, no},
		{"RespondDecisionTaskCompleted", stranger, unknown, "Unknown decision task: it is closed, or not one of this service"},
		{"RespondDecisionTaskCompleted", token(decision.TaskToken), unknown, "Unknown decision task: it is closed, or not one of this service"},
		{"PollForActivityTask", lists, unknown, no},
		{"CountPendingActivityTasks", lists, unknown, no},
		{"RecordActivityTaskHeartbeat", stranger, unknown, "Unknown activity task: it is not one of this service"},
		{"RecordActivityTaskHeartbeat", token(job.TaskToken), unknown, "Unknown activity, scheduledEventId = 5"},
		{"RespondActivityTaskCompleted", token(job.TaskToken), unknown, "Unknown activity, scheduledEventId = 5"},
		{"RespondActivityTaskFailed", token(decision.TaskToken), unknown, "Unknown activity task: it is not one of this service"},
		{"RespondActivityTaskCanceled", token(job.TaskToken), unknown, "Unknown activity, scheduledEventId = 5"},
	} {
		t.Run(test.operation+" "+test.code, func(t *testing.T) {
			want := fmt.Sprintf(`{"__type":"com.amazonaws.swf.base.model#%s","message":"%s"}`, test.code, test.message)
			if got := w.send("SimpleWorkflowService."+test.operation, "{"+test.body+"}"); got.status != 400 || got.body != want {
				t.Errorf("answer = %d %s\nwant     400 %s", got.status, got.body, want)
			}
		})
	}
}

// manyTags are more tags than a domain may have.
func manyTags() string {
	tags := make([]string, maxTags+1)
	for i := range tags {
		tags[i] = fmt.Sprintf(`{"key":"k%d","value":""}`, i)
	}
	return strings.Join(tags, ",")
}

// TestSWFTypedFaults checks that the Go SDK knows each exception by its type.
func TestSWFTypedFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	for _, target := range []error{
		&types.DefaultUndefinedFault{}, &types.DomainAlreadyExistsFault{}, &types.DomainDeprecatedFault{}, &types.LimitExceededFault{},
		&types.OperationNotPermittedFault{}, &types.TooManyTagsFault{}, &types.TypeAlreadyExistsFault{}, &types.TypeDeprecatedFault{},
		&types.TypeNotDeprecatedFault{}, &types.UnknownResourceFault{}, &types.WorkflowExecutionAlreadyStartedFault{},
	} {
		code, _ := codeOf(target)
		w.service.Inject(Fault{Error: code})
		// This operation, of all, may have the most of them.
		_, err := w.swf.StartWorkflowExecution(t.Context(), &awsswf.StartWorkflowExecutionInput{Domain: shop, WorkflowId: shop, WorkflowType: ordering})
		w.mustBe(err, code)
	}
	_, err := w.swf.DescribeDomain(t.Context(), &awsswf.DescribeDomainInput{Name: aws.String("none")})
	var unknown *types.UnknownResourceFault
	if !errors.As(err, &unknown) || *unknown.Message != "Unknown domain: none" {
		t.Errorf("error = %v", err)
	}
	w.service.Inject(Fault{Operation: "PollForActivityTask", Error: "OperationNotPermittedFault"})
	_, err = w.jobber(t.Context())()
	if denied := new(types.OperationNotPermittedFault); !errors.As(err, &denied) {
		t.Errorf("error = %v", err)
	}
}

// TestSWFValidation are parameters that break the API's model.
func TestSWFValidation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	x := w.open("order")
	task := *w.hear().TaskToken
	open := `"taskToken":"` + task + `"`
	long := func(n int) string { return strings.Repeat("x", n) }
	decide := func(decisions string) string { return open + `,"decisions":[` + decisions + `]` }
	const (
		one     = "1 validation error detected: "
		null    = " failed to satisfy constraint: Member must not be null"
		illegal = " failed to satisfy constraint: Member must not be 'arn' nor contain ':', '/', '|' or control characters"
		atMost  = " failed to satisfy constraint: Member must have length less than or equal to "
	)
	for _, test := range []struct{ operation, body, message string }{
		{"RegisterDomain", `"name":"a:b"`, "2 validation errors detected: Value 'a:b' at 'name'" + illegal + "; Value null at 'workflowExecutionRetentionPeriodInDays'" + null},
		{"RegisterDomain", `"name":"arn","workflowExecutionRetentionPeriodInDays":"1"`, one + "Value 'arn' at 'name'" + illegal},
		{"RegisterDomain", `"name":"a\u007f","workflowExecutionRetentionPeriodInDays":"1"`, one + "Value 'a\x7f' at 'name'" + illegal},
		{"RegisterDomain", `"name":"a","workflowExecutionRetentionPeriodInDays":"91"`, one + "Value '91' at 'workflowExecutionRetentionPeriodInDays' failed to satisfy constraint: Member must be a number of days, at most 90, or NONE"},
		{"RegisterDomain", `"name":"` + long(257) + `","workflowExecutionRetentionPeriodInDays":"1"`, one + "Value '" + long(257) + "' at 'name'" + atMost + "256"},
		{"RegisterDomain", `"name":"a","workflowExecutionRetentionPeriodInDays":"1","description":"` + long(1025) + `"`, one + "Value at 'description'" + atMost + "1024"},
		{"TagResource", `"resourceArn":"a"`, one + "Value null at 'tags'" + null},
		{"UntagResource", `"resourceArn":"a"`, one + "Value null at 'tagKeys'" + null},
		{"ListDomains", ``, one + "Value null at 'registrationStatus'" + null},
		{"ListDomains", `"registrationStatus":"GONE"`, one + "Value 'GONE' at 'registrationStatus' failed to satisfy constraint: Member must satisfy enum value set: [REGISTERED, DEPRECATED]"},
		{"ListDomains", `"registrationStatus":"REGISTERED","maximumPageSize":1001`, one + "Value '1001' at 'maximumPageSize' failed to satisfy constraint: Member must have value less than or equal to 1000"},
		{"ListDomains", `"registrationStatus":"REGISTERED","nextPageToken":"x"`, "Invalid token"},
		{"ListActivityTypes", `"domain":"shop","registrationStatus":"REGISTERED","nextPageToken":"` + pageToken("x", "y") + `"`, "Invalid token"},
		{"RegisterActivityType", `"domain":"shop","name":"n","version":"` + long(65) + `"`, one + "Value '" + long(65) + "' at 'version'" + atMost + "64"},
		{"RegisterActivityType", `"domain":"shop","name":"n","version":"1","defaultTaskHeartbeatTimeout":"1s"`, one + "Value '1s' at 'defaultTaskHeartbeatTimeout' failed to satisfy constraint: Member must be a number of seconds or NONE"},
		{"RegisterActivityType", `"domain":"shop","name":"n","version":"1","defaultTaskStartToCloseTimeout":"123456789"`, one + "Value '123456789' at 'defaultTaskStartToCloseTimeout'" + atMost + "8"},
		{"RegisterActivityType", `"domain":"shop","name":"n","version":"1","defaultTaskList":{"name":" l"}`, one + "Value ' l' at 'defaultTaskList.name' failed to satisfy constraint: Member must not begin or end with white space"},
		{"RegisterActivityType", `"domain":"shop","name":"n","version":"1","defaultTaskPriority":"2147483648"`, one + "Value '2147483648' at 'defaultTaskPriority' failed to satisfy constraint: Member must be an integer from -2147483648 to 2147483647"},
		{"RegisterWorkflowType", `"domain":"shop","name":"n","version":"1","defaultExecutionStartToCloseTimeout":"NONE"`, one + "Value 'NONE' at 'defaultExecutionStartToCloseTimeout' failed to satisfy constraint: Member must be a number of seconds"},
		{"RegisterWorkflowType", `"domain":"shop","name":"n","version":"1","defaultChildPolicy":"X"`, one + "Value 'X' at 'defaultChildPolicy' failed to satisfy constraint: Member must satisfy enum value set: [TERMINATE, REQUEST_CANCEL, ABANDON]"},
		{"RegisterWorkflowType", `"domain":"shop","name":"n","version":"1","defaultLambdaRole":"r"`, one + "Value at 'defaultLambdaRole' failed to satisfy constraint: Lambda functions are not offered by the local service"},
		{"DescribeDomain", `"name":""`, one + "Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		{"CountPendingDecisionTasks", `"taskList":{"name":"l"}`, one + "Value null at 'domain'" + null},
		{"ListWorkflowTypes", `"domain":"shop"`, one + "Value null at 'registrationStatus'" + null},
		{"DescribeActivityType", `"domain":"shop"`, one + "Value null at 'activityType'" + null},
		{"DescribeActivityType", `"domain":"shop","activityType":{"name":"n"}`, one + "Value null at 'activityType.version'" + null},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w","workflowType":{"name":"Order","version":"1"},"tagList":["1","2","3","4","5","6"]`, one + "Value at 'tagList'" + atMost + "5"},
		{"StartWorkflowExecution", `"domain":"shop","workflowId":"w","workflowType":{"name":"Order","version":"1"},"input":"` + long(maxData+1) + `"`, one + "Value at 'input'" + atMost + "32768"},
		{"DescribeWorkflowExecution", `"domain":"shop"`, "3 validation errors detected: Value null at 'execution'" + null + "; Value null at 'execution.workflowId'" + null + "; Value null at 'execution.runId'" + null},
		{"SignalWorkflowExecution", `"domain":"shop","workflowId":"w"`, one + "Value null at 'signalName'" + null},
		{"ListOpenWorkflowExecutions", `"domain":"shop"`, one + "Value null at 'startTimeFilter'" + null},
		{"ListOpenWorkflowExecutions", `"domain":"shop","startTimeFilter":{}`, one + "Value null at 'startTimeFilter.oldestDate'" + null},
		{"CountOpenWorkflowExecutions", `"domain":"shop","startTimeFilter":{"oldestDate":0},"tagFilter":{"tag":"t"},"typeFilter":{"name":"n"}`, "Cannot specify more than one of executionFilter, typeFilter, tagFilter and closeStatusFilter"},
		{"CountClosedWorkflowExecutions", `"domain":"shop"`, "Must specify exactly one of startTimeFilter and closeTimeFilter"},
		{"ListClosedWorkflowExecutions", `"domain":"shop","startTimeFilter":{"oldestDate":0},"closeTimeFilter":{"oldestDate":0}`, "Must specify exactly one of startTimeFilter and closeTimeFilter"},
		{"ListClosedWorkflowExecutions", `"domain":"shop","startTimeFilter":{"oldestDate":0},"nextPageToken":"x"`, "Invalid token"},
		{"GetWorkflowExecutionHistory", `"domain":"shop","execution":{"workflowId":"w","runId":"` + long(65) + `"}`, one + "Value '" + long(65) + "' at 'execution.runId'" + atMost + "64"},
		{"PollForDecisionTask", `"domain":"shop"`, one + "Value null at 'taskList'" + null},
		{"GetWorkflowExecutionHistory", `"domain":"shop","execution":{"workflowId":"order","runId":"` + *x.RunId + `"},"nextPageToken":"x"`, "Invalid token"},
		{"PollForDecisionTask", `"domain":"shop","taskList":{"name":"deciders"},"nextPageToken":"` + pageToken(1, "history x") + `"`, "Invalid token"},
		{"PollForDecisionTask", `"domain":"shop","taskList":{"name":"deciders"},"nextPageToken":"!"`, "Invalid token"},
		{"PollForDecisionTask", `"domain":"shop","taskList":{"name":"deciders"},"nextPageToken":"eHg"`, "Invalid token"},
		{"PollForDecisionTask", `"domain":"shop","taskList":{"name":"deciders"},"nextPageToken":"` + pageToken(1, "decision forward all "+task) + `","reverseOrder":true`, "Invalid token"},
		{"PollForActivityTask", `"domain":"shop","taskList":{"name":"a|b"},"identity":"` + long(257) + `"`, "2 validation errors detected: Value 'a|b' at 'taskList.name'" + illegal + "; Value '" + long(257) + "' at 'identity'" + atMost + "256"},
		{"RecordActivityTaskHeartbeat", `"taskToken":"t"`, "Invalid token"},
		{"RecordActivityTaskHeartbeat", `"taskToken":"t","details":"` + long(maxProgress+1) + `"`, one + "Value at 'details'" + atMost + "2048"},
		{"RespondActivityTaskCompleted", `"result":"` + strings.Repeat("ä", maxData+1) + `"`, "2 validation errors detected: Value at 'result'" + atMost + "32768; Value null at 'taskToken'" + null},
		{"RespondActivityTaskFailed", `"taskToken":"t","reason":"` + long(maxReason+1) + `"`, one + "Value at 'reason'" + atMost + "256"},
		{"RespondActivityTaskCanceled", `"taskToken":"` + long(1025) + `"`, one + "Value '" + long(1025) + "' at 'taskToken'" + atMost + "1024"},

		{"RespondDecisionTaskCompleted", `"taskToken":"t"`, "Invalid token"},
		{"RespondDecisionTaskCompleted", decide(`{}`), one + "Value null at 'decisions.1.member.decisionType'" + null},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"Dance"}`), one + "Value 'Dance' at 'decisions.1.member.decisionType' failed to satisfy constraint: Member must satisfy enum value set: [CancelTimer, CancelWorkflowExecution, CompleteWorkflowExecution, FailWorkflowExecution, RecordMarker, RequestCancelActivityTask, ScheduleActivityTask, StartTimer, ContinueAsNewWorkflowExecution, SignalExternalWorkflowExecution, RequestCancelExternalWorkflowExecution, StartChildWorkflowExecution, ScheduleLambdaFunction]"},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"CompleteWorkflowExecution"}`), one + "Value null at 'decisions.1.member.completeWorkflowExecutionDecisionAttributes'" + null},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"RecordMarker","recordMarkerDecisionAttributes":{"markerName":"m"}},{"decisionType":"ScheduleActivityTask","scheduleActivityTaskDecisionAttributes":{"activityId":"a/b","activityType":{"name":"n","version":"1"}}}`), one + "Value 'a/b' at 'decisions.2.member.scheduleActivityTaskDecisionAttributes.activityId'" + illegal},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"StartTimer","startTimerDecisionAttributes":{"timerId":"t"}}`), one + "Value null at 'decisions.1.member.startTimerDecisionAttributes.startToFireTimeout'" + null},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"CompleteWorkflowExecution","completeWorkflowExecutionDecisionAttributes":{}},{"decisionType":"RecordMarker","recordMarkerDecisionAttributes":{"markerName":"m"}}`), "Close must be last decision in list"},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"StartChildWorkflowExecution"}`), "The decision StartChildWorkflowExecution is not offered by the local service"},
		{"RespondDecisionTaskCompleted", decide(`{"decisionType":"ContinueAsNewWorkflowExecution","continueAsNewWorkflowExecutionDecisionAttributes":{}}`), "The decision ContinueAsNewWorkflowExecution is not offered by the local service"},
		{"RespondDecisionTaskCompleted", open + `,"taskList":{"name":"sticky"}`, "Another task list for the next decision is not offered by the local service"},
	} {
		t.Run(test.operation, func(t *testing.T) {
			want := `{"__type":"com.amazon.coral.validate#ValidationException","message":"` + test.message + `"}`
			if got := w.send("SimpleWorkflowService."+test.operation, "{"+test.body+"}"); got.status != 400 || got.body != want {
				t.Errorf("answer = %d %s\nwant     400 %s", got.status, got.body, want)
			}
		})
	}
	// What was refused has changed nothing.
	if got := w.send("SimpleWorkflowService.RespondDecisionTaskCompleted", "{"+open+"}"); got.status != 200 {
		t.Errorf("answer = %+v", got)
	}
}

// TestSWFLimits are the quotas on domains, types and open workflows.
func TestSWFLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	s := &w.service.swf
	d, _ := s.domains.find("shop")
	for i := len(s.domains.order); i < maxDomains; i++ {
		s.domains.add(&domain{name: fmt.Sprint(i)})
	}
	for i := len(d.activityTypes.order) + len(d.workflowTypes.order); i < maxTypes; i++ {
		d.activityTypes.add(&registration[activityDefaults]{typeName: typeName{fmt.Sprint(i), "1"}})
	}
	for i := range maxOpenWorkflows {
		d.open[fmt.Sprint(i)] = &workflow{}
	}
	_, err := w.swf.RegisterDomain(t.Context(), &awsswf.RegisterDomainInput{Name: aws.String("n"), WorkflowExecutionRetentionPeriodInDays: none})
	w.mustBe(err, "LimitExceededFault")
	_, err = w.swf.RegisterActivityType(t.Context(), &awsswf.RegisterActivityTypeInput{Domain: shop, Name: aws.String("n"), Version: aws.String("1")})
	w.mustBe(err, "LimitExceededFault")
	_, err = w.swf.StartWorkflowExecution(t.Context(), &awsswf.StartWorkflowExecutionInput{Domain: shop, WorkflowId: aws.String("w"), WorkflowType: ordering})
	w.mustBe(err, "LimitExceededFault")
}
