package local

import (
	"cmp"
	"slices"
)

// scheduleActivity is the decision to schedule an activity task.
type scheduleActivity struct {
	id             string
	kind           typeName
	input, control *string
	activityConfig
}

// activityConfig is how an activity task is run, with the defaults of its type.
type activityConfig struct {
	taskList        string
	urgency         string
	scheduleToStart timeout
	scheduleToClose timeout
	startToClose    timeout
	heartbeat       timeout
}

func readScheduleActivity(p *params) decision {
	return scheduleActivity{
		id: p.name("activityId", maxSWFName), kind: p.typeName("activityType"),
		input: p.data("input", maxData), control: p.data("control", maxData),
		activityConfig: activityConfig{
			taskList: p.taskList("taskList"), urgency: p.urgency("taskPriority"),
			scheduleToStart: p.timeout("scheduleToStartTimeout"), scheduleToClose: p.timeout("scheduleToCloseTimeout"),
			startToClose: p.timeout("startToCloseTimeout"), heartbeat: p.timeout("heartbeatTimeout"),
		},
	}
}

func (d scheduleActivity) apply(s *swf, x *workflow, completed int64) string {
	r, ok := x.domain.activityTypes.find(d.kind.key())
	switch {
	case !ok:
		return "ACTIVITY_TYPE_DOES_NOT_EXIST"
	case !r.deprecated.IsZero():
		return "ACTIVITY_TYPE_DEPRECATED"
	case x.activity(d.id) != nil:
		return "ACTIVITY_ID_ALREADY_IN_USE"
	case len(x.activities) >= maxOpenActivities:
		return "OPEN_ACTIVITIES_LIMIT_EXCEEDED"
	}
	if cause := d.complete(r.defaults); cause != "" {
		return cause
	}
	s.offerActivity(x, d, completed)
	return ""
}

func (d scheduleActivity) subject() attributes {
	return attributes{ActivityID: d.id, ActivityType: &d.kind}
}

// complete fills in defaults. The cause tells the first one that is needed and
// not there.
func (c *activityConfig) complete(d activityDefaults) (cause string) {
	if d.TaskList != nil {
		c.taskList = cmp.Or(c.taskList, d.TaskList.Name)
	}
	c.urgency = cmp.Or(c.urgency, d.Priority)
	c.scheduleToStart = cmp.Or(c.scheduleToStart, d.ScheduleToStart)
	c.scheduleToClose = cmp.Or(c.scheduleToClose, d.ScheduleToClose)
	c.startToClose = cmp.Or(c.startToClose, d.StartToClose)
	c.heartbeat = cmp.Or(c.heartbeat, d.Heartbeat)
	switch {
	case c.taskList == "":
		return "DEFAULT_TASK_LIST_UNDEFINED"
	case c.scheduleToStart == "":
		return "DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED"
	case c.scheduleToClose == "":
		return "DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED"
	case c.startToClose == "":
		return "DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED"
	case c.heartbeat == "":
		return "DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED"
	}
	return ""
}

// activity finds an open activity task, nil if there is none of that id.
func (x *workflow) activity(id string) *activityTask {
	i := slices.IndexFunc(x.activities, func(t *activityTask) bool { return t.id == id })
	if i < 0 {
		return nil
	}
	return x.activities[i]
}

// cancelActivity is the decision to request that an activity task be cancelled.
type cancelActivity struct{ id string }

func readCancelActivity(p *params) decision { return cancelActivity{p.name("activityId", maxSWFName)} }

// apply cancels a task that nobody has taken at once; the worker of another one
// learns of the request from its next heartbeat.
func (d cancelActivity) apply(s *swf, x *workflow, completed int64) string {
	t := x.activity(d.id)
	if t == nil {
		return "ACTIVITY_ID_UNKNOWN"
	}
	requested := s.record(x, "ActivityTaskCancelRequested", attributes{ActivityID: d.id, DecisionCompleted: &completed})
	t.cancelRequested = &requested
	if t.state == taskWaiting {
		s.endActivity(t, "ActivityTaskCanceled", attributes{CancelRequested: t.cancelRequested})
	}
	return ""
}

func (d cancelActivity) subject() attributes { return attributes{ActivityID: d.id} }
