package swf

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"

	"github.com/actgen/actgen/runtime"
)

// catalog are the activities of a worker by their type.
type catalog map[ActivityType]*runtime.Activity

// Queues is part of runtime.Service: each task list is a queue, in the order in
// which the activities first name them.
func (s *Service) Queues(ctx context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	known, err := s.catalog(activities)
	if err != nil {
		return nil, err
	}
	if s.opts.Register {
		if err := s.registerTypes(ctx, activities); err != nil {
			return nil, err
		}
	}
	var queues []runtime.Queue
	for _, list := range taskLists(activities) {
		queues = append(queues, runtime.Queue{
			Name:  list,
			Slots: slots(activities, list),
			Poll: func(ctx context.Context) (*runtime.Task, error) {
				return s.poll(ctx, list, known)
			},
		})
	}
	return queues, nil
}

// catalog checks the activities. The error names all that is wrong with them.
func (s *Service) catalog(activities []*runtime.Activity) (catalog, error) {
	if s.err != nil {
		return nil, s.err
	}
	known := catalog{}
	var errs []error
	for _, a := range activities {
		t := typeOf(a)
		if err := errors.Join(t.check(), checkName("its task list", a.SWF().TaskList, maxName)); err != nil {
			errs = append(errs, fmt.Errorf("activity %s: %w", a.Name(), err))
			continue
		}
		if other, ok := known[t]; ok {
			errs = append(errs, fmt.Errorf("activity %s: %s has its type too: %s", a.Name(), other.Name(), t))
			continue
		}
		known[t] = a
	}
	return known, errors.Join(errs...)
}

// typeOf is the type of an activity. Its name defaults to the activity's.
func typeOf(a *runtime.Activity) ActivityType {
	return ActivityType{Name: cmp.Or(a.SWF().Name, a.Name()), Version: a.SWF().Version}
}

// taskLists are those of the activities, each once.
func taskLists(activities []*runtime.Activity) []string {
	var lists []string
	seen := map[string]bool{}
	for _, a := range activities {
		if list := a.SWF().TaskList; !seen[list] {
			seen[list] = true
			lists = append(lists, list)
		}
	}
	return lists
}

// slots of a task list are those of its activities together. Zero, the worker's
// default, where one of them names none.
func slots(activities []*runtime.Activity, list string) int {
	sum := 0
	for _, a := range activities {
		if a.SWF().TaskList != list {
			continue
		}
		if a.Slots() == 0 {
			return 0
		}
		sum += a.Slots()
	}
	return sum
}

// poll waits for a task. An empty poll has a token that is "", or none from
// some emulators.
func (s *Service) poll(ctx context.Context, list string, known catalog) (*runtime.Task, error) {
	out, err := s.clients.Poll.PollForActivityTask(ctx, &swf.PollForActivityTaskInput{
		Domain: &s.opts.Domain, TaskList: &types.TaskList{Name: &list}, Identity: &s.identity,
	})
	if err != nil {
		return nil, &pollError{s.renew(err)}
	}
	if aws.ToString(out.TaskToken) == "" {
		return nil, nil
	}
	// A decider may schedule an activity on another list than its own: all
	// types that are known are looked up.
	t := readTask(s.opts.Domain, list, out)
	return &runtime.Task{
		Token: *out.TaskToken, Input: aws.ToString(out.Input), Activity: known[t.Type], Type: t.Type.String(), Data: t,
	}, nil
}

func readType(t *types.ActivityType) ActivityType {
	if t == nil {
		return ActivityType{}
	}
	return ActivityType{Name: aws.ToString(t.Name), Version: aws.ToString(t.Version)}
}

func (t ActivityType) write() *types.ActivityType {
	return &types.ActivityType{Name: &t.Name, Version: &t.Version}
}
