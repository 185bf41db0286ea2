package main

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/actgen/actgen/runtime/local"
)

func newLocal(stdout, stderr *printer) *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "local",
		Short: "Run an embedded Step Functions and SWF",
		Long: `Local runs the parts of AWS Step Functions and Amazon SWF that activity workers
need, for the AWS CLI and the official SDKs, until it is interrupted. It keeps
everything in memory and checks no credentials; clients still want some to be set.

Standard output is for a shell: the variables that point clients at the service.`,
		Example: `  actgen local
  actgen local --address 127.0.0.1:4599`,
		Args: cobra.NoArgs,
		RunE: action(func(cmd *cobra.Command, _ []string) error {
			if _, _, err := net.SplitHostPort(address); err != nil {
				return usageError{fmt.Errorf("--address: %w", err)}
			}
			return serve(cmd, address, stdout, stderr)
		}),
	}
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", "host:port to listen on; port 0 is a free one")
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	return cmd
}

// serve runs the service until the command's context ends.
func serve(cmd *cobra.Command, address string, stdout, stderr *printer) error {
	server, err := local.New(local.Options{}).Start(address)
	if err != nil {
		return err
	}
	if !loopback(address) {
		stderr.say("actgen: warning: the service checks no credentials, and %s is not a loopback address", address)
	}
	if err := greet(server.URL(), stdout); err != nil {
		return err
	}
	<-cmd.Context().Done()
	return server.Close()
}

func greet(url string, stdout *printer) error {
	for _, line := range []string{
		"# Step Functions and SWF at " + url + "; Ctrl-C ends it",
		"export AWS_ENDPOINT_URL_SFN=" + url + " AWS_ENDPOINT_URL_SWF=" + url,
		"export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1", // version 1 of the CLI and boto3 read the second
		"export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
	} {
		if err := stdout.line(line); err != nil {
			return err
		}
	}
	return nil
}

func loopback(address string) bool {
	host, _, _ := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
