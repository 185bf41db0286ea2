package local

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// params are the parameters of one call. The methods that read them note what
// is wrong; err reports all of it. Members that the operation does not read
// are ignored, as the service does.
type params struct {
	prefix     string // where these parameters are, for messages
	values     map[string]json.RawMessage
	violations *[]string
	malformed  **apiError
}

func parseParams(body []byte) (*params, error) {
	p := &params{violations: new([]string), malformed: new(*apiError)}
	if err := json.Unmarshal(body, &p.values); err != nil || p.values == nil {
		return nil, protocolFault(http.StatusBadRequest, "SerializationException", "The request body is not a JSON object")
	}
	return p, nil
}

// err returns what is wrong with the parameters that were read.
func (p *params) err() error {
	switch {
	case *p.malformed != nil:
		return *p.malformed
	case len(*p.violations) > 0:
		return invalidParameters(*p.violations)
	}
	return nil
}

// text reads a string of min to max characters; nil if it is absent.
func (p *params) text(name string, min, max int) *string {
	value := p.raw(name)
	if value == nil {
		return nil
	}
	p.length(name, "'"+*value+"' ", utf8.RuneCountInString(*value), min, max)
	return value
}

// need reads a string that must be there.
func (p *params) need(name string, min, max int) string {
	if p.absent(name) {
		p.missing(name)
		return ""
	}
	return orEmpty(p.text(name, min, max))
}

// secret reads a string of at most max bytes in UTF-8, whose value no message
// repeats; nil if it is absent.
func (p *params) secret(name string, max int) *string {
	value := p.raw(name)
	if value != nil {
		p.length(name, "", len(*value), 0, max)
	}
	return value
}

// data reads a string of at most max characters, whose value no message
// repeats; nil if it is absent.
func (p *params) data(name string, max int) *string {
	value := p.raw(name)
	if value != nil {
		p.length(name, "", utf8.RuneCountInString(*value), 0, max)
	}
	return value
}

// oneOf reads one of a set of words; "" if it is absent.
func (p *params) oneOf(name string, words ...string) string {
	value := orEmpty(p.raw(name))
	if value != "" && !slices.Contains(words, value) {
		p.violate(name, "'"+value+"' ", "Member must satisfy enum value set: ["+strings.Join(words, ", ")+"]")
	}
	return value
}

// number reads an integer from min to max; 0 if it is absent.
func (p *params) number(name string, min, max int) int {
	var value *int
	p.decode(name, "Integer", &value)
	switch {
	case value == nil:
		return 0
	case *value < min:
		p.violate(name, fmt.Sprintf("'%d' ", *value), fmt.Sprintf("Member must have value greater than or equal to %d", min))
	case *value > max:
		p.violate(name, fmt.Sprintf("'%d' ", *value), fmt.Sprintf("Member must have value less than or equal to %d", max))
	}
	return *value
}

// flag reads a boolean; otherwise if it is absent.
func (p *params) flag(name string, otherwise bool) bool {
	var value *bool
	p.decode(name, "Boolean", &value)
	if value == nil {
		return otherwise
	}
	return *value
}

// object reads a structure; one without members if it is absent.
func (p *params) object(name string) *params {
	inner := p.within(name)
	p.decode(name, "Structure", &inner.values)
	return inner
}

// objects reads a list of structures.
func (p *params) objects(name string) []*params {
	var items []map[string]json.RawMessage
	p.decode(name, "List", &items)
	list := make([]*params, len(items))
	for i, item := range items {
		list[i] = p.within(fmt.Sprintf("%s.%d.member", name, i+1))
		list[i].values = item
	}
	return list
}

// texts reads a list of strings of min to max characters.
func (p *params) texts(name string, min, max int) []string {
	var items []string
	p.decode(name, "List", &items)
	for i, item := range items {
		p.length(fmt.Sprintf("%s.%d.member", name, i+1), "'"+item+"' ", utf8.RuneCountInString(item), min, max)
	}
	return items
}

func (p *params) absent(name string) bool {
	value := p.values[name]
	return value == nil || bytes.Equal(value, []byte("null"))
}

// missing notes that a member must be there.
func (p *params) missing(name string) { p.violate(name, "null ", "Member must not be null") }

func (p *params) within(name string) *params {
	return &params{prefix: p.prefix + name + ".", violations: p.violations, malformed: p.malformed}
}

func (p *params) raw(name string) *string {
	var value *string
	p.decode(name, "String", &value)
	return value
}

func (p *params) decode(name, kind string, into any) {
	if p.absent(name) {
		return
	}
	if err := json.Unmarshal(p.values[name], into); err != nil {
		*p.malformed = protocolFault(http.StatusBadRequest, "SerializationException",
			"%s%s cannot be converted to %s", p.prefix, name, kind)
	}
}

func (p *params) length(name, value string, length, min, max int) {
	switch {
	case length < min:
		p.violate(name, value, fmt.Sprintf("Member must have length greater than or equal to %d", min))
	case length > max:
		p.violate(name, value, fmt.Sprintf("Member must have length less than or equal to %d", max))
	}
}

func (p *params) violate(name, value, constraint string) {
	*p.violations = append(*p.violations,
		fmt.Sprintf("Value %sat '%s%s' failed to satisfy constraint: %s", value, p.prefix, name, constraint))
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
