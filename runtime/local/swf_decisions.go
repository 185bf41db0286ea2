package local

// complete, fail and cancel are the decisions that end a workflow. Their
// attributes are those of the event.
type (
	complete struct{ result *string }
	fail     struct{ reason, details *string }
	cancel   struct{ details *string }
)

func readComplete(p *params) decision { return complete{p.data("result", maxData)} }

func readFail(p *params) decision {
	return fail{p.data("reason", maxReason), p.data("details", maxData)}
}

func readCancel(p *params) decision { return cancel{p.data("details", maxData)} }

func (d complete) apply(s *swf, x *workflow, completed int64) string {
	s.finish(x, statusCompleted, "WorkflowExecutionCompleted", attributes{Result: d.result, DecisionCompleted: &completed})
	return ""
}

func (d fail) apply(s *swf, x *workflow, completed int64) string {
	s.finish(x, statusFailed, "WorkflowExecutionFailed", attributes{Reason: d.reason, Details: d.details, DecisionCompleted: &completed})
	return ""
}

func (d cancel) apply(s *swf, x *workflow, completed int64) string {
	s.finish(x, statusCanceled, "WorkflowExecutionCanceled", attributes{Details: d.details, DecisionCompleted: &completed})
	return ""
}

func (complete) subject() attributes { return attributes{} }
func (fail) subject() attributes     { return attributes{} }
func (cancel) subject() attributes   { return attributes{} }

// marker is the decision to note something in the history.
type marker struct {
	name    string
	details *string
}

func readMarker(p *params) decision {
	return marker{p.need("markerName", 1, maxSWFName), p.data("details", maxData)}
}

func (d marker) apply(s *swf, x *workflow, completed int64) string {
	s.record(x, "MarkerRecorded", attributes{MarkerName: d.name, Details: d.details, DecisionCompleted: &completed})
	return ""
}

func (d marker) subject() attributes { return attributes{MarkerName: d.name} }
