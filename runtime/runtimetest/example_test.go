package runtimetest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// registerHalve stands for a generated function such as orders.RegisterChargeCard.
func registerHalve(r runtime.Registrar, h func(context.Context, *int) (*int, error)) {
	runtime.Register(r, runtime.Spec[int, int]{
		Name:   "Halve",
		Decode: strconv.Atoi,
		Encode: func(n int) (string, error) { return strconv.Itoa(n), nil },
	}, h)
}

func halve(_ context.Context, n *int) (*int, error) {
	if *n%2 != 0 {
		return nil, &runtime.Error{Name: "Odd", Err: errors.New("there is no half of it")}
	}
	return new(*n / 2), nil
}

func ExampleRun() {
	for _, input := range []string{"42", "7"} {
		outcome, err := runtimetest.Run(context.Background(), func(r runtime.Registrar) {
			registerHalve(r, halve)
		}, input)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%v: %s\n", outcome.Status, outcome.Output+outcome.Error)
	}
	// Output:
	// succeeded: 21
	// failed: Odd
}

// newTestingT stands for the t of a test.
func newTestingT() testing.TB { return &printing{} }

type printing struct{ testing.TB }

func (*printing) Helper() {}

func (*printing) Errorf(format string, args ...any) { fmt.Fprintf(os.Stdout, format+"\n", args...) }

// A test of what a handler returns. A declared error is wanted by its generated
// type, with its details.
func ExampleWantError() {
	t := newTestingT()
	run := func(input string) runtime.Outcome {
		outcome, err := runtimetest.Run(context.Background(), func(r runtime.Registrar) {
			registerHalve(r, halve)
		}, input)
		if err != nil {
			t.Errorf("%v", err)
		}
		return outcome
	}
	runtimetest.WantOutput(t, run("42"), "21")
	runtimetest.WantError(t, run("7"), &runtime.Error{Name: "Odd"})
	runtimetest.WantError(t, run("seven"), &runtime.Error{Name: runtime.NameInvalidInput})
	runtimetest.WantError(t, run("8"), &runtime.Error{Name: "Odd"})
	// Output:
	// outcome is the output 4, want the failure Odd
}

// The test of a service of one's own.
func ExampleScenarios() {
	test := func(t *testing.T) {
		for _, s := range runtimetest.Scenarios() {
			t.Run(s.Name, func(t *testing.T) {
				t.Parallel()
				service := runtimetest.NewService() // the service under test
				s.Run(t, runtimetest.Backend{
					Service: service,
					Schedule: func(_ context.Context, a *runtime.Activity, input string) (runtimetest.Scheduled, error) {
						return service.Send(a.Name(), input), nil
					},
					Wake: service.Close,
				})
			})
		}
	}
	fmt.Println(test != nil, len(runtimetest.Scenarios()) > 20)
	// Output: true true
}
