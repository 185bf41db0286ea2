package sfn_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssfn "github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/sfn"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// api answers the calls of a lane and records them.
type api struct {
	mu    sync.Mutex
	calls []any
	task  *awssfn.GetActivityTaskOutput
	err   error
}

func (a *api) record(in any) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls = append(a.calls, in)
	return a.err
}

func (a *api) CreateActivity(_ context.Context, in *awssfn.CreateActivityInput, _ ...func(*awssfn.Options)) (*awssfn.CreateActivityOutput, error) {
	return &awssfn.CreateActivityOutput{ActivityArn: aws.String("arn:created:" + *in.Name)}, a.record(in)
}

func (a *api) GetActivityTask(_ context.Context, in *awssfn.GetActivityTaskInput, _ ...func(*awssfn.Options)) (*awssfn.GetActivityTaskOutput, error) {
	return a.task, a.record(in)
}

func (a *api) SendTaskHeartbeat(_ context.Context, in *awssfn.SendTaskHeartbeatInput, _ ...func(*awssfn.Options)) (*awssfn.SendTaskHeartbeatOutput, error) {
	return &awssfn.SendTaskHeartbeatOutput{}, a.record(in)
}

func (a *api) SendTaskSuccess(_ context.Context, in *awssfn.SendTaskSuccessInput, _ ...func(*awssfn.Options)) (*awssfn.SendTaskSuccessOutput, error) {
	return &awssfn.SendTaskSuccessOutput{}, a.record(in)
}

func (a *api) SendTaskFailure(_ context.Context, in *awssfn.SendTaskFailureInput, _ ...func(*awssfn.Options)) (*awssfn.SendTaskFailureOutput, error) {
	return &awssfn.SendTaskFailureOutput{}, a.record(in)
}

// lanes are three clients that record.
type lanes struct{ poll, beat, report *api }

func newService(opts sfn.Options) (*sfn.Service, *lanes) {
	l := &lanes{poll: &api{}, beat: &api{}, report: &api{}}
	return sfn.NewFromClients(sfn.Clients{Poll: l.poll, Heartbeat: l.beat, Report: l.report}, opts), l
}

