package local

// decisionTimer is a timer that a decider has started.
type decisionTimer struct {
	started int64 // event
	stop    func() bool
}

// startTimer is the decision to start one.
type startTimer struct {
	id      string
	fire    timeout
	control *string
}

func readStartTimer(p *params) decision {
	if p.absent("startToFireTimeout") {
		p.missing("startToFireTimeout")
	}
	return startTimer{p.name("timerId", maxSWFName), p.seconds("startToFireTimeout"), p.data("control", maxData)}
}

func (d startTimer) apply(s *swf, x *workflow, completed int64) string {
	switch {
	case x.timers[d.id] != nil:
		return "TIMER_ID_ALREADY_IN_USE"
	case len(x.timers) >= maxOpenTimers:
		return "OPEN_TIMERS_LIMIT_EXCEEDED"
	}
	t := &decisionTimer{started: s.record(x, "TimerStarted", attributes{
		TimerID: d.id, StartToFire: d.fire, Control: d.control, DecisionCompleted: &completed,
	})}
	x.timers[d.id] = t
	wait, _ := d.fire.duration()
	t.stop = s.after(wait, func() {
		if x.timers[d.id] == t {
			delete(x.timers, d.id)
			s.record(x, "TimerFired", attributes{TimerID: d.id, Started: &t.started})
			s.decide(x)
		}
	})
	return ""
}

func (d startTimer) subject() attributes { return attributes{TimerID: d.id} }

// cancelTimer is the decision to stop one.
type cancelTimer struct{ id string }

func readCancelTimer(p *params) decision { return cancelTimer{p.name("timerId", maxSWFName)} }

func (d cancelTimer) apply(s *swf, x *workflow, completed int64) string {
	t := x.timers[d.id]
	if t == nil {
		return "TIMER_ID_UNKNOWN"
	}
	t.stop()
	delete(x.timers, d.id)
	s.record(x, "TimerCanceled", attributes{TimerID: d.id, Started: &t.started, DecisionCompleted: &completed})
	return ""
}

func (d cancelTimer) subject() attributes { return attributes{TimerID: d.id} }
