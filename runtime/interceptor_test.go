package runtime_test

import (
	"context"
	"errors"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// trace records in which order interceptors are called.
type trace struct {
	mu    sync.Mutex
	steps []string
}

func (tr *trace) add(step string) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.steps = append(tr.steps, step)
}

func (tr *trace) String() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return strings.Join(tr.steps, " ")
}

type traceKey struct{}

// interceptor records what goes in, and puts its name into the context of a
// task to see that it gets everywhere.
func (tr *trace) interceptor(t *testing.T, name string) runtime.Interceptor {
	look := func(ctx context.Context, step string) {
		if ctx.Value(traceKey{}) == nil {
			t.Errorf("context of %s %s doesn't come from the task's", name, step)
		}
		if info, ok := runtime.InfoFrom(ctx); !ok || info.Activity != "Echo" {
			t.Errorf("context of %s %s has no info", name, step)
		}
		tr.add(name + "." + step)
	}
	return runtime.Interceptor{
		Task: func(next runtime.TaskFunc) runtime.TaskFunc {
			return func(ctx context.Context) {
				tr.add(name + ".task")
				next(context.WithValue(ctx, traceKey{}, name))
				tr.add(name + ".end")
			}
		},
		Decode: func(next runtime.DecodeFunc) runtime.DecodeFunc {
			return func(ctx context.Context, input string) (any, error) {
				look(ctx, "decode")
				return next(ctx, input+name)
			}
		},
		Handle: func(next runtime.HandleFunc) runtime.HandleFunc {
			return func(ctx context.Context, in any) (any, error) {
				look(ctx, "handle("+*in.(*string)+")")
				out, err := next(ctx, in)
				return new(*out.(*string) + name), err
			}
		},
		Report: func(next runtime.ReportFunc) runtime.ReportFunc {
			return func(ctx context.Context, o runtime.Outcome) error {
				look(ctx, "report")
				o.Output += name
				return next(ctx, o)
			}
		},
	}
}

func TestInterceptors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var tr trace
		r := newRig(t, runtime.Options{Interceptors: []runtime.Interceptor{
			tr.interceptor(t, "A"), {}, tr.interceptor(t, "B"),
		}})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		// in: A, B; handler's output: B, A; outcome: A, B
		r.wantOutput(r.service.Send("Echo", "1"), "1ABBAAB")
		synctest.Wait()
		want := "A.task B.task A.decode B.decode A.handle(1AB) B.handle(1AB) A.report B.report B.end A.end"
		if got := tr.String(); got != want {
			t.Errorf("order is\n%s, want\n%s", got, want)
		}
		r.finish()
	})
}

