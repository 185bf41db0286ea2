package local

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// runClient runs a program with an official client of another language against
// a new service and compares what it says with testdata/clients.txt.
func runClient(t *testing.T, program string, args ...string) {
	t.Helper()
	w := newWorld(t, Options{PollHold: 1}) // polls for what is not there end at once
	command := exec.CommandContext(t.Context(), program, args...)
	command.Env = append(
		slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "AWS_") }),
		"ENDPOINT="+w.server.URL(), "AWS_EC2_METADATA_DISABLED=true",
		"AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull,
	)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	got, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, got, &stderr)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "clients.txt"))
	w.must(err)
	if diff := cmp.Diff(string(want), strings.ReplaceAll(string(got), "\r\n", "\n")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestJavaScript drives both services with the AWS SDK for JavaScript v3. It
// needs node and a folder with the packages, which a test does not download:
//
//	npm install --prefix "$ACTGEN_NODE_MODULES" @aws-sdk/client-sfn@3 @aws-sdk/client-swf@3
func TestJavaScript(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	modules := os.Getenv("ACTGEN_NODE_MODULES")
	if modules == "" {
		t.Skip("ACTGEN_NODE_MODULES names no folder with the packages @aws-sdk/client-sfn and @aws-sdk/client-swf")
	}
	runClient(t, node, filepath.Join("testdata", "clients.mjs"))
}

// TestBoto3 drives both services with boto3.
func TestBoto3(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	if err := exec.CommandContext(t.Context(), python, "-c", "import boto3").Run(); err != nil {
		t.Skip("boto3 is not installed")
	}
	runClient(t, python, filepath.Join("testdata", "clients.py"))
}
