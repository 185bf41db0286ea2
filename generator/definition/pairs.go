package definition

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// pair is the schema files of one activity: charge-card.input.json,
// charge-card.output.json and perhaps charge-card.progress.json.
type pair struct {
	stem  string            // "charge-card"
	files map[string]string // by role
}

const (
	inputRole    = "input"
	outputRole   = "output"
	progressRole = "progress"
)

// loadPairs reads a folder without a definition file.
func loadPairs(fsys fs.FS, folder string) (*Definition, problem.List) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, problem.List{{Message: "folder " + folder + ": " + reason(err)}}
	}
	pairs, problems := collectPairs(entries)
	if len(pairs) == 0 && len(problems) == 0 {
		return nil, problem.List{{Message: "nothing to generate: no activities.yaml or activities.json, and no pair such as greet.input.json and greet.output.json"}}
	}
	def := &Definition{Package: defaultPackage(fsys, folder), Format: Assert}
	taken := map[string]string{}
	for _, p := range pairs {
		a, message := p.activity()
		if other, ok := taken[a.Name]; ok && message == "" {
			message = fmt.Sprintf("activity %s is that of %s already", a.Name, other)
		}
		if message != "" {
			problems = append(problems, a.Node.Problem("%s", message))
		} else {
			taken[a.Name] = a.Node.File
		}
		def.Activities = append(def.Activities, a) // its schemas may have problems, too
	}
	problems.Sort()
	return def, problems
}

// collectPairs sorts the files by the activity that they belong to.
func collectPairs(entries []fs.DirEntry) ([]*pair, problem.List) {
	var pairs []*pair
	var problems problem.List
	for _, e := range entries {
		stem, role := splitPair(e.Name())
		if role == "" || e.IsDir() {
			continue
		}
		i := slices.IndexFunc(pairs, func(p *pair) bool { return p.stem == stem })
		if i < 0 {
			pairs = append(pairs, &pair{stem: stem, files: map[string]string{}})
			i = len(pairs) - 1
		}
		if other, twice := pairs[i].files[role]; twice {
			problems = append(problems, problem.Problem{File: e.Name(), Message: other + " is there, too; keep one of them"})
			continue
		}
		pairs[i].files[role] = e.Name()
	}
	return pairs, problems
}

// splitPair takes "charge-card.input.json" apart. The role is "" for other
// files.
func splitPair(name string) (stem, role string) {
	for _, role := range []string{inputRole, outputRole, progressRole} {
		for _, ext := range []string{".json", ".yaml", ".yml"} {
			if stem, ok := strings.CutSuffix(name, "."+role+ext); ok && stem != "" {
				return stem, role
			}
		}
	}
	return "", ""
}

// activity returns the activity, and what is wrong with it or "".
func (p *pair) activity() (*Activity, string) {
	a := &Activity{Name: names.Exported(p.stem)}
	for _, role := range []string{progressRole, outputRole, inputRole} {
		if file, ok := p.files[role]; ok {
			a.Node = &source.Node{File: file}
		}
	}
	a.Input, a.Output, a.Progress = p.ref(inputRole), p.ref(outputRole), p.ref(progressRole)
	a.StepFunctions.Name = a.Name
	switch {
	case a.Input == nil:
		return a, "there is no " + p.stem + ".input.json beside it"
	case a.Output == nil:
		return a, "there is no " + p.stem + ".output.json beside it"
	case !isExported(a.Name):
		return a, fmt.Sprintf("no Go name can be made of %q; rename the file", p.stem)
	case len([]rune(a.Name)) > maxStepFunctionsName:
		return a, fmt.Sprintf("the name is longer than Step Functions allows (%d characters)", maxStepFunctionsName)
	}
	return a, ""
}

func (p *pair) ref(role string) *SchemaRef {
	file, ok := p.files[role]
	if !ok {
		return nil
	}
	return &SchemaRef{Node: &source.Node{File: file}, File: file}
}
