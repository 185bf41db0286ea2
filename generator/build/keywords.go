package build

import (
	"github.com/santhosh-tekuri/jsonschema/v5"
)

// keyword is an asserting keyword of JSON Schema, as v5 compiled it.
type keyword struct {
	name string
	// of is the JSON type that it concerns; "" for all.
	of      string
	present func(s *jsonschema.Schema) bool
	// read is true where reading a value into its Go type checks it; all else is
	// left to a check that looks at the value.
	read bool
}

// keywords are all asserting keywords but $ref, type, enum and const.
var keywords = []keyword{
	{"allOf", "", func(s *jsonschema.Schema) bool { return s.AllOf != nil }, false},
	{"anyOf", "", func(s *jsonschema.Schema) bool { return s.AnyOf != nil }, false},
	{"oneOf", "", func(s *jsonschema.Schema) bool { return s.OneOf != nil }, false},
	{"not", "", func(s *jsonschema.Schema) bool { return s.Not != nil }, false},
	{"if", "", func(s *jsonschema.Schema) bool { return s.If != nil && (s.Then != nil || s.Else != nil) }, false},
	{"$dynamicRef", "", func(s *jsonschema.Schema) bool { return s.DynamicRef != nil }, false},
	{"$recursiveRef", "", func(s *jsonschema.Schema) bool { return s.RecursiveRef != nil }, false},

	{"properties", "object", func(s *jsonschema.Schema) bool { return s.Properties != nil }, true},
	{"required", "object", func(s *jsonschema.Schema) bool { return len(s.Required) > 0 }, true},
	{"additionalProperties", "object", func(s *jsonschema.Schema) bool {
		allowed, isBool := s.AdditionalProperties.(bool)
		return s.AdditionalProperties != nil && (!isBool || !allowed)
	}, true},
	{"minProperties", "object", func(s *jsonschema.Schema) bool { return s.MinProperties > 0 }, true},
	{"maxProperties", "object", func(s *jsonschema.Schema) bool { return s.MaxProperties >= 0 }, true},
	{"patternProperties", "object", func(s *jsonschema.Schema) bool { return len(s.PatternProperties) > 0 }, false},
	{"propertyNames", "object", func(s *jsonschema.Schema) bool { return s.PropertyNames != nil }, false},
	{"dependencies", "object", func(s *jsonschema.Schema) bool { return len(s.Dependencies) > 0 }, false},
	{"dependentRequired", "object", func(s *jsonschema.Schema) bool { return len(s.DependentRequired) > 0 }, false},
	{"dependentSchemas", "object", func(s *jsonschema.Schema) bool { return len(s.DependentSchemas) > 0 }, false},
	{"unevaluatedProperties", "object", func(s *jsonschema.Schema) bool { return s.UnevaluatedProperties != nil }, false},

	{"items", "array", func(s *jsonschema.Schema) bool { return itemSchema(s) != nil }, true},
	{"items", "array", func(s *jsonschema.Schema) bool { _, tuple := s.Items.([]*jsonschema.Schema); return tuple }, false},
	{"prefixItems", "array", func(s *jsonschema.Schema) bool { return s.PrefixItems != nil }, false},
	{"minItems", "array", func(s *jsonschema.Schema) bool { return s.MinItems > 0 }, true},
	{"maxItems", "array", func(s *jsonschema.Schema) bool { return s.MaxItems >= 0 }, true},
	{"uniqueItems", "array", func(s *jsonschema.Schema) bool { return s.UniqueItems }, true},
	{"contains", "array", func(s *jsonschema.Schema) bool { return s.Contains != nil }, false},
	{"unevaluatedItems", "array", func(s *jsonschema.Schema) bool { return s.UnevaluatedItems != nil }, false},

	{"minLength", "string", func(s *jsonschema.Schema) bool { return s.MinLength > 0 }, true},
	{"maxLength", "string", func(s *jsonschema.Schema) bool { return s.MaxLength >= 0 }, true},
	{"pattern", "string", func(s *jsonschema.Schema) bool { return s.Pattern != nil }, true},
	{"format", "string", func(s *jsonschema.Schema) bool { return s.Format != "" }, true},

	{"minimum", "number", func(s *jsonschema.Schema) bool { return s.Minimum != nil }, true},
	{"exclusiveMinimum", "number", func(s *jsonschema.Schema) bool { return s.ExclusiveMinimum != nil }, true},
	{"maximum", "number", func(s *jsonschema.Schema) bool { return s.Maximum != nil }, true},
	{"exclusiveMaximum", "number", func(s *jsonschema.Schema) bool { return s.ExclusiveMaximum != nil }, true},
	{"multipleOf", "number", func(s *jsonschema.Schema) bool { return s.MultipleOf != nil }, true},
}

// itemSchema returns the schema of all items of an array, or nil.
func itemSchema(s *jsonschema.Schema) *jsonschema.Schema {
	if s.Items2020 != nil {
		return s.Items2020
	}
	items, _ := s.Items.(*jsonschema.Schema)
	return items
}

// siblings names what a schema asserts beside $ref.
func siblings(s *jsonschema.Schema) []string {
	var all []string
	if s.Types != nil {
		all = append(all, "type")
	}
	if s.Enum != nil {
		all = append(all, "enum")
	}
	if s.Constant != nil {
		all = append(all, "const")
	}
	for _, k := range keywords {
		if k.present(s) {
			all = append(all, k.name)
		}
	}
	return all
}

// unreadable names the keywords that reading a value of the types doesn't check.
func unreadable(s *jsonschema.Schema, types []string) []string {
	var why []string
	if s.Ref != nil {
		why = append(why, "$ref with other keywords beside it")
	}
	for _, k := range keywords {
		if k.present(s) && !k.read && concerns(k, types) {
			why = append(why, k.name)
		}
	}
	return why
}

// asserted names the keywords that say something about values of the types.
func asserted(s *jsonschema.Schema, types []string) []string {
	var all []string
	for _, k := range keywords {
		if k.present(s) && concerns(k, types) {
			all = append(all, k.name)
		}
	}
	return all
}

func concerns(k keyword, types []string) bool {
	if k.of == "" {
		return true
	}
	for _, t := range types {
		if t == k.of || t == "integer" && k.of == "number" {
			return true
		}
	}
	return false
}
