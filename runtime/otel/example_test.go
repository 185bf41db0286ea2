package otel_test

import (
	"fmt"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/otel"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// Metrics and traces go to the global providers.
func Example() {
	metrics, err := otel.Metrics(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	service := runtimetest.NewService() // sfn.New(cfg, sfn.Options{...}) outside of tests
	worker := runtime.NewWorker(service, runtime.Options{
		Observers:    []runtime.Observer{metrics},
		Interceptors: []runtime.Interceptor{otel.Traces(otel.TraceOptions{})},
	})
	fmt.Println(worker != nil)
	// Output: true
}
