package runtime_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// polls counts the polls of a service.
type polls struct {
	mu    sync.Mutex
	open  int
	most  int
	times []time.Time
}

// watch counts the polls of s. fail, if not nil, is asked for the error of each.
func (p *polls) watch(s *runtimetest.Service, fail func(n int) error) {
	s.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
		if c.Op != runtimetest.Poll {
			return next()
		}
		p.mu.Lock()
		p.open++
		p.most = max(p.most, p.open)
		p.times = append(p.times, time.Now())
		n := len(p.times)
		p.mu.Unlock()
		defer func() {
			p.mu.Lock()
			p.open--
			p.mu.Unlock()
		}()
		if fail != nil {
			if err := fail(n); err != nil {
				return err
			}
		}
		return next()
	})
}

// now returns how many polls are open, were open at a time, and were made.
func (p *polls) now() (open, most, made int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open, p.most, len(p.times)
}

// A task waits in a local queue: no poll goes out but for a free slot.
func testPollOnlyForFreeSlot(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{Slots: 3})
		var p polls
		p.watch(r.service, nil)
		runtime.Register(r.worker, text("Work"), sleep(10*time.Minute))
		r.start()
		var tasks []*runtimetest.Task
		for range 4 {
			tasks = append(tasks, r.service.Send("Work", "1"))
			synctest.Wait()
		}
		if open, _, made := p.now(); open != 0 || made != 3 {
			t.Errorf("%d polls are open, %d were made; want 0 and 3", open, made)
		}
		time.Sleep(9 * time.Minute)
		if !tasks[3].Started().IsZero() {
			t.Error("a fourth task was fetched for three slots")
		}
		r.wantOutput(tasks[3], "1")
		r.finish()
	})
}

func TestPollersGrowAndShrink(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{MinPollers: 2, MaxPollers: 8})
		var p polls
		p.watch(r.service, nil)
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		if open, _, _ := p.now(); open != 2 {
			t.Errorf("%d polls are open at the start, want 2", open)
		}
		var last *runtimetest.Task
		for range 100 {
			last = r.service.Send("Work", "1")
		}
		r.wait(last)
		synctest.Wait()
		if open, most, _ := p.now(); open != 8 || most != 8 {
			t.Errorf("%d polls are open after a rush (at most %d), want 8", open, most)
		}
		time.Sleep(5*time.Minute + time.Second)
		if open, _, _ := p.now(); open != 2 {
			t.Errorf("%d polls are open after a lull, want 2", open)
		}
		r.finish()
	})
}

func TestPollersStayBelowSlots(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{Slots: 1, MinPollers: 5, MaxPollers: 10})
		var p polls
		p.watch(r.service, nil)
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		for range 10 {
			r.wait(r.service.Send("Work", "1"))
		}
		if _, most, _ := p.now(); most != 1 {
			t.Errorf("%d polls were open for one slot", most)
		}
		r.finish()
	})
}

// The limit of open polls: the pollers are halved, and the pause is 1 to 60 s.
func testLimitHalvesPollers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{MinPollers: 1, MaxPollers: 8})
		var p polls
		limited := false
		p.watch(r.service, func(int) error {
			if limited {
				limited = false
				return runtimetest.Fault(runtime.Limited)
			}
			return nil
		})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		send := func(n int) {
			for range n {
				r.wait(r.service.Send("Work", "1"))
				synctest.Wait()
			}
		}
		send(20)
		if open, _, _ := p.now(); open != 8 {
			t.Fatalf("%d polls are open, want 8", open)
		}
		limited = true
		send(1) // the poll that follows it meets the limit
		synctest.Wait()
		if open, _, _ := p.now(); open != 7 {
			t.Errorf("%d polls are open, want the 7 that were", open)
		}
		r.wantLog("class=limited", "pollers=4")
		_, _, before := p.now()
		time.Sleep(time.Second - 1)
		if _, _, made := p.now(); made != before {
			t.Errorf("%d polls inside of the pause", made-before)
		}
		r.finish()
	})
}

