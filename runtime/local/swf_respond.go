package local

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// decision is one decision of a decider.
type decision interface {
	// apply carries the decision out. Where it can't be, it returns the cause.
	apply(s *swf, x *workflow, completed int64) (cause string)
	// subject is what the event of a failure tells of the decision.
	subject() attributes
}

// decisions reads the attributes of each type of decision that the local
// service offers.
var decisions = map[string]func(*params) decision{
	"ScheduleActivityTask":      readScheduleActivity,
	"RequestCancelActivityTask": readCancelActivity,
	"CompleteWorkflowExecution": readComplete,
	"FailWorkflowExecution":     readFail,
	"CancelWorkflowExecution":   readCancel,
	"RecordMarker":              readMarker,
	"StartTimer":                readStartTimer,
	"CancelTimer":               readCancelTimer,
}

// closing are the decisions that end a workflow.
var closing = map[string]bool{
	"CompleteWorkflowExecution": true, "FailWorkflowExecution": true, "CancelWorkflowExecution": true,
}

// otherDecisions are those that the local service knows and does not offer.
var otherDecisions = []string{
	"ContinueAsNewWorkflowExecution", "SignalExternalWorkflowExecution", "RequestCancelExternalWorkflowExecution",
	"StartChildWorkflowExecution", "ScheduleLambdaFunction",
}

// given is a decision with its type.
type given struct {
	kind string
	decision
}

// readDecisions reads what a decider has decided. The error refuses all of it.
func readDecisions(p *params) ([]given, error) {
	var list []given
	var refused error
	kinds := slices.Sorted(maps.Keys(decisions))
	kinds = append(kinds, otherDecisions...)
	for _, item := range p.objects("decisions") {
		kind := item.needOneOf("decisionType", kinds...)
		read, offered := decisions[kind]
		if !offered {
			if slices.Contains(otherDecisions, kind) {
				refused = swfInvalid("The decision %s is not offered by the local service", kind)
			}
			continue // anything else is noted already
		}
		member := lowerFirst(kind) + "DecisionAttributes"
		if item.absent(member) {
			item.missing(member)
			continue
		}
		list = append(list, given{kind, read(item.object(member))})
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	for i, d := range list {
		if closing[d.kind] && i < len(list)-1 {
			return nil, swfInvalid("Close must be last decision in list")
		}
	}
	return list, refused
}

func (s *swf) respondDecisionTaskCompleted(_ context.Context, p *params) (any, error) {
	token := p.need("taskToken", 1, maxSWFToken)
	note := p.data("executionContext", maxData)
	list, err := readDecisions(p)
	if err != nil {
		return nil, err
	}
	if !p.absent("taskList") || !p.absent("taskListScheduleToStartTimeout") {
		return nil, swfInvalid("Another task list for the next decision is not offered by the local service")
	}
	t, err := s.openDecision(token)
	if err != nil {
		return nil, err
	}
	s.completeDecision(t, note, list)
	return nothing{}, nil
}

// completeDecision carries out what a decider has decided.
func (s *swf) completeDecision(t *decisionTask, note *string, list []given) {
	x := t.workflow
	unhandled := x.news // the decider has not heard of all that has happened
	t.close()
	x.previous = t.started
	if note != nil {
		x.context = note
	}
	completed := s.record(x, "DecisionTaskCompleted", attributes{ExecutionContext: note, Scheduled: &t.scheduled, Started: &t.started})
	x.deciding = true
	for _, d := range list {
		s.carryOut(x, d, unhandled, completed)
	}
	x.deciding = false
	if x.news || x.full() {
		s.decide(x)
	}
}

// carryOut carries one decision out, or has the history tell why it can't be.
func (s *swf) carryOut(x *workflow, d given, unhandled bool, completed int64) {
	cause := s.faults.strike(Call{Operation: d.kind}).Error
	switch {
	case cause != "":
	case unhandled && closing[d.kind]:
		cause = "UNHANDLED_DECISION"
	default:
		cause = d.apply(s, x, completed)
	}
	if cause == "" {
		return
	}
	a := d.subject()
	a.Cause, a.DecisionCompleted = cause, &completed
	s.record(x, d.kind+"Failed", a)
	x.news = true
}

// lowerFirst makes the name of a shape that of a member.
func lowerFirst(name string) string { return strings.ToLower(name[:1]) + name[1:] }
