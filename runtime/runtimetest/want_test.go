package runtimetest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// failures is a testing.TB that keeps what fails.
type failures struct {
	testing.TB
	texts []string
}

func (f *failures) Helper() {}

func (f *failures) Errorf(format string, args ...any) {
	f.texts = append(f.texts, fmt.Sprintf(format, args...))
}

// declined is an error as generated code declares it.
type declined struct {
	details string
	invalid error
}

func (e *declined) Error() string { return "CardDeclined" }

func (e *declined) ActivityError() (name, cause string, err error) {
	return "CardDeclined", e.details, e.invalid
}

func TestWant(t *testing.T) {
	t.Parallel()
	output := runtime.Outcome{Output: `{"a": 1}`}
	failure := runtime.Outcome{Status: runtime.Failed, Error: "CardDeclined", Cause: `{"code": 51}`}
	canceled := runtime.Outcome{Status: runtime.Canceled}
	wantOutput := func(o runtime.Outcome, want string) func(testing.TB) {
		return func(t testing.TB) { t.Helper(); runtimetest.WantOutput(t, o, want) }
	}
	wantError := func(o runtime.Outcome, want error) func(testing.TB) {
		return func(t testing.TB) { t.Helper(); runtimetest.WantError(t, o, want) }
	}
	for _, test := range []struct {
		name string
		want func(testing.TB)
		text string // "": holds
	}{
		{"output", wantOutput(output, `{"a":1}`), ""},
		{"text", wantOutput(runtime.Outcome{Output: "a b"}, "a b"), ""},
		{"other output", wantOutput(output, `{"a":2}`), `output is {"a": 1}, want {"a":2}`},
		{"failure for output", wantOutput(failure, `1`), `outcome is the failure CardDeclined: {"code": 51}, want the output 1`},
		{"canceled for output", wantOutput(canceled, `1`), `outcome is canceled, want the output 1`},
		{"declared", wantError(failure, &declined{details: `{"code":51}`}), ""},
		{"declared, wrapped", wantError(failure, fmt.Errorf("charge: %w", &declined{details: `{"code":51}`})), ""},
		{"other details", wantError(failure, &declined{details: `{"code":5}`}), `cause of CardDeclined is {"code": 51}, want {"code":5}`},
		{"invalid details", wantError(failure, &declined{invalid: errors.New("no code")}), `details of the wanted CardDeclined: no code`},
		{"name", wantError(failure, &runtime.Error{Name: "CardDeclined"}), ""},
		{"name and error", wantError(failure, &runtime.Error{Name: "CardDeclined", Err: errors.New("51")}), `want 51`},
		{"other name", wantError(failure, &runtime.Error{Name: "OutOfStock"}), `outcome is the failure CardDeclined: {"code": 51}, want the failure OutOfStock`},
		{"output for failure", wantError(output, &runtime.Error{Name: "OutOfStock"}), `outcome is the output {"a": 1}, want the failure OutOfStock`},
		{"error without a name", wantError(failure, errors.New("broken")), `the wanted error has no name: broken`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := &failures{TB: t}
			test.want(f)
			got := strings.Join(f.texts, "\n")
			if (test.text == "") != (got == "") || !strings.Contains(got, test.text) {
				t.Errorf("fails with %q, want %q", got, test.text)
			}
		})
	}
}
