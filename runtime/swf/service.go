package swf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/swf"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/internal/awsclient"
)

// API are the operations of Amazon SWF that this package calls. *swf.Client of
// the AWS SDK has them.
type API interface {
	PollForActivityTask(ctx context.Context, in *swf.PollForActivityTaskInput, opts ...func(*swf.Options)) (*swf.PollForActivityTaskOutput, error)
	RecordActivityTaskHeartbeat(ctx context.Context, in *swf.RecordActivityTaskHeartbeatInput, opts ...func(*swf.Options)) (*swf.RecordActivityTaskHeartbeatOutput, error)
	RespondActivityTaskCompleted(ctx context.Context, in *swf.RespondActivityTaskCompletedInput, opts ...func(*swf.Options)) (*swf.RespondActivityTaskCompletedOutput, error)
	RespondActivityTaskFailed(ctx context.Context, in *swf.RespondActivityTaskFailedInput, opts ...func(*swf.Options)) (*swf.RespondActivityTaskFailedOutput, error)
	RespondActivityTaskCanceled(ctx context.Context, in *swf.RespondActivityTaskCanceledInput, opts ...func(*swf.Options)) (*swf.RespondActivityTaskCanceledOutput, error)

	RegisterDomain(ctx context.Context, in *swf.RegisterDomainInput, opts ...func(*swf.Options)) (*swf.RegisterDomainOutput, error)
	DescribeDomain(ctx context.Context, in *swf.DescribeDomainInput, opts ...func(*swf.Options)) (*swf.DescribeDomainOutput, error)
	RegisterActivityType(ctx context.Context, in *swf.RegisterActivityTypeInput, opts ...func(*swf.Options)) (*swf.RegisterActivityTypeOutput, error)
	DescribeActivityType(ctx context.Context, in *swf.DescribeActivityTypeInput, opts ...func(*swf.Options)) (*swf.DescribeActivityTypeOutput, error)
	CountPendingActivityTasks(ctx context.Context, in *swf.CountPendingActivityTasksInput, opts ...func(*swf.Options)) (*swf.CountPendingActivityTasksOutput, error)
}

// Clients are the clients of the three lanes. None of them should retry calls,
// nor end them before the context does: a poll is held for up to 60 s. What
// registers, describes and counts goes by Report.
type Clients struct {
	Poll, Heartbeat, Report API
}

// Options tell where the activities are.
type Options struct {
	// Domain of the activities, 1 to 256 characters. Required.
	Domain string
	// Register makes Run register the activity types before it polls, as
	// RegisterActivityTypes does. The domain has to be there.
	Register bool
	// Identity is what the workflow's history says about who took a task, 1 to
	// 256 characters; more are cut, and control characters are replaced.
	// Default: host name and process id.
	Identity string
	// CancelDelay is how late a handler may learn of a cancellation, which the
	// service tells in the answer to a heartbeat: the longest pause between two
	// heartbeats, where a third of the heartbeat timeout isn't shorter. Default
	// 1 minute. Each task costs a call per pause, and the service limits their
	// rate. Activities without a heartbeat timeout send no heartbeats and learn
	// of no cancellation.
	CancelDelay time.Duration
}

// check reports what makes no sense.
func (o Options) check() error {
	err := checkName("the name of the domain", o.Domain, maxName)
	if o.CancelDelay < 0 {
		err = errors.Join(err, fmt.Errorf("option CancelDelay is negative: %v", o.CancelDelay))
	}
	return err
}

const (
	// maxIdentity is the longest identity of a worker, in characters.
	maxIdentity = 256
	// maxData is the longest input, result, control text or details of a
	// report. The service counts characters; bytes are never fewer.
	maxData = 32_768
	// maxReason is the longest reason of a failure, counted likewise.
	maxReason = 256
	// maxProgress is the longest details of a heartbeat, counted likewise.
	maxProgress = 2_048
	// cancelDelay is the default of Options.CancelDelay. It keeps 10,000 tasks
	// to about 200 heartbeats a second.
	cancelDelay = time.Minute
	// pollDeadline is the client's: the service holds a poll for 60 s, and asks
	// for 70 s at least.
	pollDeadline = 70 * time.Second
)

// Service is Amazon SWF as a runtime.Service, with what an operator of it needs
// besides. Safe for use by several goroutines, and by several workers.
type Service struct {
	clients  Clients
	opts     Options
	identity string
	// expire drops credentials that the service calls expired.
	expire func()
	err    error // of the configuration
}

var errNoRegion = errors.New("the AWS configuration names no region")

// New returns the service that cfg reaches, with clients and connections of its
// own for each lane. Of cfg it takes all but the retry settings and the
// timeouts: retries are the worker's business, in adaptive mode too, and a poll
// takes as long as it takes. Environment variables such as
// AWS_ENDPOINT_URL_SWF hold if cfg was loaded with package config.
func New(cfg aws.Config, opts Options) *Service {
	client := func() API { return swf.NewFromConfig(awsclient.Lane(cfg)) }
	s := NewFromClients(Clients{Poll: client(), Heartbeat: client(), Report: client()}, opts)
	if cfg.Region == "" {
		s.err = errors.Join(errNoRegion, s.err)
	}
	s.expire = awsclient.Renewal(cfg)
	return s
}

// NewFromClients returns a service on clients that the caller made.
func NewFromClients(c Clients, opts Options) *Service {
	return &Service{
		clients: c, opts: opts, expire: func() {},
		identity: awsclient.WorkerName(opts.Identity, maxIdentity, unicode.IsControl),
		err:      opts.check(),
	}
}

// Limits is part of runtime.Service: the bounds of the service's API, in bytes.
func (s *Service) Limits() runtime.Limits {
	return runtime.Limits{
		Output: maxData, Error: maxReason, Cause: maxData, Details: maxProgress,
		Poll: pollDeadline, Beat: cmp.Or(s.opts.CancelDelay, cancelDelay),
	}
}

// Beat is part of runtime.Service.
func (s *Service) Beat(ctx context.Context, t *runtime.Task, details string) (cancelRequested bool, err error) {
	out, err := s.clients.Heartbeat.RecordActivityTaskHeartbeat(ctx, &swf.RecordActivityTaskHeartbeatInput{
		TaskToken: &t.Token, Details: text(details),
	})
	if err != nil {
		return false, s.renew(err)
	}
	return out.CancelRequested, nil
}

// Report is part of runtime.Service. The service takes a cancellation only
// after it was asked for one, which is when the worker reports one.
func (s *Service) Report(ctx context.Context, t *runtime.Task, o runtime.Outcome) error {
	var err error
	switch c := s.clients.Report; o.Status {
	case runtime.Succeeded:
		_, err = c.RespondActivityTaskCompleted(ctx, &swf.RespondActivityTaskCompletedInput{
			TaskToken: &t.Token, Result: &o.Output,
		})
	case runtime.Canceled:
		_, err = c.RespondActivityTaskCanceled(ctx, &swf.RespondActivityTaskCanceledInput{
			TaskToken: &t.Token, Details: text(o.Cause),
		})
	default:
		_, err = c.RespondActivityTaskFailed(ctx, &swf.RespondActivityTaskFailedInput{
			TaskToken: &t.Token, Reason: text(o.Error), Details: text(o.Cause),
		})
	}
	return s.renew(err)
}

// text is nil for "": what there is nothing to say about is left out.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// renew drops the credentials when err says that they have expired.
func (s *Service) renew(err error) error {
	if err != nil && s.Classify(err) == runtime.Expired {
		s.expire()
	}
	return err
}
