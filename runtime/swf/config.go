package swf

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// TaskConfig is how a task of an activity runs, with nothing left open. What
// a decider says of a task is a [PartialTaskConfig]; its Full is what becomes of
// it by the defaults of the type, and ConfigOfEvent what became of it.
type TaskConfig struct {
	// TaskList that the task waits in.
	TaskList string
	// Priority of the task in its list; higher ones first, 0 is the usual one.
	Priority int32
	// ScheduleToStart is the most that the task may wait for a worker.
	ScheduleToStart Timeout
	// ScheduleToClose is the most that it may take altogether.
	ScheduleToClose Timeout
	// StartToClose is the most that it may take from the hand-over to the
	// report, however often it heartbeats.
	StartToClose Timeout
	// Heartbeat is the most that may pass between two heartbeats.
	Heartbeat Timeout
}

// PartialTaskConfig is how a task of an activity is to run, where each field may
// be left unset: the defaults that a type is registered with, and what a decider
// sets for one task. The zero value leaves all of it to the defaults of the
// type.
//
// A worker beats and gives up by the figures of the activity's definition,
// since the service doesn't tell it those of a task. Shorter timeouts than the
// definition's make the service time tasks out that the worker goes on with.
type PartialTaskConfig struct {
	// TaskList; "": unset.
	TaskList string
	// Priority; nil: unset.
	Priority *int32
	// The four timeouts, as in TaskConfig; the zero Timeout: unset.
	ScheduleToStart, ScheduleToClose, StartToClose, Heartbeat Timeout
}

// Partial returns c as a partial configuration that leaves nothing open.
func (c TaskConfig) Partial() PartialTaskConfig {
	return PartialTaskConfig{
		TaskList: c.TaskList, Priority: &c.Priority,
		ScheduleToStart: c.ScheduleToStart, ScheduleToClose: c.ScheduleToClose,
		StartToClose: c.StartToClose, Heartbeat: c.Heartbeat,
	}
}

// Over returns p with what it leaves unset taken from defaults.
func (p PartialTaskConfig) Over(defaults PartialTaskConfig) PartialTaskConfig {
	if p.TaskList == "" {
		p.TaskList = defaults.TaskList
	}
	if p.Priority == nil {
		p.Priority = defaults.Priority
	}
	for i, t := range p.timeouts() {
		if !t.value.IsSet() {
			*t.value = *defaults.timeouts()[i].value
		}
	}
	return p
}

// Full returns p as a full configuration, with the priority 0 where it is unset.
// The error names all else that is unset: the service fails to schedule such a
// task.
func (p PartialTaskConfig) Full() (TaskConfig, error) {
	var missing []string
	if p.TaskList == "" {
		missing = append(missing, "task list")
	}
	for _, t := range p.timeouts() {
		if !t.value.IsSet() {
			missing = append(missing, t.name)
		}
	}
	if len(missing) > 0 {
		return TaskConfig{}, fmt.Errorf("task configuration leaves unset: %s", strings.Join(missing, ", "))
	}
	return TaskConfig{
		TaskList: p.TaskList, Priority: aws.ToInt32(p.Priority),
		ScheduleToStart: p.ScheduleToStart, ScheduleToClose: p.ScheduleToClose,
		StartToClose: p.StartToClose, Heartbeat: p.Heartbeat,
	}, nil
}

// namedTimeout is a timeout of a configuration.
type namedTimeout struct {
	name  string
	value *Timeout
}

// timeouts are those of p, always in the same order.
func (p *PartialTaskConfig) timeouts() []namedTimeout {
	return []namedTimeout{
		{"schedule-to-start timeout", &p.ScheduleToStart},
		{"schedule-to-close timeout", &p.ScheduleToClose},
		{"start-to-close timeout", &p.StartToClose},
		{"heartbeat timeout", &p.Heartbeat},
	}
}

// check reports all that the service wouldn't take.
func (p PartialTaskConfig) check() error {
	var errs []error
	if p.TaskList != "" {
		errs = append(errs, checkName("the task list", p.TaskList, maxName))
	}
	for _, t := range p.timeouts() {
		errs = append(errs, t.value.check("the "+t.name))
	}
	return errors.Join(errs...)
}

