package local

import (
	"context"
	"slices"
	"strings"
)

// maxTags is the most tags that a resource may have.
const maxTags = 50

// tag is one tag of an activity or a state machine.
type tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

func readTags(p *params, name string) []tag {
	items := p.objects(name)
	tags := make([]tag, len(items))
	for i, item := range items {
		tags[i] = tag{orEmpty(item.text("key", 1, 128)), orEmpty(item.text("value", 0, 256))}
	}
	return tags
}

// mergeTags returns tags with those of more set. A tag that is there already
// keeps its place.
func mergeTags(arn string, tags, more []tag) ([]tag, error) {
	merged := slices.Clone(tags)
	for _, t := range more {
		i := slices.IndexFunc(merged, func(old tag) bool { return old.Key == t.Key })
		if i < 0 {
			merged = append(merged, t)
			continue
		}
		merged[i] = t
	}
	if len(merged) > maxTags {
		return nil, fault("TooManyTags", "Too many tags: '%s' would have %d, at most %d are allowed", arn, len(merged), maxTags)
	}
	return merged, nil
}

// tagged finds the tags of a resource.
func (s *Service) tagged(arn string) (*[]tag, error) {
	if a, ok := s.activities.byARN[arn]; ok {
		return &a.tags, nil
	}
	if m, ok := s.machines.byARN[arn]; ok {
		return &m.tags, nil
	}
	if !strings.HasPrefix(arn, "arn:") {
		return nil, invalidArn("Invalid ARN prefix: %s", arn)
	}
	return nil, fault("ResourceNotFound", "Resource not found: '%s'", arn)
}

func (s *Service) tagResource(_ context.Context, p *params) (any, error) {
	arn := p.need("resourceArn", 1, maxARN)
	if p.absent("tags") {
		p.missing("tags")
	}
	more := readTags(p, "tags")
	if err := p.err(); err != nil {
		return nil, err
	}
	tags, err := s.tagged(arn)
	if err != nil {
		return nil, err
	}
	merged, err := mergeTags(arn, *tags, more)
	if err != nil {
		return nil, err
	}
	*tags = merged
	return empty{}, nil
}

func (s *Service) untagResource(_ context.Context, p *params) (any, error) {
	arn := p.need("resourceArn", 1, maxARN)
	if p.absent("tagKeys") {
		p.missing("tagKeys")
	}
	keys := p.texts("tagKeys", 1, 128)
	if err := p.err(); err != nil {
		return nil, err
	}
	tags, err := s.tagged(arn)
	if err != nil {
		return nil, err
	}
	*tags = slices.DeleteFunc(*tags, func(t tag) bool { return slices.Contains(keys, t.Key) })
	return empty{}, nil
}

func (s *Service) listTagsForResource(_ context.Context, p *params) (any, error) {
	arn := p.need("resourceArn", 1, maxARN)
	if err := p.err(); err != nil {
		return nil, err
	}
	tags, err := s.tagged(arn)
	if err != nil {
		return nil, err
	}
	return struct {
		Tags []tag `json:"tags"`
	}{append([]tag{}, *tags...)}, nil
}
