package local

import (
	"context"
	"strings"
)

// described finds the run that a call asks about, open or closed.
func (s *swf) described(p *params) (*workflow, error) {
	where := p.name("domain", maxSWFName)
	if p.absent("execution") {
		p.missing("execution")
	}
	execution := p.object("execution")
	id, run := execution.need("workflowId", 1, maxSWFName), execution.need("runId", 1, maxRunID)
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, err
	}
	x, ok := d.runs[run]
	if !ok || x.id != id {
		return nil, unknownExecution(id, run)
	}
	return x, nil
}

// workflowInfo is a workflow in answers.
type workflowInfo struct {
	Execution       runName    `json:"execution"`
	WorkflowType    typeName   `json:"workflowType"`
	Started         timestamp  `json:"startTimestamp"`
	Closed          *timestamp `json:"closeTimestamp,omitempty"`
	Status          string     `json:"executionStatus"`
	CloseStatus     string     `json:"closeStatus,omitempty"`
	TagList         []string   `json:"tagList,omitempty"`
	CancelRequested bool       `json:"cancelRequested"`
}

func (x *workflow) info() workflowInfo {
	info := workflowInfo{
		Execution: x.run(), WorkflowType: x.kind, Started: timestamp(x.started), Closed: stamp(x.closed),
		Status: statusOpen, TagList: x.labels, CancelRequested: x.canceling,
	}
	if !x.isOpen() {
		info.Status, info.CloseStatus = statusClosed, x.status
	}
	return info
}

// openCounts is what is open in a workflow.
type openCounts struct {
	Activities int `json:"openActivityTasks"`
	Decisions  int `json:"openDecisionTasks"`
	Timers     int `json:"openTimers"`
	Children   int `json:"openChildWorkflowExecutions"`
	Lambdas    int `json:"openLambdaFunctions"`
}

func (s *swf) describeWorkflowExecution(_ context.Context, p *params) (any, error) {
	x, err := s.described(p)
	if err != nil {
		return nil, err
	}
	counts := openCounts{Activities: len(x.activities), Timers: len(x.timers)}
	if x.decision != nil {
		counts.Decisions = 1
	}
	return struct {
		Info          workflowInfo   `json:"executionInfo"`
		Configuration workflowConfig `json:"executionConfiguration"`
		Counts        openCounts     `json:"openCounts"`
		LatestTask    *timestamp     `json:"latestActivityTaskTimestamp,omitempty"`
		LatestContext *string        `json:"latestExecutionContext,omitempty"`
	}{x.info(), x.workflowConfig, counts, stamp(x.latestTask), x.context}, nil
}

// view is one of the lists of workflows.
type view struct {
	domain *domain
	filter workflowFilter
	byEnd  bool // ordered by the end, not by the start
	scope  string
}

// readView reads which workflows a call is about; closed tells whether it asks
// for closed ones.
func (s *swf) readView(p *params, closed bool) (view, error) {
	where := p.name("domain", maxSWFName)
	v := view{filter: readWorkflowFilter(p, closed), byEnd: !p.absent("closeTimeFilter") && closed}
	if err := p.err(); err != nil {
		return view{}, err
	}
	if err := v.filter.check(closed); err != nil {
		return view{}, err
	}
	d, err := s.domain(where)
	v.domain = d
	v.scope = strings.Join([]string{"workflows", where, v.filter.text}, " ")
	return v, err
}

// page returns a page of the view, the latest first unless reverse is set.
func (v view) page(r pageRequest, reverse bool) (found []workflowInfo, next *string, err error) {
	if v.byEnd {
		items, next, err := page(v.domain.closed, r, v.scope, !reverse, func(x closedWorkflow) bool { return v.filter.keeps(x.workflow) })
		for _, x := range items {
			found = append(found, x.info())
		}
		return found, next, err
	}
	items, next, err := page(v.domain.workflows, r, v.scope, !reverse, v.filter.keeps)
	for _, x := range items {
		found = append(found, x.info())
	}
	return found, next, err
}

func (s *swf) listWorkflows(p *params, closed bool) (any, error) {
	request, reverse := readSWFPage(p)
	v, err := s.readView(p, closed)
	if err != nil {
		return nil, err
	}
	found, next, err := v.page(request, reverse)
	if err != nil {
		return nil, invalidSWFToken()
	}
	return struct {
		Infos []workflowInfo `json:"executionInfos"`
		Next  *string        `json:"nextPageToken,omitempty"`
	}{append([]workflowInfo{}, found...), next}, nil
}

func (s *swf) listOpenWorkflowExecutions(_ context.Context, p *params) (any, error) {
	return s.listWorkflows(p, false)
}

func (s *swf) listClosedWorkflowExecutions(_ context.Context, p *params) (any, error) {
	return s.listWorkflows(p, true)
}

// countAnswer is the answer of all operations that count.
type countAnswer struct {
	Count     int  `json:"count"`
	Truncated bool `json:"truncated"`
}

func (s *swf) countWorkflows(p *params, closed bool) (any, error) {
	v, err := s.readView(p, closed)
	if err != nil {
		return nil, err
	}
	count := 0
	for _, x := range v.domain.workflows {
		if v.filter.keeps(x) {
			count++
		}
	}
	return countAnswer{Count: count}, nil
}

func (s *swf) countOpenWorkflowExecutions(_ context.Context, p *params) (any, error) {
	return s.countWorkflows(p, false)
}

func (s *swf) countClosedWorkflowExecutions(_ context.Context, p *params) (any, error) {
	return s.countWorkflows(p, true)
}
