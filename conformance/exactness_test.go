package conformance

import (
	"encoding/json"
	"testing"
)

// TestExactness holds docs/exactness.md against generated code.
func TestExactness(t *testing.T) {
	t.Parallel()
	s := &suite{}
	for i, tt := range []struct {
		draft, schema, document string
		accepted                bool
	}{
		{"draft2020-12", `{"type": "integer"}`, `9223372036854775808`, false},
		{"draft2020-12", `{"type": "integer"}`, `9223372036854775807`, true},
		{"draft2020-12", `{"type": "number"}`, `1e400`, false},
		{"draft2020-12", `{}`, `{"a": 1, "a": 2}`, false},
		{"draft2020-12", `{}`, `"\ud800"`, false},
		{"draft4", `{"type": "integer"}`, `1.0`, true},
		{"draft2020-12", `{"type": "string", "format": "date"}`, `"no date"`, true},
		{"draft7", `{"type": "string", "format": "date"}`, `"no date"`, false},
		{"draft2020-12", `{"minimum": 3}`, `"x"`, true},
	} {
		s.groups = append(s.groups, &group{
			draft: tt.draft, file: "exactness.json", index: i, Description: "docs/exactness.md", Schema: json.RawMessage(tt.schema),
			Tests: []*document{{Data: json.RawMessage(tt.document), Valid: tt.accepted}},
		})
	}
	differences(t, s)
}
