package definition

import (
	"time"
	"unicode/utf8"

	"github.com/actgen/actgen/generator/source"
)

const (
	// maxSeconds is the most that both services take for a timeout: SFN's
	// default, and what the eight digits of SWF can say.
	maxSeconds = 99_999_999
	// maxDelaySeconds is the most for MaxDelaySeconds of a Retry (Amazon
	// States Language: less than 31,622,400).
	maxDelaySeconds = 31_622_399
	// maxStepFunctionsName is the longest name of an activity (CreateActivity).
	maxStepFunctionsName = 80
)

// services reads how the two services know the activity.
func (r *reader) services(a *Activity, n *source.Node) {
	a.StepFunctions.Name = a.Name
	at := n
	if name := n.Get("stepFunctions").Get("name"); text(name) != "" {
		a.StepFunctions.Name, at = name.Text, name
	} else if utf8.RuneCountInString(a.Name) > maxStepFunctionsName {
		r.report(n, "the name is longer than Step Functions allows (%d characters); set stepFunctions: {name: ...}", maxStepFunctionsName)
	}
	if other := r.stepFunctions[a.StepFunctions.Name]; other != nil {
		r.report(at, "Step Functions name %q is taken by the activity on line %d", a.StepFunctions.Name, other.Line)
	} else {
		r.stepFunctions[a.StepFunctions.Name] = at
	}
	if swf := n.Get("swf"); swf != nil && swf.Kind == source.Object {
		r.swfType(a, swf)
	}
}

func (r *reader) swfType(a *Activity, n *source.Node) {
	a.SWF = SWF{
		Set: true, Name: a.Name,
		Version:         text(n.Get("version")),
		TaskList:        text(n.Get("taskList")),
		ScheduleToStart: r.seconds(n.Get("scheduleToStart"), maxSeconds),
		ScheduleToClose: r.seconds(n.Get("scheduleToClose"), maxSeconds),
	}
	if name := text(n.Get("name")); name != "" {
		a.SWF.Name = name
	}
	if a.SWF.Version == "" {
		return
	}
	key := [2]string{a.SWF.Name, a.SWF.Version}
	if other := r.swf[key]; other != nil {
		r.report(n, "SWF name %q with version %q is taken by the activity on line %d", a.SWF.Name, a.SWF.Version, other.Line)
	} else {
		r.swf[key] = n
	}
}

// seconds reads a duration of whole seconds. 0 stands for none, and for one
// that is wrong.
func (r *reader) seconds(n *source.Node, most int) time.Duration {
	s := text(n)
	if s == "" || r.reported(n) {
		return 0
	}
	d, err := time.ParseDuration(s)
	switch {
	case err != nil, d > time.Duration(most)*time.Second:
		r.report(n, "must be at most %ds, not %s", most, s)
	case d < time.Second:
		r.report(n, "must be at least 1s, not %s", s)
	case d%time.Second != 0:
		r.report(n, "must be whole seconds, as the services count them, not %s", s)
	default:
		return d
	}
	return 0
}
