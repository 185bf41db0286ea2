package otel_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/otel"
	"github.com/actgen/actgen/runtime/runtimetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// run runs a worker for as long as f takes, in a bubble of virtual time.
func run(t *testing.T, opts runtime.Options, f func(ctx context.Context, s *runtimetest.Service)) {
	t.Helper()
	opts.Logger = slog.New(slog.DiscardHandler)
	opts.MinPollers, opts.MaxPollers, opts.Slots = 1, 1, 4
	s := runtimetest.NewService()
	w := runtime.NewWorker(s, opts)
	same := func(s string) (string, error) {
		time.Sleep(time.Second)
		return s, nil
	}
	runtime.Register(w, runtime.Spec[string, string]{Name: "Work", Decode: same, Encode: same, Heartbeat: 30 * time.Second},
		func(ctx context.Context, in *string) (*string, error) {
			trace.SpanFromContext(ctx).AddEvent("in the handler")
			time.Sleep(20 * time.Second)
			switch *in {
			case "fail":
				return nil, &runtime.Error{Name: "Shop.Closed", Cause: "secret"}
			case "long":
				return new(strings.Repeat("x", 300_000)), nil
			case "pend":
				runtime.TokenFrom(ctx)
				return nil, runtime.ErrPending
			}
			return in, nil
		}, runtime.WithMaxSilence(time.Hour))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	synctest.Wait()
	f(ctx, s)
	synctest.Wait()
	stop()
	s.Close()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
}

func wait(t *testing.T, task *runtimetest.Task) {
	t.Helper()
	if _, err := task.Wait(t.Context()); err != nil {
		t.Errorf("Wait: %v", err)
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		reader := sdkmetric.NewManualReader()
		observer, err := otel.Metrics(sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader)))
		if err != nil {
			t.Fatal(err)
		}
		run(t, runtime.Options{Observers: []runtime.Observer{observer}}, func(_ context.Context, s *runtimetest.Service) {
			s.Fail(runtimetest.Beat, runtimetest.Fault(runtime.Throttled))
			wait(t, s.Send("Work", "1"))
			s.Fail(runtimetest.Poll, runtimetest.Fault(runtime.Throttled))
			wait(t, s.Send("Work", "fail"))
			time.Sleep(2 * time.Minute)
		})
		got := collect(t, reader)
		for _, want := range []string{
			"actgen.polls{queue=test,result=task} 2",
			"actgen.polls{queue=test,result=failed,error.type=throttled} 1",
			"actgen.polls.open{queue=test} 0",
			"actgen.pollers{queue=test} 1",
			"actgen.slots.used{queue=test} 0",
			"actgen.slots{queue=test} 4",
			"actgen.task.wait{activity=Work} 2 in 2s",
			"actgen.handler.duration{activity=Work} 2 in 40s",
			"actgen.heartbeats{activity=Work,error.type=throttled} 1",
			"actgen.heartbeat.lateness{activity=Work}",
			"actgen.reports{activity=Work,result=delivered,status=succeeded} 1",
			"actgen.reports{activity=Work,result=delivered,status=failed,error.type=Shop.Closed} 1",
			"actgen.report.duration{activity=Work,result=delivered} 2 in 0s",
		} {
			if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
				t.Errorf("no %s in\n%s", want, strings.Join(got, "\n"))
			}
		}
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "actgen.polls{queue=test,result=empty}") }) {
			t.Errorf("no empty poll in\n%s", strings.Join(got, "\n"))
		}
	})
}

func TestAbandonedHandlerIsCounted(t *testing.T) {
	t.Parallel()
	reader := sdkmetric.NewManualReader()
	observer, err := otel.Metrics(sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader)))
	if err != nil {
		t.Fatal(err)
	}
	observer.Abandon(runtime.AbandonEvent{Info: runtime.Info{Activity: "Stuck"}})
	if got := collect(t, reader); !slices.Equal(got, []string{"actgen.handlers.abandoned{activity=Stuck} 1"}) {
		t.Errorf("metrics are %q", got)
	}
}

// collect writes each point of each metric as a line.
func collect(t *testing.T, reader sdkmetric.Reader) []string {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	var lines []string
	add := func(name string, set attribute.Set, value any) {
		var kv []string
		for _, key := range []attribute.Key{"actgen.queue", "actgen.activity", "actgen.result", "actgen.status", "error.type"} {
			if v, ok := set.Value(key); ok {
				kv = append(kv, strings.TrimPrefix(string(key), "actgen.")+"="+v.AsString())
			}
		}
		if len(kv) != set.Len() {
			t.Errorf("%s has other attributes: %v", name, set.ToSlice())
		}
		lines = append(lines, fmt.Sprintf("%s{%s} %v", name, strings.Join(kv, ","), value))
	}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			if m.Description == "" || m.Unit == "" {
				t.Errorf("%s has no description or unit", m.Name)
			}
			switch data := m.Data.(type) {
			case metricdata.Sum[int64]:
				for _, p := range data.DataPoints {
					add(m.Name, p.Attributes, p.Value)
				}
			case metricdata.Gauge[int64]:
				for _, p := range data.DataPoints {
					add(m.Name, p.Attributes, p.Value)
				}
			case metricdata.Histogram[float64]:
				for _, p := range data.DataPoints {
					add(m.Name, p.Attributes, fmt.Sprintf("%d in %vs", p.Count, p.Sum))
				}
			default:
				t.Errorf("%s is a %T", m.Name, data)
			}
		}
	}
	return lines
}

