package local

import (
	"fmt"
	"time"
)

// The limits of the Amazon States Language and its developer guide.
const (
	maxSeconds      = 99_999_999
	maxAttempts     = 99_999_999
	maxDelaySeconds = 31_622_399
	maxStateName    = 80
	// maxRun is how long an execution may live whatever its definition says.
	maxRun = 365 * 24 * time.Hour
)

// definition is a state machine that this service can run.
type definition struct {
	text     string
	compiled time.Time
	revision string // "" for the first one of a state machine

	startAt string
	timeout time.Duration // of the execution
	states  map[string]*state
}

// state is a Task on an activity, or a Pass, Succeed or Fail state to end in.
type state struct {
	name, kind string
	next       string // "" where the execution ends

	// Of a Task. Seconds are 0 where the definition has none.
	resource                         string
	timeoutSeconds, heartbeatSeconds int64
	retry                            []retrier
	catch                            []catcher

	reason failure // of a Fail
}

// retrier is an entry of Retry.
type retrier struct {
	errors   []string
	interval int64 // seconds
	maxDelay int64 // seconds
	attempts int64
	backoff  float64
	jitter   bool
}

// catcher is an entry of Catch.
type catcher struct {
	errors []string
	next   string
}

// diagnostic is one problem of a definition, as ValidateStateMachineDefinition
// lists them.
type diagnostic struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Location string `json:"location,omitempty"`
}

func (d diagnostic) String() string {
	if d.Location == "" {
		return d.Code + ": " + d.Message
	}
	return d.Code + ": " + d.Message + " at " + d.Location
}

// parseDefinition reads a definition and lists all its problems. Where it is
// stricter than the real service the message ends in "the local service".
func parseDefinition(text string) (*definition, []diagnostic) {
	r := &aslReader{}
	root, err := parseNode(text)
	switch {
	case err != nil:
		r.note("INVALID_JSON_DESCRIPTION", "", "%v", err)
		return nil, r.problems
	case root.kind != objectNode:
		r.note(schemaFailed, "", "Definition must be a valid JSON object")
		return nil, r.problems
	}
	d := r.definition(root)
	if len(r.problems) == 0 {
		r.transitions(d, root)
	}
	return d, r.problems
}

// definition reads the top level.
func (r *aslReader) definition(root *node) *definition {
	d := &definition{timeout: maxRun, states: map[string]*state{}}
	r.fields(root, "", []string{"States", "StartAt"}, map[string]func(*node, string){
		"Comment":       r.comment,
		"Version":       func(n *node, at string) { r.exactly(n, at, "1.0") },
		"QueryLanguage": func(n *node, at string) { r.exactly(n, at, "JSONPath") },
		"StartAt":       func(n *node, at string) { d.startAt = r.text(n, at) },
		"TimeoutSeconds": func(n *node, at string) {
			d.timeout = min(maxRun, time.Duration(r.integer(n, at, 1, maxSeconds))*time.Second)
		},
		"States": func(n *node, at string) { r.states(n, at, d) },
	})
	return d
}

func (r *aslReader) states(n *node, at string, d *definition) {
	if n.kind != objectNode || len(n.members) == 0 {
		r.fail(at, "Value must be an object with at least one state")
		return
	}
	tasks := 0
	for _, m := range n.members {
		at := at + "/" + m.name
		switch {
		case d.states[m.name] != nil:
			r.note("DUPLICATE_STATE_NAME", at, "Duplicate State name: %s", m.name)
			continue
		case m.name == "" || len([]rune(m.name)) > maxStateName:
			r.fail(at, "The name of a state has 1 to %d characters", maxStateName)
		}
		s := r.state(m.value, at)
		s.name = m.name
		d.states[m.name] = s
		if s.kind == "Task" {
			tasks++
		}
	}
	if tasks != 1 && len(r.problems) == 0 {
		r.fail(at, "Found %d Task states: exactly one is supported by the local service", tasks)
	}
}

// state reads one state. The problems are noted, so it is never nil.
func (r *aslReader) state(n *node, at string) *state {
	s := &state{}
	if n.kind != objectNode {
		r.fail(at, "Value must be an object")
		return s
	}
	for _, m := range n.members {
		if m.name == "Type" {
			s.kind = r.text(m.value, at+"/Type")
		}
	}
	fields := map[string]func(*node, string){
		"Type":          func(*node, string) {},
		"Comment":       r.comment,
		"QueryLanguage": func(n *node, at string) { r.exactly(n, at, "JSONPath") },
	}
	required := []string{"Type"}
	switch s.kind {
	case "Task":
		required = append(required, "Resource")
		r.taskFields(s, fields)
	case "Fail":
		fields["Error"] = func(n *node, at string) { s.reason.name = r.optional(n, at) }
		fields["Cause"] = func(n *node, at string) { s.reason.cause = r.optional(n, at) }
	case "Pass":
		fields["End"] = r.end
	case "Succeed":
	case "Choice", "Wait", "Parallel", "Map":
		r.fail(at+"/Type", "A state of type %s is not supported by the local service", s.kind)
		return s
	default:
		r.fields(n, at, required, nil)
		return s
	}
	r.fields(n, at, required, fields)
	r.ends(s, n, at)
	return s
}

