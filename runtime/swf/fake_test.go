package swf_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"

	"github.com/actgen/actgen/runtime/swf"
)

const hold = 60 * time.Second // of a poll

// fake is Amazon SWF in memory: one domain, its types, and its task lists. It
// holds polls as the service does, and closes tasks when a timeout passes.
type fake struct {
	// before fails a call before it has an effect, after has its answer lost.
	// n counts the calls of an operation from 1.
	before, after func(op string, n int) error

	mu      sync.Mutex
	calls   []any // the inputs
	counts  map[string]int
	polled  []time.Time
	pending map[string][]*task
	tasks   map[string]*task
	changed chan struct{} // closed and replaced when a task is there
	closed  bool          // polls come back at once

	domain *awsswf.DescribeDomainOutput
	types  map[swf.ActivityType]*awsswf.DescribeActivityTypeOutput
	count  *awsswf.CountPendingActivityTasksOutput
}

// task is an activity task.
type task struct {
	out       *awsswf.PollForActivityTaskOutput
	heartbeat time.Duration // timeout; 0: none
	alive     time.Time
	beats     []time.Time
	details   string // of the last heartbeat
	cancel    bool
	over      bool
	report    any           // the input of the report
	reported  chan struct{} // closed when there is one
}

func newFake() *fake {
	return &fake{
		counts: map[string]int{}, pending: map[string][]*task{}, tasks: map[string]*task{},
		changed: make(chan struct{}), types: map[swf.ActivityType]*awsswf.DescribeActivityTypeOutput{},
	}
}

// service is a worker's service on the fake.
func (f *fake) service(opts swf.Options) *swf.Service {
	opts.Domain = cmp.Or(opts.Domain, "shop")
	return swf.NewFromClients(swf.Clients{Poll: f, Heartbeat: f, Report: f}, opts)
}

// send puts a task in a list.
func (f *fake) send(list string, t swf.ActivityType, input string, heartbeat time.Duration) *task {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := len(f.tasks) + 1
	work := &task{
		heartbeat: heartbeat, reported: make(chan struct{}),
		out: &awsswf.PollForActivityTaskOutput{
			TaskToken: aws.String(fmt.Sprint("token-", n)), Input: &input, ActivityId: aws.String(fmt.Sprint("a", n)),
			ActivityType:      &types.ActivityType{Name: &t.Name, Version: &t.Version},
			WorkflowExecution: &types.WorkflowExecution{WorkflowId: aws.String("wf"), RunId: aws.String("run")},
			StartedEventId:    int64(10 * n),
		},
	}
	f.tasks[*work.out.TaskToken] = work
	f.pending[list] = append(f.pending[list], work)
	close(f.changed)
	f.changed = make(chan struct{})
	return work
}

// close lets polls come back at once.
func (f *fake) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	close(f.changed)
	f.changed = make(chan struct{})
}

// polls returns when polls came in.
func (f *fake) polls() []time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.polled)
}

// beats returns when heartbeats of a task were taken.
func (f *fake) beats(t *task) []time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(t.beats)
}

// cancel asks for tasks to be cancelled.
func (f *fake) cancel(tasks ...*task) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, t := range tasks {
		t.cancel = true
	}
}

// do records a call and has its effect, unless it is to fail.
func (f *fake) do(op string, in any, effect func() error) error {
	f.mu.Lock()
	f.calls = append(f.calls, in)
	f.counts[op]++
	n := f.counts[op]
	f.mu.Unlock()
	if f.before != nil {
		if err := f.before(op, n); err != nil {
			return err
		}
	}
	if err := effect(); err != nil {
		return err
	}
	if f.after != nil {
		return f.after(op, n)
	}
	return nil
}

