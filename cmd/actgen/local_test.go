package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestLocal starts the service as the command does, calls it, and interrupts
// it.
func TestLocal(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"local"}, &printer{Writer: w}, &printer{Writer: io.Discard})
		_ = w.Close() // never fails
	}()

	var url string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "export AWS_ENDPOINT_URL_SFN="); ok {
			url, _, _ = strings.Cut(rest, " ")
		}
		if strings.HasPrefix(lines.Text(), "export AWS_ACCESS_KEY_ID=") {
			break // the last line
		}
	}
	if !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("endpoint %q", url)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(`{"name": "greet"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-amz-json-1.0")
	req.Header.Set("X-Amz-Target", "AWSStepFunctions.CreateActivity")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close() // has been read
	if err != nil || !strings.Contains(string(body), ":activity:greet") {
		t.Errorf("CreateActivity: %s, %v", body, err)
	}

	cancel()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"127.0.0.1:0": true, "[::1]:80": true, "localhost:1": true, ":80": false, "0.0.0.0:1": false, "10.0.0.1:1": false,
	} {
		if got := loopback(address); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
}