func wantCalls(t *testing.T, a *api, want ...any) {
	t.Helper()
	if diff := cmp.Diff(want, a.calls, cmpopts.IgnoreUnexported(
		awssfn.CreateActivityInput{}, awssfn.GetActivityTaskInput{}, awssfn.SendTaskHeartbeatInput{},
		awssfn.SendTaskSuccessInput{}, awssfn.SendTaskFailureInput{}, types.Tag{},
	)); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// list is a Registrar that keeps activities.
type list []*runtime.Activity

func (l *list) Register(a *runtime.Activity) { *l = append(*l, a) }

func (l *list) add(name, resource string, opts ...runtime.ActivityOption) {
	same := func(s string) (string, error) { return s, nil }
	runtime.Register(l, runtime.Spec[string, string]{
		Name: name, Decode: same, Encode: same, StepFunctions: runtime.StepFunctions{Name: resource},
	}, func(_ context.Context, in *string) (*string, error) { return in, nil }, opts...)
}

func TestQueues(t *testing.T) {
	t.Parallel()
	s, l := newService(sfn.Options{Account: "123456789012", Region: "eu-central-1"})
	var activities list
	activities.add("ChargeCard", "charge-card", runtime.WithSlots(3))
	activities.add("Refund", "")
	activities.add("Ship", "ship", sfn.WithARN("arn:aws:states:us-east-1:1:activity:other"))
	queues, err := s.Queues(t.Context(), activities)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range queues {
		got = append(got, fmt.Sprint(q.Name, " ", q.Slots))
	}
	want := []string{
		"arn:aws:states:eu-central-1:123456789012:activity:charge-card 3",
		"arn:aws:states:eu-central-1:123456789012:activity:Refund 0",
		"arn:aws:states:us-east-1:1:activity:other 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
	wantCalls(t, l.report)
}

func TestPartitions(t *testing.T) {
	t.Parallel()
	for region, partition := range map[string]string{
		"us-east-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov", "us-iso-east-1": "aws-iso",
		"us-isob-east-1": "aws-iso-b", "eu-isoe-west-1": "aws-iso-e", "us-isof-south-1": "aws-iso-f", "eusc-de-east-1": "aws-eusc",
	} {
		s, _ := newService(sfn.Options{Account: "1", Region: region})
		var activities list
		activities.add("A", "")
		queues, err := s.Queues(t.Context(), activities)
		if err != nil || len(queues) != 1 {
			t.Fatal(queues, err)
		}
		if want := "arn:" + partition + ":states:" + region + ":1:activity:A"; queues[0].Name != want {
			t.Errorf("ARN is %s, want %s", queues[0].Name, want)
		}
	}
}

func TestQueuesNameAllProblems(t *testing.T) {
	t.Parallel()
	s, _ := newService(sfn.Options{})
	var activities list
	activities.add("NoARN", "")
	activities.add("Space", "charge card")
	activities.add("Long", strings.Repeat("x", 81))
	activities.add("One", "", sfn.WithARN("arn:same"))
	activities.add("Two", "", sfn.WithARN("arn:same"))
	_, err := s.Queues(t.Context(), activities)
	if err == nil {
		t.Fatal("Queues didn't fail")
	}
	for _, want := range []string{
		"activity NoARN: its ARN is unknown",
		`activity Space: its name must not have ' ': "charge card"`,
		"activity Long: its name must have 1 to 80 characters, it has 81",
		"activity Two: One is its activity's ARN too: arn:same",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error has no %q:\n%v", want, err)
		}
	}
}

func TestCreate(t *testing.T) {
	t.Parallel()
	s, l := newService(sfn.Options{Create: true, Tags: map[string]string{"team": "pay", "app": "shop"}})
	var activities list
	activities.add("ChargeCard", "charge-card")
	activities.add("Ship", "", sfn.WithARN("arn:ship"))
	queues, err := s.Queues(t.Context(), activities)
	if err != nil || len(queues) != 2 || queues[0].Name != "arn:created:charge-card" || queues[1].Name != "arn:ship" {
		t.Fatalf("queues %+v, %v", queues, err)
	}
	wantCalls(t, l.report, &awssfn.CreateActivityInput{
		Name: aws.String("charge-card"),
		Tags: []types.Tag{{Key: aws.String("app"), Value: aws.String("shop")}, {Key: aws.String("team"), Value: aws.String("pay")}},
	})
	l.report.err = &types.ActivityLimitExceeded{}
	if _, err = s.Queues(t.Context(), activities); !errors.Is(err, l.report.err) || !strings.Contains(err.Error(), "activity ChargeCard: create charge-card") {
		t.Errorf("Queues: %v", err)
	}
}

func TestNoRegion(t *testing.T) {
	t.Parallel()
	var activities list
	activities.add("A", "", sfn.WithARN("arn:a"))
	if _, err := sfn.New(aws.Config{}, sfn.Options{}).Queues(t.Context(), activities); err == nil || !strings.Contains(err.Error(), "region") {
		t.Errorf("Queues: %v, want an error about the region", err)
	}
}

func TestPoll(t *testing.T) {
	t.Parallel()
	s, l := newService(sfn.Options{WorkerName: "worker/1"})
	var activities list
	activities.add("A", "", sfn.WithARN("arn:a"))
	queues, err := s.Queues(t.Context(), activities)
	if err != nil {
		t.Fatal(err)
	}
	for _, empty := range []*awssfn.GetActivityTaskOutput{{}, {TaskToken: aws.String("")}} {
		l.poll.task = empty
		if task, err := queues[0].Poll(t.Context()); task != nil || err != nil {
			t.Errorf("empty poll: %+v, %v", task, err)
		}
	}
	l.poll.task = &awssfn.GetActivityTaskOutput{TaskToken: aws.String("token"), Input: aws.String("{}")}
	task, err := queues[0].Poll(t.Context())
	if err != nil || *task != (runtime.Task{Token: "token", Input: "{}", Activity: activities[0], Type: "arn:a"}) {
		t.Errorf("poll: %+v, %v", task, err)
	}
	l.poll.err = &types.ActivityWorkerLimitExceeded{}
	if _, err := queues[0].Poll(t.Context()); !errors.Is(err, l.poll.err) {
		t.Errorf("poll: %v, want %v", err, l.poll.err)
	}
	in := &awssfn.GetActivityTaskInput{ActivityArn: aws.String("arn:a"), WorkerName: aws.String("worker-1")}
	wantCalls(t, l.poll, in, in, in, in)
	if s.Limits().Poll < 65*time.Second {
		t.Errorf("polls have %v, need 65 s", s.Limits().Poll)
	}
}

func TestWorkerName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                       fmt.Sprint("-", os.Getpid()),
		"a b*c":                  "a-b-c",
		strings.Repeat("é", 100): strings.Repeat("é", 80),
	} {
		s, l := newService(sfn.Options{WorkerName: name})
		var activities list
		activities.add("A", "", sfn.WithARN("arn:a"))
		queues, err := s.Queues(t.Context(), activities)
		if err != nil {
			t.Fatal(err)
		}
		l.poll.task = &awssfn.GetActivityTaskOutput{}
		if _, err := queues[0].Poll(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := *l.poll.calls[0].(*awssfn.GetActivityTaskInput).WorkerName
		if !strings.HasSuffix(got, want) || utf8.RuneCountInString(got) > 80 {
			t.Errorf("worker name is %q, want ...%q", got, want)
		}
	}
}

