// Drives both services with the AWS SDK for JavaScript v3 and says what it
// sees. clients.py does the same with boto3; both have to say what
// clients.txt says.
//
// ACTGEN_NODE_MODULES is a folder where @aws-sdk/client-sfn and
// @aws-sdk/client-swf are installed; ENDPOINT is the address of the services.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.ACTGEN_NODE_MODULES, "package.json"));
const { SFN } = require("@aws-sdk/client-sfn");
const { SWF } = require("@aws-sdk/client-swf");

const endpoint = process.env.ENDPOINT;
const config = {
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const say = (...words) => console.log(words.join(" "));
const types = (events) => events.map((e) => e.eventType ?? e.type).join(" ");

async function refused(call) {
  try {
    await call;
  } catch (error) {
    return error.name;
  }
  return "nothing";
}

async function stepFunctions(sfn) {
  const { activityArn } = await sfn.createActivity({ name: "work" });
  say(activityArn);
  const { stateMachineArn } = await sfn.createStateMachine({
    name: "m",
    roleArn: "arn:aws:iam::000000000000:role/r",
    definition: JSON.stringify({
      StartAt: "Work",
      States: { Work: { Type: "Task", Resource: activityArn, HeartbeatSeconds: 60, End: true } },
    }),
  });
  const { executionArn } = await sfn.startExecution({ stateMachineArn, input: '{"n": 1}' });
  const { taskToken, input } = await sfn.getActivityTask({ activityArn, workerName: "client" });
  say("task", input);
  await sfn.sendTaskHeartbeat({ taskToken });
  await sfn.sendTaskSuccess({ taskToken, output: '{"ok": true}' });
  const { status, output } = await sfn.describeExecution({ executionArn });
  say(status, output);
  say(types((await sfn.getExecutionHistory({ executionArn })).events));
  say("again:", await refused(sfn.sendTaskSuccess({ taskToken, output: "1" })));
  say("empty poll:", (await sfn.getActivityTask({ activityArn })).taskToken ? "a task" : "no task");
}

async function swfWorkflow(swf) {
  const domain = "shop";
  const activityType = { name: "Charge", version: "1" };
  const workflowType = { name: "Order", version: "1" };
  const register = () => swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "1" });
  await register();
  say("again:", await refused(register()));
  await swf.registerActivityType({
    domain,
    ...activityType,
    defaultTaskList: { name: "payments" },
    defaultTaskHeartbeatTimeout: "60",
    defaultTaskScheduleToStartTimeout: "NONE",
    defaultTaskScheduleToCloseTimeout: "NONE",
    defaultTaskStartToCloseTimeout: "300",
  });
  await swf.registerWorkflowType({
    domain,
    ...workflowType,
    defaultTaskList: { name: "deciders" },
    defaultTaskStartToCloseTimeout: "60",
    defaultExecutionStartToCloseTimeout: "3600",
    defaultChildPolicy: "TERMINATE",
  });
  const { runId } = await swf.startWorkflowExecution({ domain, workflowId: "order", workflowType, input: "in" });
  const execution = { workflowId: "order", runId };
  const decide = async (decision) => {
    const task = await swf.pollForDecisionTask({ domain, taskList: { name: "deciders" } });
    say(types(task.events));
    await swf.respondDecisionTaskCompleted({ taskToken: task.taskToken, decisions: [decision] });
  };
  await decide({
    decisionType: "ScheduleActivityTask",
    scheduleActivityTaskDecisionAttributes: { activityId: "a", activityType, input: "card" },
  });
  const count = () => swf.countPendingActivityTasks({ domain, taskList: { name: "payments" } });
  say("pending:", (await count()).count);
  const poll = () => swf.pollForActivityTask({ domain, taskList: { name: "payments" }, identity: "client" });
  const { taskToken, ...task } = await poll();
  say(task.activityId, task.activityType.name, task.activityType.version, task.input, task.startedEventId);
  const beat = async () => (await swf.recordActivityTaskHeartbeat({ taskToken, details: "half" })).cancelRequested;
  say("cancel requested:", await beat());
  say("too early:", await refused(swf.respondActivityTaskCanceled({ taskToken })));
  await swf.requestCancelWorkflowExecution({ domain, workflowId: "order" });
  await decide({
    decisionType: "RequestCancelActivityTask",
    requestCancelActivityTaskDecisionAttributes: { activityId: "a" },
  });
  say("cancel requested:", await beat());
  await swf.respondActivityTaskCanceled({ taskToken, details: "undone" });
  say("again:", await refused(swf.respondActivityTaskCompleted({ taskToken })));
  await decide({
    decisionType: "CancelWorkflowExecution",
    cancelWorkflowExecutionDecisionAttributes: { details: "all of it" },
  });
  const { executionInfo } = await swf.describeWorkflowExecution({ domain, execution });
  say(executionInfo.executionStatus, executionInfo.closeStatus, executionInfo.cancelRequested);
  const { events } = await swf.getWorkflowExecutionHistory({ domain, execution, maximumPageSize: 2, reverseOrder: true });
  say(types(events), events[0].workflowExecutionCanceledEventAttributes.details);
  const closed = await swf.listClosedWorkflowExecutions({ domain, startTimeFilter: { oldestDate: new Date(0) } });
  say("closed:", closed.executionInfos.map((x) => x.execution.workflowId).join(" "));
  say("empty poll:", (await poll()).taskToken ? "a task" : "no task");
}

async function inject(fault) {
  const response = await fetch(`${endpoint}/_actgen/faults`, { method: "POST", body: JSON.stringify(fault) });
  if (!response.ok) throw new Error(await response.text());
}

async function faults(sfn, swf) {
  await inject({ operation: "ListActivities", error: "ThrottlingException" });
  say("throttled once:", (await sfn.listActivities({})).activities.length);
  await inject({ operation: "ListDomains", error: "ServiceUnavailable" });
  await inject({ operation: "ListDomains", drop: true });
  say("unavailable, then dropped:", (await swf.listDomains({ registrationStatus: "REGISTERED" })).domainInfos.length);
  await inject({ operation: "ListDomains", error: "LimitExceededFault" });
  say("limited:", await refused(swf.listDomains({ registrationStatus: "REGISTERED" })));
}

const sfn = new SFN(config);
const swf = new SWF(config);
await stepFunctions(sfn);
await swfWorkflow(swf);
await faults(sfn, swf);
sfn.destroy();
swf.destroy();
