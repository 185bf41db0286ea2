package source_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/actgen/actgen/generator/source"
)

func TestDir(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, name := range []string{"in/a.json", "in/sub/b.json", "c.json"} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fsys := source.Dir(filepath.Join(root, "in"))
	if err := fstest.TestFS(fsys, "a.json", "sub/b.json"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"../c.json": "c.json", "../in/a.json": "in/a.json", "sub/b.json": "in/sub/b.json"} {
		if got, err := fs.ReadFile(fsys, name); err != nil || string(got) != want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if _, err := fs.Stat(fsys, name); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", "/c.json", "./a.json", "sub/../a.json", "../../x/../c.json", "sub//b.json", "nul\x00"} {
		if _, err := fs.ReadFile(fsys, name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if _, err := fs.ReadFile(fsys, "../none.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
