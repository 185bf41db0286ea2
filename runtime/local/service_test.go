package local

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

// handClock is a Clock that moves when a test says so.
type handClock struct {
	mu     sync.Mutex
	now    time.Time
	timers map[*handTimer]bool
}

func newHandClock() *handClock {
	return &handClock{now: time.Date(2030, 1, 2, 3, 4, 5, 678_000_000, time.UTC), timers: map[*handTimer]bool{}}
}

type handTimer struct {
	at time.Time
	f  func()
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) AfterFunc(d time.Duration, f func()) func() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	timer := &handTimer{c.now.Add(d), f}
	c.timers[timer] = true
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		was := c.timers[timer]
		delete(c.timers, timer)
		return was
	}
}

// move lets time pass and calls what is due.
func (c *handClock) move(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	var due []func()
	for timer := range c.timers {
		if !timer.at.After(c.now) {
			due = append(due, timer.f)
			delete(c.timers, timer)
		}
	}
	c.mu.Unlock()
	for _, f := range due {
		f()
	}
}

// TestClock checks that the clock of the options is the service's only one.
func TestClock(t *testing.T) {
	t.Parallel()
	clock := newHandClock()
	w := newWorld(t, Options{Clock: clock})
	execution := w.run(definitionOf(`"HeartbeatSeconds":30`, ""))
	if got := w.describe(execution).StartDate; !got.Equal(clock.now) {
		t.Errorf("start = %v", got)
	}
	task := w.take()
	clock.move(29 * time.Second)
	w.must(w.beat(task.TaskToken))
	clock.move(29 * time.Second)
	w.must(w.beat(task.TaskToken))
	clock.move(30 * time.Second)
	w.mustBe(w.beat(task.TaskToken), "TaskTimedOut")
	x, err := w.service.Wait(t.Context(), *execution)
	if err != nil || x.Status != statusFailed || x.Error != errHeartbeatTimeout || x.Heartbeats != 2 || x.Stopped.Sub(x.Started) != 88*time.Second {
		t.Errorf("execution = %+v, %v", x, err)
	}
	poll := w.poller(t.Context(), "me")
	until(t, func() bool { return w.service.Queue(w.service.ActivityARN("work")).Polls == 1 })
	clock.move(time.Minute)
	if out, err := poll(); err != nil || out.TaskToken != nil {
		t.Errorf("poll = %+v, %v", out, err)
	}
}

// TestClose ends held polls at once and leaves no goroutine, which TestMain
// checks.
func TestClose(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	execution := w.run(definitionOf(`"HeartbeatSeconds":1`, ""))
	w.take() // whose timer is running
	polls := []func() (*sfn.GetActivityTaskOutput, error){w.poller(t.Context(), "a"), w.poller(t.Context(), "b")}
	until(t, func() bool { return w.service.Queue(w.service.ActivityARN("work")).Polls == 2 })
	start := time.Now()
	for range 2 {
		if err := w.server.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	}
	for _, poll := range polls {
		if out, err := poll(); err != nil || out.TaskToken != nil {
			t.Errorf("poll = %+v, %v", out, err)
		}
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	if _, err := w.service.Wait(t.Context(), *execution); !errors.Is(err, ErrClosed) {
		t.Errorf("Wait() = %v", err)
	}
	if x, ok := w.service.Execution(*execution); !ok || x.Status != statusRunning {
		t.Errorf("execution = %+v, %v", x, ok)
	}
}

// TestCloseSilentConnection has a client that connects and says nothing.
func TestCloseSilentConnection(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		listener := &memoryListener{conns: make(chan net.Conn), closed: make(chan struct{})}
		server := New(Options{}).serve(listener, "http://memory")
		conn, err := listener.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		start := time.Now()
		if err := server.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		if took := time.Since(start); took != closeGrace {
			t.Errorf("took %v", took)
		}
		if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			t.Errorf("Read() = %v", err)
		}
	})
}

// TestHandler uses the service in a server of the caller's.
func TestHandler(t *testing.T) {
	t.Parallel()
	service := New(Options{})
	defer service.Close()
	server := httptest.NewServer(service)
	defer server.Close()
	w := &world{t: t, service: service, Client: sfn.New(sfn.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL),
		Credentials: aws.AnonymousCredentials{}, HTTPClient: server.Client(),
	})}
	execution := w.run(definitionOf("", ""))
	w.must(w.succeed(w.take().TaskToken, `"done"`))
	x, err := service.Wait(t.Context(), *execution)
	if err != nil || x.Output != `"done"` || x.Input != `{"n": 1}` || x.ARN != *execution {
		t.Errorf("execution = %+v, %v", x, err)
	}
}

func TestWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	execution := w.run(definitionOf("", ""))
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	cancel(enough)
	if _, err := w.service.Wait(ctx, *execution); !errors.Is(err, enough) {
		t.Errorf("Wait() = %v", err)
	}
	if _, err := w.service.Wait(t.Context(), "x"); err == nil || err.Error() != "ExecutionDoesNotExist: Execution Does Not Exist: 'x'" {
		t.Errorf("Wait() = %v", err)
	}
	if _, ok := w.service.Execution("x"); ok {
		t.Error("Execution() found one")
	}
	if got := w.service.Queue("x"); got != (Queue{}) {
		t.Errorf("Queue() = %+v", got)
	}
}

func TestStartFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	if _, err := New(Options{}).Start(w.server.URL()[len("http://"):]); err == nil {
		t.Error("two servers on one address")
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a", "Charge-card_2.0", "Grüße", "@!()+='"} {
		if err := checkName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, r := range " \t\n\u0000\u001f\u007f\u0085\u009f\u00a0\u2003\u2028\u3000\ufffe\uffff\U0010ffff<>{}[]?*\"#%\\^|~`$&,;:/" {
		if checkName("a"+string(r)+"b") == nil {
			t.Errorf("%q is a name", r)
		}
	}
}

// TestTokens checks that no two tokens are alike and that they have their
// length, which is well within the limit of the API.
func TestTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.activity()
	machine := w.machine("m", definitionOf("", ""))
	seen := map[string]bool{}
	for range 20 {
		w.start(machine, `{}`)
		token := *w.take().TaskToken
		if seen[token] || len(token) != 256 {
			t.Errorf("token of %d bytes", len(token))
		}
		seen[token] = true
	}
}
