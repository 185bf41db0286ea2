package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/google/jsonschema-go/jsonschema" // its module has a part of the suite
)

// drafts are those of the suite, by the names of its folders.
var drafts = []string{"draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"}

// suite is the test suite as it lies on disk.
type suite struct {
	where   string
	groups  []*group
	remotes fs.FS // what it expects to find at http://localhost:1234/
}

// group is a schema and documents for it.
type group struct {
	draft, file string
	index       int // in its file

	Description string          `json:"description"`
	Schema      json.RawMessage `json:"schema"`
	Tests       []*document     `json:"tests"`

	code     []byte // generated; nil where that failed
	small    bool   // code links the runtime's small packages only
	compiled bool
	fields   fieldCount
	failures []string
}

// document is a document and what the suite says of it.
type document struct {
	Description string          `json:"description"`
	Data        json.RawMessage `json:"data"`
	Valid       bool            `json:"valid"`

	right, lossless bool
}

func (g *group) String() string {
	return fmt.Sprintf("%s/%s, group %d (%s)", g.draft, g.file, g.index+1, g.Description)
}

func (g *group) fail(format string, args ...any) {
	g.failures = append(g.failures, fmt.Sprintf(format, args...))
}

// packageName is the name of the group's generated package.
func (g *group) packageName() string {
	name := fmt.Sprintf("%s_%s_%d", g.draft, strings.TrimSuffix(g.file, ".json"), g.index+1)
	return strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name))
}

// openSuite reads the suite from the first place that has it.
func openSuite(t *testing.T) *suite {
	t.Helper()
	tests, remotes := findSuite(t)
	s := &suite{where: tests, remotes: os.DirFS(remotes)}
	for _, draft := range drafts {
		files, err := filepath.Glob(filepath.Join(tests, draft, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			s.groups = append(s.groups, readGroups(t, draft, file)...)
		}
	}
	if len(s.groups) == 0 {
		t.Fatalf("no tests in %s", tests)
	}
	return s
}

// findSuite returns the folders of the tests and of the remotes.
func findSuite(t *testing.T) (tests, remotes string) {
	t.Helper()
	dir := os.Getenv("JSON_SCHEMA_TEST_SUITE")
	if dir == "" {
		beside := filepath.Join("..", "..", "shared", "json-schema-test-suite")
		if _, err := os.Stat(beside); err == nil {
			dir = beside
		}
	}
	if dir != "" {
		return filepath.Join(dir, "tests"), filepath.Join(dir, "remotes")
	}
	list := exec.CommandContext(context.Background(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/google/jsonschema-go")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("find the module that has a part of the suite: %v", err)
	}
	tests = filepath.Join(strings.TrimSpace(string(out)), "jsonschema", "testdata")
	return tests, filepath.Join(tests, "remotes")
}

func readGroups(t *testing.T, draft, file string) []*group {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var groups []*group
	if err := json.Unmarshal(data, &groups); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for i, g := range groups {
		g.draft, g.file, g.index = draft, path.Base(filepath.ToSlash(file)), i
	}
	return groups
}

// sample keeps about n groups, spread evenly over the suite.
func (s *suite) sample(n int) {
	step := max(1, len(s.groups)/n)
	var kept []*group
	for i := 0; i < len(s.groups); i += step {
		kept = append(kept, s.groups[i])
	}
	s.groups = kept
}