// ConfigOfType reads the defaults of an activity type, as DescribeActivityType
// returns them. The error names what the service's API doesn't allow.
func ConfigOfType(c *types.ActivityTypeConfiguration) (PartialTaskConfig, error) {
	return wireConfig{
		c.DefaultTaskList, c.DefaultTaskPriority, c.DefaultTaskScheduleToStartTimeout,
		c.DefaultTaskScheduleToCloseTimeout, c.DefaultTaskStartToCloseTimeout, c.DefaultTaskHeartbeatTimeout,
	}.read()
}

// WriteType sets the defaults of an activity type that is to be registered. What
// is unset in p becomes so there.
func (p PartialTaskConfig) WriteType(in *swf.RegisterActivityTypeInput) error {
	w, err := p.wire()
	if err != nil {
		return err
	}
	in.DefaultTaskList, in.DefaultTaskPriority = w.taskList, w.priority
	in.DefaultTaskScheduleToStartTimeout, in.DefaultTaskScheduleToCloseTimeout = w.scheduleToStart, w.scheduleToClose
	in.DefaultTaskStartToCloseTimeout, in.DefaultTaskHeartbeatTimeout = w.startToClose, w.heartbeat
	return nil
}

// ConfigOfDecision reads what a decision to schedule a task sets for it.
func ConfigOfDecision(a *types.ScheduleActivityTaskDecisionAttributes) (PartialTaskConfig, error) {
	return wireConfig{
		a.TaskList, a.TaskPriority, a.ScheduleToStartTimeout,
		a.ScheduleToCloseTimeout, a.StartToCloseTimeout, a.HeartbeatTimeout,
	}.read()
}

// WriteDecision sets what a decision to schedule a task says of it. What is
// unset in p becomes so there.
func (p PartialTaskConfig) WriteDecision(a *types.ScheduleActivityTaskDecisionAttributes) error {
	w, err := p.wire()
	if err != nil {
		return err
	}
	a.TaskList, a.TaskPriority = w.taskList, w.priority
	a.ScheduleToStartTimeout, a.ScheduleToCloseTimeout = w.scheduleToStart, w.scheduleToClose
	a.StartToCloseTimeout, a.HeartbeatTimeout = w.startToClose, w.heartbeat
	return nil
}

// ConfigOfEvent reads how a task was scheduled, by its ActivityTaskScheduled
// event. A timeout that the event leaves out bounds nothing.
func ConfigOfEvent(e *types.ActivityTaskScheduledEventAttributes) (TaskConfig, error) {
	p, err := wireConfig{
		e.TaskList, e.TaskPriority, e.ScheduleToStartTimeout,
		e.ScheduleToCloseTimeout, e.StartToCloseTimeout, e.HeartbeatTimeout,
	}.read()
	if err != nil {
		return TaskConfig{}, err
	}
	none := NoTimeout()
	return p.Over(PartialTaskConfig{ScheduleToStart: none, ScheduleToClose: none, StartToClose: none, Heartbeat: none}).Full()
}

// wireConfig is a configuration as the service's API writes it, in whatever
// shape it stands. nil: unset.
type wireConfig struct {
	taskList                                                            *types.TaskList
	priority, scheduleToStart, scheduleToClose, startToClose, heartbeat *string
}

func (p PartialTaskConfig) wire() (wireConfig, error) {
	if err := p.check(); err != nil {
		return wireConfig{}, err
	}
	w := wireConfig{
		scheduleToStart: p.ScheduleToStart.wire(), scheduleToClose: p.ScheduleToClose.wire(),
		startToClose: p.StartToClose.wire(), heartbeat: p.Heartbeat.wire(),
	}
	if p.TaskList != "" {
		w.taskList = &types.TaskList{Name: &p.TaskList}
	}
	if p.Priority != nil {
		w.priority = aws.String(strconv.Itoa(int(*p.Priority)))
	}
	return w, nil
}

func (w wireConfig) read() (PartialTaskConfig, error) {
	var (
		p    PartialTaskConfig
		errs []error
	)
	if w.taskList != nil {
		p.TaskList = aws.ToString(w.taskList.Name)
	}
	if w.priority != nil {
		n, err := strconv.ParseInt(*w.priority, 10, 32)
		if err != nil {
			errs = append(errs, fmt.Errorf("task priority %q is not an integer of 32 bits", *w.priority))
		}
		p.Priority = aws.Int32(int32(n))
	}
	for i, text := range []*string{w.scheduleToStart, w.scheduleToClose, w.startToClose, w.heartbeat} {
		into := p.timeouts()[i]
		t, err := readTimeout(into.name, text)
		*into.value = t
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return PartialTaskConfig{}, err
	}
	return p, nil
}
