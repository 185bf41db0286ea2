package runtimetest_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// The service in memory does what it asks of others.
func TestScenarios(t *testing.T) {
	t.Parallel()
	for _, scenario := range runtimetest.Scenarios() {
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := runtimetest.NewService()
				scenario.Run(t, runtimetest.Backend{
					Service: s,
					Schedule: func(_ context.Context, a *runtime.Activity, input string) (runtimetest.Scheduled, error) {
						return s.Send(a.Name(), input), nil
					},
					Wake: s.Close,
				})
			})
		})
	}
}
