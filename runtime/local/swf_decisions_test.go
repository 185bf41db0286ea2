package local

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// TestSWFScheduleFails has each cause for which a task is not scheduled. The
// decider hears of it with its next task.
func TestSWFScheduleFails(t *testing.T) {
	t.Parallel()
	bare := func(in *awsswf.RegisterActivityTypeInput) {
		in.DefaultTaskList, in.DefaultTaskScheduleToStartTimeout, in.DefaultTaskScheduleToCloseTimeout = nil, nil, nil
		in.DefaultTaskStartToCloseTimeout, in.DefaultTaskHeartbeatTimeout = nil, nil
	}
	full := attributesOf{
		TaskList: payments, ScheduleToStartTimeout: none, ScheduleToCloseTimeout: none, StartToCloseTimeout: none, HeartbeatTimeout: none,
	}
	for _, test := range []struct {
		want   types.ScheduleActivityTaskFailedCause
		change func(w *world, a *attributesOf)
	}{
		{"ACTIVITY_TYPE_DOES_NOT_EXIST", func(_ *world, a *attributesOf) {
			a.ActivityType = &types.ActivityType{Name: charge.Name, Version: aws.String("2")}
		}},
		{"ACTIVITY_TYPE_DEPRECATED", func(w *world, _ *attributesOf) {
			_, err := w.swf.DeprecateActivityType(w.t.Context(), &awsswf.DeprecateActivityTypeInput{Domain: shop, ActivityType: charge})
			w.must(err)
		}},
		{"ACTIVITY_ID_ALREADY_IN_USE", func(_ *world, a *attributesOf) { a.ActivityId = aws.String("there") }},
		{"DEFAULT_TASK_LIST_UNDEFINED", func(_ *world, a *attributesOf) { a.TaskList = nil }},
		{"DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED", func(_ *world, a *attributesOf) { a.ScheduleToStartTimeout = nil }},
		{"DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED", func(_ *world, a *attributesOf) { a.ScheduleToCloseTimeout = nil }},
		{"DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED", func(_ *world, a *attributesOf) { a.StartToCloseTimeout = nil }},
		{"DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED", func(_ *world, a *attributesOf) { a.HeartbeatTimeout = nil }},
		{"ACTIVITY_CREATION_RATE_EXCEEDED", func(w *world, _ *attributesOf) {
			w.service.Inject(Fault{Operation: "ScheduleActivityTask", Error: "ACTIVITY_CREATION_RATE_EXCEEDED"})
		}},
		{"OPERATION_NOT_PERMITTED", func(w *world, _ *attributesOf) {
			w.service.Inject(Fault{Operation: "ScheduleActivityTask", Error: "OPERATION_NOT_PERMITTED"})
		}},
	} {
		t.Run(string(test.want), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, Options{})
			w.stage(bare)
			x := w.open("order")
			given := func(id string) func(*attributesOf) {
				return func(a *attributesOf) { *a = full; a.ActivityId, a.ActivityType = &id, charge }
			}
			w.decide(scheduling("", given("there")), timing("t", "0"))
			task := w.hear()
			w.must(w.answer(task.TaskToken, scheduling("", given("new"), func(a *attributesOf) { test.change(w, a) })))
			w.last(x, types.EventTypeDecisionTaskScheduled)
			got := w.latest(x, types.EventTypeScheduleActivityTaskFailed)
			if a := got.ScheduleActivityTaskFailedEventAttributes; a.Cause != test.want || a.ActivityId == nil || *a.ActivityType.Name != "Charge" ||
				a.DecisionTaskCompletedEventId != got.EventId-1 {
				t.Errorf("attributes = %+v", a)
			}
			if open := w.workflow(x).Open; len(open) != 1 || open[0].ID != "there" {
				t.Errorf("open = %+v", open)
			}
		})
	}
}

