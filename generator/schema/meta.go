package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/source"
)

// metaNode returns the source of a schema of a metaschema, as far as it is read
// from sources, made from what v5 compiled. Members are sorted by name.
func (s *Set) metaNode(js *jsonschema.Schema) *source.Node {
	if n := s.meta[js]; n != nil {
		return n
	}
	base, fragment, _ := strings.Cut(js.Location, "#")
	n := &source.Node{Kind: source.Object, File: base, Line: 1, Col: 1, Pointer: fragment}
	if s.meta == nil {
		s.meta = make(map[*jsonschema.Schema]*source.Node)
	}
	s.meta[js] = n
	add := func(name string, v *source.Node) {
		n.Members = append(n.Members, source.Member{Name: name, Value: v})
	}
	if len(js.Properties) > 0 {
		properties := &source.Node{Kind: source.Object}
		for _, name := range slices.Sorted(maps.Keys(js.Properties)) {
			properties.Members = append(properties.Members, source.Member{Name: name, Value: s.metaNode(js.Properties[name])})
		}
		add("properties", properties)
	}
	if js.Pattern != nil {
		add("pattern", &source.Node{Kind: source.String, Text: js.Pattern.String()})
	}
	if js.Format != "" {
		add("format", &source.Node{Kind: source.String, Text: js.Format, File: base, Line: 1, Col: 1, Pointer: fragment + "/format"})
	}
	if js.Enum != nil {
		add("enum", metaValue(js.Enum))
	}
	if len(js.Constant) > 0 {
		add("const", metaValue(js.Constant[0]))
	}
	if js.DynamicRef != nil {
		add("$dynamicRef", &source.Node{Kind: source.String, Text: "#" + js.DynamicRef.DynamicAnchor})
	}
	for name, bound := range map[string]*big.Rat{
		"minimum": js.Minimum, "maximum": js.Maximum, "exclusiveMinimum": js.ExclusiveMinimum,
		"exclusiveMaximum": js.ExclusiveMaximum, "multipleOf": js.MultipleOf,
	} {
		if bound != nil { // metaschemas have whole ones
			add(name, &source.Node{Kind: source.Number, Text: bound.RatString()})
		}
	}
	return n
}

// metaValue makes a node of a value as encoding/json decodes it.
func metaValue(v any) *source.Node {
	switch v := v.(type) {
	case bool:
		return &source.Node{Kind: source.Bool, Bool: v}
	case string:
		return &source.Node{Kind: source.String, Text: v}
	case json.Number:
		return &source.Node{Kind: source.Number, Text: v.String()}
	case []any:
		n := &source.Node{Kind: source.Array}
		for _, item := range v {
			n.Items = append(n.Items, metaValue(item))
		}
		return n
	case map[string]any:
		n := &source.Node{Kind: source.Object}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			n.Members = append(n.Members, source.Member{Name: name, Value: metaValue(v[name])})
		}
		return n
	}
	return &source.Node{Kind: source.Null, Text: fmt.Sprint(v)}
}