// refusing is a provider of meters that make no counters.
type refusing struct{ noop.MeterProvider }

func (refusing) Meter(string, ...metric.MeterOption) metric.Meter { return refusingMeter{} }

type refusingMeter struct{ noop.Meter }

var errRefused = errors.New("refused")

func (refusingMeter) Int64Counter(string, ...metric.Int64CounterOption) (metric.Int64Counter, error) {
	return nil, errRefused
}

func TestMetricsThatAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := otel.Metrics(refusing{}); !errors.Is(err, errRefused) {
		t.Errorf("Metrics: %v", err)
	}
	if o, err := otel.Metrics(nil); err != nil || o.Poll == nil {
		t.Errorf("Metrics of the global provider: %v", err)
	}
}

// spans runs one task and returns its spans by name.
func spans(t *testing.T, input string, opts otel.TraceOptions) map[string]sdktrace.ReadOnlySpan {
	t.Helper()
	recorder := tracetest.NewSpanRecorder()
	opts.Provider = sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(recorder))
	run(t, runtime.Options{Interceptors: []runtime.Interceptor{otel.Traces(opts)}}, func(_ context.Context, s *runtimetest.Service) {
		s.Send("Work", input)
		time.Sleep(time.Minute)
	})
	byName := map[string]sdktrace.ReadOnlySpan{}
	for _, s := range recorder.Ended() {
		byName[s.Name()] = s
		for _, kv := range s.Attributes() {
			if strings.Contains(kv.Value.AsString(), "token") || strings.Contains(kv.Value.AsString(), "secret") {
				t.Errorf("attribute %v of span %s is a secret", kv, s.Name())
			}
		}
	}
	return byName
}

func TestTraces(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		input  string
		status codes.Code
		failed string // error.type
		handle codes.Code
		names  []string
	}{
		{"1", codes.Unset, "", codes.Unset, []string{"Work", "decode", "handle", "report"}},
		{"fail", codes.Error, "Shop.Closed", codes.Error, []string{"Work", "decode", "handle", "report"}},
		{"long", codes.Error, runtime.NameOutputTooLarge, codes.Unset, []string{"Work", "decode", "handle", "report"}},
		{"pend", codes.Unset, "", codes.Unset, []string{"Work", "decode", "handle"}},
	} {
		t.Run(test.input, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				all := spans(t, test.input, otel.TraceOptions{})
				for _, name := range test.names {
					s := all[name]
					if s == nil {
						t.Fatalf("no span %s", name)
					}
					if name != "Work" && s.Parent().SpanID() != all["Work"].SpanContext().SpanID() {
						t.Errorf("span %s is no child of the task's", name)
					}
				}
				if len(all) != len(test.names) {
					t.Errorf("%d spans, want %d", len(all), len(test.names))
				}
				task, handle := all["Work"], all["handle"]
				if !task.StartTime().Equal(start) || task.SpanKind() != trace.SpanKindConsumer || task.Parent().IsValid() {
					t.Errorf("task's span began %v after the hand-over, kind %v", task.StartTime().Sub(start), task.SpanKind())
				}
				if task.Status().Code != test.status || handle.Status().Code != test.handle {
					t.Errorf("task has status %v, handler %v", task.Status(), handle.Status())
				}
				got := map[attribute.Key]string{}
				for _, kv := range task.Attributes() {
					got[kv.Key] = kv.Value.AsString()
				}
				if got["error.type"] != test.failed || got["actgen.activity"] != "Work" || got["actgen.queue"] != "test" || len(got["actgen.task"]) != 12 {
					t.Errorf("attributes are %v", got)
				}
				if len(handle.Events()) != 1 || handle.EndTime().Sub(handle.StartTime()) != 20*time.Second {
					t.Errorf("span of the handler has %d events and took %v", len(handle.Events()), handle.EndTime().Sub(handle.StartTime()))
				}
			})
		})
	}
}

func TestTraceParent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		parent := trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}, TraceFlags: trace.FlagsSampled, Remote: true,
		})
		all := spans(t, "1", otel.TraceOptions{Parent: func(ctx context.Context) context.Context {
			return trace.ContextWithSpanContext(ctx, parent)
		}})
		if got := all["Work"].Parent(); !got.Equal(parent) {
			t.Errorf("parent is %v", got)
		}
	})
}

// Without a provider the global one is used, which does nothing by default.
func TestTracesOfGlobalProvider(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		run(t, runtime.Options{Interceptors: []runtime.Interceptor{otel.Traces(otel.TraceOptions{})}}, func(_ context.Context, s *runtimetest.Service) {
			wait(t, s.Send("Work", "1"))
		})
	})
}
