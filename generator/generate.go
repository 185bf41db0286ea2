// Package generator turns a definition and its schemas into Go source. It is
// pure: it reads through an fs.FS and writes nothing.
package generator

import (
	"cmp"
	"context"
	"io/fs"
	"slices"

	"github.com/actgen/actgen/generator/build"
	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/schema"
	"github.com/actgen/actgen/templates"
)

// Options say what to generate.
type Options struct {
	// FS is the folder of the definition. Schemas are read through it.
	FS fs.FS
	// Dir is put before file names in problems, such as "orders"; "" or "."
	// for none.
	Dir string
	// Definition is what to generate.
	Definition *definition.Definition
}

// File is a generated file.
type File struct {
	Name    string // in the folder of the definition, such as "chargecard.gen.go"
	Content []byte
}

// Generate returns the files of the package that the definition describes, in
// the order of their names. The same input gives the same bytes. Where there
// are problems, err is a problem.List of all of them, with Dir before their
// file names; warnings are problems that keep nothing from being generated.
func Generate(ctx context.Context, o Options) (files []File, warnings problem.List, err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	format := schema.Assert
	if o.Definition.Format == definition.Annotate {
		format = schema.Annotate
	}
	set := schema.NewSet(o.FS, schema.Options{Format: format})
	return printed(build.Input{Definition: o.Definition}, set, o.Dir)
}

// printed builds and prints a package.
func printed(in build.Input, set *schema.Set, dir string) (files []File, warnings problem.List, err error) {
	pkg, problems := build.Package(in, set)
	problems = problems.In(dir)
	if problems.Failed() || pkg == nil {
		return nil, nil, problems
	}
	output, err := templates.Files(pkg)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range output {
		files = append(files, File(f))
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return files, problems, nil
}
