package swf_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// unexported lets cmp look into the shapes of the SDK, which have a private
// marker and nothing else that is private.
var unexported = cmp.Exporter(func(t reflect.Type) bool { return strings.Contains(t.PkgPath(), "aws-sdk-go-v2/service/swf") })

func wantCalls(t *testing.T, f *fake, want ...any) {
	t.Helper()
	if diff := cmp.Diff(want, f.calls, unexported); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// list is a Registrar that keeps activities.
type list []*runtime.Activity

func (l *list) Register(a *runtime.Activity) { *l = append(*l, a) }

// add adds an activity of text.
func (l *list) add(name string, s runtime.SWF, opts ...runtime.ActivityOption) {
	register(l, name, s, func(_ context.Context, in *string) (*string, error) { return in, nil }, opts...)
}

type handler = func(ctx context.Context, in *string) (*string, error)

// register registers an activity of text.
func register(r runtime.Registrar, name string, s runtime.SWF, h handler, opts ...runtime.ActivityOption) {
	same := func(s string) (string, error) { return s, nil }
	runtime.Register(r, runtime.Spec[string, string]{Name: name, Decode: same, Encode: same, SWF: s}, h, opts...)
}

func TestQueues(t *testing.T) {
	t.Parallel()
	var activities list
	activities.add("ChargeCard", runtime.SWF{Name: "Charge", Version: "3", TaskList: "payments"}, runtime.WithSlots(3))
	activities.add("Ship", runtime.SWF{Version: "1", TaskList: "goods"}, runtime.WithSlots(9))
	activities.add("Refund", runtime.SWF{Version: "1", TaskList: "payments"}, runtime.WithSlots(4))
	activities.add("Pack", runtime.SWF{Version: "1", TaskList: "goods"})
	f := newFake()
	queues, err := f.service(swf.Options{}).Queues(t.Context(), activities)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range queues {
		got = append(got, fmt.Sprint(q.Name, " ", q.Slots))
	}
	if diff := cmp.Diff([]string{"payments 7", "goods 0"}, got); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
	wantCalls(t, f)
}

func TestQueuesNameAllProblems(t *testing.T) {
	t.Parallel()
	var activities list
	activities.add("NoVersion", runtime.SWF{TaskList: "work"})
	activities.add("NoList", runtime.SWF{Version: "1"})
	activities.add("Slash", runtime.SWF{Name: "a/b", Version: "1", TaskList: "work"})
	activities.add("Space", runtime.SWF{Version: "1", TaskList: " work"})
	activities.add("ARN", runtime.SWF{Version: "1", TaskList: "arn"})
	activities.add("Long", runtime.SWF{Version: strings.Repeat("é", 65), TaskList: "work"})
	activities.add("One", runtime.SWF{Name: "Same", Version: "1", TaskList: "work"})
	activities.add("Two", runtime.SWF{Name: "Same", Version: "1", TaskList: "other"})
	_, err := newFake().service(swf.Options{}).Queues(t.Context(), activities)
	if err == nil {
		t.Fatal("Queues didn't fail")
	}
	for _, want := range []string{
		"activity NoVersion: the version of its type must have 1 to 64 characters, it has 0",
		"activity NoList: its task list must have 1 to 256 characters, it has 0",
		`activity Slash: the name of its type must not have '/': "a/b"`,
		`activity Space: its task list must not begin or end with white space: " work"`,
		`activity ARN: its task list must not be "arn"`,
		"activity Long: the version of its type must have 1 to 64 characters, it has 65",
		"activity Two: One has its type too: Same/1",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error has no %q:\n%v", want, err)
		}
	}
}

func TestConfigurationProblems(t *testing.T) {
	t.Parallel()
	var activities list
	activities.add("Work", runtime.SWF{Version: "1", TaskList: "work"})
	for want, s := range map[string]*swf.Service{
		"names no region": swf.New(aws.Config{}, swf.Options{Domain: "shop"}),
		"the name of the domain must have 1 to 256 characters": swf.NewFromClients(swf.Clients{}, swf.Options{}),
		"option CancelDelay is negative: -1s":                  swf.NewFromClients(swf.Clients{}, swf.Options{Domain: "shop", CancelDelay: -time.Second}),
	} {
		_, queues := s.Queues(t.Context(), activities)
		_, count := s.CountPending(t.Context(), "work")
		domain := s.RegisterDomain(t.Context(), swf.Domain{})
		types := s.RegisterActivityTypes(t.Context(), func(r runtime.Registrar) { r.Register(activities[0]) })
		for _, err := range []error{queues, count, domain, types} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want %q", err, want)
			}
		}
	}
}

func queue(t *testing.T, s *swf.Service, activities list) runtime.Queue {
	t.Helper()
	queues, err := s.Queues(t.Context(), activities)
	if err != nil {
		t.Fatal(err)
	}
	return queues[0]
}

