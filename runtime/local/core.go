package local

import (
	"crypto/rand"
	"encoding/base64"
	"log/slog"
	"sync"
	"time"
)

// core is what the two services have in common: the lock, the time, the order
// in which things were made. Neither sees the other's state.
type core struct {
	region, account string
	hold, latency   time.Duration
	clock           Clock
	log             *slog.Logger
	closing         chan struct{} // closed by Service.Close

	mu      sync.Mutex // guards all below, the state of both services, and what these point to
	closed  bool
	created int64 // resources so far: their order in lists
}

// after calls f with the service locked once d has passed, unless it is closed
// by then. As the call may have been stopped too late, f has to look whether
// it is still wanted.
func (c *core) after(d time.Duration, f func()) (stop func() bool) {
	return c.clock.AfterFunc(d, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.closed {
			f()
		}
	})
}

// next numbers a new resource.
func (c *core) next() int64 {
	c.created++
	return c.created
}

// tokenBytes makes task tokens unguessable, and long enough for users to notice
// where they do not fit: the real ones have several hundred characters.
const tokenBytes = 192

// newToken returns a task token.
func newToken() string {
	secret := make([]byte, tokenBytes)
	rand.Read(secret) // never fails, see crypto/rand
	return base64.StdEncoding.EncodeToString(secret)
}

// isToken tells whether text has the form of a task token.
func isToken(text string) bool {
	secret, err := base64.StdEncoding.DecodeString(text)
	return err == nil && len(secret) == tokenBytes
}
