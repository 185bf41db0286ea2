package main

import (
	"github.com/spf13/cobra"

	"github.com/actgen/actgen/cmd/actgen/internal/output"
)

func newCheck(stdout, stderr *printer) *cobra.Command {
	var r request
	cmd := &cobra.Command{
		Use:   "check [folder...]",
		Short: "Show what generate would change; exit 1 if anything",
		Long: `Check does all that generate does but writes nothing. Where a file is stale,
missing or superfluous it prints a unified diff on standard output and exits 1.`,
		Example: `  actgen check
  actgen check ./...
  actgen check | git apply    # the same as actgen generate`,
		RunE: action(func(cmd *cobra.Command, args []string) error {
			out, err := r.run(cmd, args)
			if err != nil {
				return err
			}
			return r.compare(out, stdout, stderr)
		}),
	}
	r.flags(cmd)
	cmd.Flags().BoolVarP(&r.quiet, "quiet", "q", false, "print problems only, no diff")
	return cmd
}

// compare reports what is stale.
func (r *request) compare(out *outcome, stdout, stderr *printer) error {
	if err := r.print(out, stdout, stderr, true); err != nil {
		return err
	}
	stale := out.stale()
	if stale > 0 && !r.json && !r.quiet {
		err := out.each(func(name string, c output.Change) error {
			diff, err := c.Diff(name)
			if err != nil {
				return err
			}
			return stdout.diff(diff)
		})
		if err != nil {
			return err
		}
		stderr.say("actgen: files out of date: %d; run actgen generate", stale)
	}
	if stale > 0 || out.problems.Failed() {
		return errFinding
	}
	return nil
}