// Every worker polls at once after an outage: the pause is shared by all pollers
// and has full jitter, and the pollers are ramped up again.
func testSharedBackoff(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{MinPollers: 2, MaxPollers: 10})
		var p polls
		outage := time.Now().Add(10 * time.Minute)
		p.watch(r.service, func(int) error {
			if time.Now().Before(outage) {
				return runtimetest.Fault(runtime.Throttled)
			}
			return nil
		})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		time.Sleep(5 * time.Minute)
		_, most, made := p.now()
		if most > 2 {
			t.Errorf("%d polls at a time in an outage, want 2", most)
		}
		// Pauses grow to anything up to 30 s: 15 s on average, 2 polls each.
		if made < 15 || made > 150 {
			t.Errorf("%d polls in 5 minutes of outage, want about 50", made)
		}
		r.wantOutput(r.service.Send("Work", "1"), "1")
		if late := time.Since(outage); late < 0 || late > 30*time.Second {
			t.Errorf("first task %v after the outage, want up to 30 s", late)
		}
		r.finish()
	})
}

// Polls that come back empty at once must not become a busy loop.
func TestServiceThatDoesNotHold(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var p polls
		p.watch(r.service, nil)
		r.service.Close()
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		time.Sleep(time.Minute)
		if _, _, made := p.now(); made < 30 || made > 600 {
			t.Errorf("%d polls in a minute, want about 200", made)
		}
		r.finish()
	})
}

// A refusal that passes, as that of an activity that was just created.
func testRefusalThatPasses(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var p polls
		start := time.Now()
		p.watch(r.service, func(int) error {
			if time.Since(start) < 20*time.Second {
				return runtimetest.Fault(runtime.Missing)
			}
			return nil
		})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		r.wantOutput(r.service.Send("Work", "1"), "1")
		r.finish()
	})
}

// A fatal error lets the tasks that run be done and reported.
func TestFatalErrorDrains(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		var p polls
		p.watch(r.service, func(n int) error {
			if n > 2 {
				return runtimetest.Fault(runtime.Refused)
			}
			return nil
		})
		runtime.Register(r.worker, text("Work"), sleep(20*time.Second))
		r.start()
		task := r.service.Send("Work", "1")
		if err := <-r.done; err == nil {
			t.Error("Run didn't fail")
		}
		r.wantOutput(task, "1")
	})
}

// ownQueues is a service with a queue for each activity.
type ownQueues struct {
	*runtimetest.Service
	mu   sync.Mutex
	open map[string]int // polls by activity
}

func (s *ownQueues) Queues(_ context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	var queues []runtime.Queue
	for _, a := range activities {
		queues = append(queues, runtime.Queue{Name: a.Name(), Slots: a.Slots(), Poll: func(ctx context.Context) (*runtime.Task, error) {
			s.mu.Lock()
			s.open[a.Name()]++
			n := s.open[a.Name()]
			s.mu.Unlock()
			if n > 10 {
				<-ctx.Done()
				return nil, nil
			}
			return &runtime.Task{Token: fmt.Sprintf("%s-%d", a.Name(), n), Input: "1", Activity: a}, nil
		}})
	}
	return queues, nil
}

func (s *ownQueues) Report(context.Context, *runtime.Task, runtime.Outcome) error { return nil }

func TestQueuesHaveTheirOwnSlots(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := &ownQueues{Service: runtimetest.NewService(), open: map[string]int{}}
		r := newRig(t, runtime.Options{Slots: 3})
		r.worker = runtime.NewWorker(s, runtime.Options{Slots: 3, Logger: slog.New(slog.DiscardHandler)})
		runtime.Register(r.worker, text("Default"), sleep(time.Minute))
		runtime.Register(r.worker, text("Single"), sleep(time.Minute), runtime.WithSlots(1))
		r.start()
		time.Sleep(time.Second)
		s.mu.Lock()
		if s.open["Default"] != 3 || s.open["Single"] != 1 {
			t.Errorf("polls are %v, want 3 and 1", s.open)
		}
		s.mu.Unlock()
		if _, err := r.end(); err != nil {
			t.Error(err)
		}
	})
}
