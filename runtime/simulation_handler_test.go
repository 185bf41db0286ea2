package runtime_test

import (
	"context"
	"errors"
	"fmt"
	goruntime "runtime"
	"time"

	"github.com/actgen/actgen/runtime"
)

// work is the handler of all simulated activities. Most tasks take seconds, some
// minutes, and they end in one of many ways.
func (s *simulation) work(ctx context.Context, in *string) (*string, error) {
	info, _ := runtime.InfoFrom(ctx)
	t := info.Data.(*simulatedTask)
	s.service.begun(t)
	switch fate := t.luck.float(); {
	case fate < 0.005:
		s.service.hung(t)
		time.Sleep(t.luck.upTo(5 * time.Minute))
		return in, nil
	case fate < 0.055:
		return nil, s.pend(ctx, t)
	case fate < 0.06:
		<-ctx.Done()
		return nil, s.interrupted(ctx, t)
	case fate < 0.065:
		goruntime.Goexit()
	}
	if err := s.progress(ctx, t, t.duration()); err != nil {
		return nil, err
	}
	switch fate := t.luck.float(); {
	case fate < 0.1:
		return nil, errors.New("failed")
	case fate < 0.15:
		panic("panicked")
	case fate < 0.2:
		return nil, nil
	case fate < 0.25:
		return nil, runtime.ErrCancelRequested
	case fate < 0.3:
		return nil, &runtime.Error{Name: "OutOfStock", Cause: "none left"}
	}
	return in, nil
}

// duration is how long a handler takes.
func (t *simulatedTask) duration() time.Duration {
	switch fate := t.luck.float(); {
	case fate < 0.6 || t.Activity == "Plain":
		return t.luck.upTo(5 * time.Second)
	case fate < 0.9:
		return t.luck.upTo(30 * time.Second)
	}
	return t.luck.upTo(3 * time.Minute)
}

// progress takes d and reports progress meanwhile.
func (s *simulation) progress(ctx context.Context, t *simulatedTask, d time.Duration) error {
	p := runtime.ProgressFrom(ctx, func(step int) (string, error) { return fmt.Sprintf("%09d", step), nil })
	for step := 0; d > 0; step++ {
		if err := p.Report(step); err != nil && !errors.Is(err, runtime.ErrTaskClosed) {
			return err
		}
		if _, err := sleep(min(d, 20*time.Second))(ctx, nil); err != nil {
			return s.interrupted(ctx, t)
		}
		d -= 20 * time.Second
	}
	return nil
}

// interrupted is what a handler does when its context has ended: most return at
// once, some clean up, and some carry on in spite of a request to cancel.
func (s *simulation) interrupted(ctx context.Context, t *simulatedTask) error {
	cause := context.Cause(ctx)
	s.service.interrupted(t, cause)
	switch fate := t.luck.float(); {
	case fate < 0.2:
		time.Sleep(t.luck.upTo(9 * time.Second))
	case fate < 0.4 && errors.Is(cause, runtime.ErrCancelRequested):
		s.service.hung(t) // nothing can be asked of it any more
		time.Sleep(t.luck.upTo(time.Minute))
		return nil
	}
	return cause
}

// pend leaves a task to a goroutine that has its token.
func (s *simulation) pend(ctx context.Context, t *simulatedTask) error {
	token, _ := runtime.TokenFrom(ctx)
	beating := t.luck.float() < 0.5
	s.service.pends(t, beating)
	s.outside.Go(func() { s.complete(t, token) })
	if beating {
		return runtime.ErrPendingBeating
	}
	return runtime.ErrPending
}

// complete ends a pending task from outside. It may come too late.
func (s *simulation) complete(t *simulatedTask, token string) {
	time.Sleep(t.ending.upTo(40 * time.Second))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	c := runtime.NewCompletion(s.service.outside(), text(t.Activity), token)
	var err error
	if t.ending.float() < 0.7 {
		err = c.Complete(ctx, &t.Input)
	} else {
		err = c.Fail(ctx, errors.New("failed elsewhere"))
	}
	s.service.completed(t, err)
}
