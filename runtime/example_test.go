package runtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// Greeting is what the generator makes of an input schema, and greet of an
// activity of the definition.
type Greeting struct {
	Name string `json:"name"`
}

var greet = runtime.Spec[Greeting, string]{
	Name: "Greet",
	Decode: func(payload string) (in Greeting, err error) {
		return in, json.Unmarshal([]byte(payload), &in)
	},
	Encode: func(out string) (string, error) {
		text, err := json.Marshal(out)
		return string(text), err
	},
	Heartbeat: 30 * time.Second,
	Timeout:   time.Minute,
}

func Example() {
	service := runtimetest.NewService() // sfn.New(cfg, sfn.Options{...}) outside of tests
	worker := runtime.NewWorker(service, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
	runtime.Register(worker, greet, func(ctx context.Context, in *Greeting) (*string, error) {
		runtime.LoggerFrom(ctx).Info("greeting")
		return new("Hello, " + in.Name), nil
	})

	ctx, stop := context.WithCancel(context.Background()) // signal.NotifyContext in a main
	done := make(chan error)
	go func() { done <- worker.Run(ctx) }()

	outcome, err := service.Send("Greet", `{"name":"World"}`).Wait(ctx)
	fmt.Println(outcome.Status, outcome.Output, err)

	stop()
	service.Close()
	fmt.Println(<-done)
	// Output:
	// succeeded "Hello, World" <nil>
	// <nil>
}

// An interceptor that measures handlers.
func ExampleInterceptor() {
	timing := runtime.Interceptor{Handle: func(next runtime.HandleFunc) runtime.HandleFunc {
		return func(ctx context.Context, in any) (any, error) {
			start := time.Now()
			out, err := next(ctx, in)
			info, _ := runtime.InfoFrom(ctx)
			fmt.Println(info.Activity, time.Since(start) < time.Minute, err)
			return out, err
		}
	}}
	service := runtimetest.NewService()
	worker := runtime.NewWorker(service, runtime.Options{
		Interceptors: []runtime.Interceptor{timing}, Logger: slog.New(slog.DiscardHandler),
	})
	runtime.Register(worker, greet, hello)
	fmt.Println(runOnce(service, worker, `{"name":"World"}`))
	// Output:
	// Greet true <nil>
	// succeeded "Hello, World"
}

// An observer that counts polls by their result, to scale a fleet down that
// finds nothing to do.
func ExampleObserver() {
	var empty atomic.Int64
	counting := runtime.Observer{Poll: func(e runtime.PollEvent) {
		if e.Result == runtime.PollEmpty {
			empty.Add(1)
		}
	}}
	service := runtimetest.NewService()
	worker := runtime.NewWorker(service, runtime.Options{
		Observers: []runtime.Observer{counting}, Logger: slog.New(slog.DiscardHandler),
	})
	runtime.Register(worker, greet, hello)
	fmt.Println(runOnce(service, worker, `{"name":"World"}`))
	fmt.Println("empty polls:", empty.Load() > 0)
	// Output:
	// succeeded "Hello, World"
	// empty polls: true
}

// A handler asks somebody and lets them answer: its task stays open, and what
// has its token completes it, in whatever process that is.
func ExampleCompletion() {
	mail := make(chan string, 1)
	service := runtimetest.NewService()
	worker := runtime.NewWorker(service, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
	runtime.Register(worker, greet, func(ctx context.Context, _ *Greeting) (*string, error) {
		token, _ := runtime.TokenFrom(ctx)
		mail <- token
		return nil, runtime.ErrPending
	})
	go func() {
		completion := runtime.NewCompletion(service, greet, <-mail)
		if err := completion.Complete(context.Background(), new("Good morning")); err != nil {
			fmt.Println(err)
		}
	}()
	fmt.Println(runOnce(service, worker, `{"name":"World"}`))
	// Output:
	// succeeded "Good morning"
}

// The probes of an orchestrator.
func ExampleWorker_Health() {
	worker := runtime.NewWorker(runtimetest.NewService(), runtime.Options{})
	runtime.Register(worker, greet, hello)
	server := &http.Server{Addr: ":8080", Handler: worker.Health(), ReadHeaderTimeout: time.Second}
	go server.ListenAndServe() //nolint:errcheck // an example
	// err := worker.Run(ctx)
	if err := server.Close(); err != nil {
		fmt.Println(err)
	}
}

// A handler with a longest silence says that it gets on.
func ExampleWithMaxSilence() {
	service := runtimetest.NewService()
	worker := runtime.NewWorker(service, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
	runtime.Register(worker, greet, func(ctx context.Context, in *Greeting) (*string, error) {
		text := "Hello, "
		for _, letter := range in.Name { // something that takes long
			text += string(letter)
			runtime.Alive(ctx)
		}
		return &text, nil
	}, runtime.WithMaxSilence(time.Minute))
	fmt.Println(runOnce(service, worker, `{"name":"World"}`))
	// Output:
	// succeeded "Hello, World"
}

func hello(_ context.Context, in *Greeting) (*string, error) { return new("Hello, " + in.Name), nil }

// runOnce runs a worker for one task and returns its outcome as text.
func runOnce(service *runtimetest.Service, worker *runtime.Worker, input string) string {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- worker.Run(ctx) }()
	outcome, err := service.Send("Greet", input).Wait(ctx)
	stop()
	service.Close()
	if err := errors.Join(err, <-done); err != nil {
		return err.Error()
	}
	return outcome.Status.String() + " " + outcome.Output
}
