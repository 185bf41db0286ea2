package swf

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// maxRetention is the longest retention of a domain, in days.
const maxRetention = 90

// Domain is what a domain is registered with besides its name.
type Domain struct {
	// RetentionDays is how long the histories of closed executions are kept, 0
	// to 90. Zero: an execution's history is gone when it closes. It can't be
	// changed later.
	RetentionDays int
	// Description of the domain. "": none.
	Description string
	// Tags of the domain.
	Tags map[string]string
}

// RegisterDomain registers the domain of Options. One that is registered already
// is compared: a *DriftError says when its retention is another or it is
// deprecated; its description and tags are not compared. Calls are retried as
// the SDK does by default.
func (s *Service) RegisterDomain(ctx context.Context, d Domain) error {
	if s.err != nil {
		return s.err
	}
	name := s.opts.Domain
	if d.RetentionDays < 0 || d.RetentionDays > maxRetention {
		return fmt.Errorf("register domain %s: the retention must be 0 to %d days, it is %d", name, maxRetention, d.RetentionDays)
	}
	days := strconv.Itoa(d.RetentionDays)
	_, err := s.clients.Report.RegisterDomain(ctx, &swf.RegisterDomainInput{
		Name: &name, WorkflowExecutionRetentionPeriodInDays: &days, Description: text(d.Description), Tags: tags(d.Tags),
	}, retrying)
	if err == nil {
		return nil
	}
	if _, taken := errors.AsType[*types.DomainAlreadyExistsFault](err); taken {
		return s.compareDomain(ctx, days)
	}
	return fmt.Errorf("register domain %s: %w", name, s.renew(err))
}

// compareDomain compares the registered domain with what it should be.
func (s *Service) compareDomain(ctx context.Context, days string) error {
	name := s.opts.Domain
	out, err := s.clients.Report.DescribeDomain(ctx, &swf.DescribeDomainInput{Name: &name}, retrying)
	if err != nil {
		return fmt.Errorf("describe domain %s: %w", name, s.renew(err))
	}
	if out.Configuration == nil || out.DomainInfo == nil {
		return fmt.Errorf("describe domain %s: the answer is not complete", name)
	}
	drift := DriftError{Resource: "domain " + name, Remedy: "use another domain"}
	drift.compareStatus(out.DomainInfo.Status)
	got := aws.ToString(out.Configuration.WorkflowExecutionRetentionPeriodInDays)
	if got == noTimeout {
		got = "0"
	}
	drift.compare("retention in days", got, days)
	return drift.orNil()
}

// tags are sorted, so that the same ones make the same call.
func tags(m map[string]string) []types.ResourceTag {
	var list []types.ResourceTag
	for key, value := range m {
		list = append(list, types.ResourceTag{Key: &key, Value: &value})
	}
	slices.SortFunc(list, func(a, b types.ResourceTag) int { return strings.Compare(*a.Key, *b.Key) })
	return list
}
