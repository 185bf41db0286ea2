package schemas_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/schemas"
)

// TestExamples holds that the schema is one, and that its own examples and
// defaults are valid.
func TestExamples(t *testing.T) {
	t.Parallel()
	const name = "activities.schema.json"
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.ExtractAnnotations = true
	c.AssertFormat = true
	if err := c.AddResource(name, strings.NewReader(schemas.Activities())); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compile(name); err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal([]byte(schemas.Activities()), &root); err != nil {
		t.Fatal(err)
	}
	checked := 0
	var walk func(pointer string, v any)
	walk = func(pointer string, v any) {
		object, ok := v.(map[string]any)
		if !ok {
			return
		}
		examples, _ := object["examples"].([]any)
		if value, ok := object["default"]; ok {
			examples = append(examples, value)
		}
		for _, example := range examples {
			checked++
			if err := c.MustCompile(name + "#" + pointer).Validate(example); err != nil {
				t.Errorf("%s: %v", pointer, err)
			}
		}
		if _, ok := object["pattern"]; ok && object["patternErrorMessage"] == nil {
			t.Errorf("%s: a pattern without patternErrorMessage", pointer)
		}
		for k, child := range object {
			walk(pointer+"/"+k, child)
		}
	}
	walk("", root)
	if checked < 10 {
		t.Errorf("only %d examples found", checked)
	}
}
