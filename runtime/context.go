package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"time"
)

// Info is what a handler can know of the task that it runs.
type Info struct {
	// Activity is the activity's name.
	Activity string
	// Task is a short hash of the task's token: the same in every line that
	// the worker logs about the task.
	Task string
	// Queue is the name of the queue that the task came from.
	Queue string
	// Received is when the task was handed over. When it has to be done,
	// where that is known, is the context's Deadline.
	Received time.Time
	// Data is what else the service says of the task; the service's package
	// offers it typed. nil: nothing.
	Data any
}

type contextKey struct{}

// scope is what a handler's context carries.
type scope struct {
	info   Info
	logger *slog.Logger
	task   *task
	job    *job
}

func scopeFrom(ctx context.Context) *scope {
	s, _ := ctx.Value(contextKey{}).(*scope)
	return s
}

// InfoFrom returns what is known of the task that ctx belongs to. ok is false
// outside a handler.
func InfoFrom(ctx context.Context) (info Info, ok bool) {
	if s := scopeFrom(ctx); s != nil {
		return s.info, true
	}
	return Info{}, false
}

// LoggerFrom returns a logger that names the activity and the task; outside a
// handler it is slog.Default().
func LoggerFrom(ctx context.Context) *slog.Logger {
	if s := scopeFrom(ctx); s != nil {
		return s.logger
	}
	return slog.Default()
}

// TokenFrom returns the token of the task that ctx belongs to, with which
// another process can complete it: see [ErrPending] and [Completion]. ok is
// false outside a handler. The token is a secret that may be valid for up to a
// year; who has it can end the task. It is in no log, and nowhere else in the
// context.
func TokenFrom(ctx context.Context) (token string, ok bool) {
	s := scopeFrom(ctx)
	if s == nil {
		return "", false
	}
	s.task.giveToken()
	return s.task.Token, true
}

// Alive says that the handler that ctx belongs to gets on, where it has a
// longest silence ([WithMaxSilence]); a report of progress says it too. Outside
// a handler it does nothing. Safe for use by several goroutines.
func Alive(ctx context.Context) {
	if s := scopeFrom(ctx); s != nil {
		s.task.sign()
	}
}

// hashToken makes the name of a task that logs may hold: a token is a secret
// and may be valid for up to a year.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:6])
}
