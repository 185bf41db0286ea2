package awsclient

import (
	"fmt"
	"os"
)

// WorkerName makes a name that the service takes, of limit characters or fewer:
// of name, or where it is "" of the host's name and the process id. Characters
// that are forbidden are replaced.
func WorkerName(name string, limit int, forbidden func(rune) bool) string {
	if name != "" {
		return clean(name, limit, forbidden)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "worker"
	}
	pid := fmt.Sprintf("-%d", os.Getpid())
	return clean(host, limit-len(pid), forbidden) + pid
}

func clean(name string, limit int, forbidden func(rune) bool) string {
	runes := []rune(name)
	for i, r := range runes {
		if forbidden(r) {
			runes[i] = '-'
		}
	}
	return string(runes[:min(len(runes), limit)])
}
