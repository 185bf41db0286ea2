package local

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// decider polls for a decision task in the background and returns a function
// that waits for the answer.
func (w *world) decider(ctx context.Context) func() *awsswf.PollForDecisionTaskOutput {
	answers := make(chan *awsswf.PollForDecisionTaskOutput, 1)
	go func() {
		out, err := w.swf.PollForDecisionTask(ctx, &awsswf.PollForDecisionTaskInput{Domain: shop, TaskList: deciders})
		w.check(err)
		answers <- out
	}()
	return func() *awsswf.PollForDecisionTaskOutput { return <-answers }
}

// jobber is decider for activity tasks; its poll may fail.
func (w *world) jobber(ctx context.Context) func() (*awsswf.PollForActivityTaskOutput, error) {
	type answer struct {
		out *awsswf.PollForActivityTaskOutput
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		out, err := w.swf.PollForActivityTask(ctx, &awsswf.PollForActivityTaskInput{Domain: shop, TaskList: payments})
		answers <- answer{out, err}
	}()
	return func() (*awsswf.PollForActivityTaskOutput, error) {
		a := <-answers
		return a.out, a.err
	}
}

// TestSWFHold is the long poll of both kinds.
func TestSWFHold(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		start := time.Now()
		decision, activity := w.decider(t.Context()), w.jobber(t.Context())
		out, err := activity()
		if err != nil || *out.TaskToken != "" || out.StartedEventId != 0 || out.ActivityType != nil {
			t.Errorf("poll = %+v, %v", out, err)
		}
		if out := decision(); *out.TaskToken != "" || out.Events != nil || out.StartedEventId != 0 {
			t.Errorf("poll = %+v", out)
		}
		if held := time.Since(start); held != 60*time.Second {
			t.Errorf("held for %v", held)
		}
	})
}

// TestSWFHandOver checks that waiting polls get tasks at once, in the order in
// which they came, and that waiting tasks go by priority and then by age.
func TestSWFHandOver(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		first := w.jobber(t.Context())
		synctest.Wait()
		second := w.jobber(t.Context())
		synctest.Wait()
		if got := w.service.ActivityQueue("shop", "payments"); got != (Queue{Polls: 2}) {
			t.Errorf("queue = %+v", got)
		}
		start := time.Now()
		for i, poll := range []func() (*awsswf.PollForActivityTaskOutput, error){first, second} {
			id := []string{"a", "b"}[i]
			w.open(id)
			w.decide(scheduling(id))
			if out, err := poll(); err != nil || aws.ToString(out.ActivityId) != id {
				t.Errorf("poll %d = %+v, %v", i, out, err)
			}
		}
		if waited := time.Since(start); waited != 0 {
			t.Errorf("waited for %v", waited)
		}
		w.open("order")
		urgent := func(priority string) func(*attributesOf) {
			return func(a *attributesOf) { a.TaskPriority = &priority }
		}
		w.decide(scheduling("c"), scheduling("d", urgent("-2147483648")), scheduling("e", urgent("2147483647")), scheduling("f", urgent("0")), scheduling("g", urgent("2147483647")))
		counted, err := w.swf.CountPendingActivityTasks(t.Context(), &awsswf.CountPendingActivityTasksInput{Domain: shop, TaskList: payments})
		w.must(err)
		if counted.Count != 5 || counted.Truncated {
			t.Errorf("pending = %+v", counted)
		}
		order := ""
		for range 5 {
			order += *w.job().ActivityId
		}
		if order != "egcfd" {
			t.Errorf("order = %s", order)
		}
	})
}

// TestSWFTaskLists keeps task lists and domains apart.
func TestSWFTaskLists(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		_, err := w.swf.RegisterDomain(t.Context(), &awsswf.RegisterDomainInput{Name: aws.String("other"), WorkflowExecutionRetentionPeriodInDays: none})
		w.must(err)
		w.open("order")
		for _, test := range []struct {
			domain, list string
			want         int32
		}{{"shop", "deciders", 1}, {"shop", "payments", 0}, {"other", "deciders", 0}} {
			out, err := w.swf.CountPendingDecisionTasks(t.Context(), &awsswf.CountPendingDecisionTasksInput{Domain: &test.domain, TaskList: &types.TaskList{Name: &test.list}})
			w.must(err)
			if out.Count != test.want {
				t.Errorf("%s/%s: %d tasks", test.domain, test.list, out.Count)
			}
		}
		other := &types.TaskList{Name: aws.String("express lane")}
		w.decide(scheduling("a", func(a *attributesOf) { a.TaskList = other }))
		if got := w.service.ActivityQueue("shop", "payments"); got != (Queue{}) {
			t.Errorf("queue = %+v", got)
		}
		out, err := w.swf.PollForActivityTask(t.Context(), &awsswf.PollForActivityTaskInput{Domain: shop, TaskList: other})
		w.must(err)
		if *out.ActivityId != "a" {
			t.Errorf("task = %+v", out)
		}
		if q := w.service.ActivityQueue("none", "x"); q != (Queue{}) {
			t.Errorf("queue = %+v", q)
		}
		if q := w.service.DecisionQueue("none", "x"); q != (Queue{}) {
			t.Errorf("queue = %+v", q)
		}
	})
}

