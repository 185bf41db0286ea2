package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actgen/actgen/cmd/actgen/internal/output"
	"github.com/actgen/actgen/generator"
	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/schema"
	"github.com/actgen/actgen/generator/source"
)

// types is what the command types is asked to do.
type types struct {
	request
	definition.Types
	output  string // a file, "-" for standard output, "" for the default
	draft   string
	format  string
	unknown string
	numbers string
	maps    []string

	file string // the name of the generated file
}

// The values of flags that have a few.
var (
	draftNames   = []string{"draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"}
	formatNames  = []string{"assert", "annotate"}
	unknownNames = []string{"drop", "keep"}
	numberNames  = []string{"native", "exact"}
)

func newTypes(stdout, stderr *printer) *cobra.Command {
	var t types
	cmd := &cobra.Command{
		Use:   "types schema...",
		Short: "Write Go types of JSON Schemas alone",
		Long: `Types reads any JSON Schemas, in JSON or YAML, and writes one Go file with a type for
each, its Decode and Encode functions, and the methods that encoding/json calls.
A schema is a file, or file#/pointer for a part of one. Schemas of one run share
the types that they both refer to.

The types are called after the files, or the last word of the pointer; --type names
them, once for each schema. References lead to files beside a schema; those of
other URLs to folders that --map names.

Only a file that changed is written, in one step. Where anything is wrong, all
problems are printed as file:line:col: #/pointer: problem, and no file is touched.`,
		Example: `  actgen types order.json                                # order.gen.go
  actgen types --package api --output api/types.gen.go order.json 'common.yaml#/$defs/money'
  actgen types --type Root --unknown keep --output - schema.json
  actgen types --map https://example.com/schemas/=vendor/schemas order.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: action(func(cmd *cobra.Command, args []string) error {
			return t.run(cmd.Context(), args, stdout, stderr)
		}),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"json", "yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	t.flags(cmd)
	return cmd
}

func (t *types) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&t.Package, "package", "", "name of the Go package (default: the one in the output's folder, else the folder's name)")
	f.StringArrayVar(&t.Names, "type", nil, "name of the type, once for each schema (default: from the schema's file or pointer)")
	f.StringVarP(&t.output, "output", "o", "", "Go file to write, - for standard output (default: <schema>.gen.go beside the first schema)")
	f.StringVar(&t.draft, "draft", "draft2020-12", "draft of schemas that declare none: draft4, draft6, draft7, draft2019-09 or draft2020-12")
	f.StringVar(&t.format, "format", "", "whether the keyword format asserts: assert or annotate (default: assert up to draft 7, from then on as the metaschema says)")
	f.StringVar(&t.unknown, "unknown", "drop", "members that a schema neither names nor forbids: drop, or keep and write back")
	f.StringVar(&t.numbers, "numbers", "native", "native: int64 and float64; exact: json.Number, which holds any number as it was written")
	f.StringArrayVar(&t.maps, "map", nil, "folder of schemas whose URLs begin with a prefix, as prefix=folder; repeatable")
	f.BoolVar(&t.json, "json", false, "print problems and files as one JSON object on standard output")
	f.BoolVarP(&t.quiet, "quiet", "q", false, "don't tell of the file that changed")
	for _, c := range t.choices() {
		// The error is that of a flag that isn't there, or registered twice.
		_ = cmd.RegisterFlagCompletionFunc(c.flag, cobra.FixedCompletions(c.values, cobra.ShellCompDirectiveNoFileComp))
	}
}

// choice is a flag that has a few values.
type choice struct {
	flag, value string
	values      []string
}

func (t *types) choices() []choice {
	return []choice{
		{"draft", t.draft, draftNames},
		{"format", t.format, formatNames},
		{"unknown", t.unknown, unknownNames},
		{"numbers", t.numbers, numberNames},
	}
}

// run generates and writes the file.
func (t *types) run(ctx context.Context, args []string, stdout, stderr *printer) error {
	o, err := t.options(args)
	if err != nil {
		return err
	}
	f, err := t.place(args[0])
	if err != nil {
		return err
	}
	files, problems, err := t.generate(ctx, f, args, o)
	if err != nil {
		return err
	}
	if t.output == "-" && !problems.Failed() {
		if err := stderr.problems(problems); err != nil {
			return err
		}
		_, err := stdout.Write(files[0].Content)
		return err
	}
	out, err := changes(f, files, problems)
	if err != nil {
		return err
	}
	return t.write(out, stdout, stderr)
}

// options reads the flags that say how to generate.
func (t *types) options(args []string) (*generator.TypesOptions, error) {
	for _, c := range t.choices() {
		if last := len(c.values) - 1; !slices.Contains(c.values, c.value) && (c.value != "" || c.flag != "format") {
			return nil, usageError{fmt.Errorf("--%s: must be %s or %s, not %q", c.flag, strings.Join(c.values[:last], ", "), c.values[last], c.value)}
		}
	}
	switch {
	case t.Names != nil && len(t.Names) != len(args):
		return nil, usageError{fmt.Errorf("--type: %d names for %d schemas", len(t.Names), len(args))}
	case t.output == "-" && t.json:
		return nil, usageError{errors.New("--output - and --json both write to standard output")}
	case t.output != "" && t.output != "-" && !strings.HasSuffix(t.output, ".go"):
		return nil, usageError{fmt.Errorf("--output: must be a Go file, such as order.gen.go, or -, not %q", t.output)}
	}
	o := &generator.TypesOptions{
		Draft: schema.DraftOf(t.draft), KeepUnknown: t.unknown == "keep", ExactNumbers: t.numbers == "exact",
		Format: map[string]schema.Format{"": schema.ByDraft, "assert": schema.Assert, "annotate": schema.Annotate}[t.format],
	}
	for _, text := range t.maps {
		prefix, dir := cutMap(text)
		if prefix == "" || dir == "" {
			return nil, usageError{fmt.Errorf("--map: must be prefix=folder, not %q", text)}
		}
		o.Maps = append(o.Maps, schema.Map{Prefix: prefix, FS: source.Dir(dir)})
	}
	return o, nil
}

// cutMap takes prefix=folder apart. A URL may have a = in it.
func cutMap(text string) (prefix, dir string) {
	i := strings.LastIndex(text, "=")
	return text[:max(i, 0)], text[i+1:]
}

// place returns the folder of the file that is written, and sets output to its
// name.
func (t *types) place(first string) (folder, error) {
	file := t.output
	switch file {
	case "":
		file, _, _ = strings.Cut(first, "#")
		file = filepath.Join(filepath.Dir(file), definition.Stem(filepath.ToSlash(file))+".gen.go")
	case "-":
		file = "types.gen.go"
	}
	t.file = filepath.Base(file)
	dir := filepath.Dir(file)
	abs, err := filepath.Abs(dir)
	return folder{dir: dir, display: filepath.ToSlash(dir), name: filepath.Base(abs)}, err
}

// generate makes the file. To it schemas are files seen from its own folder, so
// that it is the same wherever the command runs.
func (t *types) generate(ctx context.Context, f folder, args []string, o *generator.TypesOptions) ([]generator.File, problem.List, error) {
	problems := t.missing(f)
	if problems.Failed() {
		return nil, problems, nil
	}
	for _, arg := range args {
		ref, err := shellRef(f.dir, arg)
		if err != nil {
			return nil, nil, err
		}
		t.Schemas = append(t.Schemas, ref)
	}
	o.FS, o.Dir, o.File = source.Dir(f.dir), f.display, t.file
	pkg, all, problems := t.Load(o.FS, f.name)
	if problems.Failed() {
		return nil, problems.In(f.display), nil
	}
	o.Package = pkg
	for _, one := range all {
		o.Roots = append(o.Roots, generator.TypeRoot{Name: one.Name, File: one.Schema.File, Fragment: one.Schema.Fragment})
	}
	files, warnings, err := generator.Types(ctx, *o)
	if errors.As(err, &problems) {
		return nil, problems, nil
	}
	return files, warnings, err
}

// missing tells of the folders that aren't there.
func (t *types) missing(f folder) problem.List {
	dirs := []string{f.dir}
	for _, text := range t.maps {
		_, dir := cutMap(text)
		dirs = append(dirs, dir)
	}
	var problems problem.List
	for _, dir := range dirs {
		if message := checkDir(dir); message != "" {
			problems = append(problems, problem.Problem{File: filepath.ToSlash(dir), Message: message})
		}
	}
	problems.Sort()
	return problems
}

// changes finds out whether the file is to be written.
func changes(f folder, files []generator.File, problems problem.List) (*outcome, error) {
	out := &outcome{problems: problems}
	if problems.Failed() {
		return out, nil
	}
	changes, err := output.CompareFiles(f.dir, files)
	var inTheWay problem.List
	switch {
	case errors.As(err, &inTheWay):
		out.problems = append(out.problems, inTheWay.In(f.display)...)
		out.problems.Sort()
	case err != nil:
		return nil, err
	default:
		out.folders = []folderChanges{{f, changes}}
	}
	return out, nil
}
