package local

import (
	"context"
	"errors"
)

// queue returns the queue of an activity, which need not exist (any more).
func (s *Service) queue(arn string) *queue[*task] {
	q, ok := s.queues[arn]
	if !ok {
		q = &queue[*task]{}
		s.queues[arn] = q
	}
	return q
}

// taskAnswer is the answer of GetActivityTask, {} if there is no task.
type taskAnswer struct {
	Token string `json:"taskToken,omitempty"`
	Input string `json:"input,omitempty"`
}

func (s *Service) getActivityTask(ctx context.Context, p *params) (any, error) {
	arn := p.need("activityArn", 1, maxARN)
	worker := p.text("workerName", 1, maxName)
	if err := p.err(); err != nil {
		return nil, err
	}
	if err := checkARN(arn, activityType); err != nil {
		return nil, err
	}
	t, err := s.poll(ctx, arn, worker)
	if t == nil || err != nil {
		return empty{}, err
	}
	return taskAnswer{t.token, t.input}, nil
}

// poll waits for a task of an activity and takes it over for worker. It returns
// nil when the hold has passed, ctx has ended or the service closed.
func (s *Service) poll(ctx context.Context, arn string, worker *string) (*task, error) {
	t, err := await(ctx, &s.core, s.queue(arn), func() error {
		if _, ok := s.activities.byARN[arn]; !ok {
			return activityDoesNotExist(arn)
		}
		return nil
	})
	if errors.Is(err, errPolls) {
		return nil, fault("ActivityWorkerLimitExceeded", "Activity Worker Limit Exceeded: '%s' has %d open polls", arn, maxPolls)
	}
	if t != nil {
		s.handOver(t, worker)
	}
	return t, err
}
