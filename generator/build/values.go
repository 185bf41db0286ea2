package build

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/source"
)

// values are what enum or const allow.
type values struct {
	keyword string
	nodes   []*source.Node
}

// values returns nil where the schema has neither enum nor const. Where it has
// both, these are const's.
func (b *builder) values(js *jsonschema.Schema, node *source.Node) *values {
	if js.Constant != nil {
		if n := node.Get("const"); n != nil {
			return &values{"const", []*source.Node{n}}
		}
	}
	if js.Enum != nil {
		if n := node.Get("enum"); n != nil {
			return &values{"enum", n.Items}
		}
	}
	return nil
}

// filter keeps the values of the types and returns the types of the values.
func (v *values) filter(types []string) []string {
	var found []string
	var kept []*source.Node
	for _, n := range v.nodes {
		t := typeOf(n)
		if !slices.Contains(types, t) && !(t == "integer" && slices.Contains(types, "number")) {
			continue
		}
		kept = append(kept, n)
		if !slices.Contains(found, t) {
			found = append(found, t)
		}
	}
	v.nodes = kept
	return found
}

func (v *values) model() model.Values {
	m := model.Values{Keyword: v.keyword, JSON: []string{}}
	for _, n := range v.nodes {
		m.JSON = append(m.JSON, n.JSON())
	}
	return m
}

// typeOf returns the JSON type of a value, integer for whole numbers.
func typeOf(n *source.Node) string {
	switch n.Kind {
	case source.Bool:
		return "boolean"
	case source.Number:
		if _, whole := wholeNumber(n.Text); whole {
			return "integer"
		}
		return "number"
	case source.String:
		return "string"
	case source.Array:
		return "array"
	case source.Object:
		return "object"
	}
	return "null"
}

// wholeNumber reads a JSON number that is an integer of 64 bits.
func wholeNumber(text string) (int64, bool) {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i, true
	}
	r, ok := rational(text)
	if !ok || !r.IsInt() || !r.Num().IsInt64() {
		return 0, false
	}
	return r.Num().Int64(), true
}

// rational reads a JSON number exactly. It refuses exponents that would cost
// more than anyone means.
func rational(text string) (*big.Rat, bool) {
	if _, exp, found := strings.Cut(strings.ToLower(text), "e"); found {
		if n, err := strconv.Atoi(exp); err != nil || n > 4000 || n < -4000 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}

// enumerated is for enum and const of one type.
func (b *builder) enumerated(e *entry, s shape) {
	var consts []*source.Node
	for _, n := range s.vals.nodes {
		if n.Kind != source.Null {
			consts = append(consts, n)
		}
	}
	switch {
	case s.types[0] == "string":
		e.Kind, e.Base, e.declared = model.Enum, model.String, true
	case s.types[0] == "integer":
		e.Kind, e.Base, e.declared = model.Enum, model.Int, true
	default:
		sv := s.vals
		b.typed(e, s)
		e.Values = model.Values{Keyword: sv.keyword}
		for _, n := range consts {
			e.Values.JSON = append(e.Values.JSON, n.JSON())
		}
		return
	}
	e.Values.Keyword = s.vals.keyword
	seen := make(map[any]bool)
	for _, n := range consts {
		c := &model.Const{Text: n.Text}
		var id any = n.Text
		if e.Base == model.Int {
			c.Int, _ = wholeNumber(n.Text)
			c.Text = ""
			id = c.Int
		}
		if !seen[id] {
			seen[id] = true
			e.Consts = append(e.Consts, c)
		}
	}
}

// nameConsts names the constants of an enum. Where two come to the same name,
// the later one in the schema gets a number.
func (b *builder) nameConsts(e *entry) {
	taken := make(map[string]bool)
	for i, c := range e.Consts {
		text := c.Text
		if e.Base == model.Int {
			text = strconv.FormatInt(c.Int, 10)
		}
		suffix := names.Part(text)
		switch {
		case text == "":
			suffix = "Empty"
		case suffix == "":
			suffix = "Value" + strconv.Itoa(i+1)
		}
		name := e.Name + suffix
		for n := 2; taken[name] || b.idents[name] != nil; n++ {
			name = e.Name + suffix + "_" + strconv.Itoa(n)
		}
		taken[name] = true
		c.Name = name
		b.idents[name] = e.node
	}
}
