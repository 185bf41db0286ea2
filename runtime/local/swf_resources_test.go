package local

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// comparingSWF looks at what the service says and not at how the SDK got it.
var comparingSWF = cmp.Options{comparing, cmpopts.IgnoreUnexported(
	awsswf.DescribeDomainOutput{}, awsswf.DescribeActivityTypeOutput{}, awsswf.DescribeWorkflowTypeOutput{},
	types.DomainInfo{}, types.DomainConfiguration{}, types.ActivityTypeInfo{}, types.ActivityType{}, types.ActivityTypeConfiguration{},
	types.WorkflowTypeInfo{}, types.WorkflowType{}, types.WorkflowTypeConfiguration{}, types.TaskList{}, types.ResourceTag{},
)}

func (w *world) equalSWF(want, got any) {
	w.t.Helper()
	if diff := cmp.Diff(want, got, comparingSWF); diff != "" {
		w.t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSWFOperations checks that each operation that the SDK knows is there.
func TestSWFOperations(t *testing.T) {
	t.Parallel()
	count := 0
	for method := range reflect.TypeFor[*awsswf.Client]().Methods() {
		if method.Name == "Options" {
			continue
		}
		count++
		if operations["SimpleWorkflowService."+method.Name] == nil {
			t.Errorf("no operation %s", method.Name)
		}
	}
	for target := range operations {
		if strings.HasPrefix(target, "SimpleWorkflowService.") {
			count--
		}
	}
	if count != 0 {
		t.Errorf("%d operations too few", count)
	}
}

func TestSWFDomains(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{Region: "eu-central-1", Account: "123456789012"})
	ctx := t.Context()
	for _, name := range []string{"b", "Grüße 1", "a", "d", "c"} {
		_, err := w.swf.RegisterDomain(ctx, &awsswf.RegisterDomainInput{
			Name: &name, Description: aws.String("of " + name), WorkflowExecutionRetentionPeriodInDays: aws.String("90"),
		})
		w.must(err)
	}
	list := func(status types.RegistrationStatus, reverse bool) string {
		var names []string
		in := &awsswf.ListDomainsInput{RegistrationStatus: status, MaximumPageSize: 2, ReverseOrder: reverse}
		for pages := awsswf.NewListDomainsPaginator(w.swf, in); pages.HasMorePages(); {
			out, err := pages.NextPage(ctx)
			w.must(err)
			for _, d := range out.DomainInfos {
				names = append(names, *d.Name)
			}
		}
		return strings.Join(names, ",")
	}
	if got := list("REGISTERED", false); got != "Grüße 1,a,b,c,d" {
		t.Errorf("domains = %s", got)
	}
	if got := list("REGISTERED", true); got != "d,c,b,a,Grüße 1" {
		t.Errorf("domains = %s", got)
	}
	want := &awsswf.DescribeDomainOutput{
		DomainInfo: &types.DomainInfo{
			Name: aws.String("a"), Description: aws.String("of a"), Status: "REGISTERED", Arn: aws.String("arn:aws:swf:eu-central-1:123456789012:/domain/a"),
		},
		Configuration: &types.DomainConfiguration{WorkflowExecutionRetentionPeriodInDays: aws.String("90")},
	}
	describe := func() *awsswf.DescribeDomainOutput {
		out, err := w.swf.DescribeDomain(ctx, &awsswf.DescribeDomainInput{Name: aws.String("a")})
		w.must(err)
		return out
	}
	w.equalSWF(want, describe())

	kind := &awsswf.RegisterActivityTypeInput{Domain: aws.String("a"), Name: charge.Name, Version: charge.Version}
	_, err := w.swf.RegisterActivityType(ctx, kind)
	w.must(err)
	_, err = w.swf.RegisterWorkflowType(ctx, &awsswf.RegisterWorkflowTypeInput{Domain: aws.String("a"), Name: ordering.Name, Version: ordering.Version})
	w.must(err)
	_, err = w.swf.DeprecateDomain(ctx, &awsswf.DeprecateDomainInput{Name: aws.String("a")})
	w.must(err)
	want.DomainInfo.Status = "DEPRECATED"
	w.equalSWF(want, describe())
	if got := list("DEPRECATED", false) + ";" + list("REGISTERED", false); got != "a;Grüße 1,b,c,d" {
		t.Errorf("domains = %s", got)
	}
	kind.Version = aws.String("2")
	_, err = w.swf.RegisterActivityType(ctx, kind)
	w.mustBe(err, "UnknownResourceFault")
	described, err := w.swf.DescribeActivityType(ctx, &awsswf.DescribeActivityTypeInput{Domain: aws.String("a"), ActivityType: charge})
	w.must(err)
	if described.TypeInfo.Status != "DEPRECATED" {
		t.Errorf("type = %+v", described.TypeInfo)
	}
	_, err = w.swf.UndeprecateDomain(ctx, &awsswf.UndeprecateDomainInput{Name: aws.String("a")})
	w.must(err)
	_, err = w.swf.RegisterActivityType(ctx, kind)
	w.must(err)
}

func TestSWFTags(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	tag := func(key, value string) types.ResourceTag { return types.ResourceTag{Key: &key, Value: &value} }
	_, err := w.swf.RegisterDomain(t.Context(), &awsswf.RegisterDomainInput{
		Name: shop, WorkflowExecutionRetentionPeriodInDays: none, Tags: []types.ResourceTag{tag("a", "1"), tag("b", "2")},
	})
	w.must(err)
	arn := aws.String("arn:aws:swf:us-east-1:000000000000:/domain/shop")
	_, err = w.swf.TagResource(t.Context(), &awsswf.TagResourceInput{ResourceArn: arn, Tags: []types.ResourceTag{tag("a", "3"), tag("c", "")}})
	w.must(err)
	_, err = w.swf.UntagResource(t.Context(), &awsswf.UntagResourceInput{ResourceArn: arn, TagKeys: []string{"b", "x"}})
	w.must(err)
	got, err := w.swf.ListTagsForResource(t.Context(), &awsswf.ListTagsForResourceInput{ResourceArn: arn})
	w.must(err)
	w.equalSWF([]types.ResourceTag{tag("a", "3"), tag("c", "")}, got.Tags)
}

func TestSWFActivityTypes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newVirtualWorld(t, Options{Latency: -1})
		ctx, born := t.Context(), time.Now().UTC()
		_, err := w.swf.RegisterDomain(ctx, &awsswf.RegisterDomainInput{Name: shop, WorkflowExecutionRetentionPeriodInDays: none})
		w.must(err)
		_, err = w.swf.RegisterActivityType(ctx, &awsswf.RegisterActivityTypeInput{
			Domain: shop, Name: charge.Name, Version: charge.Version, Description: aws.String("Charges a card"),
			DefaultTaskList: payments, DefaultTaskPriority: aws.String("-5"),
			DefaultTaskHeartbeatTimeout: aws.String("1"), DefaultTaskScheduleToCloseTimeout: aws.String("2"),
			DefaultTaskScheduleToStartTimeout: aws.String("3"), DefaultTaskStartToCloseTimeout: none,
		})
		w.must(err)
		describe := func() *awsswf.DescribeActivityTypeOutput {
			out, err := w.swf.DescribeActivityType(ctx, &awsswf.DescribeActivityTypeInput{Domain: shop, ActivityType: charge})
			w.must(err)
			return out
		}
		want := &awsswf.DescribeActivityTypeOutput{
			TypeInfo: &types.ActivityTypeInfo{
				ActivityType: charge, Status: "REGISTERED", Description: aws.String("Charges a card"), CreationDate: &born,
			},
			Configuration: &types.ActivityTypeConfiguration{
				DefaultTaskList: payments, DefaultTaskPriority: aws.String("-5"),
				DefaultTaskHeartbeatTimeout: aws.String("1"), DefaultTaskScheduleToCloseTimeout: aws.String("2"),
				DefaultTaskScheduleToStartTimeout: aws.String("3"), DefaultTaskStartToCloseTimeout: none,
			},
		}
		w.equalSWF(want, describe())
		time.Sleep(time.Hour)
		_, err = w.swf.DeprecateActivityType(ctx, &awsswf.DeprecateActivityTypeInput{Domain: shop, ActivityType: charge})
		w.must(err)
		want.TypeInfo.Status, want.TypeInfo.DeprecationDate = "DEPRECATED", aws.Time(born.Add(time.Hour))
		w.equalSWF(want, describe())
		_, err = w.swf.UndeprecateActivityType(ctx, &awsswf.UndeprecateActivityTypeInput{Domain: shop, ActivityType: charge})
		w.must(err)
		want.TypeInfo.Status, want.TypeInfo.DeprecationDate = "REGISTERED", nil
		w.equalSWF(want, describe())
		_, err = w.swf.DeprecateActivityType(ctx, &awsswf.DeprecateActivityTypeInput{Domain: shop, ActivityType: charge})
		w.must(err)
		_, err = w.swf.DeleteActivityType(ctx, &awsswf.DeleteActivityTypeInput{Domain: shop, ActivityType: charge})
		w.must(err)
		_, err = w.swf.DescribeActivityType(ctx, &awsswf.DescribeActivityTypeInput{Domain: shop, ActivityType: charge})
		w.mustBe(err, "UnknownResourceFault")
	})
}

