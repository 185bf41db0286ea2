package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// Compile compiles the schema at a URL with fragment, for a document of the
// set. from is where it is asked for. nil where there are problems.
func (s *Set) Compile(u string, from *source.Node) *jsonschema.Schema {
	if s.compiler == nil {
		s.compiler = s.newCompiler()
	}
	js, err := s.compiler.Compile(u)
	if err == nil {
		return js
	}
	s.problems = append(s.problems, s.compileProblem(err, from))
	return nil
}

// compileProblem says where a compile error comes from: at the reference that
// leads nowhere where there is one, else where the schema was asked for.
func (s *Set) compileProblem(err error, from *source.Node) problem.Problem {
	if schemaErr, ok := errors.AsType[*jsonschema.SchemaError](err); ok {
		err = schemaErr.Err
	}
	message := strings.TrimPrefix(err.Error(), "jsonschema: ")
	if target, ok := strings.CutSuffix(message, " not found"); ok {
		for _, site := range s.sites {
			if site.target == target {
				return site.node.Problem("reference %q leads nowhere", site.node.Text)
			}
		}
		return from.Problem("reference leads nowhere: %s", s.display(target))
	}
	if loop, ok := errors.AsType[jsonschema.InfiniteLoopError](err); ok {
		return from.Problem("schema refers to itself without end: %s", s.display(string(loop)))
	}
	return from.Problem("%s", s.display(message))
}

// display puts file names in the place of the set's own URLs.
func (s *Set) display(text string) string {
	return strings.ReplaceAll(text, root, "")
}

// newCompiler returns a v5 compiler that reads the documents of the set.
func (s *Set) newCompiler() *jsonschema.Compiler {
	c := newV5()
	c.Draft = s.options.Draft
	c.LoadURL = func(u string) (io.ReadCloser, error) {
		doc, err := s.load(u)
		if err != nil {
			return nil, err
		}
		data, err := json.Marshal(doc.Compiled)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	}
	return c
}

// Location returns where a compiled schema stands as a user names it: the
// file, "#", and the JSON Pointer in that file.
func (s *Set) Location(js *jsonschema.Schema) string {
	if _, node := s.Place(js); node != nil {
		return node.File + "#" + node.Pointer
	}
	return s.display(js.Location)
}
