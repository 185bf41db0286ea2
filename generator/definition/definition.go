// Package definition reads what a package of activities is made of: from a
// definition file, from a folder of schema pairs, or from flags.
//
// It checks all that the definition itself says, against its JSON Schema (see
// package schemas) and beyond it, and that the schema files are there. What is
// in them is package schema's concern.
package definition

import (
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// Definition is a package of activities.
type Definition struct {
	// File is the definition's name in its folder, "" where schema pairs or
	// flags take its place.
	File string
	// Package is the name of the Go package.
	Package string
	// Format says what the keyword format does: Assert or Annotate.
	Format string
	// Activities are in the order of the definition, those of schema pairs in
	// the order of their files' names. Names are unique.
	Activities []*Activity
}

// What the keyword format does.
const (
	Assert   = "assert"   // a string that doesn't have the format is invalid
	Annotate = "annotate" // nothing is checked
)

// Activity is one activity.
type Activity struct {
	Name        string // an exported Go identifier
	Description string
	Node        *source.Node // where it stands
	Input       *SchemaRef
	Output      *SchemaRef
	Progress    *SchemaRef // nil without
	Errors      []*Error   // in the order of the definition
	// Heartbeat and Timeout are whole seconds from 1s to 99,999,999s, which
	// is what the services take; 0 without. Heartbeat is less than Timeout.
	Heartbeat time.Duration
	Timeout   time.Duration

	StepFunctions StepFunctions
	SWF           SWF
}

// StepFunctions is how AWS Step Functions knows an activity.
type StepFunctions struct {
	Name string // by default the activity's name
}

// SWF is how Amazon SWF knows an activity.
type SWF struct {
	Set      bool   // the definition mentions SWF
	Name     string // by default the activity's name; "" where SWF isn't set
	Version  string
	TaskList string // "" without
	// Whole seconds; 0 without.
	ScheduleToStart time.Duration
	ScheduleToClose time.Duration
}

// Error is an error that an activity declares.
type Error struct {
	Name        string // as it is sent; begins with a letter, then letters, digits, "_", "." and "-"
	Description string
	Node        *source.Node
	Details     *SchemaRef // nil without
	Retry       *Retry     // nil without
}

// Retry is how a Task state should retry after an error. What the definition
// leaves open is nil or 0: the services' own default.
type Retry struct {
	Attempts *int
	Interval time.Duration // whole seconds
	Backoff  float64       // at least 1
	MaxDelay time.Duration // whole seconds
}

// SchemaRef is where a schema is: either File or Inline is set.
type SchemaRef struct {
	// Node is the place in the definition.
	Node *source.Node
	// File is a slash-separated path from the definition's folder, clean; it
	// may lead out of it ("../money.json").
	File string
	// Fragment is the place in the file with its "#", as it was written:
	// "#/$defs/order". "" for the file as a whole.
	Fragment string
	// Inline is the schema itself, an object or a boolean.
	Inline *source.Node
}

// fileNames are what a definition may be called. A folder has one at most.
func fileNames() []string { return []string{"activities.yaml", "activities.yml", "activities.json"} }

// IsFile says whether a file of that name is a definition.
func IsFile(name string) bool { return slices.Contains(fileNames(), name) }

// FileIn returns the name of the definition file in the root of fsys, the
// first one where there are several, "" where there is none.
func FileIn(fsys fs.FS) string {
	for _, name := range fileNames() {
		if _, err := fs.Stat(fsys, name); err == nil {
			return name
		}
	}
	return ""
}

// Load reads the definition in the root of fsys: activities.yaml, .yml or
// .json, or else pairs such as charge-card.input.json and
// charge-card.output.json. folder is the folder's own name, from which the
// package's is made where nothing else says it.
//
// A definition that comes with problems (other than warnings) serves to find
// more of them in its schemas; what is generated from it is of no use. It is
// nil where there is nothing to go on.
func Load(fsys fs.FS, folder string) (*Definition, problem.List) {
	var found []string
	for _, name := range fileNames() {
		if _, err := fs.Stat(fsys, name); err == nil {
			found = append(found, name)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, problem.List{{File: name, Message: reason(err)}}
		}
	}
	switch len(found) {
	case 0:
		return loadPairs(fsys, folder)
	case 1:
		return loadFile(fsys, folder, found[0])
	}
	var problems problem.List
	for _, name := range found[1:] {
		problems = append(problems, problem.Problem{File: name, Message: found[0] + " is there, too; keep one of them"})
	}
	return nil, problems
}

func loadFile(fsys fs.FS, folder, name string) (*Definition, problem.List) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, problem.List{{File: name, Message: reason(err)}}
	}
	root, problems := source.Parse(name, data)
	if root == nil {
		return nil, problems
	}
	r := &reader{fsys: fsys, problems: append(problems, validate(root)...)}
	def := r.definition(root, folder)
	r.problems.Sort()
	return def, r.problems
}

// reason is what is wrong with a file, without its name.
func reason(err error) string {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "no such file"
	}
	return "cannot be read: " + err.Error()
}