// Whatever an interceptor does, the task is reported once.
func TestBadInterceptors(t *testing.T) {
	var (
		foreign = context.Background()
		task    = func(f func(ctx context.Context, next runtime.TaskFunc)) runtime.Interceptor {
			return runtime.Interceptor{Task: func(next runtime.TaskFunc) runtime.TaskFunc {
				return func(ctx context.Context) { f(ctx, next) }
			}}
		}
		decode = func(f func(ctx context.Context, input string, next runtime.DecodeFunc) (any, error)) runtime.Interceptor {
			return runtime.Interceptor{Decode: func(next runtime.DecodeFunc) runtime.DecodeFunc {
				return func(ctx context.Context, input string) (any, error) { return f(ctx, input, next) }
			}}
		}
		handle = func(f func(ctx context.Context, in any, next runtime.HandleFunc) (any, error)) runtime.Interceptor {
			return runtime.Interceptor{Handle: func(next runtime.HandleFunc) runtime.HandleFunc {
				return func(ctx context.Context, in any) (any, error) { return f(ctx, in, next) }
			}}
		}
		report = func(f func(ctx context.Context, o runtime.Outcome, next runtime.ReportFunc) error) runtime.Interceptor {
			return runtime.Interceptor{Report: func(next runtime.ReportFunc) runtime.ReportFunc {
				return func(ctx context.Context, o runtime.Outcome) error { return f(ctx, o, next) }
			}}
		}
	)
	for _, test := range []struct {
		name        string
		interceptor runtime.Interceptor
		failure     string // "": succeeds
		cause       string
	}{
		{"task without next", task(func(context.Context, runtime.TaskFunc) {}), runtime.NameHandlerFailed, "didn't let the task run"},
		{"task with another context", task(func(_ context.Context, next runtime.TaskFunc) { next(foreign) }), runtime.NameHandlerFailed, "didn't let the task run"},
		{"task that panics before", task(func(context.Context, runtime.TaskFunc) { panic("early") }), runtime.NamePanic, "early"},
		{"task that panics after", task(func(ctx context.Context, next runtime.TaskFunc) { next(ctx); panic("late") }), "", ""},
		{"task that exits", task(func(context.Context, runtime.TaskFunc) { goruntime.Goexit() }), runtime.NameHandlerFailed, "didn't let the task run"},
		{"task with next twice", task(func(ctx context.Context, next runtime.TaskFunc) { next(ctx); next(ctx) }), "", ""},
		{"decode that fails", decode(func(context.Context, string, runtime.DecodeFunc) (any, error) {
			return nil, &runtime.Error{Name: "Shop.NoKey"}
		}), "Shop.NoKey", ""},
		{"decode with another context", decode(func(_ context.Context, input string, next runtime.DecodeFunc) (any, error) {
			return next(foreign, input)
		}), runtime.NameHandlerFailed, "a context that isn't the task's"},
		{"decode with another type", decode(func(context.Context, string, runtime.DecodeFunc) (any, error) { return 7, nil }), runtime.NameHandlerFailed, "passed int, want *string"},
		{"handle with another context", handle(func(_ context.Context, in any, next runtime.HandleFunc) (any, error) {
			return next(foreign, in)
		}), runtime.NameHandlerFailed, "a context that isn't the task's"},
		{"handle with another type", handle(func(context.Context, any, runtime.HandleFunc) (any, error) { return 7, nil }), runtime.NameInvalidOutput, "passed int, want *string"},
		{"handle without output", handle(func(context.Context, any, runtime.HandleFunc) (any, error) { return nil, nil }), runtime.NameInvalidOutput, "neither an output"},
		{"handle that panics", handle(func(context.Context, any, runtime.HandleFunc) (any, error) { panic("at the disco") }), runtime.NamePanic, "disco"},
		{"report without next", report(func(context.Context, runtime.Outcome, runtime.ReportFunc) error { return nil }), "", ""},
		{"report with another context", report(func(_ context.Context, o runtime.Outcome, next runtime.ReportFunc) error { return next(foreign, o) }), "", ""},
		{"report with a context that ended", report(func(ctx context.Context, o runtime.Outcome, next runtime.ReportFunc) error {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return next(ctx, o)
		}), "", ""},
		{"report that panics before", report(func(context.Context, runtime.Outcome, runtime.ReportFunc) error { panic("early") }), "", ""},
		{"report that panics after", report(func(ctx context.Context, o runtime.Outcome, next runtime.ReportFunc) error {
			panic(next(ctx, o))
		}), "", ""},
		{"report twice", report(func(ctx context.Context, o runtime.Outcome, next runtime.ReportFunc) error {
			return errors.Join(next(ctx, o), next(ctx, o))
		}), "", ""},
		{"report that cancels", report(func(ctx context.Context, _ runtime.Outcome, next runtime.ReportFunc) error {
			return next(ctx, runtime.Outcome{Status: runtime.Canceled})
		}), runtime.NameHandlerFailed, "nobody had asked for it"},
		{"report too long", report(func(ctx context.Context, _ runtime.Outcome, next runtime.ReportFunc) error {
			return next(ctx, runtime.Outcome{Output: strings.Repeat("x", 262_145)})
		}), runtime.NameOutputTooLarge, "262145 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{Slots: 1, Interceptors: []runtime.Interceptor{test.interceptor}})
				reports := 0
				r.service.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
					if c.Op == runtimetest.Report {
						reports++
					}
					return next()
				})
				runtime.Register(r.worker, text("Echo"), echo)
				r.start()
				for range 2 { // the slot is free again
					task := r.service.Send("Echo", "1")
					if test.failure == "" {
						r.wantOutput(task, "1")
					} else {
						r.wantFailure(task, test.failure, test.cause)
					}
				}
				time.Sleep(time.Minute)
				synctest.Wait()
				if reports != 2 {
					t.Errorf("%d reports of 2 tasks", reports)
				}
				r.finish()
			})
		})
	}
}

