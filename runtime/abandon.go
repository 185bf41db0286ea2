package runtime

import (
	"bytes"
	"context"
	"fmt"
	"runtime/pprof"
	"strings"
	"time"
)

const (
	// maxStacks bounds the stacks that are logged of a task, in bytes.
	maxStacks = 16 << 10
	// stacksPause is the least time between two looks at all goroutines, which
	// stop the program for a moment: about 30 microseconds for each of them.
	stacksPause = 10 * time.Second
)

// abandon gives up the handlers of tasks, if they don't return at this very
// moment. What they return is dropped.
func (e *engine) abandon(tasks ...*task) {
	var zombies []*task
	e.mu.Lock()
	for _, t := range tasks {
		if t.abandon() {
			zombies = append(zombies, t)
			delete(e.tasks, t)
			e.zombies[t] = struct{}{}
		}
	}
	look := time.Since(e.looked) >= stacksPause && len(zombies) > 0
	if look {
		e.looked = time.Now()
	}
	e.notify()
	e.mu.Unlock()
	profile := ""
	if look {
		profile = goroutines()
	}
	for _, t := range zombies {
		cause := context.Cause(t.ctx)
		attrs := []any{"activity", t.name(), "task", t.hash, "cause", cause}
		if look {
			attrs = append(attrs, "stacks", stacksOf(t.hash, profile))
		}
		e.log.Error("handler ignores its context and is abandoned", attrs...)
		e.observe.abandon(AbandonEvent{Info: t.info(), Cause: cause})
		e.beats.remove(t)
		if e.opts.ReplaceAbandoned {
			t.slot()
		}
	}
}

// goroutines is a profile of all goroutines with their labels: no values of
// strings, so no payloads.
func goroutines() string {
	var b bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&b, 1); err != nil {
		panic("runtime: " + err.Error()) // a buffer takes everything
	}
	return b.String()
}

// stacksOf returns the part of a profile that is about the goroutines of a task,
// those that its handler has started included.
func stacksOf(hash, profile string) string {
	label := fmt.Sprintf("%q:%q", labelTask, hash)
	var b strings.Builder
	for stack := range strings.SplitSeq(profile, "\n\n") {
		if strings.Contains(stack, label) {
			b.WriteString(stack + "\n\n")
		}
	}
	return cut(strings.TrimSpace(b.String()), maxStacks)
}
