package local

import (
	"fmt"
	"net/http"
	"strings"
)

// The name spaces of error shapes on the wire. SDKs look only at the name
// behind the '#'.
const (
	serviceErrors  = "com.amazonaws.swf.service.v2.model#"
	validateErrors = "com.amazon.coral.validate#"
	protocolErrors = "com.amazon.coral.service#"
)

// apiError is an error as the service sends it.
type apiError struct {
	status  int
	kind    string
	message string
}

func (e *apiError) Error() string {
	_, name, _ := strings.Cut(e.kind, "#")
	return name + ": " + e.message
}

// fault is one of the exceptions that the service's API names.
func fault(name, format string, args ...any) *apiError {
	return &apiError{http.StatusBadRequest, serviceErrors + name, fmt.Sprintf(format, args...)}
}

// protocolFault is an error of the layer below the operations.
func protocolFault(status int, name, format string, args ...any) *apiError {
	return &apiError{status, protocolErrors + name, fmt.Sprintf(format, args...)}
}

// invalidParameters is the answer to parameters that break the API model.
func invalidParameters(violations []string) *apiError {
	noun := "errors"
	if len(violations) == 1 {
		noun = "error"
	}
	message := fmt.Sprintf("%d validation %s detected: %s", len(violations), noun, strings.Join(violations, "; "))
	return &apiError{http.StatusBadRequest, validateErrors + "ValidationException", message}
}

// notOffered refuses a parameter that the real service knows.
func notOffered(what string) *apiError {
	return fault("ValidationException", "%s: not offered by the local service", what)
}

func activityDoesNotExist(arn string) *apiError {
	return fault("ActivityDoesNotExist", "Activity Does Not Exist: '%s'", arn)
}

func machineDoesNotExist(arn string) *apiError {
	return fault("StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'", arn)
}

func executionDoesNotExist(arn string) *apiError {
	return fault("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'", arn)
}

func invalidArn(format string, args ...any) *apiError {
	return fault("InvalidArn", "Invalid Arn: '%s'", fmt.Sprintf(format, args...))
}

func invalidToken() *apiError {
	return fault("InvalidToken", "Invalid Token: 'Invalid token'")
}
