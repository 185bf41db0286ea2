package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// watcher keeps what it is told.
type watcher struct {
	mu      sync.Mutex
	polls   []runtime.PollEvent
	loads   []runtime.LoadEvent
	starts  []runtime.StartEvent
	returns []runtime.ReturnEvent
	beats   []runtime.BeatEvent
	reports []runtime.ReportEvent
}

func keep[E any](w *watcher, to *[]E) func(E) {
	return func(e E) {
		w.mu.Lock()
		defer w.mu.Unlock()
		*to = append(*to, e)
	}
}

func (w *watcher) observer() runtime.Observer {
	return runtime.Observer{
		Poll: keep(w, &w.polls), Load: keep(w, &w.loads), Start: keep(w, &w.starts),
		Return: keep(w, &w.returns), Beat: keep(w, &w.beats), Report: keep(w, &w.reports),
	}
}

func TestObserver(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var w watcher
		r := newRig(t, runtime.Options{Slots: 3, MinPollers: 1, MaxPollers: 1, Observers: []runtime.Observer{w.observer(), {}}})
		spec := beating("Work", 30*time.Second)
		spec.Decode = func(s string) (string, error) {
			time.Sleep(2 * time.Second)
			return s, nil
		}
		runtime.Register(r.worker, spec, func(ctx context.Context, in *string) (*string, error) {
			if _, err := sleep(time.Minute)(ctx, in); err != nil {
				return nil, err
			}
			return nil, &runtime.Error{Name: "Shop.Closed"}
		})
		r.service.Fail(runtimetest.Poll, runtimetest.Fault(runtime.Throttled))
		r.start()
		time.Sleep(2 * time.Minute)
		task := r.service.Send("Work", "1")
		r.service.Fail(runtimetest.Beat, runtimetest.Fault(runtime.Throttled))
		r.wait(task)
		r.finish()

		w.mu.Lock()
		defer w.mu.Unlock()
		results := make([]runtime.PollResult, len(w.polls))
		for i, p := range w.polls {
			results[i] = p.Result
		}
		if !slices.Equal(results[:3], []runtime.PollResult{runtime.PollFailed, runtime.PollEmpty, runtime.PollTask}) ||
			w.polls[0].Class != runtime.Throttled || w.polls[1].Took != time.Minute || w.polls[2].Queue != "test" {
			t.Errorf("polls are %+v", w.polls)
		}
		if len(w.starts) != 1 || w.starts[0].Waited != 2*time.Second || w.starts[0].Activity != "Work" || len(w.starts[0].Task) != 12 {
			t.Errorf("starts are %+v", w.starts)
		}
		if len(w.returns) != 1 || w.returns[0].Took != time.Minute {
			t.Errorf("returns are %+v", w.returns)
		}
		if n := len(w.beats); n != len(task.Heartbeats())+1 || !w.beats[0].Failed || w.beats[0].Class != runtime.Throttled || w.beats[1].Failed {
			t.Errorf("beats are %+v", w.beats)
		}
		for _, b := range w.beats {
			if b.Late != 0 || b.Took != 0 { // time stands still in the bubble
				t.Errorf("beat %+v is late", b)
			}
		}
		if len(w.reports) != 1 || w.reports[0].Status != runtime.Failed || w.reports[0].Failure != "Shop.Closed" ||
			w.reports[0].Result != runtime.ReportDelivered || w.reports[0].Attempts != 1 {
			t.Errorf("reports are %+v", w.reports)
		}
		most := runtime.LoadEvent{}
		for _, l := range w.loads {
			most.Polls, most.Tasks = max(most.Polls, l.Polls), max(most.Tasks, l.Tasks)
			if l.Slots != 3 || l.Pollers != 1 || l.Queue != "test" {
				t.Errorf("load %+v", l)
			}
		}
		if last := w.loads[len(w.loads)-1]; most.Polls != 1 || most.Tasks != 1 || last.Polls != 0 || last.Tasks != 0 {
			t.Errorf("most load is %+v, the last %+v", most, last)
		}
	})
}

// A poll that outlives its deadline is told apart from one that failed.
func TestAbandonedPollIsObserved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var w watcher
		r := newRig(t, runtime.Options{MinPollers: 1, Observers: []runtime.Observer{w.observer()}})
		r.service.Intercept(func(ctx context.Context, _ runtimetest.Call, _ func() error) error {
			<-ctx.Done()
			return ctx.Err()
		})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		if _, err := r.end(); err != nil {
			t.Error(err)
		}
		if len(w.polls) != 1 || w.polls[0].Result != runtime.PollAbandoned || w.polls[0].Took != 65*time.Second {
			t.Errorf("polls are %+v", w.polls)
		}
	})
}

// Every task is reported to observers once, however it ends.
func TestEveryTaskIsObserved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var w watcher
		r := newRig(t, runtime.Options{Observers: []runtime.Observer{w.observer()}})
		runtime.Register(r.worker, beating("Work", 30*time.Second), func(ctx context.Context, in *string) (*string, error) {
			switch *in {
			case "panic":
				panic("broken")
			case "fail":
				return nil, errors.New("broken")
			case "wait":
				return sleep(time.Minute)(ctx, in)
			}
			return in, nil
		})
		r.start()
		for _, in := range []string{"panic", "fail", "1"} {
			r.wait(r.service.Send("Work", in))
		}
		r.wait(r.service.Send("Unknown", "1"))
		r.service.Send("Work", "wait").Close()
		r.service.Send("Work", "wait").Cancel()
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		var got []string
		w.mu.Lock()
		for _, e := range w.reports {
			got = append(got, e.Status.String()+" "+e.Failure+" "+e.Result.String())
		}
		w.mu.Unlock()
		slices.Sort(got)
		want := []string{
			"canceled  delivered",
			"failed " + runtime.NameHandlerFailed + " delivered",
			"failed " + runtime.NameHandlerFailed + " dropped", // the error of the closed task's context
			"failed " + runtime.NamePanic + " delivered",
			"failed " + runtime.NameUnknownActivity + " delivered",
			"succeeded  delivered",
		}
		if !slices.Equal(got, want) {
			t.Errorf("reports are %q, want %q", got, want)
		}
		r.finish()
	})
}

func TestPollRate(t *testing.T) {
	for _, test := range []struct {
		rate     float64
		from, to int // polls in a minute
	}{
		{0.1, 6, 7},
		{2, 121, 123},
		{50, 600, 10_000},
	} {
		run := func(t *testing.T) {
			r := newRig(t, runtime.Options{PollRate: test.rate})
			var p polls
			p.watch(r.service, nil)
			runtime.Register(r.worker, text("Work"), echo)
			for range 10_000 {
				r.service.Send("Work", "1")
			}
			r.start()
			time.Sleep(time.Minute)
			if _, _, made := p.now(); made < test.from || made > test.to {
				t.Errorf("%d polls in a minute at %v per second, want %d to %d", made, test.rate, test.from, test.to)
			}
			r.finish()
		}
		t.Run(fmt.Sprint(test.rate), func(t *testing.T) { bubble(t, run) })
	}
}

func TestResultNames(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ got, want string }{
		{runtime.PollTask.String(), "task"},
		{runtime.PollAbandoned.String(), "abandoned"},
		{runtime.PollResult(9).String(), "unknown"},
		{runtime.ReportDelivered.String(), "delivered"},
		{runtime.ReportProbablyDelivered.String(), "probably delivered"},
		{runtime.ReportLost.String(), "lost"},
		{runtime.ReportResult(-1).String(), "unknown"},
	} {
		if test.got != test.want {
			t.Errorf("name is %q, want %q", test.got, test.want)
		}
	}
}
