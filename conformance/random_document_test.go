package conformance

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// value makes any value of a type.
func (m *maker) value(kind string, depth int) any {
	switch kind {
	case "null":
		return nil
	case "boolean":
		return m.often(50)
	case "integer":
		return json.Number([]string{"0", "1", "2", "3", "-1", "10", "1.0", "1e2"}[m.IntN(8)])
	case "number":
		return pick(m.Rand, numbers)
	case "string":
		return pick(m.Rand, texts)
	case "array":
		all := []any{}
		for i := m.IntN(3); depth > 0 && i > 0; i-- {
			all = append(all, m.value(pick(m.Rand, types), depth-1))
		}
		return all
	}
	all := object{}
	for i := m.IntN(4); depth > 0 && i > 0; i-- {
		all[pick(m.Rand, memberNames)] = m.value(pick(m.Rand, types), depth-1)
	}
	return all
}

// document makes a value that a schema of root is likely to accept.
func (m *maker) document(root object, s any, depth int) any {
	schema, ok := s.(object)
	if !ok || depth <= 0 || m.often(3) {
		return m.value(pick(m.Rand, types), 2)
	}
	if ref, ok := schema["$ref"].(string); ok {
		schema, ok = at(root, ref).(object)
		if !ok {
			return m.value(pick(m.Rand, types), 1)
		}
	}
	schema = m.merged(root, schema, 3)
	if c, ok := schema["const"]; ok && m.often(90) {
		return copied(c)
	}
	if e, ok := schema["enum"].([]any); ok && m.often(90) {
		return copied(pick(m.Rand, e))
	}
	switch kind := m.kind(schema); kind {
	case "array":
		return m.items(root, schema, depth)
	case "object":
		return m.complete(root, schema, depth)
	default:
		return m.value(kind, 1)
	}
}

// at is what a reference within a document leads to.
func at(root object, ref string) any {
	var v any = root
	for step := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		o, _ := v.(object)
		v = o[step]
	}
	return v
}

// merged puts a branch of each combination over a schema.
func (m *maker) merged(root, schema object, depth int) object {
	all := object{}
	add := func(s any) {
		o, ok := s.(object)
		if ref, isRef := o["$ref"].(string); isRef {
			o, ok = at(root, ref).(object)
		}
		if !ok || depth <= 0 {
			return
		}
		for name, v := range m.merged(root, o, depth-1) {
			before, both := all[name].(object)
			after, _ := v.(object)
			if name != "properties" || !both {
				all[name] = v
				continue
			}
			joined := object{}
			maps.Copy(joined, before)
			maps.Copy(joined, after)
			all[name] = joined
		}
	}
	maps.Copy(all, schema)
	for _, keyword := range []string{"allOf", "anyOf", "oneOf"} {
		if list, ok := schema[keyword].([]any); ok {
			for i, s := range list {
				if keyword == "allOf" || i == m.IntN(len(list)) {
					add(s)
				}
			}
		}
	}
	for _, keyword := range []string{"if", "then", "else"} {
		if s, ok := schema[keyword]; ok && m.often(50) {
			add(s)
		}
	}
	return all
}

// kind chooses a type that a schema is for.
func (m *maker) kind(schema object) string {
	switch t := schema["type"].(type) {
	case string:
		return t
	case []string:
		return pick(m.Rand, t)
	}
	for _, hint := range []struct{ kind, keywords string }{
		{"object", "properties required additionalProperties patternProperties propertyNames minProperties maxProperties unevaluatedProperties dependencies dependentRequired dependentSchemas"},
		{"array", "items prefixItems contains minItems maxItems uniqueItems unevaluatedItems"},
		{"number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"},
		{"string", "minLength maxLength pattern format"},
	} {
		for keyword := range strings.FieldsSeq(hint.keywords) {
			if schema[keyword] != nil && m.often(85) {
				return hint.kind
			}
		}
	}
	return pick(m.Rand, types)
}

func (m *maker) items(root, schema object, depth int) any {
	prefix, _ := schema["prefixItems"].([]any)
	rest := schema["items"]
	if tuple, ok := rest.([]any); ok {
		prefix, rest = tuple, schema["additionalItems"]
	}
	if rest == nil || m.often(20) {
		if s, ok := schema["contains"]; ok {
			rest = s
		}
	}
	n := m.IntN(4)
	if least, ok := schema["minItems"].(int); ok {
		n = max(n, least)
	}
	all := []any{}
	for i := range n {
		s := rest
		if i < len(prefix) {
			s = prefix[i]
		}
		all = append(all, m.document(root, s, depth-1))
	}
	return all
}

func (m *maker) complete(root, schema object, depth int) any {
	all := object{}
	properties, _ := schema["properties"].(object)
	required, _ := schema["required"].([]string)
	for _, name := range memberNames { // in an order that is the same in each run
		if s, ok := properties[name]; ok && m.often(75) {
			all[name] = m.document(root, s, depth-1)
		}
	}
	names := required
	for range m.IntN(2) {
		names = append(slices.Clip(names), pick(m.Rand, memberNames))
	}
	for _, name := range names {
		if _, ok := all[name]; !ok {
			s := properties[name]
			if s == nil {
				s = schema["additionalProperties"]
			}
			all[name] = m.document(root, s, depth-1)
		}
	}
	return all
}

// mutated changes a value at one place.
func (m *maker) mutated(v any) any {
	switch v := v.(type) {
	case []any:
		if len(v) > 0 && m.often(75) {
			i := m.IntN(len(v))
			switch m.IntN(4) {
			case 0:
				return append(v[:i:i], v[i+1:]...)
			case 1:
				return append(v, copied(v[i]))
			}
			v[i] = m.mutated(v[i])
			return v
		}
	case object:
		for _, name := range memberNames {
			if _, ok := v[name]; !ok || !m.often(50) {
				continue
			}
			switch m.IntN(5) {
			case 0:
				delete(v, name)
			case 1:
				v[pick(m.Rand, memberNames)] = v[name]
			default:
				v[name] = m.mutated(v[name])
			}
			return v
		}
	}
	return m.value(pick(m.Rand, types), 2)
}

// copied is a copy of a document.
func copied(v any) any {
	switch v := v.(type) {
	case []any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = copied(v[i])
		}
		return all
	case object:
		all := make(object, len(v))
		for name := range v {
			all[name] = copied(v[name])
		}
		return all
	}
	return v
}
