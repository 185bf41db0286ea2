package local

import (
	"fmt"
	"strings"
	"time"
)

// registration is an activity type or a workflow type with its defaults, which
// never change.
type registration[D any] struct {
	typeName
	description         *string
	created, deprecated time.Time // deprecated is zero if it is not
	defaults            D
}

func (t typeName) key() string { return t.Name + "\x00" + t.Version }

// status is the registration status.
func (r *registration[D]) status() string {
	if r.deprecated.IsZero() {
		return statusRegistered
	}
	return statusDeprecated
}

// deprecate marks a type, unless it is deprecated already.
func (r *registration[D]) deprecate(now time.Time) {
	if r.deprecated.IsZero() {
		r.deprecated = now
	}
}

// family is what activity types and workflow types have in common: their
// operations.
type family[D any] struct {
	shape  string // of the API, such as "ActivityType"
	member string // of parameters and answers, such as "activityType"
	types  func(*domain) *catalog[*registration[D]]
	read   func(*params) D
}

// activityTypes are the operations on activity types.
var activityTypes = family[activityDefaults]{
	"ActivityType", "activityType",
	func(d *domain) *catalog[*registration[activityDefaults]] { return &d.activityTypes }, readActivityDefaults,
}

// workflowTypes are the operations on workflow types.
var workflowTypes = family[workflowDefaults]{
	"WorkflowType", "workflowType",
	func(d *domain) *catalog[*registration[workflowDefaults]] { return &d.workflowTypes }, readWorkflowDefaults,
}

// text names a type as the service does.
func (f family[D]) text(t typeName) string {
	return fmt.Sprintf("%s=[name=%s, version=%s]", f.shape, t.Name, t.Version)
}

func (f family[D]) register(s *swf, p *params) (any, error) {
	where := p.name("domain", maxSWFName)
	r := &registration[D]{
		typeName:    typeName{p.name("name", maxSWFName), p.name("version", maxSWFVersion)},
		description: p.data("description", maxDescription), defaults: f.read(p), created: s.now(),
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.usable(where)
	if err != nil {
		return nil, err
	}
	types := f.types(d)
	if _, exists := types.find(r.key()); exists {
		return nil, swfFault("TypeAlreadyExistsFault", "%s", f.text(r.typeName))
	}
	if len(d.activityTypes.order)+len(d.workflowTypes.order) >= maxTypes {
		return nil, swfFault("LimitExceededFault", "The domain has %d types", maxTypes)
	}
	types.add(r)
	return nothing{}, nil
}

// find finds the type that a call is about.
func (f family[D]) find(s *swf, p *params) (*domain, *registration[D], error) {
	where := p.name("domain", maxSWFName)
	name := p.typeName(f.member)
	if err := p.err(); err != nil {
		return nil, nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, nil, err
	}
	r, ok := f.types(d).find(name.key())
	if !ok {
		return nil, nil, unknownResource("type: %s", f.text(name))
	}
	return d, r, nil
}

// info is a type in answers.
func (f family[D]) info(r *registration[D]) map[string]any {
	info := map[string]any{f.member: r.typeName, "status": r.status(), "creationDate": timestamp(r.created)}
	if r.description != nil {
		info["description"] = *r.description
	}
	if !r.deprecated.IsZero() {
		info["deprecationDate"] = timestamp(r.deprecated)
	}
	return info
}

func (f family[D]) describe(s *swf, p *params) (any, error) {
	_, r, err := f.find(s, p)
	if err != nil {
		return nil, err
	}
	return struct {
		Info          map[string]any `json:"typeInfo"`
		Configuration D              `json:"configuration"`
	}{f.info(r), r.defaults}, nil
}

func (f family[D]) list(s *swf, p *params) (any, error) {
	request, reverse := readSWFPage(p)
	where := p.name("domain", maxSWFName)
	name := p.text("name", 1, maxSWFName)
	status := p.needOneOf("registrationStatus", statusRegistered, statusDeprecated)
	if err := p.err(); err != nil {
		return nil, err
	}
	d, err := s.domain(where)
	if err != nil {
		return nil, err
	}
	scope := strings.Join([]string{f.shape, where, status, orEmpty(name)}, " ")
	found, next, err := pageBy(f.types(d).order, (*registration[D]).key, request, scope, reverse, func(r *registration[D]) bool {
		return r.status() == status && (name == nil || *name == r.Name)
	})
	if err != nil {
		return nil, invalidSWFToken()
	}
	answer := struct {
		Infos []map[string]any `json:"typeInfos"`
		Next  *string          `json:"nextPageToken,omitempty"`
	}{make([]map[string]any, len(found)), next}
	for i, r := range found {
		answer.Infos[i] = f.info(r)
	}
	return answer, nil
}

func (f family[D]) deprecate(s *swf, p *params) (any, error) {
	_, r, err := f.find(s, p)
	switch {
	case err != nil:
		return nil, err
	case !r.deprecated.IsZero():
		return nil, swfFault("TypeDeprecatedFault", "%s", f.text(r.typeName))
	}
	r.deprecate(s.now())
	return nothing{}, nil
}

func (f family[D]) undeprecate(s *swf, p *params) (any, error) {
	_, r, err := f.find(s, p)
	switch {
	case err != nil:
		return nil, err
	case r.deprecated.IsZero():
		return nil, swfFault("TypeAlreadyExistsFault", "%s", f.text(r.typeName))
	}
	r.deprecated = time.Time{}
	return nothing{}, nil
}

func (f family[D]) remove(s *swf, p *params) (any, error) {
	d, r, err := f.find(s, p)
	switch {
	case err != nil:
		return nil, err
	case r.deprecated.IsZero():
		return nil, swfFault("TypeNotDeprecatedFault", "%s", f.text(r.typeName))
	}
	f.types(d).remove(r.key())
	return nothing{}, nil
}