func TestPoll(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.close()
	var activities list
	activities.add("ChargeCard", runtime.SWF{Version: "3", TaskList: "payments"})
	activities.add("Ship", runtime.SWF{Version: "1", TaskList: "goods"})
	q := queue(t, f.service(swf.Options{Identity: "me\n"}), activities)
	if task, err := q.Poll(t.Context()); task != nil || err != nil {
		t.Errorf("empty poll: %+v, %v", task, err)
	}
	wantCalls(t, f, &awsswf.PollForActivityTaskInput{
		Domain: aws.String("shop"), TaskList: &types.TaskList{Name: aws.String("payments")}, Identity: aws.String("me-"),
	})
	// By name and version; also of a type whose own list is another.
	for _, test := range []struct {
		of   swf.ActivityType
		want *runtime.Activity
	}{
		{swf.ActivityType{Name: "ChargeCard", Version: "3"}, activities[0]},
		{swf.ActivityType{Name: "Ship", Version: "1"}, activities[1]},
		{swf.ActivityType{Name: "ChargeCard", Version: "2"}, nil},
		{swf.ActivityType{Name: "Nobody", Version: "3"}, nil},
	} {
		sent := f.send("payments", test.of, "{}", 0)
		task, err := q.Poll(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if task.Token != *sent.out.TaskToken || task.Input != "{}" || task.Activity != test.want || task.Data.(swf.Task).Type != test.of || task.Type != test.of.String() {
			t.Errorf("poll of %s: %+v", test.of, task)
		}
	}
	f.before = func(string, int) error { return &types.LimitExceededFault{} }
	var limited *types.LimitExceededFault
	if _, err := q.Poll(t.Context()); !errors.As(err, &limited) {
		t.Errorf("poll: %v", err)
	}
}

// Emulators may leave out what the service always sends.
func TestPollOfLittle(t *testing.T) {
	t.Parallel()
	f := newFake()
	var activities list
	activities.add("Work", runtime.SWF{Version: "1", TaskList: "work"})
	q := queue(t, f.service(swf.Options{}), activities)
	sent := f.send("work", swf.ActivityType{}, "", 0)
	*sent.out = awsswf.PollForActivityTaskOutput{TaskToken: aws.String("token")}
	task, err := q.Poll(t.Context())
	if err != nil || task.Token != "token" || task.Input != "" || task.Activity != nil {
		t.Errorf("poll: %+v, %v", task, err)
	}
	sent = f.send("work", swf.ActivityType{}, "", 0)
	*sent.out = awsswf.PollForActivityTaskOutput{}
	if task, err := q.Poll(t.Context()); task != nil || err != nil {
		t.Errorf("poll: %+v, %v", task, err)
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	for identity, want := range map[string]string{
		"":                       fmt.Sprint("-", os.Getpid()),
		"a b*c:d":                "a b*c:d",
		strings.Repeat("é", 300): strings.Repeat("é", 256),
	} {
		f := newFake()
		f.close()
		var activities list
		activities.add("Work", runtime.SWF{Version: "1", TaskList: "work"})
		if _, err := queue(t, f.service(swf.Options{Identity: identity}), activities).Poll(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := *f.calls[0].(*awsswf.PollForActivityTaskInput).Identity
		if !strings.HasSuffix(got, want) || utf8.RuneCountInString(got) > 256 {
			t.Errorf("identity is %q, want ...%q", got, want)
		}
	}
}

func TestBeatAndReport(t *testing.T) {
	t.Parallel()
	f := newFake()
	s := f.service(swf.Options{})
	of := swf.ActivityType{Name: "Work", Version: "1"}
	var want []any
	for _, test := range []struct {
		outcome runtime.Outcome
		call    func(token *string) any
	}{
		{runtime.Outcome{Output: "{}"}, func(token *string) any {
			return &awsswf.RespondActivityTaskCompletedInput{TaskToken: token, Result: aws.String("{}")}
		}},
		{runtime.Outcome{Status: runtime.Failed, Error: "CardDeclined", Cause: `{"code":51}`}, func(token *string) any {
			return &awsswf.RespondActivityTaskFailedInput{TaskToken: token, Reason: aws.String("CardDeclined"), Details: aws.String(`{"code":51}`)}
		}},
		{runtime.Outcome{Status: runtime.Failed}, func(token *string) any {
			return &awsswf.RespondActivityTaskFailedInput{TaskToken: token}
		}},
		{runtime.Outcome{Status: runtime.Canceled}, func(token *string) any {
			return &awsswf.RespondActivityTaskCanceledInput{TaskToken: token}
		}},
	} {
		sent := f.send("work", of, "", 0)
		f.take("work")
		sent.cancel = test.outcome.Status == runtime.Canceled
		task := &runtime.Task{Token: *sent.out.TaskToken}
		if cancel, err := s.Beat(t.Context(), task, ""); cancel != sent.cancel || err != nil {
			t.Errorf("Beat: %v, %v", cancel, err)
		}
		if _, err := s.Beat(t.Context(), task, "50 %"); err != nil {
			t.Error(err)
		}
		if err := s.Report(t.Context(), task, test.outcome); err != nil {
			t.Errorf("Report(%+v): %v", test.outcome, err)
		}
		want = append(want,
			&awsswf.RecordActivityTaskHeartbeatInput{TaskToken: &task.Token},
			&awsswf.RecordActivityTaskHeartbeatInput{TaskToken: &task.Token, Details: aws.String("50 %")},
			test.call(&task.Token),
		)
	}
	wantCalls(t, f, want...)
}

func TestLimits(t *testing.T) {
	t.Parallel()
	want := runtime.Limits{Output: 32_768, Error: 256, Cause: 32_768, Details: 2_048, Poll: 70 * time.Second}
	want.Beat = time.Minute
	if got := newFake().service(swf.Options{}).Limits(); got != want {
		t.Errorf("limits are %+v, want %+v", got, want)
	}
	want.Beat = 5 * time.Second
	if got := newFake().service(swf.Options{CancelDelay: 5 * time.Second}).Limits(); got != want {
		t.Errorf("limits are %+v, want %+v", got, want)
	}
}
