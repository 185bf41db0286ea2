package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/actgen/actgen/generator/definition"
	"github.com/actgen/actgen/generator/problem"
)

// folder is a folder to generate for.
type folder struct {
	dir     string // as the operating system wants it
	display string // as it was given, slash-separated; for messages
	name    string // its own name
}

// folders returns the folders that the arguments name, each once and in their
// order. "orders/..." stands for all folders below orders that have a
// definition file.
func folders(args []string) ([]folder, problem.List, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	var all []folder
	var problems problem.List
	seen := map[string]bool{}
	add := func(dir string) error {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		if !seen[abs] {
			seen[abs] = true
			all = append(all, folder{dir: dir, display: filepath.ToSlash(dir), name: filepath.Base(abs)})
		}
		return nil
	}
	for _, arg := range args {
		top, below := cutBelow(arg)
		dirs := []string{arg}
		if message := checkDir(top); message != "" {
			problems = append(problems, problem.Problem{File: filepath.ToSlash(top), Message: message})
			continue
		}
		if below {
			var err error
			if dirs, err = defined(top); err != nil {
				return nil, nil, err
			}
			if len(dirs) == 0 {
				problems = append(problems, problem.Problem{File: filepath.ToSlash(top), Message: "no folder below it has an activities.yaml or activities.json"})
			}
		}
		for _, dir := range dirs {
			if err := add(dir); err != nil {
				return nil, nil, err
			}
		}
	}
	return all, problems, nil
}

// cutBelow takes the "/..." off an argument.
func cutBelow(arg string) (top string, below bool) {
	if arg == "..." {
		return ".", true
	}
	if top, ok := strings.CutSuffix(filepath.ToSlash(arg), "/..."); ok {
		return filepath.Clean(filepath.FromSlash(top + "/")), true
	}
	return arg, false
}

func checkDir(dir string) string {
	info, err := os.Stat(dir)
	switch {
	case os.IsNotExist(err):
		return "no such folder"
	case err != nil:
		return fmt.Sprintf("cannot be read: %v", err)
	case !info.IsDir():
		return "is a file; name its folder"
	}
	return ""
}

// defined returns the folders at and below top that have a definition file.
// As the go command does, it passes over testdata, vendor and names that begin
// with "." or "_".
func defined(top string) ([]string, error) {
	var dirs []string
	err := filepath.WalkDir(top, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		switch {
		case !e.IsDir():
			if dir := filepath.Dir(path); definition.IsFile(name) && !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		case path != top && (name == "testdata" || name == "vendor" || name == "node_modules" || name[0] == '.' || name[0] == '_'):
			return filepath.SkipDir
		}
		return nil
	})
	return dirs, err
}
