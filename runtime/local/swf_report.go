package local

import "context"

// openActivity finds the activity task that a worker's call is about.
func (s *swf) openActivity(p *params) (*activityTask, error) {
	token := p.need("taskToken", 1, maxSWFToken)
	if err := p.err(); err != nil {
		return nil, err
	}
	if !isToken(token) {
		return nil, invalidSWFToken()
	}
	t, ok := s.activityTasks[token]
	switch {
	case !ok:
		return nil, unknownResource("activity task: it is not one of this service")
	case !t.workflow.isOpen():
		return nil, unknownExecution(t.workflow.id, t.workflow.runID)
	case t.state == taskClosed || s.expire(t):
		return nil, unknownResource("activity, scheduledEventId = %d", t.scheduled)
	}
	return t, nil
}

func (s *swf) recordActivityTaskHeartbeat(_ context.Context, p *params) (any, error) {
	progress := p.data("details", maxProgress)
	t, err := s.openActivity(p)
	if err != nil {
		return nil, err
	}
	t.lastBeat = s.now()
	t.heartbeats++
	t.workflow.beaten++
	if progress != nil {
		t.progress = progress
	}
	return struct {
		CancelRequested bool `json:"cancelRequested"`
	}{t.cancelRequested != nil}, nil
}

func (s *swf) respondActivityTaskCompleted(_ context.Context, p *params) (any, error) {
	result := p.data("result", maxData)
	t, err := s.openActivity(p)
	if err != nil {
		return nil, err
	}
	s.endActivity(t, "ActivityTaskCompleted", attributes{Result: result})
	return nothing{}, nil
}

func (s *swf) respondActivityTaskFailed(_ context.Context, p *params) (any, error) {
	reason, details := p.data("reason", maxReason), p.data("details", maxData)
	t, err := s.openActivity(p)
	if err != nil {
		return nil, err
	}
	s.endActivity(t, "ActivityTaskFailed", attributes{Reason: reason, Details: details})
	return nothing{}, nil
}

// respondActivityTaskCanceled is for tasks whose cancellation was requested.
func (s *swf) respondActivityTaskCanceled(_ context.Context, p *params) (any, error) {
	details := p.data("details", maxData)
	t, err := s.openActivity(p)
	switch {
	case err != nil:
		return nil, err
	case t.cancelRequested == nil:
		return nil, swfInvalid("The cancellation of the activity task was not requested")
	}
	s.endActivity(t, "ActivityTaskCanceled", attributes{Details: details, CancelRequested: t.cancelRequested})
	return nothing{}, nil
}

// pending counts the tasks of a task list that wait.
func (s *swf) pending(p *params, count func(d *domain, list string) Queue) (any, error) {
	where, list := p.name("domain", maxSWFName), p.needTaskList("taskList")
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, err
	}
	return countAnswer{Count: count(d, list).Waiting}, nil
}

func (s *swf) countPendingActivityTasks(_ context.Context, p *params) (any, error) {
	return s.pending(p, func(d *domain, list string) Queue { return d.activities[list].size() })
}

func (s *swf) countPendingDecisionTasks(_ context.Context, p *params) (any, error) {
	return s.pending(p, func(d *domain, list string) Queue { return d.decisions[list].size() })
}
