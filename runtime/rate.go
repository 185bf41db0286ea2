package runtime

import (
	"sync"
	"time"
)

// bucket bounds a rate: it holds tokens for up to a second's worth of calls, but
// at least one, and is full at first. A nil bucket bounds nothing.
type bucket struct {
	rate float64 // tokens per second
	size float64

	mu     sync.Mutex
	tokens float64
	filled time.Time
}

// newBucket returns nil for rate 0.
func newBucket(rate float64) *bucket {
	if rate == 0 {
		return nil
	}
	size := max(1, rate)
	return &bucket{rate: rate, size: size, tokens: size}
}

// take takes a token, or returns how long it takes until there is one.
func (b *bucket) take(now time.Time) (wait time.Duration) {
	if b == nil {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.filled.IsZero() {
		b.tokens = min(b.size, b.tokens+now.Sub(b.filled).Seconds()*b.rate)
	}
	b.filled = now
	if b.tokens >= 1 {
		b.tokens--
		return 0
	}
	// One nanosecond more, since the division rounds down.
	return time.Duration((1-b.tokens)/b.rate*float64(time.Second)) + 1
}