func TestBeatAndReport(t *testing.T) {
	t.Parallel()
	s, l := newService(sfn.Options{})
	task := &runtime.Task{Token: "token"}
	if cancelled, err := s.Beat(t.Context(), task, "ignored"); cancelled || err != nil {
		t.Errorf("Beat: %v, %v", cancelled, err)
	}
	wantCalls(t, l.beat, &awssfn.SendTaskHeartbeatInput{TaskToken: aws.String("token")})
	for _, o := range []runtime.Outcome{
		{Output: "{}"},
		{Status: runtime.Failed, Error: "CardDeclined", Cause: "51"},
		{Status: runtime.Failed},
		{Status: runtime.Canceled},
	} {
		if err := s.Report(t.Context(), task, o); err != nil {
			t.Errorf("Report(%+v): %v", o, err)
		}
	}
	token := aws.String("token")
	wantCalls(t, l.report,
		&awssfn.SendTaskSuccessInput{TaskToken: token, Output: aws.String("{}")},
		&awssfn.SendTaskFailureInput{TaskToken: token, Error: aws.String("CardDeclined"), Cause: aws.String("51")},
		&awssfn.SendTaskFailureInput{TaskToken: token},
		&awssfn.SendTaskFailureInput{
			TaskToken: token, Error: aws.String(runtime.NameHandlerFailed), Cause: aws.String("the handler was cancelled"),
		},
	)
	wantCalls(t, l.poll)
}

func TestClassify(t *testing.T) {
	t.Parallel()
	code := func(c string) error { return &smithy.GenericAPIError{Code: c} }
	s, _ := newService(sfn.Options{})
	for _, test := range []struct {
		err  error
		want runtime.Class
	}{
		{&types.ActivityDoesNotExist{}, runtime.Missing},
		{&types.InvalidArn{}, runtime.Missing},
		{&types.ActivityWorkerLimitExceeded{}, runtime.Limited},
		{&types.KmsAccessDeniedException{}, runtime.KeyFailed},
		{&types.KmsInvalidStateException{}, runtime.KeyFailed},
		{&types.KmsThrottlingException{}, runtime.Throttled},
		{&types.TaskDoesNotExist{}, runtime.Closed},
		{&types.TaskTimedOut{}, runtime.Closed},
		{&types.InvalidToken{}, runtime.BadToken},
		{&types.InvalidOutput{}, runtime.Refused},
		{&types.ValidationException{}, runtime.Refused},
		{code("ThrottlingException"), runtime.Throttled},
		{code("ExpiredTokenException"), runtime.Expired},
		{code("AccessDeniedException"), runtime.Denied},
		{code("UnrecognizedClientException"), runtime.Denied},
		{code("InternalFailure"), runtime.Transient},
		{code("ServiceUnavailable"), runtime.Transient},
		{errors.New("connection reset"), runtime.Transient},
		{context.DeadlineExceeded, runtime.Transient},
	} {
		if got := s.Classify(&smithy.OperationError{Err: test.err}); got != test.want {
			t.Errorf("%v is %v, want %v", test.err, got, test.want)
		}
	}
}
