package otel

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/actgen/actgen/runtime"
)

// TraceOptions tune Traces. The zero value works.
type TraceOptions struct {
	// Provider of the tracer. Default: the global one, as it is when Traces is
	// called.
	Provider trace.TracerProvider
	// Parent returns ctx with the span that a task's span is to be a child of,
	// such as one whose trace header came with the task (runtime.InfoFrom(ctx)
	// has what the service says of the task). Default: each task is a trace of
	// its own.
	Parent func(ctx context.Context) context.Context
}

// Traces returns an interceptor that makes the spans that the package comment
// describes. Put it first, so that the spans hold what other interceptors do. It
// may serve several workers.
func Traces(opts TraceOptions) runtime.Interceptor {
	if opts.Provider == nil {
		opts.Provider = otel.GetTracerProvider()
	}
	t := &tracer{tracer: opts.Provider.Tracer(scope), parent: opts.Parent}
	return runtime.Interceptor{Task: t.task, Decode: t.decode, Handle: t.handle, Report: t.report}
}

type tracer struct {
	tracer trace.Tracer
	parent func(context.Context) context.Context
}

func (t *tracer) task(next runtime.TaskFunc) runtime.TaskFunc {
	return func(ctx context.Context) {
		info, _ := runtime.InfoFrom(ctx)
		if t.parent != nil {
			ctx = t.parent(ctx)
		}
		ctx, span := t.tracer.Start(ctx, info.Activity, trace.WithSpanKind(trace.SpanKindConsumer),
			trace.WithTimestamp(info.Received),
			trace.WithAttributes(keyActivity.String(info.Activity), keyQueue.String(info.Queue), keyTask.String(info.Task)))
		defer span.End()
		next(ctx)
	}
}

func (t *tracer) decode(next runtime.DecodeFunc) runtime.DecodeFunc {
	return func(ctx context.Context, input string) (any, error) {
		ctx, span := t.tracer.Start(ctx, "decode")
		defer span.End()
		in, err := next(ctx, input)
		note(span, err)
		return in, err
	}
}

func (t *tracer) handle(next runtime.HandleFunc) runtime.HandleFunc {
	return func(ctx context.Context, in any) (any, error) {
		ctx, span := t.tracer.Start(ctx, "handle")
		defer span.End()
		out, err := next(ctx, in)
		note(span, err)
		return out, err
	}
}

func (t *tracer) report(next runtime.ReportFunc) runtime.ReportFunc {
	return func(ctx context.Context, o runtime.Outcome) error {
		task := trace.SpanFromContext(ctx)
		task.SetAttributes(keyStatus.String(o.Status.String()))
		if o.Status == runtime.Failed {
			fail(task, o.Error)
		}
		ctx, span := t.tracer.Start(ctx, "report", trace.WithSpanKind(trace.SpanKindClient))
		defer span.End()
		err := next(ctx, o)
		note(span, err)
		if instead, ok := errors.AsType[*runtime.Error](err); ok {
			fail(task, instead.Name)
		}
		return err
	}
}

// note marks a span as failed. The error's text may hold a payload.
func note(span trace.Span, err error) {
	if err != nil && !errors.Is(err, runtime.ErrPending) {
		span.SetStatus(codes.Error, "")
	}
}

// fail marks the span of a task as failed.
func fail(task trace.Span, name string) {
	task.SetAttributes(keyError.String(name), keyStatus.String(runtime.Failed.String()))
	task.SetStatus(codes.Error, name)
}
