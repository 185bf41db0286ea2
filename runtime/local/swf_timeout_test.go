package local

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// attributesOf shortens the change of a decision.
type attributesOf = types.ScheduleActivityTaskDecisionAttributes

// TestSWFTimeouts has each timeout of an activity task end it, to the
// nanosecond, and the others not.
func TestSWFTimeouts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		limits attributesOf
		take   time.Duration   // when a worker takes the task; negative for never
		beats  []time.Duration // when it sends heartbeats
		want   types.ActivityTaskTimeoutType
		after  time.Duration
		detail string
	}{
		{"schedule to start", attributesOf{ScheduleToStartTimeout: aws.String("10")}, -1, nil, "SCHEDULE_TO_START", 10 * time.Second, ""},
		{"schedule to start before schedule to close", attributesOf{
			ScheduleToStartTimeout: aws.String("10"), ScheduleToCloseTimeout: aws.String("10"),
		}, -1, nil, "SCHEDULE_TO_START", 10 * time.Second, ""},
		{"schedule to close, waiting", attributesOf{ScheduleToCloseTimeout: aws.String("10")}, -1, nil, "SCHEDULE_TO_CLOSE", 10 * time.Second, ""},
		{"schedule to close, running", attributesOf{
			ScheduleToStartTimeout: aws.String("5"), ScheduleToCloseTimeout: aws.String("10"), HeartbeatTimeout: aws.String("20"),
		}, 4 * time.Second, nil, "SCHEDULE_TO_CLOSE", 10 * time.Second, ""},
		{"start to close", attributesOf{StartToCloseTimeout: aws.String("10")}, 5 * time.Second, nil, "START_TO_CLOSE", 15 * time.Second, ""},
		{
			"start to close, with heartbeats",
			attributesOf{StartToCloseTimeout: aws.String("10"), HeartbeatTimeout: aws.String("4")},
			0,
			[]time.Duration{3 * time.Second, 6 * time.Second, 9 * time.Second},
			"START_TO_CLOSE", 10 * time.Second, "beat 3",
		},
		{"start to close before heartbeat", attributesOf{StartToCloseTimeout: aws.String("10"), HeartbeatTimeout: aws.String("10")}, 0, nil, "START_TO_CLOSE", 10 * time.Second, ""},
		{"heartbeat, none", attributesOf{HeartbeatTimeout: aws.String("4")}, 2 * time.Second, nil, "HEARTBEAT", 6 * time.Second, ""},
		{
			"heartbeat, two",
			attributesOf{HeartbeatTimeout: aws.String("4"), StartToCloseTimeout: aws.String("NONE")},
			2 * time.Second,
			[]time.Duration{5 * time.Second, 8*time.Second + time.Nanosecond},
			"HEARTBEAT", 12*time.Second + time.Nanosecond, "beat 2",
		},
		{"at once", attributesOf{ScheduleToStartTimeout: aws.String("0")}, -1, nil, "SCHEDULE_TO_START", 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			virtually(t, nil, func(t *testing.T, w *world) {
				x := w.open("order")
				start := time.Now()
				w.decide(scheduling("a", func(a *attributesOf) {
					a.ScheduleToStartTimeout, a.ScheduleToCloseTimeout = test.limits.ScheduleToStartTimeout, test.limits.ScheduleToCloseTimeout
					a.StartToCloseTimeout, a.HeartbeatTimeout = test.limits.StartToCloseTimeout, test.limits.HeartbeatTimeout
				}))
				var token *string
				if test.take >= 0 {
					time.Sleep(test.take)
					token = w.job().TaskToken
				}
				for i, at := range test.beats {
					time.Sleep(time.Until(start.Add(at)))
					_, err := w.progress(token, "beat "+string(rune('1'+i)))
					w.must(err)
				}
				poll := w.decider(t.Context())
				task := poll()
				if took := time.Since(start); took != test.after {
					t.Errorf("timed out after %v, want %v", took, test.after)
				}
				if *task.TaskToken == "" {
					t.Fatal("no decision task")
				}
				got := w.latest(x, types.EventTypeActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes
				if got.TimeoutType != test.want || aws.ToString(got.Details) != test.detail || got.ScheduledEventId != 5 || (got.StartedEventId != 0) != (token != nil) {
					t.Errorf("attributes = %+v, details %q", got, aws.ToString(got.Details))
				}
				if token != nil {
					_, err := w.progress(token, "late")
					w.mustBe(err, "UnknownResourceFault")
					w.mustBe(w.completed(token, "late"), "UnknownResourceFault")
				}
			})
		})
	}
}

// TestSWFDefaults has the timeouts of the type end a task, and NONE in the
// decision lift them.
func TestSWFDefaults(t *testing.T) {
	t.Parallel()
	virtually(t, func(in *awsswf.RegisterActivityTypeInput) {
		in.DefaultTaskHeartbeatTimeout, in.DefaultTaskPriority = aws.String("5"), aws.String("7")
	}, func(t *testing.T, w *world) {
		x := w.open("order")
		w.decide(scheduling("a"), scheduling("b", func(a *attributesOf) {
			a.HeartbeatTimeout, a.TaskPriority = none, aws.String("1")
		}))
		if event := w.past(x)[4]; *event.ActivityTaskScheduledEventAttributes.HeartbeatTimeout != "5" || *event.ActivityTaskScheduledEventAttributes.TaskPriority != "7" {
			t.Errorf("attributes = %+v", event.ActivityTaskScheduledEventAttributes)
		}
		a, b := w.job(), w.job()
		time.Sleep(time.Minute)
		w.mustBe(w.completed(a.TaskToken, ""), "UnknownResourceFault")
		w.must(w.completed(b.TaskToken, ""))
	})
}

// TestSWFDecisionTimeout offers a decision again that nobody has answered in
// time, with all that has happened.
func TestSWFDecisionTimeout(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		x := w.open("order")
		late := w.hear()
		time.Sleep(59 * time.Second)
		w.last(x, types.EventTypeDecisionTaskStarted)
		time.Sleep(time.Second)
		w.mustBe(w.answer(late.TaskToken, completing("")), "UnknownResourceFault")
		again := w.hear()
		if again.PreviousStartedEventId != 0 ||
			kindsOf(again.Events[2:]) != "DecisionTaskStarted DecisionTaskTimedOut DecisionTaskScheduled DecisionTaskStarted" {
			t.Errorf("decision task = %+v", again)
		}
		w.must(w.answer(again.TaskToken, completing("")))
	})
}

// TestSWFTimer fires a timer, and none that was cancelled.
func TestSWFTimer(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		x := w.open("order")
		w.decide(timing("t", "90"), timing("u", "30"))
		start := time.Now()
		if task := w.decider(t.Context())(); kindsOf(task.Events[6:7]) != "TimerFired" || time.Since(start) != 30*time.Second {
			t.Errorf("after %v: %s", time.Since(start), kindsOf(task.Events))
		} else {
			w.must(w.answer(task.TaskToken, untiming("t"), timing("u", "20")))
		}
		if task := w.decider(t.Context())(); *w.last(x, "DecisionTaskStarted").EventTimestamp != start.Add(50*time.Second).UTC() || *task.TaskToken == "" {
			t.Errorf("after %v: %s", time.Since(start), kindsOf(task.Events))
		}
		time.Sleep(50 * time.Second)
		w.last(x, types.EventTypeDecisionTaskStarted)
	})
}
