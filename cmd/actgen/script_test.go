package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	testscript.Main(leakless{m}, map[string]func(){"actgen": main})
}

// leakless fails the tests where one leaves a goroutine behind.
type leakless struct{ *testing.M }

func (m leakless) Run() int {
	code := m.M.Run()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// TestScripts runs testdata/*.txtar: the commands as a shell runs them.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"gomod":     gomod,
			"snapshot":  snapshot,
			"unchanged": unchanged,
		},
	})
}

// setup gives the go command its caches and keeps it off the network.
func setup(env *testscript.Env) error {
	out, err := exec.CommandContext(context.Background(), "go", "env", "GOCACHE", "GOMODCACHE", "GOMOD").Output()
	if err != nil {
		return err
	}
	vars := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(vars) != 3 {
		return fmt.Errorf("go env: %q", out)
	}
	env.Setenv("GOCACHE", vars[0])
	env.Setenv("GOMODCACHE", vars[1])
	env.Setenv("ROOT", filepath.Dir(vars[2]))
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOSUMDB", "off")
	env.Setenv("GOTOOLCHAIN", "local")
	env.Setenv("GOWORK", "off")
	env.Setenv("GOFLAGS", "-mod=mod")
	return nil
}

// exits runs a command that must end with an exit code: exits 2 actgen foo.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [arguments]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// gomod writes the go.mod and go.sum of a user's module in the current folder:
// gomod example.com/orders. It requires what actgen itself does, so that all
// of it is in the module cache.
func gomod(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: gomod module")
	}
	root := ts.Getenv("ROOT")
	own, err := os.ReadFile(filepath.Join(root, "go.mod"))
	ts.Check(err)
	const module = "github.com/actgen/actgen"
	rest, found := strings.CutPrefix(string(own), "module "+module+"\n")
	if !found {
		ts.Fatalf("go.mod of actgen begins with another line")
	}
	text := fmt.Sprintf("module %s\n%s\ntool %s/cmd/actgen\n\nrequire %[3]s v0.0.0\n\nreplace %[3]s => %s\n", args[0], rest, module, root)
	ts.Check(os.WriteFile(ts.MkAbs("go.mod"), []byte(text), 0o666))
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("go.sum"), sum, 0o666))
}

// snapshot remembers names, contents and times of the files of folders.
func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: snapshot folder...")
	}
	ts.Check(os.WriteFile(ts.MkAbs(".snapshot"), describe(ts, args), 0o666))
}

// unchanged fails where anything differs from the snapshot of the folders.
func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: unchanged folder...")
	}
	was, err := os.ReadFile(ts.MkAbs(".snapshot"))
	ts.Check(err)
	if is := describe(ts, args); !bytes.Equal(is, was) {
		ts.Fatalf("the files changed\nwere:\n%s\nare:\n%s", was, is)
	}
}

func describe(ts *testscript.TestScript, folders []string) []byte {
	var b bytes.Buffer
	for _, folder := range folders {
		entries, err := os.ReadDir(ts.MkAbs(folder))
		ts.Check(err)
		for _, e := range entries {
			info, err := e.Info()
			ts.Check(err)
			if !info.Mode().IsRegular() || e.Name() == ".snapshot" {
				continue
			}
			data, err := os.ReadFile(filepath.Join(ts.MkAbs(folder), e.Name()))
			ts.Check(err)
			fmt.Fprintf(&b, "%s/%s %v %x\n", folder, e.Name(), info.ModTime().UnixNano(), data)
		}
	}
	return b.Bytes()
}
