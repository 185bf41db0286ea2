package awsclient

import (
	"bytes"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// ownBody gives net/http a request body that nobody else has. The SDK closes
// the body that it made when the response's headers arrive. Where a server
// answers at once, net/http may not have seen that body's end by then; it takes
// the early end for a failed request and drops the connection, with the
// response, and the task in it.
type ownBody struct {
	next aws.HTTPClient
}

// Do is part of aws.HTTPClient.
func (c *ownBody) Do(req *http.Request) (*http.Response, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return c.next.Do(req)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, fmt.Errorf("read request body: %w", err)
	}
	own := req.WithContext(req.Context())
	own.ContentLength = int64(len(body))
	own.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	own.Body = io.NopCloser(bytes.NewReader(body))
	return c.next.Do(own)
}
