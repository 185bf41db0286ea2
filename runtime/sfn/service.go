package sfn

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/internal/awsclient"
)

// API are the operations of Step Functions that a worker calls. *sfn.Client of
// the AWS SDK has them.
type API interface {
	CreateActivity(ctx context.Context, in *sfn.CreateActivityInput, opts ...func(*sfn.Options)) (*sfn.CreateActivityOutput, error)
	GetActivityTask(ctx context.Context, in *sfn.GetActivityTaskInput, opts ...func(*sfn.Options)) (*sfn.GetActivityTaskOutput, error)
	SendTaskHeartbeat(ctx context.Context, in *sfn.SendTaskHeartbeatInput, opts ...func(*sfn.Options)) (*sfn.SendTaskHeartbeatOutput, error)
	SendTaskSuccess(ctx context.Context, in *sfn.SendTaskSuccessInput, opts ...func(*sfn.Options)) (*sfn.SendTaskSuccessOutput, error)
	SendTaskFailure(ctx context.Context, in *sfn.SendTaskFailureInput, opts ...func(*sfn.Options)) (*sfn.SendTaskFailureOutput, error)
}

// Clients are the clients of the three lanes. None of them should retry calls,
// nor end them before the context does: a poll is held for up to 60 s.
type Clients struct {
	Poll, Heartbeat, Report API
}

// Options tell where the activities are. The zero value works when every
// activity has its ARN by WithARN.
type Options struct {
	// Account is the AWS account of the activities, 12 digits, and Region
	// their region; ARNs are made from them. Region defaults to that of the
	// aws.Config.
	Account, Region string
	// Create makes Run create the activities that have no ARN. An activity
	// that is there already is left as it is.
	Create bool
	// Tags of the activities that are created.
	Tags map[string]string
	// WorkerName is what the execution history says about who took a task, 1
	// to 80 characters; others are cut or replaced. Default: host name and
	// process id.
	WorkerName string
}

// Limits of the service's API: output 262,144, error 256 and cause 32,768. A
// poll is held for 60 s, and its client has to wait for 65 s at least.
var limits = runtime.Limits{Output: 262_144, Error: 256, Cause: 32_768, Poll: 70 * time.Second}

// Service is Step Functions as a runtime.Service. Safe for use by several
// goroutines, and by several workers.
type Service struct {
	clients Clients
	opts    Options
	name    string // of the worker
	// expire drops credentials that the service calls expired.
	expire func()
	err    error // of the configuration, for Queues to return
}

var errNoRegion = errors.New("the AWS configuration names no region")

// New returns the service that cfg reaches, with clients and connections of its
// own for each lane. Of cfg it takes all but the retry settings and the
// timeouts: retries are the worker's business, in adaptive mode too, and a poll
// takes as long as it takes. Environment variables such as
// AWS_ENDPOINT_URL_SFN hold if cfg was loaded with package config.
func New(cfg aws.Config, opts Options) *Service {
	opts.Region = cmp.Or(opts.Region, cfg.Region)
	client := func() API { return sfn.NewFromConfig(awsclient.Lane(cfg)) }
	s := NewFromClients(Clients{Poll: client(), Heartbeat: client(), Report: client()}, opts)
	if cfg.Region == "" {
		s.err = errNoRegion
	}
	s.expire = awsclient.Renewal(cfg)
	return s
}

// NewFromClients returns a service on clients that the caller made.
func NewFromClients(c Clients, opts Options) *Service {
	name := awsclient.WorkerName(opts.WorkerName, maxName, forbidden)
	return &Service{clients: c, opts: opts, name: name, expire: func() {}}
}

// Limits is part of runtime.Service.
func (s *Service) Limits() runtime.Limits { return limits }

// Queues is part of runtime.Service: each activity is a queue.
func (s *Service) Queues(ctx context.Context, activities []*runtime.Activity) ([]runtime.Queue, error) {
	if s.err != nil {
		return nil, s.err
	}
	var (
		queues []runtime.Queue
		errs   []error
		taken  = map[string]string{}
	)
	for _, a := range activities {
		arn, err := s.resolve(ctx, a)
		if err != nil {
			errs = append(errs, fmt.Errorf("activity %s: %w", a.Name(), err))
			continue
		}
		if other, ok := taken[arn]; ok {
			errs = append(errs, fmt.Errorf("activity %s: %s is its activity's ARN too: %s", a.Name(), other, arn))
			continue
		}
		taken[arn] = a.Name()
		queues = append(queues, s.queue(arn, a))
	}
	return queues, errors.Join(errs...)
}

func (s *Service) queue(arn string, a *runtime.Activity) runtime.Queue {
	return runtime.Queue{
		Name:  arn,
		Slots: a.Slots(),
		Poll: func(ctx context.Context) (*runtime.Task, error) {
			return s.poll(ctx, arn, a)
		},
	}
}

// poll waits for a task. An empty poll has no token, or "" from some emulators.
func (s *Service) poll(ctx context.Context, arn string, a *runtime.Activity) (*runtime.Task, error) {
	out, err := s.clients.Poll.GetActivityTask(ctx, &sfn.GetActivityTaskInput{ActivityArn: &arn, WorkerName: &s.name})
	if err != nil {
		return nil, s.renew(err)
	}
	if aws.ToString(out.TaskToken) == "" {
		return nil, nil
	}
	return &runtime.Task{Token: *out.TaskToken, Input: aws.ToString(out.Input), Activity: a, Type: arn}, nil
}

// Beat is part of runtime.Service. Step Functions takes no details, and doesn't
// ask for cancellations: the task of a stopped execution is closed.
func (s *Service) Beat(ctx context.Context, t *runtime.Task, _ string) (cancelRequested bool, err error) {
	_, err = s.clients.Heartbeat.SendTaskHeartbeat(ctx, &sfn.SendTaskHeartbeatInput{TaskToken: &t.Token})
	return false, s.renew(err)
}

// Report is part of runtime.Service. A cancellation, which Step Functions
// doesn't know, is a failure.
func (s *Service) Report(ctx context.Context, t *runtime.Task, o runtime.Outcome) error {
	var err error
	switch o.Status {
	case runtime.Succeeded:
		_, err = s.clients.Report.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: &t.Token, Output: &o.Output})
	case runtime.Canceled:
		o.Error, o.Cause = runtime.NameHandlerFailed, "the handler was cancelled"
		fallthrough
	default:
		_, err = s.clients.Report.SendTaskFailure(ctx, &sfn.SendTaskFailureInput{
			TaskToken: &t.Token, Error: text(o.Error), Cause: text(o.Cause),
		})
	}
	return s.renew(err)
}

// text is nil for "": a failure with neither error nor cause needs no
// encryption key.
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
