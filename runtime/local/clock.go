package local

import "time"

// Clock is the time that a Service lives by. Its methods may be called from
// several goroutines at once.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once d has passed, unless stop was called before. It
	// must not wait for f, nor may Now, AfterFunc and stop wait while f runs,
	// as the service calls them with its lock held and f locks it. That f is
	// called although stop was called at the same time does no harm.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

// systemClock is package time, and so a fake clock inside testing/synctest.
type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d, f).Stop
}
