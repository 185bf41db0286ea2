package runtime_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actgen/actgen/runtime"
)

// Flags of TestSimulation.
var (
	simulateSeeds = flag.Uint64("seeds", 2, "how many seeds the simulation runs for each profile")
	simulateSeed  = flag.Int64("seed", -1, "run this seed of the simulation only, with the worker's log")
)

const (
	// simulatedTasks are sent in the simulation of one seed. All that it knows
	// of them is dropped afterwards, so any number of seeds runs in the same
	// memory.
	simulatedTasks = 2_000
	// simulatedDrain is the bound that Worker.Run states for its defaults.
	simulatedDrain = 105 * time.Second
	// simulatedHeartbeat is the heartbeat timeout of the activity that has one.
	simulatedHeartbeat = 30 * time.Second
)

// profile is a service in what matters to the worker.
type profile struct {
	name   string
	limits runtime.Limits
	// cancels: answers to heartbeats ask for cancellation, and the report of
	// one is taken. Without, a task whose execution is stopped is closed.
	cancels bool
	// shared: one queue carries the tasks of all activities.
	shared bool
}

var profiles = []profile{
	{
		name:   "StepFunctions",
		limits: runtime.Limits{Output: 262_144, Error: 256, Cause: 32_768, Poll: 70 * time.Second},
	},
	{
		name: "SWF",
		limits: runtime.Limits{
			Output: 32_768, Error: 256, Cause: 32_768, Details: 2_048, Poll: 70 * time.Second, Beat: 8 * time.Second,
		},
		cancels: true, shared: true,
	},
}

// TestSimulation runs workers on a service that fails all the time, in virtual
// time. Calls are slow, throttled, lost before or after they took effect, and
// hang; the service is out for a while; workers are stopped and replaced;
// executions are stopped and cancelled; handlers panic, hang, overstay, leave
// their tasks pending and return late. Whatever happens,
//
//   - each task that was handed over is reported once, or the service closed it,
//     for a reason that is not the worker's;
//   - no task times out while the service answers and the handler behaves;
//   - nothing is sent of a task after its report, and no two things at a time;
//   - the worker knows what became of each report;
//   - Run ends in the time that it states, and no goroutine outlives it: the
//     bubble of a seed fails if one does.
//
// All that happens by chance comes from the seed.
func TestSimulation(t *testing.T) {
	t.Parallel()
	for _, p := range profiles {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			first, end := uint64(0), *simulateSeeds
			if *simulateSeed >= 0 {
				first = uint64(*simulateSeed)
				end = first + 1
			}
			all := figures{}
			for seed := first; seed < end; seed++ {
				t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { all.add(simulate(t, p, seed)) })
				})
			}
			t.Log(all)
		})
	}
}

// simulation is what one seed makes happen.
type simulation struct {
	t       *testing.T
	profile profile
	service *simulated
	events  *luck // of the test
	jitter  *luck // of the workers
	log     *slog.Logger
	outside sync.WaitGroup // whoever ends pending tasks
	runs    sync.WaitGroup
	current *simulatedRun
}

func simulate(t *testing.T, p profile, seed uint64) figures {
	s := &simulation{
		t: t, profile: p, events: newLuck(seed, 1), jitter: newLuck(seed, 2), log: slog.New(slog.DiscardHandler),
	}
	if *simulateSeed >= 0 {
		s.log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	s.service = newSimulated(t, p, seed)
	s.play()
	digest := s.service.check()
	t.Logf("digest %016x", digest)
	if t.Failed() {
		t.Logf("to reproduce: go test ./runtime -run '^TestSimulation$/^%s$' -v -seed=%d", p.name, seed)
	}
	return s.service.figures
}

// play sends all tasks, and waits until nothing more can become of them.
func (s *simulation) play() {
	s.start()
	for n := range uint64(simulatedTasks) {
		task := s.service.send(n, s.events.float() < 0.2)
		time.Sleep(s.events.upTo(700 * time.Millisecond))
		switch fate := s.events.float(); {
		case fate < 0.015:
			time.AfterFunc(s.events.upTo(20*time.Second), func() { s.service.stop(task) })
		case fate < 0.03:
			time.AfterFunc(s.events.upTo(20*time.Second), func() { s.service.cancel(task) })
		case fate < 0.034:
			s.restart()
		case fate < 0.037:
			s.service.fallOut(s.events)
		}
	}
	time.Sleep(15 * time.Minute) // longer than any handler, timeout or outage
	s.drain()
	s.runs.Wait()
	s.outside.Wait()
	time.Sleep(10 * time.Minute) // for handlers that ignored all
	synctest.Wait()
}

// simulatedRun is one Run.
type simulatedRun struct {
	cancel  context.CancelFunc
	done    chan struct{}
	mu      sync.Mutex
	stopped time.Time
}

// start runs a new worker.
func (s *simulation) start() {
	w := runtime.NewWorker(s.service.inside(), runtime.Options{
		Slots: 60, ReplaceAbandoned: true, Logger: s.log, Observers: []runtime.Observer{s.service.observer()},
	})
	w.SetRand(s.jitter.float)
	runtime.Register(w, beating("Work", simulatedHeartbeat), s.work,
		runtime.WithTimeout(10*time.Minute), runtime.WithMaxSilence(90*time.Second))
	runtime.Register(w, text("Plain"), s.work, runtime.WithTimeout(2*time.Minute))
	ctx, cancel := context.WithCancel(context.Background())
	r := &simulatedRun{cancel: cancel, done: make(chan struct{})}
	s.current = r
	s.runs.Go(func() {
		defer close(r.done)
		err := w.Run(ctx)
		r.mu.Lock()
		defer r.mu.Unlock()
		s.service.ended(r.stopped, err)
	})
}

// restart replaces the worker; in half of the cases the new one doesn't wait for
// the old one.
func (s *simulation) restart() {
	old := s.current
	s.drain()
	if s.events.float() < 0.5 {
		<-old.done
	}
	s.start()
}

// drain tells the worker to stop.
func (s *simulation) drain() {
	s.current.mu.Lock()
	s.current.stopped = time.Now()
	s.current.mu.Unlock()
	s.service.draining()
	s.current.cancel()
}

// luck is a stream of random numbers for several goroutines. Each task has
// streams of its own, so that what happens to one doesn't depend on the order in
// which goroutines are run.
type luck struct {
	mu     sync.Mutex
	random *rand.Rand
}

func newLuck(seed, stream uint64) *luck {
	return &luck{random: rand.New(rand.NewPCG(seed, stream))} //nolint:gosec // has to be reproducible
}

// float returns a number in [0, 1).
func (l *luck) float() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.random.Float64()
}

