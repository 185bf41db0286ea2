package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path"

	"github.com/actgen/actgen/cmd/actgen/internal/output"
	"github.com/actgen/actgen/generator"
	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// outcome is what came of all folders of a run.
type outcome struct {
	problems problem.List // with the folders' names; warnings, too
	folders  []folderChanges
}

type folderChanges struct {
	folder
	changes []output.Change
}

// load reads a definition.
type load func(fsys fs.FS, folder string) (*definition.Definition, problem.List)

// generate generates for all folders, in memory, and finds out what is to
// change. An error is a failure of the machine, not of a definition.
func generate(ctx context.Context, all []folder, read load) (*outcome, error) {
	out := &outcome{}
	for _, f := range all {
		files, problems, err := generateFolder(ctx, f, read)
		if err != nil {
			return nil, err
		}
		out.problems = append(out.problems, problems...)
		if problems.Failed() {
			continue
		}
		changes, err := output.Compare(f.dir, files)
		var inTheWay problem.List
		switch {
		case errors.As(err, &inTheWay):
			out.problems = append(out.problems, inTheWay.In(f.display)...)
		case err != nil:
			return nil, err
		default:
			out.folders = append(out.folders, folderChanges{f, changes})
		}
	}
	out.problems.Sort()
	return out, nil
}

// generateFolder reads a definition and generates from it. Where the
// definition has problems, its schemas are still looked at for theirs.
func generateFolder(ctx context.Context, f folder, read load) ([]generator.File, problem.List, error) {
	fsys := source.Dir(f.dir)
	def, problems := read(fsys, f.name)
	problems = problems.In(f.display)
	if def == nil {
		return nil, problems, nil
	}
	files, warnings, err := generator.Generate(ctx, generator.Options{FS: fsys, Dir: f.display, Definition: def})
	var more problem.List
	switch {
	case errors.As(err, &more):
		return nil, append(problems, more...), nil
	case err != nil:
		return nil, nil, err
	}
	return files, append(problems, warnings...), nil
}

// stale is how many files are not as they should be.
func (o *outcome) stale() int {
	n := 0
	for _, f := range o.folders {
		n += len(f.changes)
	}
	return n
}

// each calls do for every change, with the file's path as it is shown.
func (o *outcome) each(do func(name string, c output.Change) error) error {
	for _, f := range o.folders {
		for _, c := range f.changes {
			if err := do(path.Join(f.display, c.Name), c); err != nil {
				return err
			}
		}
	}
	return nil
}

// printJSON prints the outcome as one JSON object, diffs if wanted.
func (o *outcome) printJSON(p *printer, diffs bool) error {
	type file struct {
		File   string      `json:"file"`
		Change output.Kind `json:"change"`
		Diff   string      `json:"diff,omitempty"`
	}
	report := struct {
		Problems problem.List `json:"problems"`
		Files    []file       `json:"files"`
	}{Problems: o.problems, Files: []file{}}
	if report.Problems == nil {
		report.Problems = problem.List{}
	}
	err := o.each(func(name string, c output.Change) (err error) {
		one := file{File: name, Change: c.Kind}
		if diffs {
			one.Diff, err = c.Diff(name)
		}
		report.Files = append(report.Files, one)
		return err
	})
	if err != nil {
		return err
	}
	enc := json.NewEncoder(p)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}
