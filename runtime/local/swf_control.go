package local

import "context"

// target finds the open workflow that a call is to change.
func (s *swf) target(p *params) (*workflow, error) {
	where := p.name("domain", maxSWFName)
	id := p.name("workflowId", maxSWFName)
	run := p.text("runId", 0, maxRunID)
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, err
	}
	x, ok := d.open[id]
	if !ok || orEmpty(run) != "" && *run != x.runID {
		return nil, unknownExecution(id, orEmpty(run))
	}
	return x, nil
}

func unknownExecution(id, run string) *apiError {
	if run == "" {
		return unknownResource("execution, workflowId = %s", id)
	}
	return unknownResource("execution: WorkflowExecution=[workflowId=%s, runId=%s]", id, run)
}

func (s *swf) terminateWorkflowExecution(_ context.Context, p *params) (any, error) {
	a := attributes{
		Reason: p.data("reason", maxReason), Details: p.data("details", maxData),
		ChildPolicy: p.childPolicy("childPolicy"), Cause: "OPERATOR_INITIATED",
	}
	x, err := s.target(p)
	if err != nil {
		return nil, err
	}
	if a.ChildPolicy == "" {
		a.ChildPolicy = x.ChildPolicy
	}
	s.terminate(x, a)
	return nothing{}, nil
}

// requestCancelWorkflowExecution leaves it to the decider what to do.
func (s *swf) requestCancelWorkflowExecution(_ context.Context, p *params) (any, error) {
	x, err := s.target(p)
	if err != nil {
		return nil, err
	}
	x.canceling = true
	s.record(x, "WorkflowExecutionCancelRequested", attributes{ExternalInitiated: new(int64)})
	s.decide(x)
	return nothing{}, nil
}

func (s *swf) signalWorkflowExecution(_ context.Context, p *params) (any, error) {
	name := p.name("signalName", maxSWFName)
	input := p.data("input", maxData)
	x, err := s.target(p)
	if err != nil {
		return nil, err
	}
	s.record(x, "WorkflowExecutionSignaled", attributes{SignalName: name, Input: input, ExternalInitiated: new(int64)})
	s.decide(x)
	return nothing{}, nil
}
