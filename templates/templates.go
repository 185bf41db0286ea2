// Package templates prints a model.Package as Go source.
//
// It prints and never decides: names, documentation and checks are final in the
// model. What it adds is the look of the code, and that is the same for every
// package: types, handlers, registration, then for each type the tables, the
// decode function and the encode function over package cursor.
//
// Each file of this package prints one concept. Above each jennifer chain a
// comment shows the Go that it makes.
package templates

import (
	"errors"
	"fmt"

	"github.com/actgen/actgen/generator/model"
)

// File is one file of generated source.
type File struct {
	Name    string // such as "chargecard.gen.go"
	Content []byte // formatted as gofumpt does
}

// Files prints the files of p, in the order of the model. The same model gives
// the same bytes. An error means that the model breaks a rule that package
// model states, or that the source doesn't parse; then there are no files.
func Files(p *model.Package) ([]File, error) {
	pr := newPrinter(p)
	files := make([]File, 0, len(p.Files))
	for _, m := range p.Files {
		content, err := pr.file(m)
		if err != nil {
			pr.errs = append(pr.errs, err)
		}
		files = append(files, File{Name: m.Name, Content: content})
	}
	if len(pr.errs) > 0 {
		return nil, errors.Join(pr.errs...)
	}
	return files, nil
}

// printer prints one package. It remembers what stands in earlier files, so
// that what several types share is printed once.
type printer struct {
	pkg       *model.Package
	declared  map[*model.Type]bool // types that stand in a file
	functions map[*model.File][]*function
	constant  map[*model.Type]bool  // true for a type of which constants alone are written
	tables    map[*model.Type]bool  // types whose variables are printed
	patterns  map[string]string     // source of each printed pattern variable
	errors    map[string]bool       // printed error types
	checks    map[*model.Check]bool // printed check functions
	seens     map[*model.Seen]bool  // printed seen functions
	errs      []error
}

func newPrinter(p *model.Package) *printer {
	pr := &printer{
		pkg:       p,
		declared:  map[*model.Type]bool{},
		functions: map[*model.File][]*function{},
		constant:  map[*model.Type]bool{},
		tables:    map[*model.Type]bool{},
		patterns:  map[string]string{},
		errors:    map[string]bool{},
		checks:    map[*model.Check]bool{},
		seens:     map[*model.Seen]bool{},
	}
	for _, f := range p.Files {
		for _, t := range f.Types {
			pr.declared[t] = true
		}
	}
	pr.collect()
	return pr
}

// problem notes that the model breaks a rule at t.
func (p *printer) problem(t *model.Type, format string, args ...any) {
	what := t.Name
	if what == "" {
		what = "unnamed type"
	}
	p.errs = append(p.errs, fmt.Errorf("print %s (%s): %s", what, t.Location, fmt.Sprintf(format, args...)))
}
