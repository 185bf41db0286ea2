package conformance

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
)

const (
	module = "github.com/actgen/actgen"
	// generated is the folder of the generated packages, below the module. It
	// isn't there: the go command reads it through an overlay.
	generated = "conformance/generated"
)

// program is the generated code of all groups, and a main package that runs
// documents through it.
type program struct {
	dir     string // for what the go command reads and writes
	overlay map[string]string
	groups  []*group // that have code
}

// newProgram writes the code of groups.
func newProgram(t *testing.T, groups []*group) *program {
	t.Helper()
	p := &program{dir: t.TempDir(), overlay: make(map[string]string)}
	for _, g := range groups {
		if g.code != nil {
			p.groups = append(p.groups, g)
			p.write(t, g.packageName()+"/types.gen.go", g.code)
		}
	}
	return p
}

// write puts a file at a place below the folder of generated packages.
func (p *program) write(t *testing.T, name string, data []byte) {
	t.Helper()
	place, err := filepath.Abs(filepath.Join("..", filepath.FromSlash(generated), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(p.dir, strings.ReplaceAll(name, "/", "-"))
	p.overlay[place] = file
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// compile compiles all packages, notes which of them do, and returns the
// program's binary with these.
func (p *program) compile(ctx context.Context, t *testing.T) string {
	t.Helper()
	out, err := p.gobuild(ctx, t, "-json", "./"+generated+"/...")
	failed := p.failures(t, out)
	if err != nil && len(failed) == 0 {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, g := range p.groups {
		name := path.Join(module, generated, g.packageName())
		if text, bad := failed[name]; bad {
			g.fail("doesn't compile: %s", strings.TrimSpace(text))
		} else {
			g.compiled = true
		}
	}
	var code bytes.Buffer
	if err := mainFile.Execute(&code, p.names()); err != nil {
		t.Fatal(err)
	}
	p.write(t, "main.go", code.Bytes())
	binary := filepath.Join(p.dir, "conformance.exe") // the ending is for Windows
	if out, err := p.gobuild(ctx, t, "-ldflags=-s -w", "-o", binary, "./"+generated); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// names are the packages that compile.
func (p *program) names() []string {
	var names []string
	for _, g := range p.groups {
		if g.compiled {
			names = append(names, g.packageName())
		}
	}
	return names
}

func (p *program) gobuild(ctx context.Context, t *testing.T, args ...string) ([]byte, error) {
	t.Helper()
	overlay, err := json.Marshal(map[string]any{"Replace": p.overlay})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(p.dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, "go", append([]string{"build", "-overlay", file}, args...)...)
	cmd.Dir = ".."
	return cmd.CombinedOutput()
}

// failures reads the output of go build -json: what the compiler says of each
// package that it doesn't take.
func (p *program) failures(t *testing.T, out []byte) map[string]string {
	t.Helper()
	texts, failed := make(map[string]string), make(map[string]string)
	for line := range bytes.Lines(out) {
		var event struct{ ImportPath, Action, Output string }
		if err := json.Unmarshal(line, &event); err != nil {
			continue // what the go command itself says
		}
		texts[event.ImportPath] += event.Output
		if event.Action == "build-fail" {
			failed[event.ImportPath] = texts[event.ImportPath]
		}
	}
	return failed
}

// verdict is what generated code makes of a document.
type verdict struct {
	Output  string // written back
	Decode  string // the problems of the document; "" where it is valid
	Encode  string // what kept it from being written back
	Crashed string // by a panic, or by taking too long
}

// job is a document for the program.
type job struct {
	Package, Payload string

	group    *group
	document *document
}

// run sends the documents of all groups that compile through the program. A
// document that ends the program is noted, and the program started again for
// those after it.
func (p *program) run(ctx context.Context, t *testing.T, binary string, judge func(*group, *document, verdict)) {
	t.Helper()
	var jobs []job
	for _, g := range p.groups {
		for _, d := range g.Tests {
			if g.compiled {
				jobs = append(jobs, job{g.packageName(), string(d.Data), g, d})
			}
		}
	}
	for len(jobs) > 0 {
		verdicts, err := runJobs(ctx, binary, jobs)
		if ctx.Err() != nil {
			t.Fatal(ctx.Err())
		}
		if err != nil {
			verdicts = append(verdicts, verdict{Crashed: err.Error()})
		}
		for i, v := range verdicts {
			judge(jobs[i].group, jobs[i].document, v)
		}
		jobs = jobs[len(verdicts):]
	}
}

// runJobs returns the verdicts up to the end of the program. The error is nil
// where there is one for each job.
func runJobs(ctx context.Context, binary string, jobs []job) ([]verdict, error) {
	var input bytes.Buffer
	for _, j := range jobs {
		if err := json.NewEncoder(&input).Encode(j); err != nil {
			return nil, err
		}
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, binary)
	cmd.Stdin, cmd.Stderr = &input, &stderr
	out, failed := cmd.Output()
	var verdicts []verdict
	lines := json.NewDecoder(bufio.NewReader(bytes.NewReader(out)))
	for {
		var v verdict
		if err := lines.Decode(&v); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return verdicts, err
		}
		verdicts = append(verdicts, v)
	}
	if len(verdicts) < len(jobs) {
		text, _, _ := strings.Cut(stderr.String(), "\n")
		return verdicts, errors.Join(errors.New("ends the program: "+text), failed)
	}
	return verdicts, nil
}

var mainFile = template.Must(template.New("main").Parse(`package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
{{range .}}
	"github.com/actgen/actgen/conformance/generated/{{.}}"{{end}}
)

type job struct{ Package, Payload string }

type verdict struct{ Output, Decode, Encode, Crashed string }

// through decodes and encodes a document.
func through[T any](decode func(string) (T, error), encode func(T) (string, error)) func(string) verdict {
	return func(payload string) (v verdict) {
		defer func() {
			if p := recover(); p != nil {
				v.Crashed = fmt.Sprintf("panic: %v", p)
			}
		}()
		value, err := decode(payload)
		if err != nil {
			return verdict{Decode: err.Error()}
		}
		if v.Output, err = encode(value); err != nil {
			v.Encode = err.Error()
		}
		return v
	}
}

var packages = map[string]func(string) verdict{
{{range .}}	"{{.}}": through({{.}}.DecodeRoot, {{.}}.EncodeRoot),
{{end}}}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var j job
		if err := in.Decode(&j); err == io.EOF {
			return
		} else if err != nil {
			panic(err)
		}
		late := time.AfterFunc(10*time.Second, func() { panic("takes more than 10 s") })
		v := packages[j.Package](j.Payload)
		late.Stop()
		if err := out.Encode(v); err != nil {
			panic(err)
		}
	}
}
`))
