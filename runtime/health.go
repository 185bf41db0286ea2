package runtime

import (
	"fmt"
	"net/http"
	"time"
)

// pollMargin is how long after its deadline a poll may still be open before
// polling counts as stuck.
const pollMargin = 10 * time.Second

// Health returns a handler for the probes of an orchestrator. It answers 200 or
// 503, with a line of text that says why:
//
//   - /livez: 503 when polling is stuck: polls of a queue are open, and for
//     longer than a poll can take none of them has finished. Polls that fail
//     have finished, since a new process wouldn't fare better; a worker without
//     a free slot has none open; and one that isn't running is alive.
//   - /readyz: 200 while Run polls for tasks. 503 before, while the worker
//     drains, after, and while the service refuses the polls of a queue: for
//     want of permission, or because it doesn't exist.
//
// A worker has no traffic to be kept away by /readyz; a rolling deployment can
// wait for it before it stops the worker before. Safe for use by several
// goroutines, before, while and after Run runs.
func (w *Worker) Health() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(rw http.ResponseWriter, _ *http.Request) { answer(rw, w.alive()) })
	mux.HandleFunc("GET /readyz", func(rw http.ResponseWriter, _ *http.Request) { answer(rw, w.ready()) })
	return mux
}

// health is the answer to a probe.
type health struct {
	ok   bool
	text string
}

func answer(w http.ResponseWriter, h health) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if !h.ok {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	fmt.Fprintln(w, h.text)
}

func (w *Worker) alive() health {
	e := w.current()
	if e == nil {
		return health{true, "not running"}
	}
	lanes, _ := e.status()
	var last time.Time
	for _, l := range lanes {
		ended, stuck := l.progress(time.Now())
		if stuck {
			return health{false, fmt.Sprintf("no poll of queue %s has finished since %s", l.queue.Name, stamp(ended))}
		}
		if ended.After(last) {
			last = ended
		}
	}
	return health{true, "last poll finished: " + stamp(last)}
}

func (w *Worker) ready() health {
	e := w.current()
	if e == nil {
		return health{false, "not running"}
	}
	lanes, stopped := e.status()
	switch {
	case stopped:
		return health{false, "draining"}
	case lanes == nil:
		return health{false, "starting"}
	}
	for _, l := range lanes {
		if l.isRefused() {
			return health{false, "the service refuses to poll queue " + l.queue.Name}
		}
	}
	return health{true, "polling"}
}

// stamp writes a time for people.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "none yet"
	}
	return t.UTC().Format(time.RFC3339)
}

func (w *Worker) current() *engine {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.engine
}

// status returns the lanes, nil before there are any.
func (e *engine) status() (lanes []*lane, stopped bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.lanes, !e.stopped.IsZero()
}

// progress returns when the last poll ended, and whether those that are open
// should have by now.
func (l *lane) progress(now time.Time) (ended time.Time, stuck bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := l.ended
	if l.began.After(last) {
		last = l.began
	}
	return l.ended, l.open > 0 && now.Sub(last) > l.engine.limits.Poll+pollMargin
}

// isRefused reports whether the service won't let the queue be polled.
func (l *lane) isRefused() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.refused.IsZero()
}