// TestSWFOpenLimits are the most activity tasks and timers of a workflow.
func TestSWFOpenLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	x := w.open("order")
	var decisions []types.Decision
	for i := range maxOpenActivities + 1 {
		decisions = append(decisions, scheduling(fmt.Sprint(i)))
	}
	for i := range maxOpenTimers + 1 {
		decisions = append(decisions, timing(fmt.Sprint(i), "3600"))
	}
	w.decide(decisions...)
	activity := w.latest(x, types.EventTypeScheduleActivityTaskFailed).ScheduleActivityTaskFailedEventAttributes
	if *activity.ActivityId != "1000" || activity.Cause != types.ScheduleActivityTaskFailedCauseOpenActivitiesLimitExceeded {
		t.Errorf("attributes = %+v", activity)
	}
	timer := w.latest(x, types.EventTypeStartTimerFailed).StartTimerFailedEventAttributes
	if *timer.TimerId != "1000" || timer.Cause != types.StartTimerFailedCauseOpenTimersLimitExceeded {
		t.Errorf("attributes = %+v", timer)
	}
}

// TestSWFDecisionsFail are the other decisions that can't be carried out.
func TestSWFDecisionsFail(t *testing.T) {
	t.Parallel()
	const refused = "OPERATION_NOT_PERMITTED"
	for _, test := range []struct {
		name     string
		decision types.Decision
		fault    string
		want     string
	}{
		{"RequestCancelActivityTask", canceling("x"), "", "ACTIVITY_ID_UNKNOWN x"},
		{"RequestCancelActivityTask", canceling("x"), refused, refused + " x"},
		{"StartTimer", timing("there", "5"), "", "TIMER_ID_ALREADY_IN_USE there"},
		{"StartTimer", timing("x", "5"), "TIMER_CREATION_RATE_EXCEEDED", "TIMER_CREATION_RATE_EXCEEDED x"},
		{"CancelTimer", untiming("x"), "", "TIMER_ID_UNKNOWN x"},
		{"RecordMarker", marking("x"), refused, refused + " x"},
		{"CompleteWorkflowExecution", completing(""), refused, refused + " "},
		{"FailWorkflowExecution", failingWith("", ""), refused, refused + " "},
		{"CancelWorkflowExecution", giveUp(""), refused, refused + " "},
	} {
		t.Run(test.name+" "+test.want, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, Options{})
			w.stage(nil)
			x := w.open("order")
			if test.fault != "" {
				f := Fault{Operation: test.name, Error: test.fault}
				if test.name == "StartTimer" {
					f.Skip = 1
				}
				w.service.Inject(f)
			}
			w.decide(timing("there", "3600"), test.decision)
			event := w.latest(x, types.EventType(test.name+"Failed"))
			var got string
			switch {
			case event.RequestCancelActivityTaskFailedEventAttributes != nil:
				a := event.RequestCancelActivityTaskFailedEventAttributes
				got = string(a.Cause) + " " + *a.ActivityId
			case event.StartTimerFailedEventAttributes != nil:
				a := event.StartTimerFailedEventAttributes
				got = string(a.Cause) + " " + *a.TimerId
			case event.CancelTimerFailedEventAttributes != nil:
				a := event.CancelTimerFailedEventAttributes
				got = string(a.Cause) + " " + *a.TimerId
			case event.RecordMarkerFailedEventAttributes != nil:
				a := event.RecordMarkerFailedEventAttributes
				got = string(a.Cause) + " " + *a.MarkerName
			case event.CompleteWorkflowExecutionFailedEventAttributes != nil:
				got = string(event.CompleteWorkflowExecutionFailedEventAttributes.Cause) + " "
			case event.FailWorkflowExecutionFailedEventAttributes != nil:
				got = string(event.FailWorkflowExecutionFailedEventAttributes.Cause) + " "
			case event.CancelWorkflowExecutionFailedEventAttributes != nil:
				got = string(event.CancelWorkflowExecutionFailedEventAttributes.Cause) + " "
			}
			if got != test.want {
				t.Errorf("cause = %q, want %q", got, test.want)
			}
			w.last(x, types.EventTypeDecisionTaskScheduled)
		})
	}
}

