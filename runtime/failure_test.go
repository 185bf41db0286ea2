package runtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	goruntime "runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/cursor"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// declared is an error as generated code declares it.
type declared struct {
	name, details string
	invalid       error
}

func (e *declared) Error() string { return e.name }

func (e *declared) ActivityError() (name, cause string, err error) {
	return e.name, e.details, e.invalid
}

// quantityProblem is what generated code says of a bad quantity.
var quantityProblem = &cursor.Error{Problems: []cursor.Problem{{
	Pointer: "/quantity", Keyword: "minimum", Location: "order.json#/properties/quantity/minimum",
	Want: "must be at least 1", Got: "0",
}}}

func TestHandlerFailures(t *testing.T) {
	spec := text("Work")
	spec.Errors = []string{"CardDeclined"}
	returns := func(err error) handler {
		return func(context.Context, *string) (*string, error) { return nil, err }
	}
	output := func(s string) handler {
		return func(context.Context, *string) (*string, error) { return &s, nil }
	}
	for _, test := range []struct {
		name    string
		handler handler
		failure string
		cause   string
	}{
		{"undeclared error", returns(errors.New("disk full")), runtime.NameHandlerFailed, "disk full"},
		{"declared error", returns(&declared{name: "CardDeclined", details: `{"code":51}`}), "CardDeclined", `{"code":51}`},
		{"declared error, wrapped", returns(fmt.Errorf("charge: %w", &declared{name: "CardDeclined", details: `{}`})), "CardDeclined", `{}`},
		{"error of another activity", returns(&declared{name: "OutOfStock", details: `{}`}), runtime.NameHandlerFailed, "OutOfStock is not declared by activity Work"},
		{"invalid details", returns(&declared{name: "CardDeclined", invalid: quantityProblem}), runtime.NameInvalidDetails, `"pointer":"/quantity"`},
		{"nil declared error", returns((*declared)(nil)), runtime.NamePanic, "nil pointer"},
		{"named error", returns(&runtime.Error{Name: "Shop.Closed", Cause: "on Sundays"}), "Shop.Closed", "on Sundays"},
		{"named error with an error", returns(fmt.Errorf("buy: %w", &runtime.Error{Name: "Shop.Closed", Err: errors.New("on Sundays")})), "Shop.Closed", "on Sundays"},
		{"error without a name", returns(&runtime.Error{Cause: "on Sundays"}), runtime.NameHandlerFailed, "on Sundays"},
		{"own deadline", returns(context.DeadlineExceeded), runtime.NameHandlerFailed, "deadline exceeded"},
		{"panic", func(context.Context, *string) (*string, error) { panic("at the disco") }, runtime.NamePanic, "at the disco"},
		{"panic with nil", func(context.Context, *string) (*string, error) { panic(any(nil)) }, runtime.NamePanic, "panic called with nil"}, //nolint:govet // handlers do that, too
		{"Goexit", func(context.Context, *string) (*string, error) { goruntime.Goexit(); return nil, nil }, runtime.NameHandlerExited, "ended its goroutine"},
		{"no output", returns(nil), runtime.NameInvalidOutput, "neither an output nor an error"},
		{"oversize output", output(strings.Repeat("é", 131_073)), runtime.NameOutputTooLarge, "262146 bytes, the service takes 262144"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := newRig(t, runtime.Options{Slots: 1})
				runtime.Register(r.worker, spec, test.handler)
				r.start()
				r.wantFailure(r.service.Send("Work", "1"), test.failure, test.cause)
				// The slot is free again.
				r.wantFailure(r.service.Send("Work", "1"), test.failure, test.cause)
				r.finish()
			})
		})
	}
}

func TestLargestOutput(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Echo"), echo)
		r.start()
		largest := strings.Repeat("é", 131_072)
		r.wantOutput(r.service.Send("Echo", largest), largest)
		r.finish()
	})
}

