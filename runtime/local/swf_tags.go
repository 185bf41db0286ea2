package local

import (
	"context"
	"slices"
	"strings"
)

const maxSWFARN = 1600

// setTags gives the domain more tags.
func (d *domain) setTags(more []tag) error {
	merged, err := mergeTags(d.arn, d.tags, more)
	if err != nil {
		return swfFault("TooManyTagsFault", "%s would have more than %d tags", d.arn, maxTags)
	}
	d.tags = merged
	return nil
}

// tagged finds the domain of the ARN that a call is about.
func (s *swf) tagged(p *params) (*domain, error) {
	arn := p.need("resourceArn", 1, maxSWFARN)
	if err := p.err(); err != nil {
		return nil, err
	}
	_, name, _ := strings.Cut(arn, ":/domain/")
	if d, ok := s.domains.find(name); ok && d.arn == arn {
		return d, nil
	}
	return nil, unknownResource("resource: %s", arn)
}

func (s *swf) tagDomain(_ context.Context, p *params) (any, error) {
	if p.absent("tags") {
		p.missing("tags")
	}
	more := readTags(p, "tags")
	d, err := s.tagged(p)
	if err != nil {
		return nil, err
	}
	return nothing{}, d.setTags(more)
}

func (s *swf) untagDomain(_ context.Context, p *params) (any, error) {
	if p.absent("tagKeys") {
		p.missing("tagKeys")
	}
	keys := p.texts("tagKeys", 1, 128)
	d, err := s.tagged(p)
	if err != nil {
		return nil, err
	}
	d.tags = slices.DeleteFunc(d.tags, func(t tag) bool { return slices.Contains(keys, t.Key) })
	return nothing{}, nil
}

func (s *swf) listDomainTags(_ context.Context, p *params) (any, error) {
	d, err := s.tagged(p)
	if err != nil {
		return nil, err
	}
	return struct {
		Tags []tag `json:"tags"`
	}{append([]tag{}, d.tags...)}, nil
}
