package swf_test

import (
	"context"
	"testing"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
	"github.com/actgen/actgen/runtime/swf"
)

// A handler knows its task.
func TestTaskFrom(t *testing.T) {
	bubble(t, func(t *testing.T) {
		got := make(chan swf.Task, 1)
		r := start(t, newFake(), func(ctx context.Context, in *string) (*string, error) {
			task, ok := swf.TaskFrom(ctx)
			if !ok {
				t.Error("the handler's context has no task")
			}
			got <- task
			return in, nil
		})
		r.wantCompleted(r.send("{}"), "{}")
		want := swf.Task{
			Domain: "shop", TaskList: worklist, ActivityID: "a1", Type: work,
			WorkflowID: "wf", RunID: "run", StartedEventID: 10,
		}
		if task := <-got; task != want {
			t.Errorf("task is %+v, want %+v", task, want)
		}
		r.finish()
	})
}

// Other contexts have none: outside a handler, and in one of another service's
// task.
func TestTaskFromElsewhere(t *testing.T) {
	t.Parallel()
	if task, ok := swf.TaskFrom(t.Context()); ok {
		t.Errorf("task is %+v", task)
	}
	o, err := runtimetest.Run(t.Context(), func(r runtime.Registrar) {
		register(r, "Work", runtime.SWF{}, func(ctx context.Context, in *string) (*string, error) {
			if task, ok := swf.TaskFrom(ctx); ok {
				t.Errorf("task is %+v", task)
			}
			return in, nil
		})
	}, "{}")
	if o.Status != runtime.Succeeded || err != nil {
		t.Errorf("outcome %+v, %v", o, err)
	}
}

func TestWithTaskList(t *testing.T) {
	t.Parallel()
	var activities list
	activities.add("Work", runtime.SWF{Name: "Do", Version: "1", TaskList: worklist}, swf.WithTaskList("host-7"))
	if q := queue(t, newFake().service(swf.Options{}), activities); q.Name != "host-7" {
		t.Errorf("queue is %s", q.Name)
	}
	want := runtime.SWF{Name: "Do", Version: "1", TaskList: "host-7"}
	if got := activities[0].SWF(); got != want {
		t.Errorf("SWF is %+v, want %+v", got, want)
	}
}
