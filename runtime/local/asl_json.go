package local

import (
	"encoding/json"
	"strings"
)

// node is a JSON value with its members in the order of the text, which
// diagnostics follow.
type node struct {
	value   any // string, json.Number, bool or nil; unset for the other two
	members []member
	items   []*node
	kind    nodeKind
}

type nodeKind int

const (
	scalarNode nodeKind = iota
	objectNode
	arrayNode
)

type member struct {
	name  string
	value *node
}

// parseNode reads a text that is one JSON value.
func parseNode(text string) (*node, error) {
	// Unmarshal checks the whole text, bounds its depth and says what is wrong.
	var whole json.RawMessage
	if err := json.Unmarshal([]byte(text), &whole); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return readNode(decoder)
}

func readNode(decoder *json.Decoder) (*node, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return readObject(decoder)
	case json.Delim('['):
		return readArray(decoder)
	}
	return &node{value: token}, nil
}

func readObject(decoder *json.Decoder) (*node, error) {
	n := &node{kind: objectNode}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		value, err := readNode(decoder)
		if err != nil {
			return nil, err
		}
		n.members = append(n.members, member{name.(string), value})
	}
	_, err := decoder.Token() // the closing brace
	return n, err
}

func readArray(decoder *json.Decoder) (*node, error) {
	n := &node{kind: arrayNode}
	for decoder.More() {
		item, err := readNode(decoder)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err := decoder.Token() // the closing bracket
	return n, err
}
