package awsclient

import (
	"errors"

	"github.com/aws/smithy-go"

	"github.com/actgen/actgen/runtime"
)

// shared are the error codes of any AWS service that mean more than "try
// again".
var shared = map[string]runtime.Class{
	"BandwidthLimitExceeded":                 runtime.Throttled,
	"LimitExceededException":                 runtime.Throttled,
	"ProvisionedThroughputExceededException": runtime.Throttled,
	"RequestLimitExceeded":                   runtime.Throttled,
	"RequestThrottled":                       runtime.Throttled,
	"RequestThrottledException":              runtime.Throttled,
	"SlowDown":                               runtime.Throttled,
	"Throttling":                             runtime.Throttled,
	"ThrottlingException":                    runtime.Throttled,
	"ThrottledException":                     runtime.Throttled,
	"TooManyRequestsException":               runtime.Throttled,

	"ExpiredToken":          runtime.Expired,
	"ExpiredTokenException": runtime.Expired,
	"RequestExpired":        runtime.Expired,

	"AccessDenied":                runtime.Denied,
	"AccessDeniedException":       runtime.Denied,
	"IncompleteSignature":         runtime.Denied,
	"InvalidAccessKeyId":          runtime.Denied,
	"InvalidClientTokenId":        runtime.Denied,
	"InvalidSignatureException":   runtime.Denied,
	"MissingAuthenticationToken":  runtime.Denied,
	"NotAuthorized":               runtime.Denied,
	"OptInRequired":               runtime.Denied,
	"SignatureDoesNotMatch":       runtime.Denied,
	"UnrecognizedClientException": runtime.Denied,

	"ValidationError":     runtime.Refused,
	"ValidationException": runtime.Refused,
}

// Classify says what an error means: by own, the codes of the service's API,
// then by the codes that every service has. What has no code, such as a broken
// connection, is transient, and so is what has an unknown one.
func Classify(err error, own map[string]runtime.Class) runtime.Class {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return runtime.Transient
	}
	if class, ok := own[api.ErrorCode()]; ok {
		return class
	}
	return shared[api.ErrorCode()]
}
