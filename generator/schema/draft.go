package schema

import (
	"errors"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/source"
)

// drafts are the drafts of JSON Schema by the URI that names them.
var drafts = map[string]*jsonschema.Draft{
	"json-schema.org/draft-04/schema":      jsonschema.Draft4,
	"json-schema.org/draft-06/schema":      jsonschema.Draft6,
	"json-schema.org/draft-07/schema":      jsonschema.Draft7,
	"json-schema.org/draft/2019-09/schema": jsonschema.Draft2019,
	"json-schema.org/draft/2020-12/schema": jsonschema.Draft2020,
	"json-schema.org/schema":               jsonschema.Draft2020,
}

// setDraft finds the draft that a document declares, or the default where it
// declares none.
func (s *Set) setDraft(doc *Document) bool {
	doc.Draft = s.options.Draft
	declared := doc.Root.Get("$schema")
	if declared == nil {
		return true
	}
	if declared.Kind != source.String {
		s.problems = append(s.problems, declared.Problem("$schema must be a string that names the draft"))
		return false
	}
	name := strings.TrimPrefix(strings.TrimPrefix(declared.Text, "https://"), "http://")
	if d := drafts[strings.TrimSuffix(name, "#")]; d != nil {
		doc.Draft = d
		return true
	}
	if !strings.HasPrefix(name, "json-schema.org/") {
		if meta, err := s.loadRef(doc.URL, declared.Text); err == nil {
			doc.Draft = meta.Draft
			return true
		}
	}
	s.problems = append(s.problems, declared.Problem(
		"unknown draft %q; known are draft-04, draft-06, draft-07, 2019-09 and 2020-12 of json-schema.org, or a metaschema in a file", declared.Text))
	return false
}

// loadRef loads the document that ref names, seen from base.
func (s *Set) loadRef(base, ref string) (*Document, error) {
	abs, err := resolve(base, ref)
	if err != nil {
		return nil, err
	}
	u, _, _ := strings.Cut(abs, "#")
	return s.load(u)
}

// checkMeta checks a document against the metaschema of its draft, so that
// all that is wrong is told at its place. v5 would tell it of the first
// document, and at none.
func (s *Set) checkMeta(doc *Document) {
	meta, err := jsonschema.Compile(doc.Draft.URL())
	if err != nil {
		s.problems = append(s.problems, doc.Root.Problem("metaschema: %v", err))
		return
	}
	err = meta.Validate(doc.Compiled)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return
	}
	for _, leaf := range leaves(invalid) {
		node := doc.Root
		if at := lookup(node, leaf.InstanceLocation); at != nil {
			node = at // else it was rewritten: the document will do
		}
		s.problems = append(s.problems, node.Problem("not a schema of draft %s: %s", draftName(doc.Draft), leaf.Message))
	}
}

// leaves returns the innermost causes of a validation error, in no order. Of
// alternatives it takes those that got furthest: a wrong value of the right
// type says more than a wrong type.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	alternatives := strings.HasSuffix(e.KeywordLocation, "/anyOf") || strings.HasSuffix(e.KeywordLocation, "/oneOf")
	var all, further []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		for _, leaf := range leaves(cause) {
			all = append(all, leaf)
			if !strings.HasSuffix(leaf.KeywordLocation, "/type") {
				further = append(further, leaf)
			}
		}
	}
	if alternatives && len(further) > 0 {
		return further
	}
	return all
}

// Draft is a draft of JSON Schema.
type Draft = jsonschema.Draft

// DraftOf returns the draft of that name, as "draft7" or "draft2020-12"; nil
// where there is none.
func DraftOf(name string) *Draft {
	return map[string]*Draft{
		"draft4": jsonschema.Draft4, "draft6": jsonschema.Draft6, "draft7": jsonschema.Draft7,
		"draft2019-09": jsonschema.Draft2019, "draft2020-12": jsonschema.Draft2020,
	}[name]
}

func draftName(d *jsonschema.Draft) string {
	name := strings.TrimSuffix(strings.TrimPrefix(d.URL(), "https://json-schema.org/"), "/schema")
	name = strings.TrimPrefix(strings.TrimPrefix(name, "http://json-schema.org/"), "draft")
	return strings.TrimLeft(name, "-/")
}
