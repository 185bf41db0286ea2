package definition_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator/definition"
)

// TestProblems has one definition per concern, and all that is said about it.
func TestProblems(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 81)
	tests := map[string]struct{ text, want string }{
		"keys": {`
formt: annotate
activities:
  A:
    inputs: in.json
    output: true
    whatever: 1
    swf: {versoin: "1"}
`, `
activities.yaml:2:1: #/formt: unknown key "formt"; did you mean "format"? (known here: activities, format, package)
activities.yaml:5:5: #/activities/A: the key "input" is missing (such as "schemas/order.json")
activities.yaml:5:5: #/activities/A/inputs: unknown key "inputs"; did you mean "input"? (known here: description, errors, heartbeat, input, output, progress, stepFunctions, swf, timeout)
activities.yaml:7:5: #/activities/A/whatever: unknown key "whatever" (known here: description, errors, heartbeat, input, output, progress, stepFunctions, swf, timeout)
activities.yaml:8:10: #/activities/A/swf: the key "version" is missing (such as "3")
activities.yaml:8:11: #/activities/A/swf/versoin: unknown key "versoin"; did you mean "version"? (known here: name, scheduleToClose, scheduleToStart, taskList, version)
`},
		"types": {`
package: 1
format: maybe
activities:
  A: true
  B:
    input: 3
    output:
    timeout: 5
    errors: {E: 1, F: {retry: {attempts: 1.5}}}
`, `
activities.yaml:2:10: #/package: must be a string (such as "orders"), not a number
activities.yaml:3:9: #/format: must be "assert" or "annotate", not "maybe"
activities.yaml:5:6: #/activities/A: must be an object, not a boolean
activities.yaml:7:12: #/activities/B/input: must be a string, an object or a boolean (such as "schemas/order.json"), not a number
activities.yaml:8:12: #/activities/B/output: must be a string, an object or a boolean (such as "schemas/order.json"), not null
activities.yaml:9:14: #/activities/B/timeout: must be a string (such as "30s"), not a number
activities.yaml:10:17: #/activities/B/errors/E: must be an object or null, not a number
activities.yaml:10:42: #/activities/B/errors/F/retry/attempts: must be an integer (such as 3), not a number
`},
		"nothing":       {"activities: {}", "\nactivities.yaml:1:13: #/activities: must not be empty\n"},
		"no activities": {"package: a", "\nactivities.yaml:1:1: #: the key \"activities\" is missing\n"},
		"no object":     {"- a", "\nactivities.yaml:1:1: #: must be an object, not an array\n"},
		"no YAML":       {"a: [", "\nactivities.yaml:1:1: #: invalid YAML: did not find expected node content\n"},
		"same activity": {"activities:\n  A: {input: true, output: true}\n  A: {input: true, output: true}\n", `
activities.yaml:3:3: #/activities/A: "A" stands twice in this object; the first is on line 2
`},
		"names": {`
package: func
activities:
  chargeCard: {input: true, output: true}
  Charge-Card: {input: true, output: true}
  ChargeCard: {input: none.json, output: true}
`, `
activities.yaml:2:10: #/package: must not be the Go keyword "func"
activities.yaml:4:3: #/activities/chargeCard: an activity's name must be an exported Go identifier, such as ChargeCard, not "chargeCard"
activities.yaml:5:3: #/activities/Charge-Card: an activity's name must be an exported Go identifier, such as ChargeCard, not "Charge-Card"
activities.yaml:6:23: #/activities/ChargeCard/input: schema file none.json: no such file
`},
		"package": {"package: a-b\nactivities: {A: {input: true, output: true}}", "\nactivities.yaml:1:10: #/package: must be a Go package name, not \"a-b\"\n"},
		"schemas": {`
activities:
  A: {input: none.json, output: schemas}
  B: {input: "https://example.com/a.json", output: "#/x"}
  C: {input: /in.json, output: '..\in.json'}
  D: {input: "", output: "in.json#/no/matter"}
`, `
activities.yaml:3:14: #/activities/A/input: schema file none.json: no such file
activities.yaml:3:33: #/activities/A/output: schema file schemas is a folder
activities.yaml:4:14: #/activities/B/input: must be a file: schemas are not loaded from the network; keep a copy beside the definition
activities.yaml:4:52: #/activities/B/output: must name a file before the #
activities.yaml:5:14: #/activities/C/input: must be a path from the folder of the definition, not an absolute one
activities.yaml:5:32: #/activities/C/output: must have / between folders, not \
activities.yaml:6:14: #/activities/D/input: must not be empty (such as "schemas/order.json")
`},
		"durations": {`
activities:
  A: {input: true, output: true, heartbeat: 30s, timeout: 30s}
  B: {input: true, output: true, heartbeat: 1500ms, timeout: 1.5s}
  C: {input: true, output: true, heartbeat: 0s, timeout: 99999999999h}
  D: {input: true, output: true, heartbeat: -5s, timeout: 100000000s}
  E: {input: true, output: true, heartbeat: 99999998s, timeout: 99999999s}
  F: {input: true, output: true, swf: {version: "1", scheduleToStart: NONE, scheduleToClose: 1d}}
`, `
activities.yaml:3:45: #/activities/A/heartbeat: must be less than the timeout, 30s
activities.yaml:4:45: #/activities/B/heartbeat: must be a duration such as 30s, 5m or 1h30m, not "1500ms"
activities.yaml:4:62: #/activities/B/timeout: must be whole seconds, as the services count them, not 1.5s
activities.yaml:5:45: #/activities/C/heartbeat: must be at least 1s, not 0s
activities.yaml:5:58: #/activities/C/timeout: must be at most 99999999s, not 99999999999h
activities.yaml:6:45: #/activities/D/heartbeat: must be a duration such as 30s, 5m or 1h30m, not "-5s"
activities.yaml:6:59: #/activities/D/timeout: must be at most 99999999s, not 100000000s
activities.yaml:8:71: #/activities/F/swf/scheduleToStart: must be a duration such as 30s, 5m or 1h30m, not "NONE"
activities.yaml:8:94: #/activities/F/swf/scheduleToClose: must be a duration such as 30s, 5m or 1h30m, not "1d"
`},
		"Step Functions": {`
activities:
  A: {input: true, output: true, stepFunctions: {name: a b}}
  B: {input: true, output: true, stepFunctions: {name: ` + long + `}}
  C: {input: true, output: true, stepFunctions: {name: D}}
  D: {input: true, output: true}
  E` + long + `: {input: true, output: true}
`, `
activities.yaml:3:56: #/activities/A/stepFunctions/name: must have no white space, no control character and none of <>{}[]?*"#%\^|~` + "`" + `$&,;:/, not "a b"
activities.yaml:4:56: #/activities/B/stepFunctions/name: must be at most 80 characters long, not 81
activities.yaml:6:3: #/activities/D: Step Functions name "D" is taken by the activity on line 5
activities.yaml:7:3: #/activities/E` + long + `: the name is longer than Step Functions allows (80 characters); set stepFunctions: {name: ...}
`},
		"SWF": {`
activities:
  A: {input: true, output: true, swf: {name: arn, version: "1:2", taskList: " x"}}
  B: {input: true, output: true, swf: {name: X, version: "1"}}
  C: {input: true, output: true, swf: {name: X, version: "1"}}
  D: {input: true, output: true, swf: {name: X, version: "` + long + `"}}
  E: {input: true, output: true, swf: {name: "", version: ""}}
`, `
activities.yaml:3:46: #/activities/A/swf/name: must not be "arn"
activities.yaml:3:60: #/activities/A/swf/version: must have no white space at its ends, no control character and none of : / |, not "1:2"
activities.yaml:3:77: #/activities/A/swf/taskList: must have no white space at its ends, no control character and none of : / |, not " x"
activities.yaml:5:39: #/activities/C/swf: SWF name "X" with version "1" is taken by the activity on line 4
activities.yaml:6:58: #/activities/D/swf/version: must be at most 64 characters long, not 81
activities.yaml:7:46: #/activities/E/swf/name: must not be empty
activities.yaml:7:59: #/activities/E/swf/version: must not be empty
`},
		"errors": {`
activities:
  A:
    input: true
    output: true
    errors:
      Card Declined: {}
      States.Timeout:
      actgen.Panic: {details: none.json}
      E: {retry: {attempts: -1, backoff: 0.5, interval: 0s, maxDelay: 31622400s}}
      F: {retry: {attempts: 100000000, intervall: 1s}}
`, `
activities.yaml:7:7: #/activities/A/errors/Card%20Declined: an error's name must begin with a letter and go on with letters, digits, _ . or -, such as CardDeclined, not "Card Declined"
activities.yaml:8:7: #/activities/A/errors/States.Timeout: error names that begin with "States." are not for activities to declare
activities.yaml:9:7: #/activities/A/errors/actgen.Panic: error names that begin with "actgen." are not for activities to declare
activities.yaml:9:31: #/activities/A/errors/actgen.Panic/details: schema file none.json: no such file
activities.yaml:10:29: #/activities/A/errors/E/retry/attempts: must be at least 0, not -1
activities.yaml:10:42: #/activities/A/errors/E/retry/backoff: must be at least 1, not 0.5
activities.yaml:10:57: #/activities/A/errors/E/retry/interval: must be at least 1s, not 0s
activities.yaml:10:71: #/activities/A/errors/E/retry/maxDelay: must be at most 31622399s, not 31622400s
activities.yaml:11:29: #/activities/A/errors/F/retry/attempts: must be at most 99999999, not 100000000
activities.yaml:11:40: #/activities/A/errors/F/retry/intervall: unknown key "intervall"; did you mean "interval"? (known here: attempts, backoff, interval, maxDelay)
`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fsys := files("activities.yaml", tt.text, "in.json", "{}", "schemas/a.json", "{}")
			_, problems := definition.Load(fsys, "orders")
			if diff := cmp.Diff(tt.want, "\n"+lines(problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTwoDefinitions(t *testing.T) {
	t.Parallel()
	def, problems := definition.Load(files("activities.yaml", "a", "activities.json", "{}"), "orders")
	if got, want := lines(problems), "activities.json: activities.yaml is there, too; keep one of them\n"; def != nil || got != want {
		t.Errorf("got %v %s", def, got)
	}
}

// TestPartial holds that a definition with problems still leads to all of its
// schemas, so that they can be checked in the same run.
func TestPartial(t *testing.T) {
	t.Parallel()
	def, problems := definition.Load(fstest.MapFS{
		"activities.yaml": {Data: []byte("activities:\n  chargeCard: {input: none.json, output: in.json}\n  B: {output: in.json, progress: 3}\n")},
		"in.json":         {Data: []byte("{}")},
	}, "orders")
	if len(problems) != 4 || len(def.Activities) != 2 {
		t.Fatalf("got %v", problems)
	}
	for i, name := range []string{"ChargeCard", "B"} {
		a := def.Activities[i]
		if a.Name != name || a.Input.Inline.JSON() != "true" || a.Output.File != "in.json" {
			t.Errorf("got %+v", a)
		}
	}
}
