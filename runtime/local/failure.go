package local

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Error names of the Amazon States Language.
const (
	errAll              = "States.ALL"
	errTaskFailed       = "States.TaskFailed"
	errTimeout          = "States.Timeout"
	errHeartbeatTimeout = "States.HeartbeatTimeout"
	errRuntime          = "States.Runtime"
)

// failure is why a task or an execution failed. Both members may be absent.
type failure struct{ name, cause *string }

// output is the input of the state that a Catch leads to.
func (f failure) output() string {
	text, _ := json.Marshal(struct { // two strings never fail
		Error, Cause string
	}{orEmpty(f.name), orEmpty(f.cause)})
	return string(text)
}

// among tells whether an ErrorEquals has this failure.
func (f failure) among(names []string) bool {
	name := orEmpty(f.name)
	timeout := name == errTimeout || name == errHeartbeatTimeout
	return slices.ContainsFunc(names, func(wanted string) bool {
		switch wanted {
		case errAll:
			return true
		case errTimeout:
			return timeout
		case errTaskFailed:
			return !timeout
		}
		return wanted == name
	})
}

// delay is how long to wait before the retry that comes after n others.
func (r retrier) delay(n int64) time.Duration {
	seconds := float64(r.interval) * math.Pow(r.backoff, float64(n))
	seconds = min(seconds, float64(r.maxDelay))
	if r.jitter {
		seconds *= rand.Float64()
	}
	return time.Duration(seconds * float64(time.Second))
}