func TestSWFWorkflowTypes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{Clock: newHandClock()})
	w.stage(nil)
	ctx := t.Context()
	got, err := w.swf.DescribeWorkflowType(ctx, &awsswf.DescribeWorkflowTypeInput{Domain: shop, WorkflowType: ordering})
	w.must(err)
	w.equalSWF(&awsswf.DescribeWorkflowTypeOutput{
		TypeInfo: &types.WorkflowTypeInfo{WorkflowType: ordering, Status: "REGISTERED", CreationDate: aws.Time(newHandClock().now)},
		Configuration: &types.WorkflowTypeConfiguration{
			DefaultTaskList: deciders, DefaultTaskStartToCloseTimeout: aws.String("60"),
			DefaultExecutionStartToCloseTimeout: aws.String("3600"), DefaultChildPolicy: "TERMINATE",
		},
	}, got)
	_, err = w.swf.DeprecateWorkflowType(ctx, &awsswf.DeprecateWorkflowTypeInput{Domain: shop, WorkflowType: ordering})
	w.must(err)
	start := &awsswf.StartWorkflowExecutionInput{Domain: shop, WorkflowId: aws.String("order"), WorkflowType: ordering}
	_, err = w.swf.StartWorkflowExecution(ctx, start)
	w.mustBe(err, "TypeDeprecatedFault")
	_, err = w.swf.UndeprecateWorkflowType(ctx, &awsswf.UndeprecateWorkflowTypeInput{Domain: shop, WorkflowType: ordering})
	w.must(err)
	_, err = w.swf.StartWorkflowExecution(ctx, start)
	w.must(err)
	_, err = w.swf.DeprecateWorkflowType(ctx, &awsswf.DeprecateWorkflowTypeInput{Domain: shop, WorkflowType: ordering})
	w.must(err)
	_, err = w.swf.DeleteWorkflowType(ctx, &awsswf.DeleteWorkflowTypeInput{Domain: shop, WorkflowType: ordering})
	w.must(err)
	w.decide(completing("its workflows go on"))
}

