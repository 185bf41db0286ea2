// Actgen generates typed activity workers for AWS Step Functions and Amazon
// SWF from JSON Schemas.
//
//	actgen generate [folder...]   write the Go code of each folder's activities
//	actgen check [folder...]      show what generate would change; exit 1 if anything
//	actgen types schema...        write Go types of JSON Schemas alone
//	actgen local                  run an embedded Step Functions and SWF
//	actgen version                print the version
//
// Exit codes: 0 fine, 1 a finding or a failure, 2 wrong usage.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], newPrinter(os.Stdout), newPrinter(os.Stderr))
	stop()
	os.Exit(code)
}

// errFinding ends a command that has said all there is to say.
var errFinding = errors.New("finding")

// runError is what went wrong while a command ran. Any other error is one of
// usage: cobra returns it before a command begins.
type runError struct{ error }

func (e runError) Unwrap() error { return e.error }

// usageError is wrong usage that only the command itself can see.
type usageError struct{ error }

// action turns a command's function into one that tells its failures from
// wrong usage.
func action(f func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := f(cmd, args)
		if _, usage := errors.AsType[usageError](err); usage || err == nil {
			return err
		}
		return runError{err}
	}
}

// run runs one command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr *printer) int {
	root := newRoot(stdout, stderr)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFinding):
		return 1
	}
	if _, failed := errors.AsType[runError](err); failed {
		stderr.say("actgen: %v", err)
		return 1
	}
	stderr.say("actgen: %v\nRun '%s --help' for usage.", err, cmd.CommandPath())
	return 2
}

func newRoot(stdout, stderr *printer) *cobra.Command {
	root := &cobra.Command{
		Use:   "actgen",
		Short: "Generate typed activity workers for AWS Step Functions and Amazon SWF",
		Long: `Actgen reads the JSON Schemas of activities and writes Go: types, decoding with
exact validation, encoding, one handler interface per activity, its registration
and typed errors.

Exit codes: 0 fine, 1 a finding or a failure, 2 wrong usage.`,
		Example: `  actgen generate                # activities.yaml in this folder
  actgen check ./...             # in CI: is anything stale?
  actgen types order.json        # only the types of a schema
  actgen local                   # Step Functions and SWF on a free port

  //go:generate go tool actgen generate`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(
		newGenerate(stdout, stderr),
		newCheck(stdout, stderr),
		newTypes(stdout, stderr),
		newLocal(stdout, stderr),
		newVersion(stdout),
	)
	return root
}
