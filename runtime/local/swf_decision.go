package local

import (
	"context"
	"errors"
	"strings"
	"time"
)

// decisionTask is a decider's task: to hear of what has happened and to decide
// what is next. A workflow has at most one.
type decisionTask struct {
	workflow           *workflow
	state              taskState
	token              string // set at the hand-over
	scheduled, started int64  // events
	previous           int64  // the event that started the last one that was completed, 0 if there was none
	handedOver         time.Time
	stopTimer          func() bool
}

func (t *decisionTask) wanted() bool { return t.state == taskWaiting }

func (t *decisionTask) priority() int { return rank(t.workflow.Priority) }

// decisionQueue returns the queue of a task list.
func (d *domain) decisionQueue(list string) *queue[*decisionTask] {
	q, ok := d.decisions[list]
	if !ok {
		q = &queue[*decisionTask]{}
		d.decisions[list] = q
	}
	return q
}

// offerDecision offers a decision task of a workflow to the deciders.
func (s *swf) offerDecision(x *workflow) {
	x.news = false
	x.decision = &decisionTask{workflow: x}
	x.decision.scheduled = s.record(x, "DecisionTaskScheduled", attributes{
		TaskList: &x.TaskList, Priority: x.Priority, StartToClose: x.TaskTimeout,
	})
	x.domain.decisionQueue(x.TaskList.Name).add(x.decision)
}

// handOverDecision gives a decision task to a decider.
func (s *swf) handOverDecision(t *decisionTask, identity *string) {
	x := t.workflow
	t.token, t.state, t.handedOver = newToken(), taskOpen, s.now()
	s.decisionTasks[t.token] = t
	t.started = s.record(x, "DecisionTaskStarted", attributes{Identity: identity, Scheduled: &t.scheduled})
	t.previous = x.previous
	if limit, ok := x.TaskTimeout.duration(); ok {
		t.stopTimer = s.after(limit, func() {
			if t.state == taskOpen {
				s.expireDecision(t)
			}
		})
	}
}

// close takes an open decision task out of the world.
func (t *decisionTask) close() {
	t.state = taskClosed
	t.workflow.decision = nil
	if t.stopTimer != nil {
		t.stopTimer()
	}
}

// expireDecision times a decision task out: there will be another one.
func (s *swf) expireDecision(t *decisionTask) {
	t.close()
	s.record(t.workflow, "DecisionTaskTimedOut", attributes{
		TimeoutType: "START_TO_CLOSE", Scheduled: &t.scheduled, Started: &t.started,
	})
	s.decide(t.workflow)
}

// openDecision finds the decision task of a token.
func (s *swf) openDecision(token string) (*decisionTask, error) {
	if !isToken(token) {
		return nil, invalidSWFToken()
	}
	t, ok := s.decisionTasks[token]
	if !ok || t.state != taskOpen {
		return nil, unknownResource("decision task: it is closed, or not one of this service")
	}
	if limit, ok := t.workflow.TaskTimeout.from(t.handedOver); ok && !s.now().Before(limit) {
		s.expireDecision(t)
		return nil, unknownResource("decision task, scheduledEventId = %d", t.scheduled)
	}
	return t, nil
}

// decisionAnswer is the answer of PollForDecisionTask. One without a task has
// the token "".
type decisionAnswer struct {
	Token     string         `json:"taskToken"`
	Started   int64          `json:"startedEventId"`
	Previous  int64          `json:"previousStartedEventId"`
	Execution *runName       `json:"workflowExecution,omitempty"`
	Type      *typeName      `json:"workflowType,omitempty"`
	Events    []historyEvent `json:"events,omitempty"`
	Next      *string        `json:"nextPageToken,omitempty"`
}

func (s *swf) pollForDecisionTask(ctx context.Context, p *params) (any, error) {
	where, list := p.name("domain", maxSWFName), p.needTaskList("taskList")
	identity := p.text("identity", 0, maxSWFName)
	request, reverse := readSWFPage(p)
	recent := p.flag("startAtPreviousStartedEvent", false)
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, err
	}
	if request.token != nil {
		return s.moreEvents(request, reverse)
	}
	t, err := await(ctx, s.core, d.decisionQueue(list), alwaysThere)
	if err != nil || t == nil {
		return decisionAnswer{}, pollError(list, err)
	}
	s.handOverDecision(t, identity)
	return t.answer(request, reverse, recent)
}

// alwaysThere is the check of a poll for a task list: it may be empty but never
// missing.
func alwaysThere() error { return nil }

// pollError is the error of a poll for a task list.
func pollError(list string, err error) error {
	if errors.Is(err, errPolls) {
		return swfFault("LimitExceededFault", "Task list %s has %d open polls", list, maxPolls)
	}
	return err
}

// decisionScope begins the scope of the page tokens of a decision task; it is
// followed by how the events are ordered and chosen, and by the task's token.
const decisionScope = "decision"

func (t *decisionTask) scope(reverse, recent bool) string {
	words := []string{decisionScope, "forward", "all", t.token}
	if reverse {
		words[1] = "reverse"
	}
	if recent {
		words[2] = "recent"
	}
	return strings.Join(words, " ")
}

// answer returns a page of the events up to the one that started the task.
func (t *decisionTask) answer(r pageRequest, reverse, recent bool) (any, error) {
	x := t.workflow
	events, next, err := page(x.history[:t.started], r, t.scope(reverse, recent), reverse,
		func(e historyEvent) bool { return !recent || e.id >= t.previous })
	if err != nil {
		return nil, invalidSWFToken()
	}
	run := x.run()
	return decisionAnswer{t.token, t.started, t.previous, &run, &x.kind, events, next}, nil
}

// moreEvents answers a poll that asks for the next page of a task's events.
func (s *swf) moreEvents(r pageRequest, reverse bool) (any, error) {
	words := strings.Split(pageScope(*r.token), " ")
	if len(words) != 4 || words[0] != decisionScope {
		return nil, invalidSWFToken()
	}
	t, err := s.openDecision(words[3])
	if err != nil {
		return nil, err
	}
	return t.answer(r, reverse, words[2] == "recent")
}
