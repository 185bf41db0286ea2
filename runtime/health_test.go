package runtime_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// wantHealth asks both probes.
func (r *rig) wantHealth(livez int, live string, readyz int, ready string) {
	r.t.Helper()
	for _, probe := range []struct {
		path string
		code int
		text string
	}{{"/livez", livez, live}, {"/readyz", readyz, ready}} {
		w := httptest.NewRecorder()
		r.worker.Health().ServeHTTP(w, httptest.NewRequestWithContext(r.t.Context(), http.MethodGet, probe.path, nil))
		if w.Code != probe.code || !strings.Contains(w.Body.String(), probe.text) {
			r.t.Errorf("%s: %d %s, want %d %s", probe.path, w.Code, w.Body, probe.code, probe.text)
		}
	}
}

func TestHealth(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, text("Work"), sleep(30*time.Second))
		r.wantHealth(200, "not running", 503, "not running")
		r.start()
		r.wantHealth(200, "last poll finished: none yet", 200, "polling")
		time.Sleep(time.Minute + time.Second)
		r.wantHealth(200, "last poll finished: 2000-01-01T00:01:00Z", 200, "polling")
		task := r.service.Send("Work", "1")
		r.service.Fail(runtimetest.Poll, runtimetest.Fault(runtime.Throttled))
		time.Sleep(time.Second)
		r.wantHealth(200, "", 200, "polling")
		r.stop()
		time.Sleep(time.Second)
		r.wantHealth(200, "last poll", 503, "draining")
		r.wait(task)
		r.service.Close()
		if err := <-r.done; err != nil {
			t.Error(err)
		}
		r.wantHealth(200, "not running", 503, "not running")
		w := httptest.NewRecorder()
		r.worker.Health().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		if w.Code != http.StatusNotFound {
			t.Errorf("/: %d", w.Code)
		}
	})
}

// Polls that don't end, though their context has, mean that polling is stuck;
// slots that are all taken don't.
func TestHealthOfStuckPolls(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{Slots: 1})
		released := make(chan struct{})
		var stuck atomic.Bool
		r.service.Intercept(func(_ context.Context, c runtimetest.Call, next func() error) error {
			if c.Op == runtimetest.Poll && stuck.Load() {
				<-released
			}
			return next()
		})
		runtime.Register(r.worker, text("Work"), sleep(time.Hour))
		r.start()
		task := r.service.Send("Work", "1")
		time.Sleep(30 * time.Minute)
		r.wantHealth(200, "", 200, "")
		stuck.Store(true)
		r.wait(task)
		time.Sleep(75 * time.Second)
		r.wantHealth(200, "", 200, "")
		time.Sleep(time.Second)
		r.wantHealth(503, "no poll of queue test has finished since", 200, "")
		stuck.Store(false)
		close(released)
		r.finish()
	})
}

func TestHealthOfRefusedPolls(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{MinPollers: 1})
		r.service.Fail(runtimetest.Poll, runtimetest.Fault(runtime.Denied))
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		r.wantHealth(200, "", 503, "the service refuses to poll queue test")
		time.Sleep(2 * time.Minute)
		r.wantHealth(200, "", 200, "polling")
		r.finish()
	})
}

// slowQueues is a service that takes a while to prepare.
type slowQueues struct{ *runtimetest.Service }

func (s slowQueues) Queues(ctx context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	time.Sleep(time.Minute)
	return s.Service.Queues(ctx, activities)
}

func TestHealthWhileStarting(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		r.worker = runtime.NewWorker(slowQueues{r.service}, runtime.Options{Logger: slog.New(slog.DiscardHandler)})
		runtime.Register(r.worker, text("Work"), echo)
		r.start()
		r.wantHealth(200, "last poll finished: none yet", 503, "starting")
		time.Sleep(2 * time.Minute)
		r.wantHealth(200, "", 200, "polling")
		r.finish()
	})
}
