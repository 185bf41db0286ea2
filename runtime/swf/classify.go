package swf

import (
	"errors"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/internal/awsclient"
)

// classes are the error codes of the service's API that mean more than "try
// again", in the order of its model.
var classes = map[string]runtime.Class{
	"LimitExceededFault":         runtime.Limited,
	"OperationNotPermittedFault": runtime.Denied,
	"UnknownResourceFault":       runtime.Closed,
}

// Classify is part of runtime.Service. What has no code of the service's, such
// as a broken connection, is transient, and so is what has an unknown one.
//
// UnknownResourceFault has two meanings: of a task, that it is closed; of a
// poll, which names no task, that there is no such domain.
func (s *Service) Classify(err error) runtime.Class {
	class := awsclient.Classify(err, classes)
	var poll *pollError
	if class == runtime.Closed && errors.As(err, &poll) {
		return runtime.Missing
	}
	return class
}

// pollError marks an error as that of a poll.
type pollError struct{ err error }

func (e *pollError) Error() string { return e.err.Error() }
func (e *pollError) Unwrap() error { return e.err }
