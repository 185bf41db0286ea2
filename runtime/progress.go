package runtime

import (
	"context"
	"fmt"
)

// Progress takes a handler's reports of how far it got. The zero value checks
// nothing and drops all reports. It may be used by several goroutines at a time.
type Progress[P any] struct {
	encode func(P) (string, error)
	task   *task
}

// ProgressFrom returns the progress of the task that ctx belongs to. Generated
// code calls it; the function that users call is the generated
// ChargeCardProgressFrom and its like. Outside a handler (in a test that calls
// the handler itself) reports are checked and dropped.
func ProgressFrom[P any](ctx context.Context, encode func(P) (string, error)) Progress[P] {
	p := Progress[P]{encode: encode}
	if s := scopeFrom(ctx); s != nil {
		p.task = s.task
	}
	return p
}

// Report takes p as what the next heartbeat carries; of several reports between
// two heartbeats the last one is sent. It doesn't wait for the service. Step
// Functions has no place for progress: there it is checked and dropped.
//
// It fails when p doesn't meet its schema or is longer than the service takes,
// and with ErrTaskClosed when the task is over. A handler may ignore the error:
// the task goes on.
func (p Progress[P]) Report(progress P) error {
	if p.encode == nil {
		return nil
	}
	details, err := p.encode(progress)
	if err != nil {
		return fmt.Errorf("encode progress: %w", err)
	}
	if p.task == nil {
		return nil
	}
	return p.task.setDetails(details)
}
