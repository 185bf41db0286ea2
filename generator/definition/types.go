package definition

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// Types is a package of types without activities, which flags describe.
type Types struct {
	// Schemas are a file or file#/pointer each, slash-separated, from the root
	// of the file system.
	Schemas []string
	// Names are the types, one for each schema; nil: the schemas say.
	Names []string
	// Package is the Go package; by default as in Load.
	Package string
}

// Type is a type and its schema.
type Type struct {
	Name   string
	Schema *SchemaRef
}

// Load returns the name of the package and its types. fsys, folder and the
// problems are as for the function Load.
func (t Types) Load(fsys fs.FS, folder string) (pkg string, types []Type, problems problem.List) {
	report := func(format string, args ...any) {
		problems = append(problems, problem.Problem{Message: fmt.Sprintf(format, args...)})
	}
	if pkg = t.Package; pkg == "" {
		pkg = defaultPackage(fsys, folder)
	} else if message := checkPackage(pkg); message != "" {
		report("--package: %s", message)
	}
	taken := make(map[string]string)
	for i, text := range t.Schemas {
		ref, message := fileRef(fsys, &source.Node{File: text, Line: 1, Col: 1}, text)
		if message != "" {
			report("%s", message)
			continue
		}
		ref.Node.File = ref.File
		name := typeName(ref)
		if t.Names != nil {
			name = t.Names[i]
		}
		switch other := taken[name]; {
		case t.Names != nil && !isExported(name):
			report("--type: must be an exported Go identifier, such as Order, not %q", name)
		case name == "":
			report("%s: no type can be called so; name it with --type", text)
		case other != "":
			report("%s would be called %s in Go, as is %s; name them with --type", text, name, other)
		}
		taken[name] = text
		types = append(types, Type{name, ref})
	}
	problems.Sort()
	return pkg, types, problems
}

// typeName is what a schema suggests: the last word of its pointer, or the
// file's name.
func typeName(ref *SchemaRef) string {
	pointer := strings.TrimPrefix(ref.Fragment, "#")
	if unescaped, err := url.PathUnescape(pointer); err == nil {
		pointer = unescaped
	}
	last := path.Base("/" + pointer)
	if name := names.Exported(source.Unescape(last)); name != "" {
		return name
	}
	return names.Exported(Stem(ref.File))
}

// Stem is the name of a schema's file without its folder and endings:
// "schemas/order.schema.json" is order.
func Stem(file string) string {
	stem := path.Base(file)
	for _, ending := range []string{".json", ".yaml", ".yml", ".schema"} {
		if cut, ok := strings.CutSuffix(stem, ending); ok && cut != "" {
			stem = cut
		}
	}
	return stem
}
