package local

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// The resource types of this service's ARNs.
const (
	activityType  = "activity"
	machineType   = "stateMachine"
	executionType = "execution"
)

// ActivityARN returns the ARN that an activity of this name has, whether it
// exists or not.
func (s *Service) ActivityARN(name string) string { return s.arn(activityType, name) }

// StateMachineARN returns the ARN that a state machine of this name has,
// whether it exists or not.
func (s *Service) StateMachineARN(name string) string { return s.arn(machineType, name) }

func (s *Service) arn(resource, name string) string {
	return "arn:aws:states:" + s.region + ":" + s.account + ":" + resource + ":" + name
}

// checkARN reports what makes arn no ARN of that type of resource. An ARN of
// another account or region is fine: its resource does not exist here.
func checkARN(arn, resource string) error {
	parts := strings.SplitN(arn, ":", 7)
	switch {
	case parts[0] != "arn":
		return invalidArn("Invalid ARN prefix: %s", arn)
	case len(parts) < 7 || parts[1] == "" || parts[2] != "states" || parts[6] == "":
		return invalidArn("Invalid ARN: %s", arn)
	case parts[5] != resource:
		return invalidArn("Resource type not valid in this context: %s", parts[5])
	}
	return nil
}

// checkName applies the rule for the names of activities, state machines and
// executions. Their length is checked with the other parameters.
func checkName(name string) error {
	if strings.ContainsFunc(name, forbidden) {
		return fault("InvalidName", "Invalid Name: '%s'", name)
	}
	return nil
}

// forbidden is the list of the API reference of CreateActivity.
func forbidden(r rune) bool {
	switch {
	case r <= 0x20, r >= 0x7f && r <= 0x9f: // control characters and the blank
		return true
	case r == 0xa0, r == 0x1680, r >= 0x2000 && r <= 0x200a, r == 0x2028, r == 0x2029, r == 0x202f, r == 0x205f, r == 0x3000:
		return true // the other white space of Unicode
	case r == 0xfffe, r == 0xffff, r == 0x10ffff:
		return true
	}
	return strings.ContainsRune("<>{}[]?*\"#%\\^|~`$&,;:/", r)
}

// newUUID returns a random UUID, as the service uses for request ids, revisions
// and executions without a name.
func newUUID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails, see crypto/rand
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
