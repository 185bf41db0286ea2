package local

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const schemaFailed = "SCHEMA_VALIDATION_FAILED"

// aslReader reads the values of a definition and notes what is wrong with
// them, each with its place. A value that is wrong reads as zero.
type aslReader struct{ problems []diagnostic }

func (r *aslReader) note(code, at, format string, args ...any) {
	r.problems = append(r.problems, diagnostic{"ERROR", code, fmt.Sprintf(format, args...), at})
}

func (r *aslReader) fail(at, format string, args ...any) { r.note(schemaFailed, at, format, args...) }

// fields reads the members of an object in the order of the text. A nil map
// accepts all of them.
func (r *aslReader) fields(n *node, at string, required []string, known map[string]func(*node, string)) {
	if n.kind != objectNode {
		r.fail(at, "Value must be an object")
		return
	}
	required = slices.DeleteFunc(slices.Clone(required), n.has)
	if len(required) > 0 {
		r.fail(orRoot(at), "These fields are required: [%s]", strings.Join(required, ", "))
	}
	seen := map[string]bool{}
	for _, m := range n.members {
		at := at + "/" + m.name
		read, ok := known[m.name]
		switch {
		case seen[m.name]:
			r.fail(at, "Duplicate field '%s'", m.name)
		case known != nil && !ok && aslFields[m.name]:
			r.fail(at, "Field '%s' is not supported here by the local service", m.name)
		case known != nil && !ok:
			r.fail(at, "Field '%s' is not supported", m.name)
		case ok:
			read(m.value, at)
		}
		seen[m.name] = true
	}
}

// aslFields are fields of the language that this service lacks, or has
// elsewhere only.
var aslFields = map[string]bool{
	"InputPath": true, "OutputPath": true, "Parameters": true, "ResultSelector": true, "ResultPath": true,
	"Arguments": true, "Output": true, "Assign": true, "Credentials": true, "Result": true, "Next": true,
	"TimeoutSecondsPath": true, "HeartbeatSecondsPath": true, "ErrorPath": true, "CausePath": true,
	"Retry": true, "Catch": true,
}

// each reads the items of an array.
func (r *aslReader) each(n *node, at string, read func(n *node, at string, last bool)) {
	if n.kind != arrayNode {
		r.fail(at, "Value must be an array")
		return
	}
	for i, item := range n.items {
		read(item, fmt.Sprintf("%s[%d]", at, i), i == len(n.items)-1)
	}
}

func (r *aslReader) text(n *node, at string) string {
	text, ok := n.value.(string)
	if !ok {
		r.fail(at, "Value must be a string")
	}
	return text
}

func (r *aslReader) optional(n *node, at string) *string {
	text := r.text(n, at)
	return &text
}

func (r *aslReader) comment(n *node, at string) { r.text(n, at) }

func (r *aslReader) end(n *node, at string) {
	if n.value != true {
		r.fail(at, "Value must be true")
	}
}

// exactly reads one of a set of words.
func (r *aslReader) exactly(n *node, at string, words ...string) string {
	text, ok := n.value.(string)
	if !ok || !slices.Contains(words, text) {
		r.fail(at, "Value must be one of: [%s]", strings.Join(words, ", "))
	}
	return text
}

func (r *aslReader) integer(n *node, at string, min, max int64) int64 {
	number, ok := n.value.(json.Number)
	value, err := strconv.ParseInt(number.String(), 10, 64)
	if !ok || err != nil || value < min || value > max {
		r.fail(at, "Value must be an integer from %d to %d", min, max)
		return min
	}
	return value
}

func (r *aslReader) atLeastOne(n *node, at string) float64 {
	number, ok := n.value.(json.Number)
	value, err := number.Float64()
	if !ok || err != nil || value < 1 {
		r.fail(at, "Value must be a number of at least 1.0")
		return 1
	}
	return value
}

func orRoot(at string) string {
	if at == "" {
		return "/"
	}
	return at
}

// get returns a member of an object, or nil.
func (n *node) get(name string) *node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

func (n *node) has(name string) bool { return n.get(name) != nil }

func (n *node) names() []string {
	names := make([]string, len(n.members))
	for i, m := range n.members {
		names[i] = m.name
	}
	return names
}
