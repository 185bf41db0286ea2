package conformance

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	google "github.com/google/jsonschema-go/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/runtime/format"
)

var (
	seed    = flag.Uint64("seed", 1, "of the random schemas and documents")
	schemas = flag.Int("schemas", 60, "how many random schemas to make; with -full, 2,000 unless more")
)

const (
	// perBuild is how many packages one program has.
	perBuild = 200
	// documentsPerSchema is how many documents are made for a schema.
	documentsPerSchema = 40
)

// TestDifferential makes random schemas and documents and compares generated
// code with two interpreters.
func TestDifferential(t *testing.T) {
	t.Parallel()
	total := *schemas
	if *full {
		total = max(total, 2000)
	}
	found := 0
	for from := 0; from < total && found < 50; from += perBuild {
		s := &suite{}
		for i := from; i < min(total, from+perBuild); i++ {
			if g := randomGroup(t, i); g != nil {
				s.groups = append(s.groups, g)
			}
		}
		found += differences(t, s)
	}
}

// differences runs the groups and tells where generated code differs.
func differences(t *testing.T, s *suite) (found int) {
	t.Helper()
	s.generateTypes(t)
	p := newProgram(t, s.groups)
	binary := p.compile(t.Context(), t)
	documents, valid := 0, 0
	p.run(t.Context(), t, binary, func(g *group, d *document, v verdict) {
		documents++
		valid += one(d.Valid)
		judge(g, d, v)
	})
	for _, g := range s.groups {
		for _, failure := range g.failures {
			found++
			t.Errorf("%s: %s", g, failure)
		}
	}
	t.Logf("%d schemas, %d documents, %d of them valid", len(p.groups), documents, valid)
	return found
}

// generateTypes makes the code of all groups and nothing besides.
func (s *suite) generateTypes(t *testing.T) {
	t.Helper()
	work := make(chan *group)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for g := range work {
				var err error
				if g.code, err = s.types(t.Context(), g, fstest.MapFS{"schema.json": {Data: g.Schema}}, true); err != nil {
					g.fail("doesn't generate: %v\n\tschema %s", err, g.Schema)
				}
			}
		})
	}
	for _, g := range s.groups {
		work <- g
	}
	close(work)
	workers.Wait()
}

// randomGroup makes the schema of a number, and documents with the verdict of
// jsonschema/v5. nil where v5 can't compile it.
func randomGroup(t *testing.T, number int) *group {
	t.Helper()
	r := rand.New(rand.NewPCG(*seed, uint64(number)))
	m := &maker{Rand: r, draft: pick(r, []string{"draft4", "draft7", "draft2019-09", "draft2020-12", "draft2020-12"})}
	root := m.root()
	g := &group{draft: m.draft, file: "random.json", index: number, Description: fmt.Sprintf("seed %d", *seed), Schema: marshal(t, root)}
	check, err := interpreter(m.draft, g.Schema)
	if err != nil {
		if loop := jsonschema.InfiniteLoopError(""); errors.As(err, &loop) {
			return nil // refers to itself without end
		}
		t.Errorf("%s: v5 doesn't compile it: %v\n\tschema %s", g, err, g.Schema)
		return nil
	}
	second := secondInterpreter(m.draft, g.Schema)
	var last any
	for i := range documentsPerSchema {
		v := last
		if i%3 != 2 {
			v = m.document(root, root, 5)
		} else {
			v = m.mutated(v)
		}
		last = v
		d := &document{Data: marshal(t, v)}
		read, err := unmarshal(d.Data)
		if err != nil {
			t.Fatal(err)
		}
		d.Valid = check.Validate(read) == nil
		d.Description = second(d)
		g.Tests = append(g.Tests, d)
	}
	return g
}

func marshal(t *testing.T, v any) json.RawMessage {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unmarshal reads JSON with its numbers as they are written.
func unmarshal(data []byte) (v any, err error) {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// v5Drafts are the drafts of jsonschema/v5.
var v5Drafts = map[string]*jsonschema.Draft{
	"draft4": jsonschema.Draft4, "draft7": jsonschema.Draft7,
	"draft2019-09": jsonschema.Draft2019, "draft2020-12": jsonschema.Draft2020,
}

// interpreter compiles a schema with v5. Formats are asserted up to draft 7, by
// the functions that generated code has: they have tests of their own.
func interpreter(draft string, text []byte) (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.Draft = v5Drafts[draft]
	asserts := draft == "draft4" || draft == "draft7"
	c.AssertFormat = asserts
	for _, name := range formats {
		check, ok := format.Lookup(name)
		if !ok {
			return nil, errors.New("no format " + name)
		}
		c.Formats[name] = func(v any) bool {
			s, isText := v.(string)
			return !isText || !asserts || check(s)
		}
	}
	if err := c.AddResource("schema.json", strings.NewReader(string(text))); err != nil {
		return nil, err
	}
	return c.Compile("schema.json")
}

// secondInterpreter says what google/jsonschema-go makes of a document, in
// words; it knows 2020-12 only.
func secondInterpreter(draft string, text []byte) func(*document) string {
	none := func(*document) string { return "" }
	var s google.Schema
	if draft != "draft2020-12" || json.Unmarshal(text, &s) != nil {
		return none
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		return none
	}
	return func(d *document) string {
		var v any
		if json.Unmarshal(d.Data, &v) != nil {
			return ""
		}
		switch valid := resolved.Validate(v) == nil; {
		case valid == d.Valid:
			return "interpreters agree"
		case valid:
			return "jsonschema-go accepts it"
		default:
			return "jsonschema-go refuses it"
		}
	}
}
