package runtime_test

import (
	"strings"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
)

// TestFailureMode holds the ways in which workers lose or spoil tasks, and what
// prevents each.
func TestFailureMode(t *testing.T) {
	for _, mode := range []struct {
		failure string
		tests   map[string]func(*testing.T)
	}{
		{"poll cancelled at shutdown", map[string]func(*testing.T){
			"open polls are waited for":            testStopWaitsForOpenPolls,
			"task that arrives too late is failed": testLateTask,
		}},
		{"grace shorter than the hold", map[string]func(*testing.T){
			"said at start":             testStartSaysWhatStopTakes,
			"abandoned poll is counted": testAbandonedPoll,
		}},
		{"task waits locally while its clock runs", map[string]func(*testing.T){
			"poll only for a free slot":      testPollOnlyForFreeSlot,
			"heartbeat starts before decode": testHeartbeatStartsBeforeDecode,
		}},
		{"heartbeats starved behind other calls", map[string]func(*testing.T){
			"a call that hangs holds up no other": testHungHeartbeatHoldsUpNoOther,
		}},
		{"result reported on a cancelled context", map[string]func(*testing.T){
			"report outlives the stop": testReportOutlivesStop,
		}},
		{"report sent twice, heartbeat after the report", map[string]func(*testing.T){
			"ambiguous attempt is named so":      testAmbiguousReport,
			"no beat during or after the report": testNoBeatDuringOrAfterReport,
		}},
		{"worker whose heartbeats all fail", map[string]func(*testing.T){
			"watchdog cancels the handler": testHeartbeatLapse,
		}},
		{"heartbeat hides a handler that hangs", map[string]func(*testing.T){
			"longest silence": testSilence,
		}},
		{"every worker polls at once after an outage", map[string]func(*testing.T){
			"shared backoff, ramped up again": testSharedBackoff,
		}},
		{"handler ignores its context", map[string]func(*testing.T){
			"while the worker runs": testZombie,
			"when the worker stops": testAbandonedHandler,
		}},
		{"oversize result", map[string]func(*testing.T){
			"failed at once": testOversizeResult,
		}},
		{"token in a log", map[string]func(*testing.T){
			"hash instead": testSecretsStayOutOfLogs,
		}},
	} {
		t.Run(mode.failure, func(t *testing.T) {
			for name, test := range mode.tests {
				t.Run(name, test)
			}
		})
	}
}

// A result that the service wouldn't take looks like a running task until it
// times out: it is measured, and a failure is reported at once.
func testOversizeResult(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := newRig(t, runtime.Options{})
		runtime.Register(r.worker, beating("Echo", 30*time.Second), echo)
		r.start()
		task := r.service.Send("Echo", strings.Repeat("x", 262_145))
		r.wantFailure(task, runtime.NameOutputTooLarge, "262145 bytes, the service takes 262144")
		if took := time.Since(task.Started()); took != 0 {
			t.Errorf("reported after %v", took)
		}
		r.finish()
	})
}
