package swf

import (
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/swf/types"
)

// DriftError says that something is registered otherwise than it is defined.
// What is registered never changes, so it is refused: a worker that goes by
// other timeouts than the service loses tasks.
type DriftError struct {
	// Resource that is registered: "activity type ChargeCard/3 in domain shop".
	Resource string
	// Differences between the two, at least one.
	Differences []Difference
	// Remedy is what to do: "give it a new version".
	Remedy string
}

// Difference is a field that is registered otherwise than it is defined.
type Difference struct {
	// Field in words: "heartbeat timeout".
	Field string
	// Registered and Defined are its values as the service writes them, "unset"
	// where there is none.
	Registered, Defined string
}

// Error lists the differences.
func (e *DriftError) Error() string {
	var list []string
	for _, d := range e.Differences {
		list = append(list, fmt.Sprintf("%s is registered as %s, defined as %s", d.Field, d.Registered, d.Defined))
	}
	return fmt.Sprintf("%s is not what is defined: %s; %s", e.Resource, strings.Join(list, "; "), e.Remedy)
}

// compare notes a field if it differs.
func (e *DriftError) compare(field, registered, defined string) {
	if registered != defined {
		e.Differences = append(e.Differences, Difference{field, registered, defined})
	}
}

// compareStatus notes that the resource is deprecated, if it is.
func (e *DriftError) compareStatus(status types.RegistrationStatus) {
	e.compare("status", string(status), string(types.RegistrationStatusRegistered))
}

// compareConfig notes what differs in the defaults of a type. Priorities are
// left out: definitions have none.
func (e *DriftError) compareConfig(registered, defined PartialTaskConfig) {
	list := func(name string) string {
		if name == "" {
			return Timeout{}.String()
		}
		return fmt.Sprintf("%q", name)
	}
	e.compare("task list", list(registered.TaskList), list(defined.TaskList))
	want := defined.timeouts()
	for i, got := range registered.timeouts() {
		e.compare(got.name, got.value.String(), want[i].value.String())
	}
}

// orNil is e as an error; nil where nothing differs.
func (e *DriftError) orNil() error {
	if len(e.Differences) == 0 {
		return nil
	}
	return e
}
