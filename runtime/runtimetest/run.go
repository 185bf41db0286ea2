package runtimetest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/actgen/actgen/runtime"
)

// Run takes an input through one activity, as a worker does it: decode, handler,
// encode, with the context that a handler gets. register registers the activity:
//
//	outcome, err := runtimetest.Run(ctx, func(r runtime.Registrar) {
//		orders.RegisterChargeCard(r, handler)
//	}, `{"orderId": "AB-123456"}`)
//
// The outcome is what would be reported: the output, or the name and the cause
// of the failure. err is not nil when there is none: register didn't register
// exactly one activity, its specification is wrong, ctx ended first, or the
// handler left the task pending; then it wraps runtime.ErrPending.
func Run(ctx context.Context, register func(runtime.Registrar), input string) (runtime.Outcome, error) {
	var r recorder
	register(&r)
	if len(r) != 1 {
		return runtime.Outcome{}, fmt.Errorf("run activity: %d activities are registered, want 1", len(r))
	}
	// The worker stops when the task is over, or the worker is the first to end.
	work, stop := context.WithCancelCause(ctx)
	service := NewService()
	worker := runtime.NewWorker(service, runtime.Options{
		Slots: 1,
		// When ctx ends, so does the handler's.
		StopGrace: time.Millisecond, ReturnGrace: 5 * time.Second,
		Logger:       slog.New(slog.DiscardHandler),
		Interceptors: []runtime.Interceptor{pending(stop)},
	})
	worker.Register(r[0])
	task := service.Send(r[0].Name(), input)
	ended := make(chan error, 1)
	go func() {
		err := worker.Run(work)
		stop(err)
		ended <- err
	}()
	outcome, err := task.Wait(work)
	stop(nil)
	service.Close()
	if failed := <-ended; failed != nil {
		return runtime.Outcome{}, fmt.Errorf("run activity: %w", failed)
	}
	if err != nil {
		return runtime.Outcome{}, fmt.Errorf("run activity: %w", err)
	}
	return outcome, nil
}

// pending returns an interceptor that calls stop for a task that its handler
// leaves open.
func pending(stop context.CancelCauseFunc) runtime.Interceptor {
	var left error // by the one task that there is
	return runtime.Interceptor{
		Handle: func(next runtime.HandleFunc) runtime.HandleFunc {
			return func(ctx context.Context, in any) (any, error) {
				out, err := next(ctx, in)
				if errors.Is(err, runtime.ErrPending) {
					left = err
				}
				return out, err
			}
		},
		Report: func(next runtime.ReportFunc) runtime.ReportFunc {
			return func(ctx context.Context, o runtime.Outcome) error {
				left = nil // for want of a token it isn't left open
				return next(ctx, o)
			}
		},
		Task: func(next runtime.TaskFunc) runtime.TaskFunc {
			return func(ctx context.Context) {
				next(ctx)
				if left != nil {
					stop(left)
				}
			}
		},
	}
}

// recorder is a runtime.Registrar that keeps what it gets.
type recorder []*runtime.Activity

func (r *recorder) Register(a *runtime.Activity) { *r = append(*r, a) }
