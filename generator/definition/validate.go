package definition

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
	"github.com/actgen/actgen/schemas"
)

const schemaName = "activities.schema.json"

// validate checks a definition against its JSON Schema.
func validate(root *source.Node) problem.List {
	schema, problems := source.Parse(schemaName, []byte(schemas.Activities()))
	if schema == nil {
		return problems
	}
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	if err := compiler.AddResource(schemaName, strings.NewReader(schemas.Activities())); err != nil {
		return problem.List{{File: schemaName, Message: err.Error()}}
	}
	compiled, err := compiler.Compile(schemaName)
	if err != nil {
		return problem.List{{File: schemaName, Message: err.Error()}}
	}
	if invalid, ok := errors.AsType[*jsonschema.ValidationError](compiled.Validate(root.Value())); ok {
		v := &violations{root: root, schema: schema}
		v.walk(invalid)
		return v.problems
	}
	return nil
}

// violations says in the words of a definition what jsonschema says in those
// of JSON Schema.
type violations struct {
	root, schema *source.Node
	problems     problem.List
}

func (v *violations) walk(e *jsonschema.ValidationError) {
	_, keyword, _ := strings.Cut(e.AbsoluteKeywordLocation, "#")
	if len(e.Causes) == 0 || path.Base(keyword) == "not" {
		v.report(at(v.root, e.InstanceLocation), keyword, e)
		return
	}
	for _, cause := range e.Causes {
		v.walk(cause)
	}
}

// at follows a location as jsonschema writes it: a JSON Pointer with
// percent-encoded names.
func at(n *source.Node, location string) *source.Node {
	pointer, err := url.PathUnescape(location)
	if err != nil {
		return nil
	}
	return n.Lookup(pointer)
}

// above returns the pointer to what the value stands in.
func above(pointer string) string { return pointer[:max(strings.LastIndexByte(pointer, '/'), 0)] }

func (v *violations) report(n *source.Node, location string, e *jsonschema.ValidationError) {
	rule := at(v.schema, location)
	if n == nil || rule == nil {
		v.add(v.root.Problem("%s", e.Message))
		return
	}
	parent := above(location)
	schema := at(v.schema, parent)
	if path.Base(parent) == "propertyNames" {
		v.add(v.name(n, path.Base(location), rule, schema))
		return
	}
	switch keyword := path.Base(location); keyword {
	case "additionalProperties":
		v.unknownKeys(n, schema)
	case "required":
		v.missingKeys(n, rule, schema)
	case "type":
		v.add(n.Problem("must be %s%s, not %v", kinds(rule), example(schema), n.Kind))
	case "enum":
		v.add(n.Problem("must be %s, not %s", alternatives(rule.Items), n.JSON()))
	case "pattern":
		v.add(n.Problem("%s, not %q", schema.Get("patternErrorMessage").Text, n.Text))
	case "minLength":
		v.add(n.Problem("must not be empty%s", example(schema)))
	case "maxLength":
		v.add(n.Problem("must be at most %s characters long, not %d", rule.Text, utf8.RuneCountInString(n.Text)))
	case "minimum":
		v.add(n.Problem("must be at least %s, not %s", rule.Text, n.Text))
	case "maximum":
		v.add(n.Problem("must be at most %s, not %s", rule.Text, n.Text))
	case "minProperties":
		v.add(n.Problem("must not be empty"))
	case "not":
		v.add(n.Problem("must not be %s", rule.Get("const").JSON()))
	default:
		v.add(n.Problem("%s", e.Message))
	}
}

func (v *violations) add(p problem.Problem) { v.problems = append(v.problems, p) }

// name is a problem with the name of n in its object.
func (v *violations) name(n *source.Node, keyword string, rule, schema *source.Node) problem.Problem {
	parent := v.root.Lookup(above(n.Pointer))
	m := parent.Member(source.Unescape(path.Base(n.Pointer)))
	if m == nil {
		return n.Problem("%s", schema.Get("patternErrorMessage").Text)
	}
	if keyword == "maxLength" {
		return parent.NameProblem(m, "a name must be at most %s characters long, not %d", rule.Text, utf8.RuneCountInString(m.Name))
	}
	return parent.NameProblem(m, "%s, not %q", schema.Get("patternErrorMessage").Text, m.Name)
}

func (v *violations) unknownKeys(n, schema *source.Node) {
	known := memberNames(schema.Get("properties"))
	for i := range n.Members {
		m := &n.Members[i]
		if slices.Contains(known, m.Name) || strings.HasPrefix(m.Name, "x-") && schema.Get("patternProperties") != nil {
			continue
		}
		text := fmt.Sprintf("unknown key %q", m.Name)
		if similar := nearest(m.Name, known); similar != "" {
			text += fmt.Sprintf("; did you mean %q?", similar)
		}
		v.add(n.NameProblem(m, "%s (known here: %s)", text, strings.Join(known, ", ")))
	}
}

func (v *violations) missingKeys(n, required, schema *source.Node) {
	for _, key := range required.Items {
		if n.Get(key.Text) == nil {
			v.add(n.Problem("the key %q is missing%s", key.Text, example(v.resolve(schema.Get("properties").Get(key.Text)))))
		}
	}
}

// resolve returns what the schema refers to, where it does and gives no
// example of its own.
func (v *violations) resolve(schema *source.Node) *source.Node {
	if ref := schema.Get("$ref"); ref != nil && schema.Get("examples") == nil {
		return v.schema.Lookup(strings.TrimPrefix(ref.Text, "#"))
	}
	return schema
}

// example returns " (such as ...)" where the schema has an example.
func example(schema *source.Node) string {
	if examples := schema.Get("examples"); examples != nil {
		return " (such as " + examples.Items[0].JSON() + ")"
	}
	return ""
}

func memberNames(object *source.Node) []string {
	var names []string
	for _, m := range object.Members {
		if m.Name != "$schema" {
			names = append(names, m.Name)
		}
	}
	slices.Sort(names)
	return names
}

func kinds(types *source.Node) string {
	if types.Kind == source.String {
		types = &source.Node{Items: []*source.Node{types}}
	}
	var words []string
	for _, t := range types.Items {
		switch t.Text {
		case "null":
			words = append(words, "null")
		case "object", "array", "integer":
			words = append(words, "an "+t.Text)
		default:
			words = append(words, "a "+t.Text)
		}
	}
	return or(words)
}

func alternatives(values []*source.Node) string {
	var words []string
	for _, value := range values {
		words = append(words, value.JSON())
	}
	return or(words)
}

// or joins words: "a", "a or b", "a, b or c".
func or(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
