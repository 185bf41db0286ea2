package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actgen/actgen/cmd/actgen/internal/output"
	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
)

// request is what generate and check are asked to do.
type request struct {
	single definition.Single
	json   bool
	quiet  bool
}

func newGenerate(stdout, stderr *printer) *cobra.Command {
	var r request
	cmd := &cobra.Command{
		Use:   "generate [folder...]",
		Short: "Write the Go code of each folder's activities",
		Long: `Generate reads activities.yaml (or .yml, .json) in each folder, by default in this
one, and writes Go files beside it. A folder without such a file is read as
pairs of schemas: charge-card.input.json and charge-card.output.json are the
activity ChargeCard. orders/... stands for all folders at and below orders that
have a definition file.

Only what changed is written, each file in one step. Files that actgen generated
before and no longer does are removed. Where anything is wrong in any folder, all
problems are printed as file:line:col: #/pointer: problem, and no file is touched.

With --name, --input and --output the folder is a package of this one activity,
and no definition file is needed. Paths are then those of the shell.`,
		Example: `  actgen generate
  actgen generate orders payments
  actgen generate ./...
  actgen generate --name Greet --input in.json --output out.json`,
		RunE: action(func(cmd *cobra.Command, args []string) error {
			out, err := r.run(cmd, args)
			if err != nil {
				return err
			}
			return r.write(out, stdout, stderr)
		}),
	}
	r.flags(cmd)
	cmd.Flags().BoolVarP(&r.quiet, "quiet", "q", false, "don't list the files that changed")
	return cmd
}

// flags adds the flags that generate and check share.
func (r *request) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&r.single.Name, "name", "", "activity to generate without a definition file, such as ChargeCard")
	f.StringVar(&r.single.Input, "input", "", "schema of its input: file or file#/pointer")
	f.StringVar(&r.single.Output, "output", "", "schema of its output")
	f.StringVar(&r.single.Progress, "progress", "", "schema of its progress, if it reports any")
	f.StringVar(&r.single.Package, "package", "", "name of the Go package (default: the folder's)")
	f.BoolVar(&r.json, "json", false, "print problems and files as one JSON object on standard output")
	cmd.MarkFlagsRequiredTogether("name", "input", "output")
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
}

// run generates for the folders that the arguments name.
func (r *request) run(cmd *cobra.Command, args []string) (*outcome, error) {
	single := cmd.Flags().Changed("name")
	switch {
	case !single && (r.single.Progress != "" || r.single.Package != ""):
		return nil, usageError{errors.New("--progress and --package go with --name, --input and --output")}
	case single && len(args) > 1:
		return nil, usageError{errors.New("--name is for one folder")}
	}
	all, problems, err := folders(args)
	if err != nil {
		return nil, err
	}
	read := load(definition.Load)
	if single && len(all) == 1 {
		if read, err = r.loadSingle(all[0]); err != nil {
			return nil, err
		}
	}
	out, err := generate(cmd.Context(), all, read)
	if err != nil {
		return nil, err
	}
	out.problems = append(out.problems, problems...)
	out.problems.Sort()
	return out, nil
}

// loadSingle makes the definition from flags. Their paths are the shell's,
// those of a definition start at its folder.
func (r *request) loadSingle(f folder) (load, error) {
	single := r.single
	for _, ref := range []*string{&single.Input, &single.Output, &single.Progress} {
		seen, err := shellRef(f.dir, *ref)
		if err != nil {
			return nil, err
		}
		*ref = seen
	}
	return func(fsys fs.FS, folder string) (*definition.Definition, problem.List) {
		if name := definition.FileIn(fsys); name != "" {
			return nil, problem.List{{File: name, Message: "--name is for folders without a definition; add the activity here"}}
		}
		return single.Load(fsys, folder)
	}, nil
}

// shellRef makes file#/pointer, as the shell sees it, one that is seen from dir.
func shellRef(dir, text string) (string, error) {
	file, fragment, found := strings.Cut(text, "#")
	if file == "" {
		return text, nil
	}
	seen, err := relative(dir, file)
	if found {
		seen += "#" + fragment
	}
	return seen, err
}

func relative(dir, file string) (string, error) {
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(from, to)
	return filepath.ToSlash(rel), err
}

// write brings the folders up to date, or reports why nothing is touched.
func (r *request) write(out *outcome, stdout, stderr *printer) error {
	failed := out.problems.Failed()
	if failed {
		out.folders = nil
	}
	if err := output.Write(out.output()); err != nil {
		return err
	}
	if err := r.print(out, stdout, stderr, false); err != nil {
		return err
	}
	if failed {
		return errFinding
	}
	if r.json || r.quiet {
		return nil
	}
	return out.each(func(name string, c output.Change) error {
		done := "wrote"
		if c.Kind == output.Remove {
			done = "removed"
		}
		return stdout.line(fmt.Sprintf("%s %s", done, name))
	})
}

// output returns the changes by folder.
func (o *outcome) output() []output.Folder {
	var all []output.Folder
	for _, f := range o.folders {
		all = append(all, output.Folder{Dir: f.dir, Changes: f.changes})
	}
	return all
}

// print prints the problems, or with --json everything.
func (r *request) print(out *outcome, stdout, stderr *printer, diffs bool) error {
	if r.json {
		return out.printJSON(stdout, diffs)
	}
	return stderr.problems(out.problems)
}
