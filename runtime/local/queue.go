package local

import (
	"context"
	"errors"
	"slices"
)

// maxPolls is how many polls of an activity, or of a task list, a service holds
// (developer guides, quotas).
const maxPolls = 1000

// errPolls says that a queue has as many polls as it may.
var errPolls = errors.New("too many open polls")

// offer is a task that waits for a worker or a decider.
type offer interface {
	comparable
	wanted() bool  // no longer, once what it is part of has ended
	priority() int // higher ones are handed out first
}

// queue brings tasks and the polls for them together, both first come, first
// served, but for the priority of the tasks.
//
// A waiting poll takes its task itself, as only it knows whether its client is
// still there. Whoever adds a task wakes one poll; a poll that was woken and
// leaves without a task, or takes one while more are waiting, wakes the next.
// So there is never both a waiting task and a waiting poll that nobody woke.
type queue[T offer] struct {
	tasks []T
	polls []*poll
}

// poll is a call that waits for a task.
type poll struct {
	woken chan struct{} // buffered by one
	over  bool          // the hold has passed
}

// add puts a task behind all that are as urgent.
func (q *queue[T]) add(t T) {
	at := len(q.tasks)
	for at > 0 && q.tasks[at-1].priority() < t.priority() {
		at--
	}
	q.tasks = slices.Insert(q.tasks, at, t)
	q.wake()
}

// take removes and returns the first task that is still wanted, or the zero
// value.
func (q *queue[T]) take() T {
	t := q.first()
	var none T
	if t != none {
		q.drop()
	}
	return t
}

// first returns the first task that is still wanted, or the zero value.
func (q *queue[T]) first() T {
	for len(q.tasks) > 0 {
		if t := q.tasks[0]; t.wanted() {
			return t
		}
		q.drop()
	}
	var none T
	return none
}

func (q *queue[T]) drop() {
	var none T
	q.tasks[0] = none // not kept alive by the array
	q.tasks = q.tasks[1:]
}

// size is what the queue holds.
func (q *queue[T]) size() Queue {
	if q == nil {
		return Queue{}
	}
	size := Queue{Polls: len(q.polls)}
	for _, t := range q.tasks {
		if t.wanted() {
			size.Waiting++
		}
	}
	return size
}

// wake wakes the first poll if there is a task for it.
func (q *queue[T]) wake() {
	var none T
	if q.first() != none && len(q.polls) > 0 {
		p := q.polls[0]
		q.polls = slices.Delete(q.polls, 0, 1)
		p.wake()
	}
}

func (q *queue[T]) wakeAll() {
	for _, p := range q.polls {
		p.wake()
	}
	q.polls = nil
}

func (q *queue[T]) leave(p *poll) {
	q.polls = slices.DeleteFunc(q.polls, func(other *poll) bool { return other == p })
}

func (p *poll) wake() {
	select {
	case p.woken <- struct{}{}:
	default: // awake already
	}
}

// await waits, with the service unlocked, for a task of a queue and takes it.
// It returns the zero value when the hold has passed, ctx has ended or the
// service closed, errPolls where one more poll is too many. Before each look it
// asks check, whose error ends the wait.
func await[T offer](ctx context.Context, c *core, q *queue[T], check func() error) (T, error) {
	var none T
	var p *poll
	for {
		if c.closed || ctx.Err() != nil {
			q.wake()
			return none, ctx.Err()
		}
		if err := check(); err != nil {
			return none, err
		}
		if t := q.take(); t != none {
			q.wake()
			return t, nil
		}
		switch {
		case p == nil && len(q.polls) >= maxPolls:
			return none, errPolls
		case p == nil:
			p = &poll{woken: make(chan struct{}, 1)}
			stop := c.after(c.hold, func() { p.over = true; p.wake() })
			defer stop()
			q.polls = append(q.polls, p)
		case p.over:
			return none, nil
		default: // another poll was faster
			q.polls = slices.Insert(q.polls, 0, p)
		}
		c.sleep(ctx, p)
		q.leave(p)
	}
}

// sleep waits, with the service unlocked, until something happens for a poll.
func (c *core) sleep(ctx context.Context, p *poll) {
	c.mu.Unlock()
	defer c.mu.Lock()
	select {
	case <-p.woken:
	case <-ctx.Done():
	case <-c.closing:
	}
}
