package local

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	awsswf "github.com/aws/aws-sdk-go-v2/service/swf"
	awshttp "github.com/aws/smithy-go/transport/http"
)

func (w *world) listActivities() error {
	_, err := w.ListActivities(w.t.Context(), &sfn.ListActivitiesInput{})
	return err
}

func (w *world) countTasks() error {
	_, err := w.swf.CountPendingActivityTasks(w.t.Context(), &awsswf.CountPendingActivityTasksInput{Domain: shop, TaskList: payments})
	return err
}

// TestFaultErrors are the errors that can be asked for, of both services.
func TestFaultErrors(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	for _, test := range []struct {
		fault   Fault
		status  int
		message string
	}{
		{Fault{Error: Throttling}, 400, "Rate exceeded"},
		{Fault{Error: ExpiredToken}, 400, "The security token included in the request is expired"},
		{Fault{Error: AccessDenied, Message: "no"}, 400, "no"},
		{Fault{Error: InternalFailure}, 500, "On demand"},
		{Fault{Error: Unavailable}, 503, "On demand"},
		{Fault{Error: "KmsThrottlingException"}, 400, "On demand"},
		{Fault{Error: Unavailable, Status: 504}, 504, "On demand"},
	} {
		for operation, call := range map[string]func() error{"ListActivities": w.listActivities, "CountPendingActivityTasks": w.countTasks} {
			t.Run(test.fault.Error+" "+operation, func(t *testing.T) {
				f := test.fault
				f.Operation = operation
				w.service.Inject(f)
				err := call()
				code, message := codeOf(err)
				var response *awshttp.ResponseError
				if !errors.As(err, &response) || code != f.Error || message != test.message || response.HTTPStatusCode() != test.status {
					t.Errorf("error = %v", err)
				}
				if err := call(); err != nil {
					t.Errorf("the next call: %v", err)
				}
			})
		}
	}
}

// TestFaultChoice is about which calls are hit.
func TestFaultChoice(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault Fault
		want  string // x for each call that is hit; the calls are of ListActivities but for the third and the fifth
	}{
		{"the next one", Fault{}, "x....."},
		{"operation", Fault{Operation: "CountPendingActivityTasks"}, "..x..."},
		{"target", Fault{Operation: "SimpleWorkflowService.CountPendingActivityTasks", Times: 5}, "..x.x."},
		{"times", Fault{Operation: "ListActivities", Times: 3}, "xx.x.."},
		{"skip", Fault{Operation: "ListActivities", Skip: 1, Times: 2}, ".x.x.."},
		{"always", Fault{Skip: 1, Times: -1}, ".xxxxx"},
		{"if", Fault{Skip: 1, Times: 2, If: func(c Call) bool {
			return c.Target == "SimpleWorkflowService.CountPendingActivityTasks" && strings.Contains(string(c.Body), "payments") || c.Operation == "X"
		}}, "....x."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, Options{})
			w.stage(nil)
			test.fault.Error = Throttling
			injection := w.service.Inject(test.fault)
			got := ""
			for _, call := range []func() error{w.listActivities, w.listActivities, w.countTasks, w.listActivities, w.countTasks, w.listActivities} {
				mark := "."
				if err := call(); err != nil {
					w.mustBe(err, Throttling)
					mark = "x"
				}
				got += mark
			}
			if got != test.want || injection.Hits() != strings.Count(got, "x") {
				t.Errorf("hit %s, want %s; hits = %d", got, test.want, injection.Hits())
			}
		})
	}
}

// TestFaultOrder has the one that was injected first hit, until it is removed.
func TestFaultOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{Faults: []Fault{{Error: "First", Times: -1}}})
	second := w.service.Inject(Fault{Error: "Second", Times: -1})
	w.mustBe(w.listActivities(), "First")
	w.service.faults.list[0].Remove()
	w.mustBe(w.listActivities(), "Second")
	second.Remove()
	second.Remove()
	w.must(w.listActivities())
	defer func() {
		if got := recover(); got != `local: fault for the operation "SendTaskSucces", which there is not` {
			t.Errorf("panic = %v", got)
		}
	}()
	w.service.Inject(Fault{Operation: "SendTaskSucces"})
}

// TestFaultDrop loses answers, before the call has taken effect and after it.
func TestFaultDrop(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	lost := func(err error) {
		t.Helper()
		if code, _ := codeOf(err); err == nil || code != "" {
			t.Errorf("error = %v, want none of the service's", err)
		}
	}
	execution := w.run(definitionOf("", ""))
	w.service.Inject(Fault{Operation: "SendTaskSuccess", Drop: true})
	w.service.Inject(Fault{Operation: "SendTaskSuccess", Drop: true, Late: true})
	token := w.take().TaskToken
	lost(w.succeed(token, `{}`))
	if got := w.describe(execution).Status; got != "RUNNING" {
		t.Errorf("status = %s", got)
	}
	lost(w.succeed(token, `{}`))
	if got := w.describe(execution).Status; got != "SUCCEEDED" {
		t.Errorf("status = %s", got)
	}
	w.mustBe(w.succeed(token, `{}`), "TaskTimedOut")

	x := w.open("order")
	w.decide(scheduling("a"))
	w.service.Inject(Fault{Operation: "PollForActivityTask", Drop: true, Late: true})
	_, err := w.jobber(t.Context())()
	lost(err)
	if got := w.workflow(x).Open; len(got) != 1 || !got[0].Started {
		t.Errorf("open = %+v", got)
	}
}

