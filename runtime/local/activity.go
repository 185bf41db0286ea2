package local

import (
	"context"
	"time"
)

const (
	maxARN  = 256
	maxName = 80
)

// activity is one that CreateActivity made.
type activity struct {
	arn, name string
	created   time.Time
	tags      []tag
	number    int64
}

func (a *activity) position() int64 { return a.number }

// activityAnswer is an activity in answers, with the members that each of them
// has.
type activityAnswer struct {
	ARN     string    `json:"activityArn"`
	Name    string    `json:"name,omitempty"`
	Created timestamp `json:"creationDate"`
}

// createActivity is idempotent by name: for one that exists it answers what it
// answered first, and leaves its tags alone.
func (s *Service) createActivity(_ context.Context, p *params) (any, error) {
	name := p.need("name", 1, maxName)
	tags := readTags(p, "tags")
	encryption := p.object("encryptionConfiguration").oneOf("type", "AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY")
	if err := p.err(); err != nil {
		return nil, err
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	if err := checkEncryption(encryption); err != nil {
		return nil, err
	}
	arn := s.ActivityARN(name)
	a, exists := s.activities.byARN[arn]
	if !exists {
		tags, err := mergeTags(arn, nil, tags)
		if err != nil {
			return nil, err
		}
		a = &activity{arn, name, s.clock.Now(), tags, s.next()}
		s.activities.add(arn, a)
	}
	return activityAnswer{ARN: arn, Created: timestamp(a.created)}, nil
}

// checkEncryption refuses keys of the customer, which the service lacks.
func checkEncryption(kind string) error {
	if kind == "CUSTOMER_MANAGED_KMS_KEY" {
		return fault("InvalidEncryptionConfiguration",
			"Invalid Encryption Configuration: 'CUSTOMER_MANAGED_KMS_KEY is not offered by the local service'")
	}
	return nil
}

func (s *Service) describeActivity(_ context.Context, p *params) (any, error) {
	arn, err := needARN(p, "activityArn", activityType)
	if err != nil {
		return nil, err
	}
	a, ok := s.activities.byARN[arn]
	if !ok {
		return nil, activityDoesNotExist(arn)
	}
	return activityAnswer{arn, a.name, timestamp(a.created)}, nil
}

func (s *Service) listActivities(_ context.Context, p *params) (any, error) {
	request := readPage(p, maxPageToken)
	if err := p.err(); err != nil {
		return nil, err
	}
	found, next, err := page(s.activities.order, request, "activities", false, nil)
	if err != nil {
		return nil, err
	}
	answer := struct {
		Activities []activityAnswer `json:"activities"`
		NextToken  *string          `json:"nextToken,omitempty"`
	}{make([]activityAnswer, len(found)), next}
	for i, a := range found {
		answer.Activities[i] = activityAnswer{a.arn, a.name, timestamp(a.created)}
	}
	return answer, nil
}

// deleteActivity ends the open polls. Deleting one that does not exist is fine.
// Tasks that wait for a worker stay: they are handed out when the activity is
// created again.
func (s *Service) deleteActivity(_ context.Context, p *params) (any, error) {
	arn, err := needARN(p, "activityArn", activityType)
	if err != nil {
		return nil, err
	}
	if _, ok := s.activities.byARN[arn]; ok {
		s.activities.remove(arn)
		s.queue(arn).wakeAll()
	}
	return empty{}, nil
}

// needARN reads the ARN that a call is about.
func needARN(p *params, name, resource string) (string, error) {
	arn := p.need(name, 1, maxARN)
	if err := p.err(); err != nil {
		return "", err
	}
	return arn, checkARN(arn, resource)
}
