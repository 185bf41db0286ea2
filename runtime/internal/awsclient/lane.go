package awsclient

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// idleConns is how many idle connections a lane keeps. With the default of 10,
// a hundred pollers open four connections for one that they reuse. No worker
// has more pollers than the 1,000 that Step Functions takes for an activity,
// and what stays idle is closed after 90 s.
const idleConns = 2_000

// Lane returns cfg as the client of one lane wants it: with connections of its
// own, without timeouts and without retries. A poll takes as long as it takes,
// and what is repeated, and when, is the worker's business.
func Lane(cfg aws.Config) aws.Config {
	cfg = cfg.Copy()
	cfg.RetryMode, cfg.RetryMaxAttempts = "", 0
	cfg.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	cfg.HTTPClient = &ownBody{next: httpClient(cfg.HTTPClient)}
	return cfg
}

// httpClient returns a client with connections of its own and without timeouts:
// each call has the deadline of its context. A client that isn't the SDK's own
// is used as it is.
func httpClient(configured aws.HTTPClient) aws.HTTPClient {
	if configured == nil {
		configured = awshttp.NewBuildableClient()
	}
	client, ok := configured.(*awshttp.BuildableClient)
	if !ok {
		return configured
	}
	return client.WithTimeout(0).WithReadTimeout(0).WithTransportOptions(func(t *http.Transport) {
		t.MaxIdleConns = 0
		t.MaxIdleConnsPerHost = max(t.MaxIdleConnsPerHost, idleConns)
		t.MaxConnsPerHost = 0
	})
}

// Renewal returns what drops the credentials that cfg keeps, so that the next
// call asks for new ones.
func Renewal(cfg aws.Config) func() {
	if cache, ok := cfg.Credentials.(interface{ Invalidate() }); ok {
		return cache.Invalidate
	}
	return func() {}
}
