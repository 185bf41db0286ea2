package local

import (
	"context"
	"slices"
	"time"
)

// activityTask is an activity task of a workflow.
type activityTask struct {
	activityConfig
	workflow        *workflow
	id              string
	kind            typeName
	input           *string
	state           taskState
	token           string // set at the hand-over
	scheduled       int64  // event
	started         int64  // event, 0 before the hand-over
	cancelRequested *int64 // event, nil before it

	scheduledAt, startedAt time.Time
	lastBeat               time.Time
	heartbeats             int
	progress               *string // details of the last heartbeat that had some
	stopTimer              func() bool
}

func (t *activityTask) wanted() bool { return t.state == taskWaiting }

func (t *activityTask) priority() int { return rank(t.urgency) }

// activityQueue returns the queue of a task list.
func (d *domain) activityQueue(list string) *queue[*activityTask] {
	q, ok := d.activities[list]
	if !ok {
		q = &queue[*activityTask]{}
		d.activities[list] = q
	}
	return q
}

// offerActivity offers an activity task to the workers.
func (s *swf) offerActivity(x *workflow, d scheduleActivity, completed int64) {
	t := &activityTask{
		activityConfig: d.activityConfig, workflow: x, id: d.id, kind: d.kind, input: d.input, scheduledAt: s.now(),
	}
	t.scheduled = s.record(x, "ActivityTaskScheduled", attributes{
		ActivityType: &t.kind, ActivityID: t.id, Input: t.input, Control: d.control,
		TaskList: &namedList{t.taskList}, Priority: t.urgency, DecisionCompleted: &completed,
		ScheduleToStart: t.scheduleToStart, ScheduleToClose: t.scheduleToClose,
		StartToClose: t.startToClose, Heartbeat: t.heartbeat,
	})
	x.scheduled++
	x.latestTask = t.scheduledAt
	x.activities = append(x.activities, t)
	s.watch(t)
	x.domain.activityQueue(t.taskList).add(t)
}

// deadline is when a task times out, and by which of its timeouts.
type deadline struct {
	at   time.Time
	kind string
}

// due is the deadline that comes first unless a heartbeat comes, false if there
// is none. Of two at the same time it is the one that heartbeats don't move.
func (t *activityTask) due() (first deadline, ok bool) {
	consider := func(kind string, limit timeout, start time.Time) {
		if at, limited := limit.from(start); limited && (!ok || at.Before(first.at)) {
			first, ok = deadline{at, kind}, true
		}
	}
	if t.state == taskWaiting {
		consider("SCHEDULE_TO_START", t.scheduleToStart, t.scheduledAt)
	} else {
		consider("START_TO_CLOSE", t.startToClose, t.startedAt)
	}
	consider("SCHEDULE_TO_CLOSE", t.scheduleToClose, t.scheduledAt)
	if t.state == taskOpen {
		consider("HEARTBEAT", t.heartbeat, t.lastBeat)
	}
	return first, ok
}

// watch sets the timer for the deadline that comes first. Heartbeats do not
// move the timer: when it fires too early it is set again.
func (s *swf) watch(t *activityTask) {
	if t.stopTimer != nil {
		t.stopTimer()
		t.stopTimer = nil
	}
	first, ok := t.due()
	if !ok {
		return
	}
	t.stopTimer = s.after(first.at.Sub(s.now()), func() {
		if t.state != taskClosed && !s.expire(t) {
			s.watch(t)
		}
	})
}

// expire times a task out if it is due.
func (s *swf) expire(t *activityTask) bool {
	first, ok := t.due()
	if !ok || s.now().Before(first.at) {
		return false
	}
	s.endActivity(t, "ActivityTaskTimedOut", attributes{TimeoutType: first.kind, Details: t.progress})
	return true
}

// endActivity closes a task, whose decider has to hear of it.
func (s *swf) endActivity(t *activityTask, kind string, a attributes) {
	x := t.workflow
	t.state = taskClosed
	if t.stopTimer != nil {
		t.stopTimer()
	}
	x.activities = slices.DeleteFunc(x.activities, func(other *activityTask) bool { return other == t })
	a.Scheduled, a.Started = &t.scheduled, &t.started
	s.record(x, kind, a)
	s.decide(x)
}

// activityTaskAnswer is the answer of PollForActivityTask. One without a task has
// the token "".
type activityTaskAnswer struct {
	Token     string    `json:"taskToken"`
	ID        string    `json:"activityId,omitempty"`
	Started   int64     `json:"startedEventId"`
	Execution *runName  `json:"workflowExecution,omitempty"`
	Type      *typeName `json:"activityType,omitempty"`
	Input     *string   `json:"input,omitempty"`
}

func (s *swf) pollForActivityTask(ctx context.Context, p *params) (any, error) {
	where, list := p.name("domain", maxSWFName), p.needTaskList("taskList")
	identity := p.text("identity", 0, maxSWFName)
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, err
	}
	t, err := await(ctx, s.core, d.activityQueue(list), alwaysThere)
	if err != nil || t == nil {
		return activityTaskAnswer{}, pollError(list, err)
	}
	s.handOver(t, identity)
	run := t.workflow.run()
	return activityTaskAnswer{t.token, t.id, t.started, &run, &t.kind, t.input}, nil
}

// handOver gives a task to a worker, which starts its clocks.
func (s *swf) handOver(t *activityTask, identity *string) {
	t.token, t.state = newToken(), taskOpen
	t.startedAt = s.now()
	t.lastBeat = t.startedAt
	s.activityTasks[t.token] = t
	t.started = s.record(t.workflow, "ActivityTaskStarted", attributes{Identity: identity, Scheduled: &t.scheduled})
	s.watch(t)
}