func TestInvalidInput(t *testing.T) {
	bubble(t, func(t *testing.T) {
		spec := text("Order")
		spec.Decode = func(string) (string, error) { return "", quantityProblem }
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, spec, func(context.Context, *string) (*string, error) {
			t.Error("the handler was called")
			return nil, nil
		})
		r.start()
		task := r.service.Send("Order", `{"quantity":0}`)
		r.wantFailure(task, runtime.NameInvalidInput, "")
		want := `{"problems":[{"pointer":"/quantity","keyword":"minimum",` +
			`"location":"order.json#/properties/quantity/minimum","want":"must be at least 1","got":"0"}]}`
		if o, _ := task.Outcome(); o.Cause != want {
			t.Errorf("cause is\n%s, want\n%s", o.Cause, want)
		}
		r.finish()
	})
}

func TestInvalidOutput(t *testing.T) {
	bubble(t, func(t *testing.T) {
		spec := text("Order")
		spec.Encode = func(string) (string, error) { return "", quantityProblem }
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, spec, echo)
		r.start()
		r.wantFailure(r.service.Send("Order", "1"), runtime.NameInvalidOutput, `"want":"must be at least 1"`)
		r.finish()
	})
}

func TestPanicWhileDecoding(t *testing.T) {
	bubble(t, func(t *testing.T) {
		spec := text("Order")
		spec.Decode = func(string) (string, error) { panic("decoder") }
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, spec, echo)
		r.start()
		r.wantFailure(r.service.Send("Order", "1"), runtime.NamePanic, "decoder")
		r.finish()
	})
}

func TestUnknownActivity(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Known"), echo)
		runtime.Register(r.worker, text("Other"), echo)
		r.start()
		r.wantFailure(r.service.Send("Gone", "1"), runtime.NameUnknownActivity, `no activity "Gone"; it has Known, Other`)
		r.finish()
	})
}

func TestOversizeCause(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Work"), func(context.Context, *string) (*string, error) {
			return nil, &runtime.Error{Name: strings.Repeat("n", 300), Cause: "x" + strings.Repeat("é", 20_000)}
		})
		r.start()
		o := r.wait(r.service.Send("Work", "1"))
		if len(o.Error) != 256 {
			t.Errorf("name has %d bytes, want 256", len(o.Error))
		}
		// 32,768 would end inside of a character.
		if len(o.Cause) != 32_767 || !utf8.ValidString(o.Cause) {
			t.Errorf("cause has %d bytes (valid: %v), want 32,767", len(o.Cause), utf8.ValidString(o.Cause))
		}
		r.wantLog("cause was cut")
		r.finish()
	})
}

func TestTimeout(t *testing.T) {
	bubble(t, func(t *testing.T) {
		spec := text("Slow")
		spec.Timeout = 10 * time.Second
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, spec, sleep(time.Hour))
		r.start()
		task := r.service.Send("Slow", "1")
		r.wantFailure(task, runtime.NameTimeout, "timeout of 10s")
		if took := time.Since(task.Started()); took != 9*time.Second {
			t.Errorf("reported after %v, want 9s", took)
		}
		r.finish()
	})
}

// testSecretsStayOutOfLogs lets everything go wrong whose error could quote a
// token or a payload.
func testSecretsStayOutOfLogs(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const payload = "4111-1111-1111-1111"
		spec := text("Pay")
		spec.Heartbeat = 30 * time.Second
		r := newRig(t, runtime.Options{})
		r.service.Intercept(quoting(payload))
		runtime.Register(r.worker, spec, func(ctx context.Context, in *string) (*string, error) {
			if _, err := sleep(25*time.Second)(ctx, in); err != nil {
				return nil, fmt.Errorf("pay with %s: %w", *in, err)
			}
			panic("no money on " + *in)
		})
		r.start()
		task := r.service.Send("Pay", payload)
		r.wantFailure(task, runtime.NamePanic, payload)
		r.finish()
		synctest.Wait()
		r.wantLog("handler panicked", "heartbeat failed", "report failed")
		if log := r.log.String(); strings.Contains(log, payload) || strings.Contains(log, task.Token) {
			t.Errorf("the log has a secret:\n%s", log)
		}
	})
}

