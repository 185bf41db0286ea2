package sfn

import (
	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/internal/awsclient"
)

// classes are the error codes of the service's API that mean more than "try
// again", in the order of its model.
var classes = map[string]runtime.Class{
	"ActivityDoesNotExist":        runtime.Missing,
	"ActivityWorkerLimitExceeded": runtime.Limited,
	"InvalidArn":                  runtime.Missing,
	"InvalidOutput":               runtime.Refused,
	"InvalidToken":                runtime.BadToken,
	"KmsAccessDeniedException":    runtime.KeyFailed,
	"KmsInvalidStateException":    runtime.KeyFailed,
	"KmsThrottlingException":      runtime.Throttled,
	"TaskDoesNotExist":            runtime.Closed,
	"TaskTimedOut":                runtime.Closed,
}

// Classify is part of runtime.Service. What has no code of the service's, such
// as a broken connection, is transient, and so is what has an unknown one.
func (s *Service) Classify(err error) runtime.Class { return awsclient.Classify(err, classes) }
