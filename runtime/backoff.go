package runtime

import "time"

// jitter is a backoff with full jitter: the n-th pause is anything from least up
// to first * 2^n, but no more than most.
type jitter struct {
	least, first, most time.Duration
}

var (
	// pollBackoff follows polls that failed.
	pollBackoff = jitter{first: 500 * time.Millisecond, most: 30 * time.Second}
	// limitBackoff follows ActivityWorkerLimitExceeded and its like.
	limitBackoff = jitter{least: time.Second, first: 4 * time.Second, most: time.Minute}
	// slowBackoff follows what only an operator can mend.
	slowBackoff = jitter{least: time.Second, first: 4 * time.Second, most: 20 * time.Second}
	// reportBackoff follows reports that failed. A caller waits for it.
	reportBackoff = jitter{least: 50 * time.Millisecond, first: 400 * time.Millisecond, most: 10 * time.Second}
)

// pause returns the pause after failure n, counted from 0. random is in [0, 1).
func (j jitter) pause(n int, random float64) time.Duration {
	limit := min(j.first<<min(n, 16), j.most)
	return max(j.least, time.Duration(float64(limit)*random))
}
