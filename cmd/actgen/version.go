package main

import (
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func newVersion(stdout *printer) *cobra.Command {
	return &cobra.Command{
		Use:               "version",
		Short:             "Print the version",
		Long:              "Version prints the version of actgen and of the Go release that built it.",
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: action(func(*cobra.Command, []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return stdout.line("actgen, version unknown: built without module support")
			}
			return stdout.line(version(info))
		}),
	}
}

// version is one line: "actgen v0.1.0 go1.26.8", with the commit where the
// version doesn't say it.
func version(info *debug.BuildInfo) string {
	words := []string{"actgen", info.Main.Version}
	if info.Main.Version == "" {
		words[1] = "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && !strings.Contains(words[1], s.Value[:min(12, len(s.Value))]) {
			words = append(words, s.Value)
		}
	}
	return strings.Join(append(words, info.GoVersion), " ")
}
