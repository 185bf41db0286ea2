package local

import (
	"context"
	"strconv"
)

// The registration statuses of domains and types.
const (
	statusRegistered = "REGISTERED"
	statusDeprecated = "DEPRECATED"
)

// maxRetention is the longest retention of closed workflows, in days.
const maxRetention = 90

// domain is a domain with all that is in it.
type domain struct {
	name, arn   string
	description *string
	retention   string
	deprecated  bool
	tags        []tag

	activityTypes catalog[*registration[activityDefaults]]
	workflowTypes catalog[*registration[workflowDefaults]]

	workflows []*workflow          // in the order of their start
	closed    []closedWorkflow     // in the order of their end
	open      map[string]*workflow // by workflow id
	runs      map[string]*workflow // by run id

	activities map[string]*queue[*activityTask] // by task list
	decisions  map[string]*queue[*decisionTask] // likewise
}

func (d *domain) key() string { return d.name }

func (s *swf) registerDomain(_ context.Context, p *params) (any, error) {
	name := p.name("name", maxSWFName)
	d := &domain{
		name: name, arn: "arn:aws:swf:" + s.region + ":" + s.account + ":/domain/" + name,
		description: p.data("description", maxDescription), retention: readRetention(p),
		open: map[string]*workflow{}, runs: map[string]*workflow{},
		activities: map[string]*queue[*activityTask]{}, decisions: map[string]*queue[*decisionTask]{},
	}
	tags := readTags(p, "tags")
	if err := p.err(); err != nil {
		return nil, err
	}
	if _, exists := s.domains.find(name); exists {
		return nil, swfFault("DomainAlreadyExistsFault", "%s", name)
	}
	if len(s.domains.order) >= maxDomains {
		return nil, swfFault("LimitExceededFault", "There are %d domains", maxDomains)
	}
	if err := d.setTags(tags); err != nil {
		return nil, err
	}
	s.domains.add(d)
	return nothing{}, nil
}

// readRetention reads for how many days closed workflows are kept. The local
// service keeps them anyway.
func readRetention(p *params) string {
	const member = "workflowExecutionRetentionPeriodInDays"
	value := p.need(member, 1, maxDigits)
	if days, err := strconv.ParseUint(value, 10, 32); value != "" && value != string(unlimited) && (err != nil || days > maxRetention) {
		p.violate(member, "'"+value+"' ", "Member must be a number of days, at most 90, or NONE")
	}
	return value
}

// domainInfo is a domain in answers.
type domainInfo struct {
	Name        string  `json:"name"`
	Status      string  `json:"status"`
	Description *string `json:"description,omitempty"`
	ARN         string  `json:"arn"`
}

func (d *domain) info() domainInfo { return domainInfo{d.name, d.status(), d.description, d.arn} }

func (d *domain) status() string {
	if d.deprecated {
		return statusDeprecated
	}
	return statusRegistered
}

func (s *swf) describeDomain(_ context.Context, p *params) (any, error) {
	d, err := s.named(p)
	if err != nil {
		return nil, err
	}
	type configuration struct {
		Retention string `json:"workflowExecutionRetentionPeriodInDays"`
	}
	return struct {
		Info          domainInfo    `json:"domainInfo"`
		Configuration configuration `json:"configuration"`
	}{d.info(), configuration{d.retention}}, nil
}

// named finds the domain that a call about a domain is about.
func (s *swf) named(p *params) (*domain, error) {
	name := p.name("name", maxSWFName)
	if err := p.err(); err != nil {
		return nil, err
	}
	return s.domain(name)
}

func (s *swf) listDomains(_ context.Context, p *params) (any, error) {
	request, reverse := readSWFPage(p)
	status := p.needOneOf("registrationStatus", statusRegistered, statusDeprecated)
	if err := p.err(); err != nil {
		return nil, err
	}
	found, next, err := pageBy(s.domains.order, (*domain).key, request, "domains "+status, reverse,
		func(d *domain) bool { return d.status() == status })
	if err != nil {
		return nil, invalidSWFToken()
	}
	answer := struct {
		Infos []domainInfo `json:"domainInfos"`
		Next  *string      `json:"nextPageToken,omitempty"`
	}{make([]domainInfo, len(found)), next}
	for i, d := range found {
		answer.Infos[i] = d.info()
	}
	return answer, nil
}

// deprecateDomain deprecates the types of the domain too.
func (s *swf) deprecateDomain(_ context.Context, p *params) (any, error) {
	d, err := s.named(p)
	switch {
	case err != nil:
		return nil, err
	case d.deprecated:
		return nil, swfFault("DomainDeprecatedFault", "%s", d.name)
	}
	d.deprecated = true
	for _, r := range d.activityTypes.order {
		r.deprecate(s.now())
	}
	for _, r := range d.workflowTypes.order {
		r.deprecate(s.now())
	}
	return nothing{}, nil
}

// undeprecateDomain leaves the types of the domain as they are.
func (s *swf) undeprecateDomain(_ context.Context, p *params) (any, error) {
	d, err := s.named(p)
	switch {
	case err != nil:
		return nil, err
	case !d.deprecated:
		return nil, swfFault("DomainAlreadyExistsFault", "%s", d.name)
	}
	d.deprecated = false
	return nothing{}, nil
}