// TestSWFGonePoll checks that a poll whose client has left takes no task.
func TestSWFGonePoll(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		ctx, leave := context.WithCancel(t.Context())
		gone := w.jobber(ctx)
		synctest.Wait()
		stays := w.jobber(t.Context())
		synctest.Wait()
		leave()
		if _, err := gone(); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		synctest.Wait()
		w.open("order")
		w.decide(scheduling("a"))
		if out, err := stays(); err != nil || aws.ToString(out.ActivityId) != "a" {
			t.Errorf("poll = %+v, %v", out, err)
		}
	})
}

// TestSWFPollLimit is the most polls that a task list may have.
func TestSWFPollLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{})
		defer s.Close()
		call := func(op func(*swf, context.Context, *params) (any, error), body string) error {
			p, err := parseParams([]byte(body))
			if err != nil {
				return err
			}
			_, err = s.perform(t.Context(), onSWF(op), p)
			return err
		}
		if err := call((*swf).registerDomain, `{"name":"d","workflowExecutionRetentionPeriodInDays":"1"}`); err != nil {
			t.Fatal(err)
		}
		var polls sync.WaitGroup
		for _, op := range []func(*swf, context.Context, *params) (any, error){(*swf).pollForActivityTask, (*swf).pollForDecisionTask} {
			for range maxPolls {
				polls.Go(func() {
					if err := call(op, `{"domain":"d","taskList":{"name":"l"}}`); err != nil {
						t.Error(err)
					}
				})
			}
			synctest.Wait()
			if err := call(op, `{"domain":"d","taskList":{"name":"l"}}`); err == nil || err.Error() != "LimitExceededFault: Task list l has 1000 open polls" {
				t.Errorf("error = %v", err)
			}
		}
		polls.Wait() // a minute
	})
}

// TestSWFEvents pages through the events of a decision task and of a history,
// both ways.
func TestSWFEvents(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		x := w.open("order")
		w.decide(marking("a"), marking("b"), marking("c"), scheduling("a"))
		w.must(w.completed(w.job().TaskToken, ""))
		poll := func(in awsswf.PollForDecisionTaskInput) (ids []int64) {
			in.Domain, in.TaskList, in.MaximumPageSize = shop, deciders, 3
			var token *string
			for page := 0; page == 0 || in.NextPageToken != nil; page++ {
				out, err := w.swf.PollForDecisionTask(t.Context(), &in)
				w.must(err)
				if page > 0 && *out.TaskToken != *token || *out.TaskToken == "" {
					t.Errorf("page %d = %+v", page, out)
				}
				for _, e := range out.Events {
					ids = append(ids, e.EventId)
				}
				token, in.NextPageToken = out.TaskToken, out.NextPageToken
			}
			time.Sleep(61 * time.Second) // the task times out
			return ids
		}
		for _, test := range []struct {
			in   awsswf.PollForDecisionTaskInput
			want string
		}{
			{awsswf.PollForDecisionTaskInput{}, "[1 2 3 4 5 6 7 8 9 10 11 12]"},
			{awsswf.PollForDecisionTaskInput{ReverseOrder: true}, "[15 14 13 12 11 10 9 8 7 6 5 4 3 2 1]"},
			{awsswf.PollForDecisionTaskInput{StartAtPreviousStartedEvent: true}, "[3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18]"},
		} {
			if got := fmt.Sprint(poll(test.in)); got != test.want {
				t.Errorf("events = %s, want %s", got, test.want)
			}
		}
		for _, reverse := range []bool{false, true} {
			in := &awsswf.GetWorkflowExecutionHistoryInput{Domain: shop, Execution: x, MaximumPageSize: 8, ReverseOrder: reverse}
			var ids []int64
			for pages := awsswf.NewGetWorkflowExecutionHistoryPaginator(w.swf, in); pages.HasMorePages(); {
				out, err := pages.NextPage(t.Context())
				w.must(err)
				for _, e := range out.Events {
					ids = append(ids, e.EventId)
				}
			}
			if first, last := ids[0], ids[len(ids)-1]; len(ids) != 20 || first+last != 21 || (first == 1) == reverse {
				t.Errorf("events = %v", ids)
			}
		}
	})
}