// Interceptors see which side of the handler an error is from.
func TestInterceptorsSeeErrors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		spec := text("Order")
		spec.Decode = func(string) (string, error) { return "", quantityProblem }
		var got error
		r := newRig(t, runtime.Options{Interceptors: []runtime.Interceptor{{
			Decode: func(next runtime.DecodeFunc) runtime.DecodeFunc {
				return func(ctx context.Context, input string) (any, error) {
					in, err := next(ctx, input)
					got = err
					return in, err
				}
			},
		}}})
		runtime.Register(r.worker, spec, echo)
		r.start()
		r.wantFailure(r.service.Send("Order", "1"), runtime.NameInvalidInput, "/quantity")
		synctest.Wait()
		if got == nil || !strings.HasPrefix(got.Error(), "decode input: ") || !errors.Is(got, quantityProblem) {
			t.Errorf("Decode interceptor sees %v", got)
		}
		r.finish()
	})
}

// What a Report interceptor learns.
func TestReportOutcomes(t *testing.T) {
	for _, test := range []struct {
		name   string
		faults []error
		want   error
		result runtime.ReportResult
		text   string
	}{
		{"delivered", nil, nil, runtime.ReportDelivered, ""},
		{"delivered in the end", []error{runtimetest.Fault(runtime.Throttled)}, nil, runtime.ReportDelivered, ""},
		{"closed", []error{runtimetest.Fault(runtime.Closed)}, runtime.ErrTaskClosed, runtime.ReportDropped, ""},
		{"closed after a throttled attempt", []error{runtimetest.Fault(runtime.Throttled), runtimetest.Fault(runtime.Closed)}, runtime.ErrTaskClosed, runtime.ReportDropped, ""},
		{"closed after an ambiguous attempt", []error{errors.New("reset"), runtimetest.Fault(runtime.Closed)}, runtime.ErrProbablyDelivered, runtime.ReportProbablyDelivered, ""},
		{"bad token", []error{runtimetest.Fault(runtime.BadToken)}, nil, runtime.ReportDropped, "the service refused it"},
		{"refused once", []error{runtimetest.Fault(runtime.Refused)}, nil, runtime.ReportDelivered, "actgen.InvalidOutput: the service refused the report"},
		{"refused twice", []error{runtimetest.Fault(runtime.Refused), runtimetest.Fault(runtime.Refused)}, nil, runtime.ReportDropped, "the service refused it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				var got error
				var event runtime.ReportEvent
				r := newRig(t, runtime.Options{
					Interceptors: []runtime.Interceptor{{Report: func(next runtime.ReportFunc) runtime.ReportFunc {
						return func(ctx context.Context, o runtime.Outcome) error {
							got = next(ctx, o)
							return got
						}
					}}},
					Observers: []runtime.Observer{{Report: func(e runtime.ReportEvent) { event = e }}},
				})
				r.service.Fail(runtimetest.Report, test.faults...)
				runtime.Register(r.worker, text("Echo"), echo)
				r.start()
				r.service.Send("Echo", "1")
				time.Sleep(time.Minute)
				synctest.Wait()
				if test.text == "" && !errors.Is(got, test.want) || test.text != "" && (got == nil || !strings.Contains(got.Error(), test.text)) {
					t.Errorf("report returns %v, want %v %s", got, test.want, test.text)
				}
				if event.Result != test.result || event.Attempts != max(1, len(test.faults)+map[bool]int{true: 1}[test.result == runtime.ReportDelivered]) {
					t.Errorf("event is %+v, want %v", event, test.result)
				}
				r.finish()
			})
		})
	}
}
