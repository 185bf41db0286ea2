package definition

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// reader makes a Definition of a definition file. The JSON Schema has had its
// say: what it found fault with is passed over here, with something harmless
// in its place so that all else is still looked at.
type reader struct {
	fsys     fs.FS
	problems problem.List

	stepFunctions map[string]*source.Node // names that are taken, and where
	swf           map[[2]string]*source.Node
}

func (r *reader) report(n *source.Node, format string, args ...any) {
	r.problems = append(r.problems, n.Problem(format, args...))
}

// reported says whether there is a problem at the place already.
func (r *reader) reported(n *source.Node) bool {
	return slices.ContainsFunc(r.problems, func(p problem.Problem) bool { return p.File == n.File && p.Pointer == n.Pointer })
}

func (r *reader) definition(root *source.Node, folder string) *Definition {
	def := &Definition{File: root.File, Format: Assert, Package: r.packageName(root.Get("package"), folder)}
	if text(root.Get("format")) == Annotate {
		def.Format = Annotate
	}
	r.stepFunctions = make(map[string]*source.Node)
	r.swf = make(map[[2]string]*source.Node)
	activities := root.Get("activities")
	if activities == nil {
		return def
	}
	for i, m := range activities.Members {
		if m.Value.Kind == source.Object {
			name := r.activityName(activities, i)
			def.Activities = append(def.Activities, r.activity(name, named(m)))
		}
	}
	return def
}

// named returns a member's value with the place of its name.
func named(m source.Member) *source.Node {
	n := *m.Value
	n.Line, n.Col = m.NameLine, m.NameCol
	return &n
}

func (r *reader) packageName(n *source.Node, folder string) string {
	if text(n) == "" {
		return defaultPackage(r.fsys, folder)
	}
	if message := checkPackage(n.Text); message != "" {
		if !r.reported(n) {
			r.report(n, "%s", message)
		}
		return "invalid"
	}
	return n.Text
}

// activityName returns the name, or another one that is free where it isn't
// an exported Go identifier.
func (r *reader) activityName(activities *source.Node, i int) string {
	m := activities.Members[i]
	if isExported(m.Name) {
		return m.Name
	}
	if !r.reported(m.Value) {
		r.report(named(m), "an activity's name must be an exported Go identifier, such as ChargeCard, not %q", m.Name)
	}
	for free := names.Exported(m.Name); ; free = "Activity" + strconv.Itoa(i) {
		if isExported(free) && activities.Get(free) == nil {
			return free
		}
		i++
	}
}

func (r *reader) activity(name string, n *source.Node) *Activity {
	a := &Activity{
		Name: name, Node: n,
		Description: text(n.Get("description")),
		Input:       r.required(n, "input"),
		Output:      r.required(n, "output"),
		Progress:    r.schema(n.Get("progress")),
		Heartbeat:   r.seconds(n.Get("heartbeat"), maxSeconds),
		Timeout:     r.seconds(n.Get("timeout"), maxSeconds),
	}
	if a.Heartbeat > 0 && a.Timeout > 0 && a.Heartbeat >= a.Timeout {
		r.report(n.Get("heartbeat"), "must be less than the timeout, %s", n.Get("timeout").Text)
	}
	if errors := n.Get("errors"); errors != nil {
		for _, m := range errors.Members {
			a.Errors = append(a.Errors, r.error(m.Name, named(m)))
		}
	}
	r.services(a, n)
	return a
}

// error returns a declared error.
func (r *reader) error(name string, n *source.Node) *Error {
	for _, reserved := range []string{"States.", "actgen."} {
		if strings.HasPrefix(name, reserved) {
			r.report(n, "error names that begin with %q are not for activities to declare", reserved)
		}
	}
	e := &Error{
		Name: name, Node: n,
		Description: text(n.Get("description")),
		Details:     r.schema(n.Get("details")),
	}
	if retry := n.Get("retry"); retry != nil {
		e.Retry = &Retry{
			Interval: r.seconds(retry.Get("interval"), maxSeconds),
			MaxDelay: r.seconds(retry.Get("maxDelay"), maxDelaySeconds),
		}
		if attempts := number(retry.Get("attempts")); attempts != nil {
			n := int(*attempts)
			e.Retry.Attempts = &n
		}
		if backoff := number(retry.Get("backoff")); backoff != nil {
			e.Retry.Backoff = *backoff
		}
	}
	return e
}

func (r *reader) required(activity *source.Node, key string) *SchemaRef {
	if ref := r.schema(activity.Get(key)); ref != nil {
		return ref
	}
	return anything(activity)
}

// anything is the schema true, in the place of one that isn't there.
func anything(n *source.Node) *SchemaRef {
	always := *n
	always.Kind, always.Bool, always.Text, always.Items, always.Members = source.Bool, true, "", nil, nil
	return &SchemaRef{Node: n, Inline: &always}
}

// schema returns the reference that n is, or nil for none.
func (r *reader) schema(n *source.Node) *SchemaRef {
	switch {
	case n == nil:
		return nil
	case n.Kind == source.Object, n.Kind == source.Bool:
		return &SchemaRef{Node: n, Inline: n}
	case text(n) == "":
		return anything(n)
	}
	ref, message := fileRef(r.fsys, n, n.Text)
	if message != "" {
		r.report(n, "%s", message)
		return anything(n)
	}
	return ref
}

// fileRef reads "file" or "file#/pointer". The message says what is wrong.
func fileRef(fsys fs.FS, n *source.Node, text string) (ref *SchemaRef, message string) {
	name, fragment, found := strings.Cut(text, "#")
	switch {
	case name == "":
		return nil, "must name a file before the #"
	case strings.Contains(name, "://"):
		return nil, "must be a file: schemas are not loaded from the network; keep a copy beside the definition"
	case strings.Contains(name, `\`):
		return nil, "must have / between folders, not \\"
	case path.IsAbs(name):
		return nil, "must be a path from the folder of the definition, not an absolute one"
	}
	if found {
		fragment = "#" + fragment
	}
	ref = &SchemaRef{Node: n, File: path.Clean(name), Fragment: fragment}
	info, err := fs.Stat(fsys, ref.File)
	switch {
	case err != nil:
		return nil, "schema file " + name + ": " + reason(err)
	case info.IsDir():
		return nil, "schema file " + name + " is a folder"
	}
	return ref, ""
}

// text returns the text of a string, "" for nil and for all else.
func text(n *source.Node) string {
	if n == nil || n.Kind != source.String {
		return ""
	}
	return n.Text
}

// number returns the value of a number that the JSON Schema keeps small, nil
// for all else.
func number(n *source.Node) *float64 {
	if n == nil || n.Kind != source.Number {
		return nil
	}
	f, err := strconv.ParseFloat(n.Text, 64)
	if err != nil {
		return nil
	}
	return &f
}