// TestFaultLate takes its effect and answers with an error.
func TestFaultLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	w.stage(nil)
	x := w.open("order")
	w.decide(scheduling("a"))
	job := w.job()
	w.service.Inject(Fault{Operation: "RespondActivityTaskCompleted", Error: InternalFailure, Late: true})
	w.mustBe(w.completed(job.TaskToken, "r"), InternalFailure)
	w.latest(x, "ActivityTaskCompleted")
	w.mustBe(w.completed(job.TaskToken, "r"), "UnknownResourceFault")
}

// TestFaultDelay delays a call, and an answer.
func TestFaultDelay(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		x := w.open("order")
		w.decide(scheduling("a"), scheduling("b"))
		for i, late := range []bool{false, true} {
			w.service.Inject(Fault{Operation: "RespondActivityTaskCompleted", Delay: 90 * time.Second, Late: late})
			job, start := w.job(), time.Now()
			done := make(chan error, 1)
			go func() { done <- w.completed(job.TaskToken, "r") }()
			synctest.Wait()
			if open := len(w.workflow(x).Open); open != 2-i-i {
				t.Errorf("late = %v: %d open", late, open)
			}
			w.must(<-done)
			if took := time.Since(start); took != 90*time.Second {
				t.Errorf("late = %v: took %v", late, took)
			}
		}
		// The end of the service ends a delay too, and so does that of the client.
		ctx, leave := context.WithCancel(t.Context())
		for _, end := range []func(){leave, w.service.Close} {
			w.service.Inject(Fault{Delay: time.Hour})
			start, done := time.Now(), make(chan error, 1)
			go func() {
				_, err := w.ListActivities(ctx, &sfn.ListActivitiesInput{})
				done <- err
			}()
			synctest.Wait()
			end()
			if err := <-done; err == nil || time.Since(start) != 0 {
				t.Errorf("after %v: %v", time.Since(start), err)
			}
			ctx = t.Context()
		}
	})
}

// TestFaultDeaf hands tasks of both services to polls whose clients have left.
func TestFaultDeaf(t *testing.T) {
	t.Parallel()
	virtually(t, nil, func(t *testing.T, w *world) {
		w.service.Inject(Fault{Operation: "PollForActivityTask", Deaf: true})
		w.service.Inject(Fault{Operation: "GetActivityTask", Deaf: true})
		w.activity()
		ctx, leave := context.WithCancel(t.Context())
		job, task := w.jobber(ctx), w.poller(ctx, "me")
		synctest.Wait()
		leave()
		if _, err := job(); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		if _, err := task(); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		synctest.Wait()
		x := w.open("order")
		w.decide(scheduling("a"))
		execution := w.start(w.machine("m", definitionOf(`"HeartbeatSeconds":30`, "")), `{}`)
		synctest.Wait()
		if got := w.workflow(x).Open; len(got) != 1 || !got[0].Started {
			t.Errorf("open = %+v", got)
		}
		time.Sleep(31 * time.Second)
		if got := w.describe(execution); got.Status != "FAILED" || aws.ToString(got.Error) != "States.HeartbeatTimeout" {
			t.Errorf("execution = %+v", got)
		}
	})
}

// TestFaultsHTTP injects faults as programs in other languages do.
func TestFaultsHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t, Options{})
	request := func(method, body string) rawAnswer {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, w.server.URL()+"/_actgen/faults", strings.NewReader(body))
		w.must(err)
		return w.do(r)
	}
	all := `{"operation":"ListActivities","skip":1,"times":2,"delay":"1ms","error":"ThrottlingException","status":429,"message":"slow","drop":false,"late":true,"deaf":true}`
	if got := request(http.MethodPost, all); got.status != 200 || got.body != "{}" {
		t.Errorf("answer = %+v", got)
	}
	want := Fault{
		Operation: "ListActivities", Skip: 1, Times: 2, Delay: time.Millisecond,
		Error: Throttling, Status: 429, Message: "slow", Late: true, Deaf: true,
	}
	if got := w.service.faults.list[0].fault; !reflect.DeepEqual(got, want) {
		t.Errorf("fault = %+v", got)
	}
	w.must(w.listActivities())
	w.mustBe(w.listActivities(), Throttling)
	if got := request(http.MethodDelete, ""); got.status != 200 {
		t.Errorf("answer = %+v", got)
	}
	w.must(w.listActivities())
	for _, test := range []struct {
		method, body string
		status       int
		message      string
	}{
		{http.MethodPost, `{"operation":"Fly"}`, 400, `there is no operation \"Fly\"`},
		{http.MethodPost, `{"op":"Fly"}`, 400, `json: unknown field \"op\"`},
		{http.MethodPost, `{"delay":"soon"}`, 400, `time: invalid duration \"soon\"`},
		{http.MethodPost, `{"status":99}`, 400, `99 is no HTTP status of an error`},
		{http.MethodPost, ``, 400, `EOF`},
		{http.MethodGet, ``, 405, `POST adds a fault, DELETE removes all`},
	} {
		want := `{"__type":"com.amazon.coral.service#InvalidFault","message":"` + test.message + `"}`
		if got := request(test.method, test.body); got.status != test.status || got.body != want {
			t.Errorf("%s %s: %d %s, want %d %s", test.method, test.body, got.status, got.body, test.status, want)
		}
	}
}
