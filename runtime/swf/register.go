package swf

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"

	"github.com/actgen/actgen/runtime"
)

// RegisterActivityTypes registers the types of activities in the domain, for a
// deployment that does it apart from the workers (Options.Register makes each
// worker do it):
//
//	err := service.RegisterActivityTypes(ctx, func(r runtime.Registrar) {
//		orders.RegisterChargeCard(r, handler)
//	})
//
// A type gets its task list and all four default timeouts from the activity's
// definition, "NONE" where that has no figure, so that a decider may leave out
// any of them.
//
// A type that is registered already is compared: a *DriftError says where it is
// not what the definition says. What definitions don't speak of, priority and
// description, is not compared. The error holds those of all activities. Calls
// are retried as the SDK does by default.
func (s *Service) RegisterActivityTypes(ctx context.Context, register func(runtime.Registrar)) error {
	var r recorder
	register(&r)
	if _, err := s.catalog(r); err != nil {
		return err
	}
	return s.registerTypes(ctx, r)
}

// recorder is a runtime.Registrar that keeps what it gets.
type recorder []*runtime.Activity

func (r *recorder) Register(a *runtime.Activity) { *r = append(*r, a) }

func (s *Service) registerTypes(ctx context.Context, activities []*runtime.Activity) error {
	var errs []error
	for _, a := range activities {
		if err := s.registerType(ctx, a); err != nil {
			errs = append(errs, fmt.Errorf("activity %s: %w", a.Name(), err))
		}
	}
	return errors.Join(errs...)
}

// registerType registers the type of one activity, or makes sure that it is
// registered so.
func (s *Service) registerType(ctx context.Context, a *runtime.Activity) error {
	t, want := typeOf(a), defaultsOf(a)
	in := &swf.RegisterActivityTypeInput{Domain: &s.opts.Domain, Name: &t.Name, Version: &t.Version}
	if err := want.WriteType(in); err != nil {
		return fmt.Errorf("register %s: %w", t, err)
	}
	_, err := s.clients.Report.RegisterActivityType(ctx, in, retrying)
	if err == nil {
		return nil
	}
	if _, taken := errors.AsType[*types.TypeAlreadyExistsFault](err); taken {
		return s.compareType(ctx, t, want)
	}
	return fmt.Errorf("register %s in domain %s: %w", t, s.opts.Domain, s.renew(err))
}

// compareType compares a registered type with what a definition says.
func (s *Service) compareType(ctx context.Context, t ActivityType, want PartialTaskConfig) error {
	out, err := s.clients.Report.DescribeActivityType(ctx, &swf.DescribeActivityTypeInput{
		Domain: &s.opts.Domain, ActivityType: t.write(),
	}, retrying)
	if err != nil {
		return fmt.Errorf("describe %s in domain %s: %w", t, s.opts.Domain, s.renew(err))
	}
	if out.Configuration == nil || out.TypeInfo == nil {
		return fmt.Errorf("describe %s in domain %s: the answer is not complete", t, s.opts.Domain)
	}
	got, err := ConfigOfType(out.Configuration)
	if err != nil {
		return fmt.Errorf("describe %s in domain %s: %w", t, s.opts.Domain, err)
	}
	drift := DriftError{
		Resource: fmt.Sprintf("activity type %s in domain %s", t, s.opts.Domain),
		Remedy:   "give it a new version",
	}
	drift.compareStatus(out.TypeInfo.Status)
	drift.compareConfig(got, want)
	return drift.orNil()
}

// defaultsOf are the defaults of an activity's type. Those without a figure have
// no bound.
func defaultsOf(a *runtime.Activity) PartialTaskConfig {
	timeout := func(d time.Duration) Timeout {
		if d == 0 {
			return NoTimeout()
		}
		return TimeoutOf(d)
	}
	return PartialTaskConfig{
		TaskList:        a.SWF().TaskList,
		ScheduleToStart: timeout(a.SWF().ScheduleToStart),
		ScheduleToClose: timeout(a.SWF().ScheduleToClose),
		StartToClose:    timeout(a.Timeout()),
		Heartbeat:       timeout(a.Heartbeat()),
	}
}

// retrying lets the client of a lane retry a call: one that is no part of a
// task, and that may be made twice.
func retrying(o *swf.Options) { o.Retryer = retry.NewStandard() }

// Pending is how many tasks wait in a task list.
type Pending struct {
	// Count is approximate, as the service counts.
	Count int
	// Truncated means that there are more than Count.
	Truncated bool
}

// CountPending counts the tasks that wait in a task list of the domain. A list
// that nobody uses has none.
func (s *Service) CountPending(ctx context.Context, taskList string) (Pending, error) {
	err := errors.Join(s.err, checkName("the task list", taskList, maxName))
	if err != nil {
		return Pending{}, fmt.Errorf("count pending tasks: %w", err)
	}
	out, err := s.clients.Report.CountPendingActivityTasks(ctx, &swf.CountPendingActivityTasksInput{
		Domain: &s.opts.Domain, TaskList: &types.TaskList{Name: aws.String(taskList)},
	}, retrying)
	if err != nil {
		return Pending{}, fmt.Errorf("count pending tasks of %s in domain %s: %w", taskList, s.opts.Domain, s.renew(err))
	}
	return Pending{Count: int(out.Count), Truncated: out.Truncated}, nil
}
