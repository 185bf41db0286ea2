package conformance

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
)

// Words of random schemas. They are few, so that schemas and documents meet.
var (
	memberNames = []string{"a", "b", "c", "foo", "ba r", "x-1", ""}
	nameRegexps = []string{"^a", "o$", "[b-f]", "^x-", "^$"}
	textRegexps = []string{"^a", "b", "^[a-c]*$", "\\d+", "^.{2,3}$", "^\\w+-\\d$"}
	texts       = []string{"", "a", "b", "ab", "abc", "foo", "x-1", "12", "\u00e9", "\U0001F600a", "a\nb", "2024-02-29", "::1"}
	// numbers are within what int64 and float64 hold exactly; what lies outside
	// is in TestExactness.
	numbers = []json.Number{"0", "1", "2", "3", "-1", "1.5", "0.1", "-2.5", "10", "1.0", "3e0", "1e2", "7", "0.25"}
	bounds  = []json.Number{"0", "1", "2", "-1", "1.5", "3", "0.1", "10"}
	factors = []json.Number{"1", "2", "0.5", "0.1", "3", "0.25"}
	formats = []string{"date", "date-time", "email", "ipv4", "ipv6", "uuid", "uri", "regex"}
	types   = []string{"null", "boolean", "integer", "number", "string", "array", "object"}
)

// object is a random schema or document in the making.
type object = map[string]any

