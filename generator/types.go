package generator

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/actgen/actgen/generator/build"
	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/schema"
	"github.com/actgen/actgen/generator/source"
)

// TypesOptions say which types to generate from schemas alone.
type TypesOptions struct {
	// FS is where schema files are read.
	FS fs.FS
	// Dir is put before file names in problems; "" or "." for none.
	Dir string
	// Package is the name of the Go package.
	Package string
	// File is the name of the generated file, such as "order.gen.go".
	File string
	// Roots are the types, at least one.
	Roots []TypeRoot
	// Draft is that of schemas that declare none; nil means 2020-12.
	Draft *schema.Draft
	// Format says whether the keyword format asserts. The zero value asserts.
	Format schema.Format
	// Maps are where schemas of other URLs than files' are found.
	Maps []schema.Map
	// KeepUnknown keeps the members that a schema neither names nor forbids,
	// and writes them back. Otherwise they are dropped.
	KeepUnknown bool
	// ExactNumbers holds numbers as json.Number instead of int64 and float64,
	// so that any number is held as it was written.
	ExactNumbers bool
}

// TypeRoot is a type and its schema: a file, and a fragment in it that is a
// JSON Pointer ("#/$defs/order"), or "" for the file as a whole.
type TypeRoot struct{ Name, File, Fragment string }

// Types returns one file with the types of schemas, their Decode and Encode
// functions and all that these need. Like [Generate] it writes nothing, and the
// same input gives the same bytes.
func Types(ctx context.Context, o TypesOptions) (files []File, warnings problem.List, err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	in := build.Input{
		Definition:   &definition.Definition{Package: o.Package, File: sources(o.Roots)},
		TypesFile:    o.File,
		KeepUnknown:  o.KeepUnknown,
		ExactNumbers: o.ExactNumbers,
	}
	for _, r := range o.Roots {
		in.Types = append(in.Types, build.TypeRoot{Name: r.Name, Ref: &definition.SchemaRef{
			Node: &source.Node{File: r.File, Line: 1, Col: 1},
			File: r.File, Fragment: r.Fragment,
		}})
	}
	set := schema.NewSet(o.FS, schema.Options{Draft: o.Draft, Format: o.Format, Maps: o.Maps})
	return printed(in, set, o.Dir)
}

// sources names the files that types are made of, as the header of the
// generated file does.
func sources(roots []TypeRoot) string {
	var names []string
	for _, r := range roots {
		if name := path.Base(r.File); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
