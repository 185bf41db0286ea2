package local

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxBody bounds a request. The largest legal one is CreateStateMachine with a
// definition of 1,048,576 characters, each of which JSON may write in six.
const maxBody = 8 << 20

const contentType = "application/x-amz-json-1.0"

// operation is one call of the API: parameters in, an answer for encoding/json
// or an *apiError out. It runs with the service locked.
type operation func(s *Service, ctx context.Context, p *params) (any, error)

// ServeHTTP answers one call of the AWS JSON 1.0 protocol. Signatures are not
// verified. Where a Fault drops the answer, it panics with
// http.ErrAbortHandler.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	// The body is read to its end before anything else: only then does net/http
	// watch the connection and cancel the context of a poll whose client left,
	// and only then may the connection be used again.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	s.pace(r.Context())
	var answer any
	switch {
	case err != nil:
	case r.URL.Path == faultsPath:
		answer, err = s.serveFaults(r.Method, body)
	default:
		answer, err = s.call(r, body)
	}
	if r.Context().Err() != nil {
		return // nobody reads the answer
	}
	target := r.Header.Get("X-Amz-Target")
	s.log.LogAttrs(r.Context(), slog.LevelDebug, "call", slog.String("target", target),
		slog.Duration("took", time.Since(start)), slog.Any("error", err))
	if errors.Is(err, errDropped) {
		panic(http.ErrAbortHandler)
	}
	reply(w, answer, err)
}

// pace waits out the least time that an answer takes, see Options.Latency.
func (s *Service) pace(ctx context.Context) {
	if s.latency <= 0 {
		return
	}
	timer := time.NewTimer(s.latency)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// call finds the operation and runs it, with the fault that hits it.
func (s *Service) call(r *http.Request, body []byte) (any, error) {
	target := r.Header.Get("X-Amz-Target")
	op, err := find(r, target)
	if err != nil {
		return nil, err
	}
	p, err := parseParams(body)
	if err != nil {
		return nil, err
	}
	_, name, _ := strings.Cut(target, ".")
	f := s.faults.strike(Call{target, name, body})
	if err := s.suffer(r.Context(), f, false); err != nil {
		return nil, err
	}
	ctx := r.Context()
	if f.Deaf {
		ctx = context.WithoutCancel(ctx)
	}
	answer, err := s.perform(ctx, op, p)
	if err := s.suffer(r.Context(), f, true); err != nil {
		return nil, err
	}
	return answer, err
}

// find returns the operation that a request is for.
func find(r *http.Request, target string) (operation, error) {
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost || r.URL.Path != "/":
		return nil, protocolFault(http.StatusNotFound, "UnknownOperationException", "This service answers POST / only")
	case media != contentType:
		return nil, protocolFault(http.StatusNotFound, "UnknownOperationException", "The Content-Type must be %s", contentType)
	}
	op, ok := operations[target]
	if !ok {
		return nil, protocolFault(http.StatusBadRequest, "UnknownOperationException", "The local service has no operation %q", target)
	}
	return op, nil
}

// perform runs an operation with the service locked.
func (s *Service) perform(ctx context.Context, op operation, p *params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, protocolFault(http.StatusServiceUnavailable, "ServiceUnavailable", "The local service is closed")
	}
	return op(s, ctx, p)
}

// reply writes an answer or an error in the service's form.
func reply(w http.ResponseWriter, answer any, err error) {
	status := http.StatusOK
	if err != nil {
		var failure *apiError
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &failure):
		case errors.As(err, &tooLarge):
			failure = protocolFault(http.StatusRequestEntityTooLarge, "RequestEntityTooLargeException",
				"The request is larger than %d bytes", tooLarge.Limit)
		default:
			failure = protocolFault(http.StatusInternalServerError, "InternalFailure", "%v", err)
		}
		status = failure.status
		answer = map[string]string{"__type": failure.kind, "message": failure.message}
	}
	text := encode(answer)
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Content-Length", strconv.Itoa(len(text)))
	header.Set("X-Amzn-Requestid", newUUID())
	w.WriteHeader(status)
	_, _ = w.Write(text) // it fails only when the client is gone
}

// empty is the answer of Step Functions' operations that return nothing.
type empty struct{}

// nothing is that of SWF's: no body at all.
type nothing struct{}

func encode(answer any) []byte {
	if _, void := answer.(nothing); void {
		return nil
	}
	text, err := json.Marshal(answer)
	if err != nil { // answers are structs of strings and numbers
		panic(err)
	}
	return text
}

// timestamp is a time on the wire: seconds since 1970 with milliseconds.
type timestamp time.Time

func (t timestamp) MarshalJSON() ([]byte, error) {
	seconds := float64(time.Time(t).UnixMilli()) / 1000
	return strconv.AppendFloat(nil, seconds, 'f', 3, 64), nil
}

// stamp is a timestamp that may be absent.
func stamp(t time.Time) *timestamp {
	if t.IsZero() {
		return nil
	}
	return (*timestamp)(&t)
}