// maker makes random schemas of a draft.
type maker struct {
	*rand.Rand
	draft string
	defs  []string // references that a schema may make
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// often is true in percent of cases.
func (m *maker) often(percent int) bool { return m.IntN(100) < percent }

// after says whether the draft is one of those from first on.
func (m *maker) after(first string) bool {
	order := map[string]int{"draft4": 4, "draft6": 6, "draft7": 7, "draft2019-09": 8, "draft2020-12": 9}
	return order[m.draft] >= order[first]
}

// root makes a schema with definitions.
func (m *maker) root() object {
	keyword := "definitions"
	if m.after("draft2019-09") {
		keyword = "$defs"
	}
	m.defs = []string{"#/" + keyword + "/d1", "#/" + keyword + "/d2"}
	defs := object{"d1": m.schema(2), "d2": m.definition()}
	s := m.object(3)
	for s["$ref"] != nil && !m.after("draft2019-09") { // it would hide the definitions
		s = m.object(3)
	}
	s[keyword] = defs
	return s
}

// definition is often recursive, below a member or an item.
func (m *maker) definition() any {
	s := m.plain(1, pick(m.Rand, []string{"object", "array"}))
	if s["type"] == "object" && m.often(70) {
		s["properties"] = object{pick(m.Rand, memberNames): object{"$ref": m.defs[1]}}
	}
	return s
}

// schema makes any schema that nests no deeper than depth.
func (m *maker) schema(depth int) any {
	if m.after("draft6") && m.often(6) {
		return m.often(70)
	}
	return m.object(depth)
}

func (m *maker) object(depth int) object {
	if depth <= 0 || m.often(40) {
		return m.plain(depth, pick(m.Rand, types))
	}
	if m.often(10) {
		return m.reference(depth)
	}
	s := object{}
	switch m.IntN(5) {
	case 0:
		s["type"] = m.types()
	case 1:
		s = m.plain(depth, pick(m.Rand, types))
	case 2, 3:
		for range 1 + m.IntN(2) {
			m.add(s, depth, pick(m.Rand, types))
		}
	}
	for range m.IntN(3) {
		m.combine(s, depth)
	}
	return s
}

// reference refers to a definition, whose cycles go through members only.
func (m *maker) reference(depth int) object {
	s := object{"$ref": pick(m.Rand, m.defs)}
	if depth < 3 {
		s["$ref"] = m.defs[1] // d1 refers to nothing but d2
	}
	if m.after("draft2019-09") && m.often(30) {
		m.add(s, depth, pick(m.Rand, types))
	}
	return s
}

func (m *maker) types() any {
	if m.often(30) {
		return pick(m.Rand, types)
	}
	var some []string
	for _, i := range m.Perm(len(types))[:1+m.IntN(3)] {
		some = append(some, types[i])
	}
	return some
}

// plain is a schema for one type.
func (m *maker) plain(depth int, kind string) object {
	s := object{}
	m.add(s, depth, kind)
	if m.often(80) {
		s["type"] = kind
	}
	return s
}

// add adds keywords for values of a type.
func (m *maker) add(s object, depth int, kind string) {
	if m.often(12) {
		m.values(s, kind)
		if m.often(60) {
			return
		}
	}
	switch kind {
	case "integer", "number":
		m.number(s)
	case "string":
		m.text(s)
	case "array":
		m.array(s, depth)
	case "object":
		m.members(s, depth)
	}
}

func (m *maker) values(s object, kind string) {
	if m.after("draft6") && m.often(40) {
		s["const"] = m.value(kind, 1)
		return
	}
	var all []any
	seen := map[string]bool{}
	for range 1 + m.IntN(3) {
		if m.often(20) {
			kind = pick(m.Rand, types)
		}
		v := m.value(kind, 1)
		if text := fmt.Sprint(canonical(copied(v))); !seen[text] {
			seen[text] = true
			all = append(all, v)
		}
	}
	s["enum"] = all
}

func (m *maker) number(s object) {
	if m.often(40) {
		s["minimum"] = pick(m.Rand, bounds)
		if m.draft == "draft4" && m.often(40) {
			s["exclusiveMinimum"] = m.often(70)
		}
	}
	if m.often(25) {
		s["maximum"] = pick(m.Rand, bounds)
	}
	if m.after("draft6") && m.often(20) {
		s["exclusiveMinimum"] = pick(m.Rand, bounds)
	}
	if m.after("draft6") && m.often(20) {
		s["exclusiveMaximum"] = pick(m.Rand, bounds)
	}
	if m.often(20) {
		s["multipleOf"] = pick(m.Rand, factors)
	}
}

func (m *maker) text(s object) {
	m.size(s, "minLength", "maxLength")
	if m.often(25) {
		s["pattern"] = pick(m.Rand, textRegexps)
	}
	if m.often(20) {
		s["format"] = pick(m.Rand, formats)
	}
}

func (m *maker) size(s object, least, most string) {
	if m.often(25) {
		s[least] = m.IntN(3)
	}
	if m.often(25) {
		s[most] = 1 + m.IntN(3)
	}
}

func (m *maker) array(s object, depth int) {
	m.size(s, "minItems", "maxItems")
	if m.often(15) {
		s["uniqueItems"] = true
	}
	if depth <= 0 {
		return
	}
	if m.often(25) {
		var prefix []any
		for range 1 + m.IntN(2) {
			prefix = append(prefix, m.schema(depth-1))
		}
		if m.after("draft2020-12") {
			s["prefixItems"] = prefix
		} else {
			s["items"] = prefix
			if m.often(50) {
				s["additionalItems"] = m.either(depth - 1)
			}
		}
	}
	if m.often(50) && s["items"] == nil {
		s["items"] = m.schema(depth - 1)
	}
	if m.after("draft6") && m.often(20) {
		s["contains"] = m.schema(depth - 1)
		if m.after("draft2019-09") {
			m.size(s, "minContains", "maxContains")
		}
	}
	if m.after("draft2019-09") && m.often(20) {
		s["unevaluatedItems"] = m.either(depth - 1)
	}
}

// either is false, or any schema: draft 4 has both for additional members and
// items only.
func (m *maker) either(depth int) any {
	if m.often(50) {
		return false
	}
	return m.schema(depth)
}

func (m *maker) members(s object, depth int) {
	m.size(s, "minProperties", "maxProperties")
	if m.often(40) {
		s["required"] = m.names()
	}
	if depth <= 0 {
		return
	}
	if m.often(70) {
		s["properties"] = m.schemas(memberNames, depth)
	}
	if m.often(20) {
		s["patternProperties"] = m.schemas(nameRegexps, depth)
	}
	if m.often(30) {
		s["additionalProperties"] = m.either(depth - 1)
	}
	if m.after("draft6") && m.often(10) {
		s["propertyNames"] = m.plain(0, "string")
	}
	m.dependencies(s, depth)
	if m.after("draft2019-09") && m.often(20) {
		s["unevaluatedProperties"] = m.either(depth - 1)
	}
}

func (m *maker) dependencies(s object, depth int) {
	if !m.often(15) {
		return
	}
	name := pick(m.Rand, memberNames)
	switch {
	case !m.after("draft2019-09") && m.often(50):
		s["dependencies"] = object{name: m.names()}
	case !m.after("draft2019-09"):
		s["dependencies"] = object{name: m.object(depth - 1)}
	case m.often(50):
		s["dependentRequired"] = object{name: m.names()}
	default:
		s["dependentSchemas"] = object{name: m.schema(depth - 1)}
	}
}

func (m *maker) names() []string {
	var some []string
	for _, i := range m.Perm(len(memberNames))[:1+m.IntN(2)] {
		some = append(some, memberNames[i])
	}
	return some
}

func (m *maker) schemas(names []string, depth int) object {
	all := object{}
	for range 1 + m.IntN(3) {
		all[pick(m.Rand, names)] = m.schema(depth - 1)
	}
	return all
}

// combine adds a keyword that applies schemas to the same value.
func (m *maker) combine(s object, depth int) {
	list := func() (all []any) {
		for range 1 + m.IntN(3) {
			all = append(all, m.schema(depth-1))
		}
		return all
	}
	switch keyword := pick(m.Rand, []string{"allOf", "anyOf", "oneOf", "not", "if"}); keyword {
	case "not":
		s["not"] = m.object(depth - 1)
	case "if":
		if !m.after("draft7") {
			return
		}
		s["if"] = m.schema(depth - 1)
		if m.often(70) {
			s["then"] = m.schema(depth - 1)
		}
		if m.often(60) {
			s["else"] = m.schema(depth - 1)
		}
	default:
		s[keyword] = list()
	}
}
