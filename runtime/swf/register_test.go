package swf_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/swf"
)

// charge registers an activity that has it all, with a heartbeat of d.
func charge(d time.Duration) func(runtime.Registrar) {
	return func(r runtime.Registrar) {
		register(r, "ChargeCard", runtime.SWF{
			Name: "Charge", Version: "3", TaskList: "payments", ScheduleToStart: time.Hour, ScheduleToClose: 2 * time.Hour,
		}, echo, runtime.WithHeartbeat(d), runtime.WithTimeout(5*time.Minute))
	}
}

// plain registers an activity that has as little as it may.
func plain(r runtime.Registrar) {
	register(r, "Ship", runtime.SWF{Version: "1", TaskList: "goods"}, echo)
}

func TestRegisterActivityTypes(t *testing.T) {
	t.Parallel()
	f := newFake()
	s := f.service(swf.Options{})
	both := func(r runtime.Registrar) { charge(30 * time.Second)(r); plain(r) }
	if err := s.RegisterActivityTypes(t.Context(), both); err != nil {
		t.Fatal(err)
	}
	domain, none := aws.String("shop"), aws.String("NONE")
	wantCalls(
		t, f,
		&awsswf.RegisterActivityTypeInput{
			Domain: domain, Name: aws.String("Charge"), Version: aws.String("3"),
			DefaultTaskList:                   &types.TaskList{Name: aws.String("payments")},
			DefaultTaskHeartbeatTimeout:       aws.String("30"),
			DefaultTaskScheduleToStartTimeout: aws.String("3600"),
			DefaultTaskScheduleToCloseTimeout: aws.String("7200"),
			DefaultTaskStartToCloseTimeout:    aws.String("300"),
		},
		&awsswf.RegisterActivityTypeInput{
			Domain: domain, Name: aws.String("Ship"), Version: aws.String("1"),
			DefaultTaskList:             &types.TaskList{Name: aws.String("goods")},
			DefaultTaskHeartbeatTimeout: none, DefaultTaskScheduleToStartTimeout: none,
			DefaultTaskScheduleToCloseTimeout: none, DefaultTaskStartToCloseTimeout: none,
		},
	)
	// Again, and with a priority that somebody gave the type: no drift.
	for _, d := range f.types {
		d.Configuration.DefaultTaskPriority = aws.String("5")
	}
	if err := s.RegisterActivityTypes(t.Context(), both); err != nil {
		t.Error(err)
	}
	if f.counts["registerType"] != 4 || f.counts["describeType"] != 2 {
		t.Errorf("calls: %v", f.counts)
	}
}

func TestTypeDrift(t *testing.T) {
	t.Parallel()
	f := newFake()
	s := f.service(swf.Options{})
	if err := s.RegisterActivityTypes(t.Context(), charge(30*time.Second)); err != nil {
		t.Fatal(err)
	}
	is := f.types[swf.ActivityType{Name: "Charge", Version: "3"}]
	is.Configuration.DefaultTaskList = nil
	is.Configuration.DefaultTaskStartToCloseTimeout = aws.String("NONE")
	is.TypeInfo.Status = types.RegistrationStatusDeprecated
	err := s.RegisterActivityTypes(t.Context(), func(r runtime.Registrar) { charge(time.Minute)(r); plain(r) })
	const want = `activity ChargeCard: activity type Charge/3 in domain shop is not what is defined: ` +
		`status is registered as DEPRECATED, defined as REGISTERED; ` +
		`task list is registered as unset, defined as "payments"; ` +
		`start-to-close timeout is registered as NONE, defined as 300; ` +
		`heartbeat timeout is registered as 30, defined as 60; give it a new version`
	if err == nil || err.Error() != want {
		t.Errorf("error:\n%v\nwant:\n%s", err, want)
	}
	var drift *swf.DriftError
	if !errors.As(err, &drift) {
		t.Fatalf("error is %T", err)
	}
	if diff := cmp.Diff(swf.Difference{Field: "heartbeat timeout", Registered: "30", Defined: "60"}, drift.Differences[3]); diff != "" {
		t.Errorf("difference (-want +got):\n%s", diff)
	}
	if f.types[swf.ActivityType{Name: "Ship", Version: "1"}] == nil {
		t.Error("the drift of one type kept another from being registered")
	}
}

