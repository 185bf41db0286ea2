package conformance

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/actgen/actgen/generator"
	"github.com/actgen/actgen/generator/schema"
)

// generateLimit is how long one schema may take. It is far more than any needs.
const generateLimit = time.Minute

// smallPackages are the packages that generated code may import besides the
// standard library.
var smallPackages = map[string]bool{
	"github.com/actgen/actgen/runtime/cursor":            true,
	"github.com/actgen/actgen/runtime/value":             true,
	"github.com/actgen/actgen/runtime/pattern":           true,
	"github.com/actgen/actgen/runtime/pattern/backtrack": true,
}

// generate makes the code of all groups.
func (s *suite) generate(ctx context.Context, t *testing.T) {
	t.Helper()
	work := make(chan *group)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for g := range work {
				s.generateGroup(ctx, g)
			}
		})
	}
	for _, g := range s.groups {
		work <- g
	}
	close(work)
	workers.Wait()
}

func (s *suite) generateGroup(ctx context.Context, g *group) {
	files := fstest.MapFS{"schema.json": {Data: g.Schema}}
	code, err := s.types(ctx, g, files, true)
	if err != nil {
		g.fail("doesn't generate: %v", err)
		return
	}
	g.code = code
	if g.small, err = imports(code); err != nil {
		g.fail("generated code: %v", err)
	}
	files["property.json"] = &fstest.MapFile{Data: []byte(
		`{"type": "object", "properties": {"value": {"$ref": "schema.json"}}, "required": ["value"]}`)}
	if code, err = s.types(ctx, g, files, false); err == nil {
		g.fields, err = countFields(code)
	}
	if err != nil {
		g.fail("as a property: doesn't generate: %v", err)
	}
}

// types generates the type Root: from property.json where there is one, else
// from schema.json.
func (s *suite) types(ctx context.Context, g *group, files fstest.MapFS, keepUnknown bool) ([]byte, error) {
	file := "schema.json"
	if files["property.json"] != nil {
		file = "property.json"
	}
	options := generator.TypesOptions{
		FS: files, Package: g.packageName(), File: "types.gen.go",
		Roots:       []generator.TypeRoot{{Name: "Root", File: file}},
		Draft:       schema.DraftOf(g.draft),
		Format:      schema.ByDraft,
		Maps:        []schema.Map{{Prefix: "http://localhost:1234/", FS: s.remotes}},
		KeepUnknown: keepUnknown,
	}
	type result struct {
		code []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("panic: %v", p)
			}
			done <- r
		}()
		var all []generator.File
		if all, _, r.err = generator.Types(ctx, options); r.err == nil && len(all) != 1 {
			r.err = fmt.Errorf("%d files", len(all))
		}
		if r.err == nil {
			r.code = all[0].Content
		}
	}()
	select {
	case r := <-done:
		return r.code, r.err
	case <-time.After(generateLimit):
		return nil, errors.New("takes more than " + generateLimit.String())
	}
}

// imports says whether code imports nothing but small packages.
func imports(code []byte) (small bool, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", code, parser.ImportsOnly)
	if err != nil {
		return false, err
	}
	for _, i := range file.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return false, err
		}
		first, _, _ := strings.Cut(name, "/")
		if strings.Contains(first, ".") && !smallPackages[name] {
			return false, nil
		}
	}
	return true, nil
}

// fieldCount is how many struct fields there are, and how many of them say
// nothing of what they hold.
type fieldCount struct {
	all     int
	untyped int // any or raw JSON
	inLists int // the same, and lists and maps of that
}

func (c *fieldCount) add(other fieldCount) {
	c.all += other.all
	c.untyped += other.untyped
	c.inLists += other.inLists
}

// countFields counts the fields of all structs in generated code.
func countFields(code []byte) (fieldCount, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", code, parser.SkipObjectResolution)
	if err != nil {
		return fieldCount{}, err
	}
	names := make(map[string]ast.Expr)
	var structs []*ast.StructType
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			names[n.Name.Name] = n.Type
		case *ast.StructType:
			structs = append(structs, n)
		}
		return true
	})
	var count fieldCount
	for _, s := range structs {
		for _, f := range s.Fields.List {
			n := max(1, len(f.Names))
			count.all += n
			if untyped(f.Type, names, false, 0) {
				count.untyped += n
			}
			if untyped(f.Type, names, true, 0) {
				count.inLists += n
			}
		}
	}
	return count, nil
}

// untyped says whether a type is any or json.RawMessage, and, with lists, a
// list or map of such. Names are followed, but not round in circles.
func untyped(e ast.Expr, names map[string]ast.Expr, lists bool, depth int) bool {
	if depth > 100 {
		return false
	}
	switch e := e.(type) {
	case *ast.StarExpr:
		return untyped(e.X, names, lists, depth+1)
	case *ast.IndexExpr: // value.Opt[T]
		return untyped(e.Index, names, lists, depth+1)
	case *ast.ArrayType:
		return lists && untyped(e.Elt, names, lists, depth+1)
	case *ast.MapType:
		return lists && untyped(e.Value, names, lists, depth+1)
	case *ast.InterfaceType:
		return len(e.Methods.List) == 0
	case *ast.SelectorExpr:
		return e.Sel.Name == "RawMessage"
	case *ast.Ident:
		if t, ok := names[e.Name]; ok {
			return untyped(t, names, lists, depth+1)
		}
		return e.Name == "any"
	}
	return false
}
