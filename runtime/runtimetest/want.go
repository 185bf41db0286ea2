package runtimetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/actgen/actgen/runtime"
)

// WantOutput fails the test unless o is a success whose output is the same JSON
// as want, white space aside.
func WantOutput(t testing.TB, o runtime.Outcome, want string) {
	t.Helper()
	if o.Status != runtime.Succeeded {
		t.Errorf("outcome is %s, want the output %s", describe(o), want)
	} else if compact(o.Output) != compact(want) {
		t.Errorf("output is %s, want %s", o.Output, want)
	}
}

// WantError fails the test unless o is the failure that want becomes: a declared
// error of the definition with its details, or a *runtime.Error with its name
// and, if it has one, its cause.
//
//	runtimetest.WantError(t, outcome, &orders.CardDeclinedError{
//		Details: orders.CardDeclinedDetails{Code: 51},
//	})
//	runtimetest.WantError(t, outcome, &runtime.Error{Name: runtime.NameInvalidInput})
func WantError(t testing.TB, o runtime.Outcome, want error) {
	t.Helper()
	name, cause, ok := wanted(t, want)
	switch {
	case !ok:
	case o.Status != runtime.Failed || o.Error != name:
		t.Errorf("outcome is %s, want the failure %s", describe(o), name)
	case cause != "" && compact(o.Cause) != compact(cause):
		t.Errorf("cause of %s is %s, want %s", name, o.Cause, cause)
	}
}

// wanted returns what an error is reported as. ok is false where it has no name
// that a test could want.
func wanted(t testing.TB, want error) (name, cause string, ok bool) {
	t.Helper()
	var (
		declared runtime.ActivityError
		named    *runtime.Error
	)
	switch {
	case errors.As(want, &declared):
		name, cause, err := declared.ActivityError()
		if err != nil {
			t.Errorf("details of the wanted %s: %v", name, err)
		}
		return name, cause, err == nil
	case errors.As(want, &named) && named.Name != "":
		if named.Cause == "" && named.Err != nil {
			return named.Name, named.Err.Error(), true
		}
		return named.Name, named.Cause, true
	}
	t.Errorf("the wanted error has no name: %v", want)
	return "", "", false
}

// describe writes an outcome for people.
func describe(o runtime.Outcome) string {
	switch o.Status {
	case runtime.Succeeded:
		return "the output " + o.Output
	case runtime.Failed:
		return "the failure " + o.Error + ": " + o.Cause
	}
	return o.Status.String()
}

// compact drops the white space of JSON; other texts stay as they are.
func compact(text string) string {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text)); err != nil {
		return text
	}
	return b.String()
}
