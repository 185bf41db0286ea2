package sfn

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/actgen/actgen/runtime"
)

// maxName is the longest name of an activity or a worker, in characters.
const maxName = 80

// WithARN names the activity resource that an activity polls, whatever its name
// and the service's Options:
//
//	orders.RegisterChargeCard(worker, handler, sfn.WithARN(arn))
func WithARN(arn string) runtime.ActivityOption {
	return runtime.WithStepFunctions(runtime.StepFunctions{ARN: arn})
}

// resolve finds the ARN of an activity.
func (s *Service) resolve(ctx context.Context, a *runtime.Activity) (string, error) {
	if arn := a.StepFunctions().ARN; arn != "" {
		return arn, nil
	}
	name := cmp.Or(a.StepFunctions().Name, a.Name())
	if err := checkName(name); err != nil {
		return "", err
	}
	if s.opts.Create {
		return s.create(ctx, name)
	}
	if s.opts.Account == "" || s.opts.Region == "" {
		return "", errors.New("its ARN is unknown: give WithARN, or Options.Account and a region, or Options.Create")
	}
	return fmt.Sprintf("arn:%s:states:%s:%s:activity:%s", partition(s.opts.Region), s.opts.Region, s.opts.Account, name), nil
}

// create creates an activity, or finds the one of that name. It is idempotent,
// so the client may retry it.
func (s *Service) create(ctx context.Context, name string) (string, error) {
	in := &sfn.CreateActivityInput{Name: &name}
	for key, value := range s.opts.Tags {
		in.Tags = append(in.Tags, types.Tag{Key: &key, Value: &value})
	}
	slices.SortFunc(in.Tags, func(a, b types.Tag) int { return strings.Compare(*a.Key, *b.Key) })
	out, err := s.clients.Report.CreateActivity(ctx, in, func(o *sfn.Options) { o.Retryer = retry.NewStandard() })
	if err != nil {
		return "", fmt.Errorf("create %s: %w", name, err)
	}
	return aws.ToString(out.ActivityArn), nil
}

// checkName holds a name against the rules of the service's API, which the
// client doesn't check.
func checkName(name string) error {
	if n := len([]rune(name)); n < 1 || n > maxName {
		return fmt.Errorf("its name must have 1 to %d characters, it has %d", maxName, n)
	}
	if i := strings.IndexFunc(name, forbidden); i >= 0 {
		return fmt.Errorf("its name must not have %q: %q", []rune(name[i:])[0], name)
	}
	return nil
}

// forbidden characters of names.
func forbidden(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>{}[]?*\"#%\\^|~`$&,;:/\uFFFD\uFFFE\uFFFF\U0010FFFF", r)
}

// partition is that of a region.
func partition(region string) string {
	for _, p := range []struct{ prefix, partition string }{
		{"cn-", "aws-cn"},
		{"us-gov-", "aws-us-gov"},
		{"us-iso-", "aws-iso"},
		{"us-isob-", "aws-iso-b"},
		{"eu-isoe-", "aws-iso-e"},
		{"us-isof-", "aws-iso-f"},
		{"eusc-", "aws-eusc"},
	} {
		if strings.HasPrefix(region, p.prefix) {
			return p.partition
		}
	}
	return "aws"
}