func (f *fake) PollForActivityTask(ctx context.Context, in *awsswf.PollForActivityTaskInput, _ ...func(*awsswf.Options)) (out *awsswf.PollForActivityTaskOutput, err error) {
	f.mu.Lock()
	f.polled = append(f.polled, time.Now())
	f.mu.Unlock()
	err = f.do("poll", in, func() error {
		timer := time.NewTimer(hold)
		defer timer.Stop()
		for {
			task, changed, closed := f.take(*in.TaskList.Name)
			if task != nil {
				out = task.out
				return nil
			}
			out = &awsswf.PollForActivityTaskOutput{TaskToken: aws.String("")}
			if closed {
				return nil
			}
			select {
			case <-changed:
			case <-timer.C:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	return out, err
}

func (f *fake) take(list string) (*task, <-chan struct{}, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.pending[list]) == 0 {
		return nil, f.changed, f.closed
	}
	t := f.pending[list][0]
	f.pending[list] = f.pending[list][1:]
	t.alive = time.Now()
	return t, nil, false
}

// open finds a task that isn't over. Called with mu held.
func (f *fake) open(token *string) (*task, error) {
	t := f.tasks[*token]
	if t == nil || t.over || t.alive.IsZero() || t.heartbeat > 0 && time.Since(t.alive) > t.heartbeat {
		return nil, &types.UnknownResourceFault{Message: aws.String("unknown activity")}
	}
	return t, nil
}

func (f *fake) RecordActivityTaskHeartbeat(_ context.Context, in *awsswf.RecordActivityTaskHeartbeatInput, _ ...func(*awsswf.Options)) (*awsswf.RecordActivityTaskHeartbeatOutput, error) {
	out := &awsswf.RecordActivityTaskHeartbeatOutput{}
	err := f.do("beat", in, func() error {
		f.mu.Lock()
		defer f.mu.Unlock()
		t, err := f.open(in.TaskToken)
		if err != nil {
			return err
		}
		t.alive = time.Now()
		t.beats = append(t.beats, t.alive)
		t.details = aws.ToString(in.Details)
		out.CancelRequested = t.cancel
		return nil
	})
	return out, err
}

// respond ends a task.
func (f *fake) respond(token *string, in any, canceled bool) error {
	return f.do("report", in, func() error {
		f.mu.Lock()
		defer f.mu.Unlock()
		t, err := f.open(token)
		if err != nil {
			return err
		}
		if canceled && !t.cancel {
			return code("ValidationException") // as of any call that the service can't take as it is
		}
		t.over, t.report = true, in
		close(t.reported)
		return nil
	})
}

func (f *fake) RespondActivityTaskCompleted(_ context.Context, in *awsswf.RespondActivityTaskCompletedInput, _ ...func(*awsswf.Options)) (*awsswf.RespondActivityTaskCompletedOutput, error) {
	return &awsswf.RespondActivityTaskCompletedOutput{}, f.respond(in.TaskToken, in, false)
}

func (f *fake) RespondActivityTaskFailed(_ context.Context, in *awsswf.RespondActivityTaskFailedInput, _ ...func(*awsswf.Options)) (*awsswf.RespondActivityTaskFailedOutput, error) {
	return &awsswf.RespondActivityTaskFailedOutput{}, f.respond(in.TaskToken, in, false)
}

func (f *fake) RespondActivityTaskCanceled(_ context.Context, in *awsswf.RespondActivityTaskCanceledInput, _ ...func(*awsswf.Options)) (*awsswf.RespondActivityTaskCanceledOutput, error) {
	return &awsswf.RespondActivityTaskCanceledOutput{}, f.respond(in.TaskToken, in, true)
}

func (f *fake) RegisterDomain(_ context.Context, in *awsswf.RegisterDomainInput, _ ...func(*awsswf.Options)) (*awsswf.RegisterDomainOutput, error) {
	return &awsswf.RegisterDomainOutput{}, f.do("registerDomain", in, func() error {
		if f.domain != nil {
			return &types.DomainAlreadyExistsFault{}
		}
		f.domain = &awsswf.DescribeDomainOutput{
			Configuration: &types.DomainConfiguration{WorkflowExecutionRetentionPeriodInDays: in.WorkflowExecutionRetentionPeriodInDays},
			DomainInfo:    &types.DomainInfo{Name: in.Name, Status: types.RegistrationStatusRegistered},
		}
		return nil
	})
}

func (f *fake) DescribeDomain(_ context.Context, in *awsswf.DescribeDomainInput, _ ...func(*awsswf.Options)) (*awsswf.DescribeDomainOutput, error) {
	return f.domain, f.do("describeDomain", in, func() error { return nil })
}

func (f *fake) RegisterActivityType(_ context.Context, in *awsswf.RegisterActivityTypeInput, _ ...func(*awsswf.Options)) (*awsswf.RegisterActivityTypeOutput, error) {
	return &awsswf.RegisterActivityTypeOutput{}, f.do("registerType", in, func() error {
		f.mu.Lock()
		defer f.mu.Unlock()
		t := swf.ActivityType{Name: *in.Name, Version: *in.Version}
		if f.types[t] != nil {
			return &types.TypeAlreadyExistsFault{}
		}
		f.types[t] = &awsswf.DescribeActivityTypeOutput{
			TypeInfo: &types.ActivityTypeInfo{Status: types.RegistrationStatusRegistered},
			Configuration: &types.ActivityTypeConfiguration{
				DefaultTaskList: in.DefaultTaskList, DefaultTaskPriority: in.DefaultTaskPriority,
				DefaultTaskHeartbeatTimeout:       in.DefaultTaskHeartbeatTimeout,
				DefaultTaskScheduleToStartTimeout: in.DefaultTaskScheduleToStartTimeout,
				DefaultTaskScheduleToCloseTimeout: in.DefaultTaskScheduleToCloseTimeout,
				DefaultTaskStartToCloseTimeout:    in.DefaultTaskStartToCloseTimeout,
			},
		}
		return nil
	})
}

func (f *fake) DescribeActivityType(_ context.Context, in *awsswf.DescribeActivityTypeInput, _ ...func(*awsswf.Options)) (*awsswf.DescribeActivityTypeOutput, error) {
	out := f.types[swf.ActivityType{Name: *in.ActivityType.Name, Version: *in.ActivityType.Version}]
	return out, f.do("describeType", in, func() error { return nil })
}

func (f *fake) CountPendingActivityTasks(_ context.Context, in *awsswf.CountPendingActivityTasksInput, _ ...func(*awsswf.Options)) (*awsswf.CountPendingActivityTasksOutput, error) {
	return f.count, f.do("count", in, func() error { return nil })
}
