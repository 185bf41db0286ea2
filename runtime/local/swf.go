package local

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Quotas of Amazon SWF (developer guide).
const (
	maxDomains        = 100
	maxTypes          = 10_000  // of a domain
	maxOpenWorkflows  = 100_000 // of a domain
	maxOpenActivities = 1000    // of a workflow
	maxOpenTimers     = 1000    // of a workflow
)

// swf is the state of Amazon SWF.
type swf struct {
	*core
	faults  *faults
	domains catalog[*domain]

	// By token, closed tasks too.
	decisionTasks map[string]*decisionTask
	activityTasks map[string]*activityTask
}

func newSWF(c *core, f *faults) swf {
	return swf{
		core: c, faults: f,
		decisionTasks: map[string]*decisionTask{},
		activityTasks: map[string]*activityTask{},
	}
}

// onSWF makes an operation of Amazon SWF one of the Service.
func onSWF(op func(*swf, context.Context, *params) (any, error)) operation {
	return func(s *Service, ctx context.Context, p *params) (any, error) { return op(&s.swf, ctx, p) }
}

// onTypes is onSWF for the operations of a family of types.
func onTypes(op func(*swf, *params) (any, error)) operation {
	return func(s *Service, _ context.Context, p *params) (any, error) { return op(&s.swf, p) }
}

// stopTimers stops all timers, for Service.Close.
func (s *swf) stopTimers() {
	for _, d := range s.domains.order {
		for _, x := range d.open {
			x.stopTimers()
		}
	}
}

// now is the time on the service's clock.
func (s *swf) now() time.Time { return s.clock.Now() }

// swfErrors is the name space of SWF's error shapes on the wire.
const swfErrors = "com.amazonaws.swf.base.model#"

// swfFault is one of the exceptions that SWF's API names.
func swfFault(name, format string, args ...any) *apiError {
	return &apiError{http.StatusBadRequest, swfErrors + name, fmt.Sprintf(format, args...)}
}

// swfInvalid refuses a call whose parameters do not go together.
func swfInvalid(format string, args ...any) *apiError {
	return &apiError{http.StatusBadRequest, validateErrors + "ValidationException", fmt.Sprintf(format, args...)}
}

func unknownResource(format string, args ...any) *apiError {
	return swfFault("UnknownResourceFault", "Unknown "+format, args...)
}

// domain finds a domain, deprecated ones too.
func (s *swf) domain(name string) (*domain, error) {
	d, ok := s.domains.find(name)
	if !ok {
		return nil, unknownResource("domain: %s", name)
	}
	return d, nil
}

// usable finds a domain in which new things may be made.
func (s *swf) usable(name string) (*domain, error) {
	d, err := s.domain(name)
	if err == nil && d.deprecated {
		return nil, unknownResource("domain: %s is deprecated", name)
	}
	return d, err
}
