// Package local is an embedded Step Functions and Amazon SWF: the parts of both
// that activity workers need, in memory, over the real wire protocol, on one
// port.
//
// Any official client talks to it unchanged: the AWS CLI, boto3, the SDKs for
// Go and JavaScript. Point them at Server.URL, for example by the environment
// variables AWS_ENDPOINT_URL_SFN and AWS_ENDPOINT_URL_SWF, and give them any
// credentials.
//
//	server, err := local.New(local.Options{}).Start("")
//	if err != nil {
//		return err
//	}
//	defer server.Close()
//	fmt.Println(server.URL()) // http://127.0.0.1:41873
//
// The two services share the port, the clock and the protocol, and nothing
// else. Each scheduled task of either is handed to exactly one poll, which
// waits for up to 60 seconds. A poll whose connection is seen to be closed gets
// no task. A client that goes away while the answer is on its way loses the
// task until its timeout, as it does with the real services.
//
// # Step Functions
//
//   - Activities: CreateActivity, DescribeActivity, ListActivities,
//     DeleteActivity, GetActivityTask.
//   - Tasks: SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat.
//   - State machines of type STANDARD with one activity Task state, which may
//     have TimeoutSeconds, HeartbeatSeconds, Retry and Catch, and Pass, Succeed
//     and Fail states to end in. Everything else of the Amazon States Language
//     is refused with InvalidDefinition and the place that is refused.
//     CreateStateMachine, DescribeStateMachine, UpdateStateMachine,
//     ListStateMachines, DeleteStateMachine, ValidateStateMachineDefinition.
//   - Executions: StartExecution, DescribeExecution, ListExecutions,
//     StopExecution, GetExecutionHistory, DescribeStateMachineForExecution.
//   - Tags: TagResource, UntagResource, ListTagsForResource.
//
// TimeoutSeconds and HeartbeatSeconds run from the hand-over of the task to a
// worker, as the developer guide says. A task past TimeoutSeconds fails with
// States.Timeout, one past HeartbeatSeconds with States.HeartbeatTimeout. A
// Retry or Catch on States.Timeout matches both, one on States.TaskFailed
// neither.
//
// # Amazon SWF
//
// Every operation of the API is there. Deciders drive workflows with these
// decisions; every other one is refused, and with it the whole call:
//
//   - ScheduleActivityTask, RequestCancelActivityTask
//   - CompleteWorkflowExecution, FailWorkflowExecution,
//     CancelWorkflowExecution
//   - RecordMarker, StartTimer, CancelTimer
//
// Activity tasks have all four timeouts, from the decision or the defaults of
// their type. The history tells the details of the last heartbeat of a task
// that timed out. Tasks of a higher priority are handed out first. A workflow
// has one decision task at a time; what happens while a decider has it leads to
// the next one, and until then to UNHANDLED_DECISION for a decision that would
// end the workflow.
//
// # Errors
//
// Wrong calls get the errors of the services: their own exceptions where an API
// names one, ValidationException for a parameter that breaks a limit,
// SerializationException for a body that is no JSON or has a value of a wrong
// type, UnknownOperationException for what the local service lacks.
//
// [Service.Inject] makes calls go wrong on demand: delays, dropped answers,
// throttling, any error, a poll that takes a task although its client has left.
// Programs in other languages POST a fault as JSON to /_actgen/faults and
// DELETE all of them there:
//
//	curl -d '{"operation":"SendTaskSuccess","error":"ThrottlingException","times":3}' $URL/_actgen/faults
//
// Its members are those of [Fault] but for If, with a small first letter; delay
// is text such as "1.5s".
//
// # What it is not
//
//   - No persistence: everything is kept in memory until the process ends, and
//     nothing is discarded before.
//   - No security: signatures are not verified and there is no IAM. It belongs
//     on a loopback address.
//   - No request rates: nothing is throttled unless a fault says so. Of the
//     quotas it has those on open polls (1,000 of an activity or a task list),
//     on the events of a history (25,000), and on SWF's domains, types, open
//     workflows, and open activity tasks and timers of a workflow.
//   - No EXPRESS state machines, versions, aliases, map runs, redrives,
//     logging, tracing or encryption with a customer's key.
//   - No child workflows, signals between workflows, continuation as new or
//     Lambda functions.
//   - Not eventually consistent: what was created can be used at once.
package local
