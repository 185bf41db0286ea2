package definition

import (
	"fmt"
	"io/fs"
	"unicode/utf8"

	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// Single is a package of one activity that flags describe.
type Single struct {
	Name string // the activity; an exported Go identifier
	// Schemas: a file or file#/pointer, slash-separated, from the root of the
	// file system. Input and Output are needed.
	Input, Output, Progress string
	// Package is the Go package; by default as in Load.
	Package string
}

// Load makes the definition. fsys and folder are as for the function Load, and
// so is what it returns.
func (s Single) Load(fsys fs.FS, folder string) (*Definition, problem.List) {
	var problems problem.List
	report := func(format string, args ...any) {
		problems = append(problems, problem.Problem{Message: fmt.Sprintf(format, args...)})
	}
	ref := func(flag, text string) *SchemaRef {
		n := &source.Node{File: text}
		r, message := fileRef(fsys, n, text)
		if message != "" {
			report("--%s: %s", flag, message)
			return anything(n)
		}
		n.File = r.File
		return r
	}
	def := &Definition{Format: Assert, Package: s.Package}
	if s.Package == "" {
		def.Package = defaultPackage(fsys, folder)
	} else if message := checkPackage(s.Package); message != "" {
		report("--package: %s", message)
	}
	if !isExported(s.Name) {
		report("--name: must be an exported Go identifier, such as ChargeCard, not %q", s.Name)
	} else if utf8.RuneCountInString(s.Name) > maxStepFunctionsName {
		report("--name: must be at most %d characters long, as Step Functions says", maxStepFunctionsName)
	}
	a := &Activity{Name: s.Name, Input: ref("input", s.Input), Output: ref("output", s.Output)}
	a.Node = a.Input.Node
	a.StepFunctions.Name = s.Name
	if s.Progress != "" {
		a.Progress = ref("progress", s.Progress)
	}
	if isExported(s.Name) {
		def.Activities = append(def.Activities, a)
	}
	problems.Sort()
	return def, problems
}