func TestRegisterActivityTypesFails(t *testing.T) {
	t.Parallel()
	denied := &types.OperationNotPermittedFault{}
	for _, test := range []struct {
		op   string // that fails
		want string
	}{
		{"registerType", "activity ChargeCard: register Charge/3 in domain shop: "},
		{"describeType", "activity ChargeCard: describe Charge/3 in domain shop: "},
	} {
		f := newFake()
		s := f.service(swf.Options{})
		if test.op == "describeType" {
			if err := s.RegisterActivityTypes(t.Context(), charge(time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		f.before = func(op string, _ int) error {
			if op == test.op {
				return denied
			}
			return nil
		}
		err := s.RegisterActivityTypes(t.Context(), charge(time.Minute))
		if !errors.Is(err, denied) || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v", test.op, err)
		}
	}
	// What the service would refuse isn't sent.
	f := newFake()
	err := f.service(swf.Options{}).RegisterActivityTypes(t.Context(), charge(100_000_000*time.Second))
	if err == nil || !strings.Contains(err.Error(), "register Charge/3: the heartbeat timeout must be 0 to 99999999 s") {
		t.Errorf("error %v", err)
	}
	wantCalls(t, f)
	// A service that answers nonsense.
	f.types[swf.ActivityType{Name: "Charge", Version: "3"}] = &awsswf.DescribeActivityTypeOutput{}
	if err := f.service(swf.Options{}).RegisterActivityTypes(t.Context(), charge(0)); err == nil || !strings.Contains(err.Error(), "not complete") {
		t.Errorf("error %v", err)
	}
}

func TestRegisterDomain(t *testing.T) {
	t.Parallel()
	f := newFake()
	s := f.service(swf.Options{})
	d := swf.Domain{RetentionDays: 7, Description: "orders", Tags: map[string]string{"team": "pay", "app": "shop"}}
	for range 2 {
		if err := s.RegisterDomain(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	in := &awsswf.RegisterDomainInput{
		Name: aws.String("shop"), WorkflowExecutionRetentionPeriodInDays: aws.String("7"), Description: aws.String("orders"),
		Tags: []types.ResourceTag{{Key: aws.String("app"), Value: aws.String("shop")}, {Key: aws.String("team"), Value: aws.String("pay")}},
	}
	wantCalls(t, f, in, in, &awsswf.DescribeDomainInput{Name: aws.String("shop")})

	err := s.RegisterDomain(t.Context(), swf.Domain{})
	const want = "domain shop is not what is defined: retention in days is registered as 7, defined as 0; use another domain"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	f.domain.Configuration.WorkflowExecutionRetentionPeriodInDays = aws.String("NONE")
	if err := s.RegisterDomain(t.Context(), swf.Domain{}); err != nil {
		t.Errorf("NONE is not 0: %v", err)
	}
	f.domain.DomainInfo.Status = types.RegistrationStatusDeprecated
	if err := s.RegisterDomain(t.Context(), swf.Domain{}); err == nil || !strings.Contains(err.Error(), "DEPRECATED") {
		t.Errorf("error %v of a deprecated domain", err)
	}
	*f.domain = awsswf.DescribeDomainOutput{}
	if err := s.RegisterDomain(t.Context(), swf.Domain{}); err == nil || !strings.Contains(err.Error(), "not complete") {
		t.Errorf("error %v", err)
	}
	for _, days := range []int{-1, 91} {
		if err := s.RegisterDomain(t.Context(), swf.Domain{RetentionDays: days}); err == nil || !strings.Contains(err.Error(), "0 to 90 days") {
			t.Errorf("error %v of %d days", err, days)
		}
	}
	for _, op := range []string{"describeDomain", "registerDomain"} {
		f.before = func(of string, _ int) error {
			if of == op {
				return &types.LimitExceededFault{}
			}
			return nil
		}
		var limit *types.LimitExceededFault
		if err := s.RegisterDomain(t.Context(), d); !errors.As(err, &limit) || !strings.Contains(err.Error(), "domain shop: ") {
			t.Errorf("%s: %v", op, err)
		}
	}
}

func TestCountPending(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.count = &awsswf.CountPendingActivityTasksOutput{Count: 1000, Truncated: true}
	s := f.service(swf.Options{})
	got, err := s.CountPending(t.Context(), "payments")
	if want := (swf.Pending{Count: 1000, Truncated: true}); got != want || err != nil {
		t.Errorf("CountPending: %+v, %v", got, err)
	}
	wantCalls(t, f, &awsswf.CountPendingActivityTasksInput{Domain: aws.String("shop"), TaskList: &types.TaskList{Name: aws.String("payments")}})
	if _, err := s.CountPending(t.Context(), "a:b"); err == nil || !strings.Contains(err.Error(), "the task list must not have ':'") {
		t.Errorf("error %v", err)
	}
	f.before = func(string, int) error { return &types.UnknownResourceFault{} }
	if _, err := s.CountPending(t.Context(), "payments"); !errors.As(err, new(*types.UnknownResourceFault)) {
		t.Errorf("error %v", err)
	}
}
