package build

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
)

// sharedFile is the file that belongs to no single activity. The names of those
// that do have no underscore, so that none can mean an operating system to Go.
const sharedFile = "shared.gen.go"

// pack sets types and activities into files: a type stands in the file of the
// activity that uses it, or in shared.gen.go where several do.
func (b *builder) pack() *model.Package {
	pkg := &model.Package{Name: b.def.Package, Definition: path.Base(b.def.File)}
	if b.def.File == "" {
		pkg.Definition = ""
	}
	users := make(map[*model.Type]map[string]bool)
	files := make(map[string]*model.File)
	var fileNames []string
	file := func(name string) *model.File {
		if files[name] == nil {
			files[name] = &model.File{Name: name}
			fileNames = append(fileNames, name)
		}
		return files[name]
	}
	for _, a := range b.def.Activities {
		name := strings.ToLower(a.Name) + ".gen.go"
		if name == sharedFile {
			name = strings.ToLower(a.Name) + "activity.gen.go"
		}
		file(name).Activities = append(file(name).Activities, b.activity(a))
		for _, t := range b.reachable(a) {
			if users[t] == nil {
				users[t] = make(map[string]bool)
			}
			users[t][name] = true
		}
	}
	for _, e := range b.all {
		if e.Name == "" || len(users[e.Type]) == 0 && b.TypesFile == "" {
			continue
		}
		name := cmp.Or(b.TypesFile, sharedFile)
		if len(users[e.Type]) == 1 {
			name = slices.Collect(maps.Keys(users[e.Type]))[0]
		}
		file(name).Types = append(file(name).Types, e.Type)
	}
	slices.Sort(fileNames)
	for _, name := range fileNames {
		pkg.Files = append(pkg.Files, files[name])
	}
	return pkg
}

func (b *builder) activity(a *definition.Activity) *model.Activity {
	m := &model.Activity{
		Name: a.Name, Doc: strings.TrimSpace(a.Description),
		Handler: a.Name + "Handler", Register: "Register" + a.Name,
		Var:       names.Unexported(a.Name) + "Activity",
		Input:     b.roots[a.Input].Type,
		Output:    b.roots[a.Output].Type,
		Heartbeat: a.Heartbeat, Timeout: a.Timeout,
		Task:              a.Name + "Task",
		StepFunctionsName: a.StepFunctions.Name,
	}
	if len(a.Errors) > 0 {
		m.ErrorFrom = a.Name + "ErrorFrom"
	}
	if a.SWF.Set {
		m.SWF = model.SWF{
			Name: a.SWF.Name, Version: a.SWF.Version, TaskList: a.SWF.TaskList,
			ScheduleToStart: a.SWF.ScheduleToStart, ScheduleToClose: a.SWF.ScheduleToClose,
		}
	}
	if a.Progress != nil {
		m.Progress = b.roots[a.Progress].Type
		m.ProgressVar = a.Name + "ProgressFrom"
	}
	for _, e := range a.Errors {
		m.Errors = append(m.Errors, b.errorModel(e.Name))
	}
	return m
}

// reachable returns all types of an activity.
func (b *builder) reachable(a *definition.Activity) []*model.Type {
	var all []*model.Type
	seen := make(map[*model.Type]bool)
	var visit func(t *model.Type)
	visit = func(t *model.Type) {
		if t == nil || seen[t] {
			return
		}
		seen[t] = true
		all = append(all, t)
		for _, part := range parts(t) {
			visit(part)
		}
	}
	refs := []*definition.SchemaRef{a.Input, a.Output, a.Progress}
	for _, e := range a.Errors {
		refs = append(refs, b.errors[e.Name].first.Details)
	}
	for _, ref := range refs {
		if ref != nil && b.roots[ref] != nil {
			visit(b.roots[ref].Type)
		}
	}
	return all
}
