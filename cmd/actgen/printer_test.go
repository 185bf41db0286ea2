package main

import (
	"runtime/debug"
	"strings"
	"testing"

	"github.com/actgen/actgen/generator/problem"
)

func TestColours(t *testing.T) {
	t.Parallel()
	problems := problem.List{
		{File: "a.json", Line: 1, Col: 2, Pointer: "/x", Message: "is bad"},
		{File: "a.json", Line: 3, Col: 4, Message: "is odd", Warning: true},
		{Message: "nothing here"},
	}
	const diff = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n"
	tests := map[bool]string{
		false: "a.json:1:2: #/x: is bad\na.json:3:4: #: warning: is odd\nnothing here\n" + diff,
		true: "\x1b[1ma.json:1:2: #/x: \x1b[0mis bad\n\x1b[33ma.json:3:4: #: warning: \x1b[0mis odd\nnothing here\n" +
			"\x1b[1m--- a/x\x1b[0m\n\x1b[1m+++ b/x\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n same\n\x1b[31m-old\x1b[0m\n\x1b[32m+new\x1b[0m\n",
	}
	for colour, want := range tests {
		var b strings.Builder
		p := &printer{Writer: &b, colour: colour}
		if err := p.problems(problems); err != nil {
			t.Fatal(err)
		}
		if err := p.diff(diff); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("colour %v:\ngot  %q\nwant %q", colour, b.String(), want)
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	const commit = "0123456789abcdef0123456789abcdef01234567"
	revision := []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: commit}}
	tests := []struct {
		info debug.BuildInfo
		want string
	}{
		{debug.BuildInfo{GoVersion: "go1.26"}, "actgen (devel) go1.26"},
		{debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: "v1.2.3"}}, "actgen v1.2.3 go1.26"},
		{debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: "v1.2.3"}, Settings: revision}, "actgen v1.2.3 " + commit + " go1.26"},
		{
			debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: "v0.0.0-20260101000000-0123456789ab"}, Settings: revision},
			"actgen v0.0.0-20260101000000-0123456789ab go1.26",
		},
	}
	for _, tt := range tests {
		if got := version(&tt.info); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}
