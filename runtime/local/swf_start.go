package local

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
)

// startWorkflowExecution starts a workflow, whose id no other open one of the
// domain may have.
func (s *swf) startWorkflowExecution(_ context.Context, p *params) (any, error) {
	where := p.name("domain", maxSWFName)
	x := &workflow{
		id:     p.name("workflowId", maxSWFName),
		kind:   p.typeName("workflowType"),
		input:  p.data("input", maxData),
		labels: readTagList(p),
		done:   make(chan struct{}),
		timers: map[string]*decisionTimer{},
		workflowConfig: workflowConfig{
			TaskList: namedList{p.taskList("taskList")}, Priority: p.urgency("taskPriority"),
			ExecutionTimeout: p.seconds("executionStartToCloseTimeout"), TaskTimeout: p.timeout("taskStartToCloseTimeout"),
			ChildPolicy: p.childPolicy("childPolicy"),
		},
	}
	refuseLambda(p, "lambdaRole")
	if err := p.err(); err != nil {
		return nil, err
	}
	if err := s.place(x, where); err != nil {
		return nil, err
	}
	x.runID = newRunID()
	s.begin(x)
	return struct {
		RunID string `json:"runId"`
	}{x.runID}, nil
}

// place finds the domain and the type of a new workflow and gives it the
// defaults of the type.
func (s *swf) place(x *workflow, where string) error {
	d, err := s.usable(where)
	if err != nil {
		return err
	}
	x.domain = d
	kind, ok := d.workflowTypes.find(x.kind.key())
	switch {
	case !ok:
		return unknownResource("type: %s", workflowTypes.text(x.kind))
	case !kind.deprecated.IsZero():
		return swfFault("TypeDeprecatedFault", "%s", workflowTypes.text(x.kind))
	case d.open[x.id] != nil:
		return swfFault("WorkflowExecutionAlreadyStartedFault", "Already Started")
	case len(d.open) >= maxOpenWorkflows:
		return swfFault("LimitExceededFault", "The domain has %d open workflow executions", maxOpenWorkflows)
	}
	if lacking := x.complete(kind.defaults); lacking != "" {
		return swfFault("DefaultUndefinedFault", "%s", lacking)
	}
	return nil
}

// complete fills in defaults and returns the first one that is needed and not
// there.
func (c *workflowConfig) complete(d workflowDefaults) (lacking string) {
	if d.TaskList != nil {
		c.TaskList = cmp.Or(c.TaskList, *d.TaskList)
	}
	c.Priority = cmp.Or(c.Priority, d.Priority)
	c.ExecutionTimeout = cmp.Or(c.ExecutionTimeout, d.ExecutionTimeout)
	c.TaskTimeout = cmp.Or(c.TaskTimeout, d.TaskTimeout)
	c.ChildPolicy = cmp.Or(c.ChildPolicy, d.ChildPolicy)
	switch {
	case c.TaskTimeout == "":
		return "defaultTaskStartToCloseTimeout"
	case c.ExecutionTimeout == "":
		return "defaultExecutionStartToCloseTimeout"
	case c.TaskList.Name == "":
		return "defaultTaskList"
	case c.ChildPolicy == "":
		return "defaultChildPolicy"
	}
	return ""
}

// readTagList reads the tags of a workflow, by which lists can be filtered.
func readTagList(p *params) []string {
	labels := p.texts("tagList", 0, maxSWFName)
	if len(labels) > maxTagList {
		p.violate("tagList", "", fmt.Sprintf("Member must have length less than or equal to %d", maxTagList))
	}
	return labels
}

// newRunID returns an id for a run.
func newRunID() string {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails, see crypto/rand
	return base64.StdEncoding.EncodeToString(secret)
}
