package local

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Errors that either service may answer any call with, for Fault.Error. Its
// own exceptions go by their names, such as "TaskTimedOut" or
// "LimitExceededFault".
const (
	Throttling      = "ThrottlingException"   // HTTP 400
	ExpiredToken    = "ExpiredTokenException" // HTTP 400: the caller's credentials are too old
	AccessDenied    = "AccessDeniedException" // HTTP 400
	InternalFailure = "InternalFailure"       // HTTP 500
	Unavailable     = "ServiceUnavailable"    // HTTP 503
)

// Fault is something that goes wrong on demand. The first fields say for which
// calls, the others what becomes of them; what happens takes place before the
// call has any effect, or after it if Late is set. A Fault that asks for
// nothing lets its calls pass.
type Fault struct {
	// Operation is the name of an operation, such as "SendTaskSuccess", or its
	// X-Amz-Target where both services have one of that name; "" means every
	// operation. A type of decision, such as "ScheduleActivityTask", makes
	// decisions of that type fail; their fault needs Error alone, which is the
	// cause that the history tells.
	Operation string
	// Skip is how many calls pass before the first one that is hit.
	Skip int
	// Times is how many calls are hit; 0 means one, a negative value all.
	Times int
	// If tells which calls are meant; nil means all of Operation. The others
	// count neither for Skip nor for Times. It must not call the Service.
	If func(Call) bool

	// Delay is how long to wait, on the Service's clock.
	Delay time.Duration
	// Error is the name of the error to answer with; "" means none.
	Error string
	// Status is the HTTP status of Error; 0 means 500 for InternalFailure, 503
	// for Unavailable, else 400.
	Status int
	// Message is that of Error; "" means one that fits.
	Message string
	// Drop closes the connection without an answer.
	Drop bool
	// Late lets the call take its effect first: a poll has taken its task, a
	// report has closed one. What the call would have answered is lost where
	// Error or Drop is set.
	Late bool
	// Deaf makes a poll not notice that its client leaves: it stays in the
	// queue until its hold has passed, and a task that comes in that time is
	// handed over to nobody.
	Deaf bool
}

// Call is what Fault.If sees of a call.
type Call struct {
	Target    string // its X-Amz-Target; "" for a decision
	Operation string // the part of Target behind the dot, or the type of the decision
	Body      []byte // the request's JSON, not to be changed; nil for a decision
}

// Injection is a Fault that is in force until it has hit as many calls as it
// was to hit, or is removed. Its methods may be called from several goroutines
// at once.
type Injection struct {
	fault  Fault
	owner  *faults
	passed int // calls that Skip let pass
	hits   int
}

// Inject puts a fault in force. Of several that fit a call, the one injected
// first hits it. It panics if there is no such operation, as a fault that hits
// nothing proves nothing.
func (s *Service) Inject(f Fault) *Injection {
	if !known(f.Operation) {
		panic(fmt.Sprintf("local: fault for the operation %q, which there is not", f.Operation))
	}
	return s.faults.add(f)
}

// Hits is how many calls the fault has hit so far.
func (i *Injection) Hits() int {
	i.owner.mu.Lock()
	defer i.owner.mu.Unlock()
	return i.hits
}

// Remove ends the fault. Removing it again does nothing.
func (i *Injection) Remove() {
	i.owner.mu.Lock()
	defer i.owner.mu.Unlock()
	i.owner.list = slices.DeleteFunc(i.owner.list, func(other *Injection) bool { return other == i })
}

// faults are the injections in force, in order.
type faults struct {
	mu   sync.Mutex
	list []*Injection
}

func (fs *faults) add(f Fault) *Injection {
	i := &Injection{fault: f, owner: fs}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.list = append(fs.list, i)
	return i
}

func (fs *faults) clear() {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.list = nil
}

// strike returns the fault that hits a call, the zero Fault if none does.
func (fs *faults) strike(c Call) Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for at, i := range fs.list {
		if !i.hit(c) {
			continue
		}
		if i.fault.Times >= 0 && i.hits >= max(i.fault.Times, 1) {
			fs.list = slices.Delete(fs.list, at, at+1)
		}
		return i.fault
	}
	return Fault{}
}

// hit counts a call that is meant and tells whether it is hit.
func (i *Injection) hit(c Call) bool {
	f := i.fault
	if f.Operation != c.Operation && (f.Operation != c.Target || c.Target == "") && (f.Operation != "" || c.Target == "") {
		return false
	}
	if f.If != nil && !f.If(c) {
		return false
	}
	if i.passed < f.Skip {
		i.passed++
		return false
	}
	i.hits++
	return true
}

// errDropped ends a call without an answer.
var errDropped = errors.New("dropped on demand")

// suffer lets a call have its fault, now or after its effect. The error is
// what becomes of the answer.
func (s *Service) suffer(ctx context.Context, f Fault, late bool) error {
	if f.Late != late {
		return nil
	}
	if f.Delay > 0 {
		s.pause(ctx, f.Delay)
	}
	switch {
	case f.Drop:
		return errDropped
	case f.Error != "":
		return f.answer()
	}
	return nil
}

// pause waits until d has passed, the client has left or the service closes.
func (c *core) pause(ctx context.Context, d time.Duration) {
	over := make(chan struct{})
	stop := c.clock.AfterFunc(d, func() { close(over) })
	defer stop()
	select {
	case <-over:
	case <-ctx.Done():
	case <-c.closing:
	}
}

// answer is the error that the fault asks for.
func (f Fault) answer() *apiError {
	status, message := http.StatusBadRequest, "On demand"
	switch f.Error {
	case Throttling:
		message = "Rate exceeded"
	case ExpiredToken:
		message = "The security token included in the request is expired"
	case InternalFailure:
		status = http.StatusInternalServerError
	case Unavailable:
		status = http.StatusServiceUnavailable
	}
	if f.Status != 0 {
		status = f.Status
	}
	if f.Message != "" {
		message = f.Message
	}
	return protocolFault(status, f.Error, "%s", message)
}

// known tells whether a fault for this operation can hit anything.
func known(operation string) bool {
	if operation == "" || decisions[operation] != nil {
		return true
	}
	for target := range operations {
		_, name, _ := strings.Cut(target, ".")
		if operation == target || operation == name {
			return true
		}
	}
	return false
}
