package templates

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator/model"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// goldens are the packages that stand in testdata, by folder.
var goldens = map[string]func() *model.Package{
	"comments": commentsPackage,
	"forms":    formsPackage,
	"kinds":    kindsPackage,
	"order":    orderPackage,
	"check":    checkPackage,
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name, pkg := range goldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, f := range mustPrint(t, pkg()) {
				file := filepath.Join("testdata", name, f.Name)
				if *update {
					write(t, file, f.Content)
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatalf("%v; run go test -update to write it", err)
				}
				if diff := cmp.Diff(string(want), string(f.Content)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", file, diff)
				}
			}
		})
	}
}

func mustPrint(t *testing.T, p *model.Package) []File {
	t.Helper()
	files, err := Files(p)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, file string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestGoldensRun compiles, vets and tests the golden packages. Their tests
// decode and encode, against the runtime itself.
func TestGoldensRun(t *testing.T) {
	t.Parallel()
	var folders []string
	for name := range goldens {
		folders = append(folders, "./testdata/"+name)
	}
	slices.Sort(folders)
	for _, command := range []string{"vet", "test"} {
		cmd := exec.CommandContext(t.Context(), "go", append([]string{command}, folders...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", command, err, out)
		}
	}
}