// TestSWFListTypes lists types by name and version, all and by name.
func TestSWFListTypes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	ctx := t.Context()
	_, err := w.swf.RegisterDomain(ctx, &awsswf.RegisterDomainInput{Name: shop, WorkflowExecutionRetentionPeriodInDays: none})
	w.must(err)
	for _, name := range []string{"b 2", "a 1", "b 1", "c 1", "b 3"} {
		name, version, _ := strings.Cut(name, " ")
		_, err := w.swf.RegisterActivityType(ctx, &awsswf.RegisterActivityTypeInput{Domain: shop, Name: &name, Version: &version})
		w.must(err)
		_, err = w.swf.RegisterWorkflowType(ctx, &awsswf.RegisterWorkflowTypeInput{Domain: shop, Name: &name, Version: &version})
		w.must(err)
	}
	for _, test := range []struct {
		name    *string
		reverse bool
		want    string
	}{
		{nil, false, "[a1 b1 b2 b3 c1]"},
		{nil, true, "[c1 b3 b2 b1 a1]"},
		{aws.String("b"), false, "[b1 b2 b3]"},
		{aws.String("x"), false, "[]"},
	} {
		var activities, workflows []string
		for pages := awsswf.NewListActivityTypesPaginator(w.swf, &awsswf.ListActivityTypesInput{
			Domain: shop, RegistrationStatus: "REGISTERED", Name: test.name, ReverseOrder: test.reverse, MaximumPageSize: 2,
		}); pages.HasMorePages(); {
			out, err := pages.NextPage(ctx)
			w.must(err)
			for _, info := range out.TypeInfos {
				activities = append(activities, *info.ActivityType.Name+*info.ActivityType.Version)
			}
		}
		for pages := awsswf.NewListWorkflowTypesPaginator(w.swf, &awsswf.ListWorkflowTypesInput{
			Domain: shop, RegistrationStatus: "REGISTERED", Name: test.name, ReverseOrder: test.reverse, MaximumPageSize: 2,
		}); pages.HasMorePages(); {
			out, err := pages.NextPage(ctx)
			w.must(err)
			for _, info := range out.TypeInfos {
				workflows = append(workflows, *info.WorkflowType.Name+*info.WorkflowType.Version)
			}
		}
		if a, b := fmt.Sprint(activities), fmt.Sprint(workflows); a != test.want || b != test.want {
			t.Errorf("types = %s, %s, want %s", a, b, test.want)
		}
	}
}
