package local

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// TestSWFVisibility lists and counts workflows by each filter.
func TestSWFVisibility(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		ctx, born := t.Context(), time.Now()
		_, err := w.swf.RegisterWorkflowType(ctx, &awsswf.RegisterWorkflowTypeInput{
			Domain: shop, Name: ordering.Name, Version: aws.String("2"), DefaultTaskList: deciders,
			DefaultTaskStartToCloseTimeout: none, DefaultExecutionStartToCloseTimeout: aws.String("99999999"), DefaultChildPolicy: "ABANDON",
		})
		w.must(err)
		// a to f start one hour after the other; a, c and e have a tag, and all but f are of version 2.
		for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
			in := &awsswf.StartWorkflowExecutionInput{Domain: shop, WorkflowId: &id, WorkflowType: &types.WorkflowType{Name: ordering.Name, Version: aws.String("2")}}
			if id == "a" || id == "c" || id == "e" {
				in.TagList = []string{"odd", "x"}
			}
			if id == "f" {
				in.WorkflowType, in.ExecutionStartToCloseTimeout = ordering, aws.String("99999999")
			}
			_, err := w.swf.StartWorkflowExecution(ctx, in)
			w.must(err)
			time.Sleep(time.Hour)
		}
		// d, c and b are terminated, in this order.
		for _, id := range []string{"d", "c", "b"} {
			_, err := w.swf.TerminateWorkflowExecution(ctx, &awsswf.TerminateWorkflowExecutionInput{Domain: shop, WorkflowId: &id})
			w.must(err)
			time.Sleep(time.Hour)
		}
		w.decide(completing("a"))

		from := func(hours int) *types.ExecutionTimeFilter {
			return &types.ExecutionTimeFilter{OldestDate: aws.Time(born.Add(time.Duration(hours) * time.Hour))}
		}
		until := func(f *types.ExecutionTimeFilter, hours int) *types.ExecutionTimeFilter {
			f.LatestDate = aws.Time(born.Add(time.Duration(hours) * time.Hour))
			return f
		}
		all := from(0)
		for _, test := range []struct {
			name string
			in   awsswf.ListOpenWorkflowExecutionsInput
			want string
		}{
			{"all", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all}, "fe"},
			{"reverse", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all, ReverseOrder: true}, "ef"},
			{"from", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: from(5)}, "f"},
			{"until", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: until(from(0), 4)}, "e"},
			{"id", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all, ExecutionFilter: &types.WorkflowExecutionFilter{WorkflowId: aws.String("e")}}, "e"},
			{"type", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all, TypeFilter: &types.WorkflowTypeFilter{Name: ordering.Name}}, "fe"},
			{"version", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all, TypeFilter: &types.WorkflowTypeFilter{Name: ordering.Name, Version: aws.String("1")}}, "f"},
			{"tag", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all, TagFilter: &types.TagFilter{Tag: aws.String("odd")}}, "e"},
			{"other tag", awsswf.ListOpenWorkflowExecutionsInput{StartTimeFilter: all, TagFilter: &types.TagFilter{Tag: aws.String("even")}}, ""},
		} {
			test.in.Domain, test.in.MaximumPageSize = shop, 1
			var found string
			for pages := awsswf.NewListOpenWorkflowExecutionsPaginator(w.swf, &test.in); pages.HasMorePages(); {
				out, err := pages.NextPage(ctx)
				w.must(err)
				for _, x := range out.ExecutionInfos {
					found += *x.Execution.WorkflowId
				}
			}
			counted, err := w.swf.CountOpenWorkflowExecutions(ctx, &awsswf.CountOpenWorkflowExecutionsInput{
				Domain: shop, StartTimeFilter: test.in.StartTimeFilter, ExecutionFilter: test.in.ExecutionFilter,
				TypeFilter: test.in.TypeFilter, TagFilter: test.in.TagFilter,
			})
			w.must(err)
			if found != test.want || int(counted.Count) != len(test.want) {
				t.Errorf("open, %s: %s, %d; want %s", test.name, found, counted.Count, test.want)
			}
		}
		for _, test := range []struct {
			name string
			in   awsswf.ListClosedWorkflowExecutionsInput
			want string
		}{
			{"by start", awsswf.ListClosedWorkflowExecutionsInput{StartTimeFilter: all}, "dcba"},
			{"by start, reverse", awsswf.ListClosedWorkflowExecutionsInput{StartTimeFilter: all, ReverseOrder: true}, "abcd"},
			{"by end", awsswf.ListClosedWorkflowExecutionsInput{CloseTimeFilter: all}, "abcd"},
			{"by end, reverse", awsswf.ListClosedWorkflowExecutionsInput{CloseTimeFilter: all, ReverseOrder: true}, "dcba"},
			{"start until", awsswf.ListClosedWorkflowExecutionsInput{StartTimeFilter: until(from(1), 2)}, "cb"},
			{"end until", awsswf.ListClosedWorkflowExecutionsInput{CloseTimeFilter: until(from(7), 8)}, "bc"},
			{"status", awsswf.ListClosedWorkflowExecutionsInput{CloseTimeFilter: all, CloseStatusFilter: &types.CloseStatusFilter{Status: "COMPLETED"}}, "a"},
			{"no such status", awsswf.ListClosedWorkflowExecutionsInput{CloseTimeFilter: all, CloseStatusFilter: &types.CloseStatusFilter{Status: "CONTINUED_AS_NEW"}}, ""},
			{"id", awsswf.ListClosedWorkflowExecutionsInput{StartTimeFilter: all, ExecutionFilter: &types.WorkflowExecutionFilter{WorkflowId: aws.String("c")}}, "c"},
			{"type", awsswf.ListClosedWorkflowExecutionsInput{StartTimeFilter: all, TypeFilter: &types.WorkflowTypeFilter{Name: aws.String("x")}}, ""},
			{"tag", awsswf.ListClosedWorkflowExecutionsInput{StartTimeFilter: all, TagFilter: &types.TagFilter{Tag: aws.String("odd")}}, "ca"},
		} {
			test.in.Domain, test.in.MaximumPageSize = shop, 3
			var found string
			for pages := awsswf.NewListClosedWorkflowExecutionsPaginator(w.swf, &test.in); pages.HasMorePages(); {
				out, err := pages.NextPage(ctx)
				w.must(err)
				for _, x := range out.ExecutionInfos {
					found += *x.Execution.WorkflowId
				}
			}
			counted, err := w.swf.CountClosedWorkflowExecutions(ctx, &awsswf.CountClosedWorkflowExecutionsInput{
				Domain: shop, StartTimeFilter: test.in.StartTimeFilter, CloseTimeFilter: test.in.CloseTimeFilter, CloseStatusFilter: test.in.CloseStatusFilter,
				ExecutionFilter: test.in.ExecutionFilter, TypeFilter: test.in.TypeFilter, TagFilter: test.in.TagFilter,
			})
			w.must(err)
			if found != test.want || int(counted.Count) != len(test.want) {
				t.Errorf("closed, %s: %s, %d; want %s", test.name, found, counted.Count, test.want)
			}
		}
	})
}