// taskFields adds the fields that only a Task has.
func (r *aslReader) taskFields(s *state, fields map[string]func(*node, string)) {
	fields["End"] = r.end
	fields["Next"] = func(n *node, at string) { s.next = r.text(n, at) }
	fields["Resource"] = func(n *node, at string) {
		s.resource = r.text(n, at)
		if len(s.resource) > maxARN || checkARN(s.resource, activityType) != nil {
			r.fail(at, "The resource %s is not the ARN of an activity, the only kind that is supported by the local service", s.resource)
		}
	}
	fields["TimeoutSeconds"] = func(n *node, at string) { s.timeoutSeconds = r.integer(n, at, 1, maxSeconds) }
	fields["HeartbeatSeconds"] = func(n *node, at string) { s.heartbeatSeconds = r.integer(n, at, 1, maxSeconds) }
	fields["Retry"] = func(n *node, at string) {
		r.each(n, at, func(n *node, at string, last bool) { s.retry = append(s.retry, r.retrier(n, at, last)) })
	}
	fields["Catch"] = func(n *node, at string) {
		r.each(n, at, func(n *node, at string, last bool) { s.catch = append(s.catch, r.catcher(n, at, last)) })
	}
}

// ends checks how a state goes on, and what fields mean together.
func (r *aslReader) ends(s *state, n *node, at string) {
	terminal := s.kind == "Succeed" || s.kind == "Fail"
	switch {
	case !terminal && s.next == "" && !n.has("End") && !n.has("Next"):
		r.fail(at, "One of the fields is required: [Next, End]")
	case n.has("End") && n.has("Next") && !terminal:
		r.fail(at, "Only one of the fields is allowed: [Next, End]")
	}
	if s.heartbeatSeconds > 0 && s.heartbeatSeconds >= s.timeout() {
		r.fail(at+"/HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds")
	}
}

// timeout is the state's TimeoutSeconds or its default.
func (s *state) timeout() int64 { return orDefault(s.timeoutSeconds) }

// heartbeat is the state's HeartbeatSeconds or its default.
func (s *state) heartbeat() int64 { return orDefault(s.heartbeatSeconds) }

func orDefault(seconds int64) int64 {
	if seconds == 0 {
		return defaultSeconds
	}
	return seconds
}

func (r *aslReader) retrier(n *node, at string, last bool) retrier {
	t := retrier{interval: 1, maxDelay: maxDelaySeconds, attempts: 3, backoff: 2}
	r.fields(n, at, []string{"ErrorEquals"}, map[string]func(*node, string){
		"Comment":         r.comment,
		"ErrorEquals":     func(n *node, at string) { t.errors = r.errorEquals(n, at, last) },
		"IntervalSeconds": func(n *node, at string) { t.interval = r.integer(n, at, 1, maxSeconds) },
		"MaxDelaySeconds": func(n *node, at string) { t.maxDelay = r.integer(n, at, 1, maxDelaySeconds) },
		"MaxAttempts":     func(n *node, at string) { t.attempts = r.integer(n, at, 0, maxAttempts) },
		"BackoffRate":     func(n *node, at string) { t.backoff = r.atLeastOne(n, at) },
		"JitterStrategy":  func(n *node, at string) { t.jitter = r.exactly(n, at, "NONE", "FULL") == "FULL" },
	})
	if n.has("MaxDelaySeconds") && t.maxDelay <= t.interval {
		r.fail(at+"/MaxDelaySeconds", "MaxDelaySeconds must be greater than IntervalSeconds")
	}
	return t
}

func (r *aslReader) catcher(n *node, at string, last bool) catcher {
	var c catcher
	r.fields(n, at, []string{"ErrorEquals", "Next"}, map[string]func(*node, string){
		"Comment":     r.comment,
		"ErrorEquals": func(n *node, at string) { c.errors = r.errorEquals(n, at, last) },
		"Next":        func(n *node, at string) { c.next = r.text(n, at) },
	})
	return c
}

func (r *aslReader) errorEquals(n *node, at string, last bool) []string {
	var names []string
	r.each(n, at, func(n *node, at string, _ bool) { names = append(names, r.text(n, at)) })
	if n.kind == arrayNode && len(names) == 0 {
		r.fail(at, "Array must have at least 1 items")
	}
	for _, name := range names {
		if name == errAll && (len(names) > 1 || !last) {
			r.fail(at, "%s must appear alone and in the last entry", errAll)
		}
	}
	return names
}

// transitions checks that every target exists, and every state is one.
func (r *aslReader) transitions(d *definition, root *node) {
	reached := map[string]bool{}
	target := func(name, at string) {
		s := d.states[name]
		switch {
		case s == nil:
			r.note("MISSING_TRANSITION_TARGET", at, "Missing 'Next' target: %s", name)
		case s.kind == "Task" && at != "/StartAt":
			r.fail(at, "A loop is not supported by the local service")
		}
		reached[name] = true
	}
	target(d.startAt, "/StartAt")
	for _, name := range root.get("States").names() {
		s, at := d.states[name], "/States/"+name
		if s.kind != "Task" {
			continue
		}
		if s.next != "" {
			target(s.next, at+"/Next")
		}
		for i, c := range s.catch {
			target(c.next, fmt.Sprintf("%s/Catch[%d]/Next", at, i))
		}
	}
	for _, name := range root.get("States").names() {
		if !reached[name] {
			r.note("MISSING_TRANSITION_TARGET", "/States/"+name, "State %q is not reachable.", name)
		}
	}
}
