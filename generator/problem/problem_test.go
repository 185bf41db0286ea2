package problem_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/actgen/actgen/generator/problem"
)

func TestString(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		problem problem.Problem
		want    string
	}{
		"full": {
			problem.Problem{File: "activities.yaml", Line: 3, Col: 5, Pointer: "/activities/A", Message: "unknown key"},
			"activities.yaml:3:5: #/activities/A: unknown key",
		},
		"whole document": {problem.Problem{File: "a.json", Line: 1, Col: 1, Message: "must be an object"}, "a.json:1:1: #: must be an object"},
		"whole file":     {problem.Problem{File: "a.json", Message: "no such file"}, "a.json: no such file"},
		"no column":      {problem.Problem{File: "a.yaml", Line: 7, Message: "bad"}, "a.yaml:7:1: #: bad"},
		"no file":        {problem.Problem{Message: "bad"}, "bad"},
		"warning":        {problem.Problem{File: "a.json", Line: 1, Col: 2, Message: "odd", Warning: true}, "a.json:1:2: #: warning: odd"},
		"odd pointer":    {problem.Problem{File: "a.json", Line: 1, Col: 2, Pointer: "/a b\n%/é", Message: "x"}, "a.json:1:2: #/a%20b%0A%25/é: x"},
		"odd message":    {problem.Problem{File: "a.json", Message: "one\ntwo\u2028three"}, `a.json: one\ntwo\u2028three`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tt.problem.String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	l := problem.List{
		{File: "b", Line: 1, Message: "x"},
		{File: "a", Line: 10, Message: "x"},
		{File: "a", Line: 9, Col: 2, Message: "x"},
		{File: "a", Line: 9, Col: 2, Message: "x", Warning: true},
		{File: "a", Line: 9, Col: 1, Pointer: "/b", Message: "x"},
		{File: "a", Line: 9, Col: 1, Pointer: "/a", Message: "y"},
		{File: "a", Line: 9, Col: 1, Pointer: "/a", Message: "x"},
		{File: "b", Line: 1, Message: "x"},
	}
	want := problem.List{
		{File: "a", Line: 9, Col: 1, Pointer: "/a", Message: "x"},
		{File: "a", Line: 9, Col: 1, Pointer: "/a", Message: "y"},
		{File: "a", Line: 9, Col: 1, Pointer: "/b", Message: "x"},
		{File: "a", Line: 9, Col: 2, Message: "x"},
		{File: "a", Line: 9, Col: 2, Message: "x", Warning: true},
		{File: "a", Line: 10, Message: "x"},
		{File: "b", Line: 1, Message: "x"},
	}
	l.Sort()
	if diff := cmp.Diff(want, l); diff != "" {
		t.Error(diff)
	}
}

func TestErr(t *testing.T) {
	t.Parallel()
	if err := (problem.List{}).Err(); err != nil {
		t.Errorf("empty list: %v", err)
	}
	warnings := problem.List{{File: "a", Message: "odd", Warning: true}}
	if err := warnings.Err(); err != nil {
		t.Errorf("only warnings: %v", err)
	}
	err := append(warnings, problem.Problem{File: "A", Message: "bad"}).Err()
	var l problem.List
	if !errors.As(err, &l) || len(l) != 2 {
		t.Fatalf("got %v", err)
	}
	if want := "A: bad\na: warning: odd"; err.Error() != want {
		t.Errorf("got %q, want %q", err.Error(), want)
	}
}

func TestIn(t *testing.T) {
	t.Parallel()
	l := problem.List{{File: "a.json"}, {File: "../b.json"}, {File: "/c.json"}, {}}
	tests := map[string][]string{
		"":       {"a.json", "../b.json", "/c.json", ""},
		".":      {"a.json", "../b.json", "/c.json", ""},
		"orders": {"orders/a.json", "b.json", "/c.json", "orders"},
		"../x":   {"../x/a.json", "../b.json", "/c.json", "../x"},
	}
	for dir, want := range tests {
		var got []string
		for _, p := range l.In(dir) {
			got = append(got, p.File)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in %q: %s", dir, diff)
		}
	}
}