// upTo returns a duration below d.
func (l *luck) upTo(d time.Duration) time.Duration {
	return time.Duration(l.float() * float64(d))
}

// figures count what happened.
type figures struct {
	counts  map[string]int
	longest time.Duration // drain
	virtual time.Duration
}

func (f *figures) count(what string) {
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	f.counts[what]++
}

func (f *figures) add(g figures) {
	for what, n := range g.counts {
		f.count(what)
		f.counts[what] += n - 1
	}
	f.longest = max(f.longest, g.longest)
	f.virtual += g.virtual
}

func (f figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v simulated, longest drain %v", f.virtual.Round(time.Second), f.longest)
	names := make([]string, 0, len(f.counts))
	for what := range f.counts {
		names = append(names, what)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(f.counts[b]-f.counts[a], strings.Compare(a, b)) })
	for _, what := range names {
		fmt.Fprintf(&b, "\n%9d %s", f.counts[what], what)
	}
	return b.String()
}

// ended looks at a Run that has returned.
func (s *simulated) ended(stopped time.Time, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drains--
	took := time.Since(stopped)
	s.figures.count("drains")
	s.figures.longest = max(s.figures.longest, took)
	switch {
	case stopped.IsZero():
		s.violation(nil, "Run ended by itself: %v", err)
	case took > simulatedDrain:
		s.violation(nil, "Run took %v to stop: %v", took, err)
	case err != nil && !errors.Is(err, runtime.ErrAbandoned) && s.lost == 0:
		s.violation(nil, "Run: %v", err)
	}
}

// check looks at what became of all tasks. It returns a digest, by which two
// runs can be told apart.
func (s *simulated) check() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	sum := fnv.New64a()
	s.figures.virtual = time.Since(s.began)
	for _, t := range s.sent {
		s.expire(t, time.Now()) //nolint:errcheck // it is noted in the task
		s.account(t)
		s.figures.count(t.end)
		fmt.Fprintln(sum, t.Input, t.end, t.started.UnixNano())
	}
	return sum.Sum64()
}

// account holds what the worker says of a task against what the service knows.
// Called with mu held.
func (s *simulated) account(t *simulatedTask) {
	said := t.said
	switch {
	case t.started.IsZero() && t.end != stopped:
		s.violation(t, "was never handed over")
	case t.started.IsZero() || t.mislaid:
		if t.tellings != 0 {
			s.violation(t, "is known to the worker")
		}
	case t.pending && t.tellings != 0, !t.pending && t.tellings != 1:
		s.violation(t, "was settled %d times", t.tellings)
	case t.accepted > 1:
		s.violation(t, "was reported %d times", t.accepted)
	case t.accepted == 1 && !t.pending && said == runtime.ReportDropped:
		s.violation(t, "was reported, and the worker says %v", said)
	case t.accepted == 0 && said == runtime.ReportDelivered && !t.pending:
		s.violation(t, "was not reported, and the worker says %v", said)
	case said == runtime.ReportLost && t.excuse == "":
		s.violation(t, "had its report given up while the service answered")
	case t.accepted == 0 && t.end == "":
		s.violation(t, "was neither reported nor closed")
	}
}
