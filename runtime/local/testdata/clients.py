"""Drives both services with boto3 and says what it sees.

clients.mjs does the same with the AWS SDK for JavaScript v3; both have to say
what clients.txt says. ENDPOINT is the address of the services.
"""

import datetime
import json
import os
import urllib.request

import boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ["ENDPOINT"]
CONFIG = {
    "endpoint_url": ENDPOINT,
    "region_name": "us-east-1",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
}


def say(*words):
    print(*(str(w).lower() if isinstance(w, bool) else w for w in words))


def types(events):
    return " ".join(e.get("eventType") or e["type"] for e in events)


def refused(call, **params):
    try:
        call(**params)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "nothing"


def step_functions(sfn):
    activity = sfn.create_activity(name="work")["activityArn"]
    say(activity)
    work = {"Type": "Task", "Resource": activity, "HeartbeatSeconds": 60, "End": True}
    machine = sfn.create_state_machine(
        name="m",
        roleArn="arn:aws:iam::000000000000:role/r",
        definition=json.dumps({"StartAt": "Work", "States": {"Work": work}}),
    )["stateMachineArn"]
    execution = sfn.start_execution(stateMachineArn=machine, input='{"n": 1}')["executionArn"]
    task = sfn.get_activity_task(activityArn=activity, workerName="client")
    token = task["taskToken"]
    say("task", task["input"])
    sfn.send_task_heartbeat(taskToken=token)
    sfn.send_task_success(taskToken=token, output='{"ok": true}')
    ended = sfn.describe_execution(executionArn=execution)
    say(ended["status"], ended["output"])
    say(types(sfn.get_execution_history(executionArn=execution)["events"]))
    say("again:", refused(sfn.send_task_success, taskToken=token, output="1"))
    empty = sfn.get_activity_task(activityArn=activity)
    say("empty poll:", "a task" if empty.get("taskToken") else "no task")


def swf_workflow(swf):
    domain = "shop"
    activity_type = {"name": "Charge", "version": "1"}
    workflow_type = {"name": "Order", "version": "1"}
    shop = {"name": domain, "workflowExecutionRetentionPeriodInDays": "1"}
    swf.register_domain(**shop)
    say("again:", refused(swf.register_domain, **shop))
    swf.register_activity_type(
        domain=domain,
        **activity_type,
        defaultTaskList={"name": "payments"},
        defaultTaskHeartbeatTimeout="60",
        defaultTaskScheduleToStartTimeout="NONE",
        defaultTaskScheduleToCloseTimeout="NONE",
        defaultTaskStartToCloseTimeout="300",
    )
    swf.register_workflow_type(
        domain=domain,
        **workflow_type,
        defaultTaskList={"name": "deciders"},
        defaultTaskStartToCloseTimeout="60",
        defaultExecutionStartToCloseTimeout="3600",
        defaultChildPolicy="TERMINATE",
    )
    run = swf.start_workflow_execution(domain=domain, workflowId="order", workflowType=workflow_type, input="in")
    execution = {"workflowId": "order", "runId": run["runId"]}

    def decide(decision):
        task = swf.poll_for_decision_task(domain=domain, taskList={"name": "deciders"})
        say(types(task["events"]))
        swf.respond_decision_task_completed(taskToken=task["taskToken"], decisions=[decision])

    decide(
        {
            "decisionType": "ScheduleActivityTask",
            "scheduleActivityTaskDecisionAttributes": {
                "activityId": "a",
                "activityType": activity_type,
                "input": "card",
            },
        }
    )
    payments = {"domain": domain, "taskList": {"name": "payments"}}
    say("pending:", swf.count_pending_activity_tasks(**payments)["count"])
    task = swf.poll_for_activity_task(**payments, identity="client")
    token = task["taskToken"]
    kind = task["activityType"]
    say(task["activityId"], kind["name"], kind["version"], task["input"], task["startedEventId"])

    def beat():
        return swf.record_activity_task_heartbeat(taskToken=token, details="half")["cancelRequested"]

    say("cancel requested:", beat())
    say("too early:", refused(swf.respond_activity_task_canceled, taskToken=token))
    swf.request_cancel_workflow_execution(domain=domain, workflowId="order")
    decide(
        {
            "decisionType": "RequestCancelActivityTask",
            "requestCancelActivityTaskDecisionAttributes": {"activityId": "a"},
        }
    )
    say("cancel requested:", beat())
    swf.respond_activity_task_canceled(taskToken=token, details="undone")
    say("again:", refused(swf.respond_activity_task_completed, taskToken=token))
    decide(
        {
            "decisionType": "CancelWorkflowExecution",
            "cancelWorkflowExecutionDecisionAttributes": {"details": "all of it"},
        }
    )
    info = swf.describe_workflow_execution(domain=domain, execution=execution)["executionInfo"]
    say(info["executionStatus"], info["closeStatus"], info["cancelRequested"])
    events = swf.get_workflow_execution_history(
        domain=domain, execution=execution, maximumPageSize=2, reverseOrder=True
    )["events"]
    say(types(events), events[0]["workflowExecutionCanceledEventAttributes"]["details"])
    start = datetime.datetime.fromtimestamp(0, datetime.timezone.utc)
    closed = swf.list_closed_workflow_executions(domain=domain, startTimeFilter={"oldestDate": start})
    say("closed:", " ".join(x["execution"]["workflowId"] for x in closed["executionInfos"]))
    empty = swf.poll_for_activity_task(**payments)
    say("empty poll:", "a task" if empty.get("taskToken") else "no task")


def inject(**fault):
    body = json.dumps(fault).encode()
    urllib.request.urlopen(f"{ENDPOINT}/_actgen/faults", data=body).close()


def faults(sfn, swf):
    inject(operation="ListActivities", error="ThrottlingException")
    say("throttled once:", len(sfn.list_activities()["activities"]))
    inject(operation="ListDomains", error="ServiceUnavailable")
    inject(operation="ListDomains", drop=True)
    say("unavailable, then dropped:", len(swf.list_domains(registrationStatus="REGISTERED")["domainInfos"]))
    inject(operation="ListDomains", error="LimitExceededFault")
    say("limited:", refused(swf.list_domains, registrationStatus="REGISTERED"))


def main():
    sfn, swf = (boto3.client(name, **CONFIG) for name in ("stepfunctions", "swf"))
    step_functions(sfn)
    swf_workflow(swf)
    faults(sfn, swf)


main()
