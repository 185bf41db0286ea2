package generator_test

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator"
	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	goldenDir    = "../testdata/golden"
	problemsFile = "problems.txt" // what actgen says: all that is wrong, and warnings
)

// TestGolden generates every folder of testdata/golden and compares what comes
// out with what stands there: generated files, and problems or warnings.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, name := range goldenCases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(goldenDir, name)
			want, files, text := readGolden(t, dir), map[string]string{}, ""
			generated, problems := generate(t, dir)
			for _, f := range generated {
				files[f.Name] = string(f.Content)
			}
			for _, p := range problems {
				text += p.String() + "\n"
			}
			if text != "" {
				files[problemsFile] = text
			}
			if *update {
				writeGolden(t, dir, want, files)
				return
			}
			if diff := cmp.Diff(want, files); diff != "" {
				t.Errorf("%s isn't what is generated (-want +got); go test ./generator -update writes it anew:\n%s", dir, diff)
			}
			again, _ := generate(t, dir)
			for i := range again {
				if !bytes.Equal(again[i].Content, generated[i].Content) {
					t.Errorf("%s differs when it is generated again", again[i].Name)
				}
			}
		})
	}
}

// goldenCases returns the names of the folders in testdata/golden.
func goldenCases(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		t.Fatal("no golden cases")
	}
	return names
}

// generate generates a folder as the command does.
func generate(t *testing.T, dir string) ([]generator.File, problem.List) {
	t.Helper()
	fsys := source.Dir(dir)
	def, problems := definition.Load(fsys, filepath.Base(dir))
	if def == nil {
		return nil, problems
	}
	files, warnings, err := generator.Generate(t.Context(), generator.Options{FS: fsys, Definition: def})
	problems = append(problems, warnings...)
	if list, ok := errors.AsType[problem.List](err); ok {
		problems = append(problems, list...)
	} else if err != nil {
		t.Fatal(err)
	}
	problems.Sort()
	if problems.Failed() {
		files = nil
	}
	return files, problems
}

func readGolden(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".gen.go") && e.Name() != problemsFile {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

func writeGolden(t *testing.T, dir string, old, files map[string]string) {
	t.Helper()
	for name := range old {
		if _, ok := files[name]; !ok {
			if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Error(err)
			}
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Error(err)
		}
	}
}