// TestSWFUnhandled refuses to end a workflow whose decider has not heard of
// all that has happened, and of nothing else.
func TestSWFUnhandled(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		x := w.open("order")
		w.decide(scheduling("a"), scheduling("b"))
		w.must(w.completed(w.job().TaskToken, ""))
		job, task := w.job(), w.hear()
		w.must(w.completed(job.TaskToken, ""))
		if got := w.service.DecisionQueue("shop", "deciders"); got != (Queue{}) {
			t.Errorf("queue = %+v", got)
		}
		w.must(w.answer(task.TaskToken, marking("m"), completing("too early")))
		w.latest(x, types.EventTypeMarkerRecorded)
		w.latest(x, types.EventTypeCompleteWorkflowExecutionFailed)
		// What the decisions themselves lead to is nothing that it has to hear of first.
		w.decide(scheduling("c"), canceling("c"), completing("done"))
		if got := w.workflow(x); got.Status != "COMPLETED" || got.Result != "done" {
			t.Errorf("workflow = %+v", got)
		}
	})
}

// TestSWFCancel is the way of a cancellation to the worker and back.
func TestSWFCancel(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		x := w.open("order")
		w.decide(scheduling("a"), scheduling("b"), scheduling("c"), scheduling("d"))
		a, b, c := w.job(), w.job(), w.job()
		w.mustBe(w.canceled(a.TaskToken, ""), "ValidationException") // nobody asked for it
		_, err := w.swf.RequestCancelWorkflowExecution(t.Context(), &awsswf.RequestCancelWorkflowExecutionInput{Domain: shop, WorkflowId: x.WorkflowId, RunId: x.RunId})
		w.must(err)
		if asked, err := w.progress(a.TaskToken, ""); asked || err != nil {
			t.Errorf("heartbeat = %v, %v", asked, err)
		}
		w.decide(canceling("a"), canceling("b"), canceling("c"), canceling("d"))
		if got := w.workflow(x); !got.CancelRequested || len(got.Open) != 3 || !got.Open[0].CancelRequested || w.service.ActivityQueue("shop", "payments").Waiting != 0 {
			t.Errorf("workflow = %+v", got) // d, which nobody had taken, is cancelled
		}
		for range 2 { // every heartbeat tells
			if asked, err := w.progress(a.TaskToken, "p"); !asked || err != nil {
				t.Errorf("heartbeat = %v, %v", asked, err)
			}
		}
		w.must(w.canceled(a.TaskToken, "undone"))
		w.must(w.completed(b.TaskToken, "done all the same"))
		w.must(w.failed(c.TaskToken, "Broken", ""))
		events := w.past(x)
		requested := events[slices.IndexFunc(events, func(e types.HistoryEvent) bool { return e.EventType == types.EventTypeActivityTaskCancelRequested })]
		if e := w.latest(x, types.EventTypeActivityTaskCanceled).ActivityTaskCanceledEventAttributes; *e.Details != "undone" ||
			e.ScheduledEventId != 5 || e.StartedEventId != 9 || e.LatestCancelRequestedEventId != requested.EventId {
			t.Errorf("attributes = %+v", e)
		}
		w.mustBe(w.canceled(a.TaskToken, ""), "UnknownResourceFault")
		w.decide(giveUp("all of it"))
		if got := w.workflow(x); got.Status != "CANCELED" || got.Details != "all of it" {
			t.Errorf("workflow = %+v", got)
		}
	})
}

// TestSWFClose ends polls at once and stops the timers of workflows, which
// TestMain and the bubble check.
func TestSWFClose(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		w.stage(nil)
		x := w.open("order")
		w.decide(scheduling("a", func(a *attributesOf) { a.HeartbeatTimeout = aws.String("5") }), scheduling("b"), timing("t", "9"))
		w.job()
		w.open("other")
		w.hear()
		decision := w.decider(t.Context())
		synctest.Wait()
		start := time.Now()
		ended := make(chan error, 1)
		go func() {
			_, err := w.service.WaitWorkflow(t.Context(), "shop", "order", "")
			ended <- err
		}()
		synctest.Wait()
		w.service.Close()
		if out := decision(); *out.TaskToken != "" {
			t.Errorf("poll = %+v", out)
		}
		if err := <-ended; err == nil || err.Error() != ErrClosed.Error() {
			t.Errorf("WaitWorkflow() = %v", err)
		}
		time.Sleep(time.Hour)
		if got := w.workflow(x); got.Status != "OPEN" || len(got.Open) != 2 {
			t.Errorf("workflow = %+v", got)
		}
		if took := time.Since(start); took != time.Hour {
			t.Errorf("took %v", took)
		}
	})
}