func TestProblemsCause(t *testing.T) {
	t.Parallel()
	many := &cursor.Error{More: true}
	for i := range 20 {
		many.Problems = append(many.Problems, cursor.Problem{
			Pointer: fmt.Sprintf("/%d/%s", i, strings.Repeat("<é>", 400)), Keyword: "minimum", Want: "must be \"more\"", Got: "0",
		})
	}
	for _, limit := range []int{0, 27, 100, 700, 1_000, 5_000, 32_768} {
		text := runtime.ProblemsCause(many, limit)
		var cause struct {
			Problems []struct{ Pointer, Keyword, Want, Got string }
			More     bool
		}
		if err := json.Unmarshal([]byte(text), &cause); err != nil {
			t.Fatalf("limit %d: %v in %s", limit, err, text)
		}
		if limit > 0 && len(text) > limit {
			t.Errorf("limit %d: cause has %d bytes", limit, len(text))
		}
		if !cause.More {
			t.Errorf("limit %d: cause doesn't say that there is more", limit)
		}
		for _, p := range cause.Problems {
			if len(p.Pointer) > 512 || !strings.HasSuffix(p.Pointer, "...") {
				t.Errorf("limit %d: pointer has %d bytes: %s", limit, len(p.Pointer), p.Pointer)
			}
		}
		if strings.Contains(text, `\u00`) {
			t.Errorf("limit %d: cause has escapes for HTML", limit)
		}
	}
}

func TestProblemsCauseOfSyntax(t *testing.T) {
	t.Parallel()
	err := &cursor.Error{Problems: []cursor.Problem{{Offset: 7, Keyword: "syntax", Want: "must be JSON"}}}
	want := `{"problems":[{"pointer":"","keyword":"syntax","location":"","want":"must be JSON","got":"","offset":7}]}`
	if got := runtime.ProblemsCause(fmt.Errorf("decode: %w", err), 0); got != want {
		t.Errorf("cause is %s, want %s", got, want)
	}
}

func TestProblemsCauseWithoutProblems(t *testing.T) {
	t.Parallel()
	err := errors.New(strings.Repeat(`"`, 1_000))
	for _, limit := range []int{0, 30, 100, 1_000, 5_000} {
		text := runtime.ProblemsCause(err, limit)
		var cause struct {
			Problems []any
			Message  string
		}
		if err := json.Unmarshal([]byte(text), &cause); err != nil || cause.Problems == nil {
			t.Fatalf("limit %d: %v in %s", limit, err, text)
		}
		if limit > 0 && len(text) > limit {
			t.Errorf("limit %d: cause has %d bytes", limit, len(text))
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"abc", 0, "abc"},
		{"abc", 3, "abc"},
		{"abc", 2, "ab"},
		{"aé", 2, "a"},
		{"a😀b", 4, "a"},
		{"a😀b", 5, "a😀"},
		{"\xff", 3, "\uFFFD"},
		{"\xff", 2, ""},
	} {
		if got := runtime.Cut(test.text, test.limit); got != test.want {
			t.Errorf("cut(%q, %d) = %q, want %q", test.text, test.limit, got, test.want)
		}
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	for _, test := range []struct {
		err  *runtime.Error
		want string
	}{
		{&runtime.Error{Name: "Shop.Closed"}, "Shop.Closed"},
		{&runtime.Error{Name: "Shop.Closed", Cause: "on Sundays", Err: refused}, "Shop.Closed: on Sundays"},
		{&runtime.Error{Name: "Shop.Closed", Err: refused}, "Shop.Closed: refused"},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("Error() = %q, want %q", got, test.want)
		}
		if test.err.Err != nil && !errors.Is(test.err, refused) {
			t.Errorf("%v doesn't wrap its error", test.err)
		}
	}
}

func TestErrorCode(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err   error
		token string
		want  string
	}{
		{&runtimetest.Error{Code: "InvalidToken", Message: "Invalid Token: 'secret'"}, "secret", "InvalidToken"},
		{errors.New("sending secret: broken pipe"), "secret", "sending (token): broken pipe"},
		{errors.New("broken pipe"), "", "broken pipe"},
	} {
		if got := runtime.ErrorCode(test.err, test.token); got != test.want {
			t.Errorf("errorCode(%v) = %q, want %q", test.err, got, test.want)
		}
	}
}
