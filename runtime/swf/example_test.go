package swf_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

// registerEcho stands for a generated function such as orders.RegisterChargeCard.
func registerEcho(r runtime.Registrar, opts ...runtime.ActivityOption) {
	same := func(s string) (string, error) { return s, nil }
	runtime.Register(r, runtime.Spec[string, string]{
		Name: "Echo", Decode: same, Encode: same, Heartbeat: 30 * time.Second,
		SWF: runtime.SWF{Name: "Echo", Version: "1", TaskList: "echoes"},
	}, func(_ context.Context, in *string) (*string, error) { return in, nil }, opts...)
}

// A worker as a program runs it: until it is told to stop, and then until its
// tasks are done.
func ExampleNew() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	service := swf.New(cfg, swf.Options{Domain: "shop", Register: true})
	worker := runtime.NewWorker(service, runtime.Options{})
	registerEcho(worker)
	if err := worker.Run(ctx); errors.Is(err, runtime.ErrAbandoned) {
		fmt.Println("a handler had to be left behind:", err)
	} else if err != nil {
		fmt.Println(err)
	}
}

// What a deployment does once.
func ExampleService_RegisterActivityTypes() {
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	service := swf.New(cfg, swf.Options{Domain: "shop"})
	if err := service.RegisterDomain(ctx, swf.Domain{RetentionDays: 30}); err != nil {
		fmt.Println(err)
		return
	}
	err = service.RegisterActivityTypes(ctx, func(r runtime.Registrar) { registerEcho(r) })
	if drift, ok := errors.AsType[*swf.DriftError](err); ok {
		fmt.Println("needs a new version:", drift.Resource, drift.Differences)
	} else if err != nil {
		fmt.Println(err)
	}
}

// A decider schedules a task with a timeout of its own.
func ExampleScheduleActivityTask() {
	decision, err := swf.ScheduleActivityTask(swf.TaskRequest{
		ID: "echo-1", Type: swf.ActivityType{Name: "Echo", Version: "1"}, Input: `"hello"`,
		Config: swf.PartialTaskConfig{StartToClose: swf.TimeoutOf(time.Minute), ScheduleToClose: swf.NoTimeout()},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	a := decision.ScheduleActivityTaskDecisionAttributes
	fmt.Println(*a.ActivityId, *a.StartToCloseTimeout, *a.ScheduleToCloseTimeout, a.HeartbeatTimeout)
	// Output: echo-1 60 NONE <nil>
}

// A decider reads what became of a task.
func ExampleDecodeResult() {
	history := []types.HistoryEvent{
		{EventId: 5, ActivityTaskScheduledEventAttributes: &types.ActivityTaskScheduledEventAttributes{
			ActivityId: aws.String("count-1"), DecisionTaskCompletedEventId: 4,
		}},
		{EventId: 7, ActivityTaskCompletedEventAttributes: &types.ActivityTaskCompletedEventAttributes{
			ScheduledEventId: 5, StartedEventId: 6, Result: aws.String("42"),
		}},
	}
	scheduled, err := swf.Scheduled(history, "count-1", 4)
	if err != nil {
		fmt.Println(err)
		return
	}
	n, err := swf.DecodeResult(swf.ResultOf(history, scheduled), strconv.Atoi, nil)
	if errors.Is(err, swf.ErrOpen) {
		fmt.Println("not yet")
		return
	}
	fmt.Println(n, err)
	// Output: 42 <nil>
}
