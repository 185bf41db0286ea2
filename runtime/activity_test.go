package runtime_test

import (
	"slices"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
)

// registrar keeps the activity that it gets.
type registrar struct{ activity *runtime.Activity }

func (r *registrar) Register(a *runtime.Activity) { r.activity = a }

func TestRegister(t *testing.T) {
	t.Parallel()
	spec := text("ChargeCard")
	spec.Heartbeat, spec.Timeout = 30*time.Second, 5*time.Minute
	spec.StepFunctions = runtime.StepFunctions{Name: "charge-card"}
	spec.SWF = runtime.SWF{Name: "ChargeCard", Version: "3", TaskList: "payments", ScheduleToStart: time.Hour}
	spec.Errors = []string{"CardDeclined"}
	var r registrar

	runtime.Register(&r, spec, echo)
	a := r.activity
	if a.Name() != "ChargeCard" || a.Heartbeat() != 30*time.Second || a.Timeout() != 5*time.Minute || a.Slots() != 0 ||
		a.StepFunctions() != spec.StepFunctions || a.SWF() != spec.SWF || !slices.Equal(a.Errors(), spec.Errors) {
		t.Errorf("activity is %+v, want what the specification says", a)
	}
	a.Errors()[0] = "changed"
	if a.Errors()[0] != "CardDeclined" {
		t.Error("Errors gives the activity's own slice away")
	}

	runtime.Register(&r, spec, echo, runtime.WithHeartbeat(time.Second), runtime.WithTimeout(time.Minute), runtime.WithSlots(4),
		runtime.WithStepFunctions(runtime.StepFunctions{ARN: "arn:1"}), runtime.WithStepFunctions(runtime.StepFunctions{ARN: "arn:2"}))
	a = r.activity
	if a.Heartbeat() != time.Second || a.Timeout() != time.Minute || a.Slots() != 4 ||
		a.StepFunctions() != (runtime.StepFunctions{Name: "charge-card", ARN: "arn:2"}) {
		t.Errorf("activity is %+v, want what the options say", a)
	}
	runtime.Register(&r, spec, echo, runtime.WithStepFunctions(runtime.StepFunctions{Name: "other"}))
	if got := r.activity.StepFunctions(); got != (runtime.StepFunctions{Name: "other"}) {
		t.Errorf("StepFunctions is %+v", got)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ got, want string }{
		{runtime.Succeeded.String(), "succeeded"},
		{runtime.Failed.String(), "failed"},
		{runtime.Canceled.String(), "canceled"},
		{runtime.Status(9).String(), "unknown"},
		{runtime.Transient.String(), "transient"},
		{runtime.Missing.String(), "missing"},
		{runtime.Class(-1).String(), "unknown"},
		{runtime.Class(99).String(), "unknown"},
	} {
		if test.got != test.want {
			t.Errorf("name is %q, want %q", test.got, test.want)
		}
	}
}
