package local

import (
	"fmt"
	"slices"
	"time"
)

// workflowFilter tells which workflows a list or a count is about.
type workflowFilter struct {
	closed         bool
	started, ended timeRange
	id             *string
	kind           *typeName // a Version of "" fits all
	label          *string
	status         string // a close status; "" fits all
	text           string // all of it, to tell the tokens of lists apart
}

// timeRange is a filter by time; one that is not set fits all.
type timeRange struct {
	set            bool
	oldest, latest time.Time // latest is zero where the range is open
}

func (r timeRange) holds(t time.Time) bool {
	return !r.set || !t.Before(r.oldest) && (r.latest.IsZero() || !t.After(r.latest))
}

func readTimeRange(p *params, member string) timeRange {
	if p.absent(member) {
		return timeRange{}
	}
	inner := p.object(member)
	if inner.absent("oldestDate") {
		inner.missing("oldestDate")
	}
	return timeRange{true, inner.moment("oldestDate"), inner.moment("latestDate")}
}

func readWorkflowFilter(p *params, closed bool) workflowFilter {
	f := workflowFilter{closed: closed, started: readTimeRange(p, "startTimeFilter")}
	if !closed && p.absent("startTimeFilter") {
		p.missing("startTimeFilter")
	}
	if !p.absent("executionFilter") {
		id := p.object("executionFilter").need("workflowId", 1, maxSWFName)
		f.id = &id
	}
	if !p.absent("typeFilter") {
		inner := p.object("typeFilter")
		f.kind = &typeName{inner.need("name", 1, maxSWFName), orEmpty(inner.text("version", 0, maxSWFVersion))}
	}
	if !p.absent("tagFilter") {
		label := p.object("tagFilter").need("tag", 0, maxSWFName)
		f.label = &label
	}
	if closed {
		f.ended = readTimeRange(p, "closeTimeFilter")
		if !p.absent("closeStatusFilter") {
			f.status = p.object("closeStatusFilter").needOneOf("status",
				statusCompleted, statusFailed, statusCanceled, statusTerminated, "CONTINUED_AS_NEW", statusTimedOut)
		}
	}
	f.text = fmt.Sprintf("%t %v %v %q %q %q %s", closed, f.started, f.ended, orEmpty(f.id), f.kind, orEmpty(f.label), f.status)
	return f
}

// check refuses filters that do not go together.
func (f workflowFilter) check(closed bool) error {
	others := 0
	for _, set := range []bool{f.id != nil, f.kind != nil, f.label != nil, f.status != ""} {
		if set {
			others++
		}
	}
	switch {
	case closed && f.started.set == f.ended.set:
		return swfInvalid("Must specify exactly one of startTimeFilter and closeTimeFilter")
	case others > 1:
		return swfInvalid("Cannot specify more than one of executionFilter, typeFilter, tagFilter and closeStatusFilter")
	}
	return nil
}

func (f workflowFilter) keeps(x *workflow) bool {
	switch {
	case f.closed == x.isOpen():
	case !f.started.holds(x.started), !f.ended.holds(x.closed):
	case f.id != nil && *f.id != x.id:
	case f.kind != nil && (f.kind.Name != x.kind.Name || f.kind.Version != "" && f.kind.Version != x.kind.Version):
	case f.label != nil && !slices.Contains(x.labels, *f.label):
	case f.status != "" && f.status != x.status:
	default:
		return true
	}
	return false
}
