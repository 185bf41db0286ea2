// Quickstart runs a generated worker on real documents.
//
// Without anything else it starts the embedded local service, runs the worker
// of package orders against it over HTTP with the official SDK, starts an
// execution for each JSON document in documents, and prints what the service
// says became of them.
//
// With AWS_ENDPOINT_URL_SFN in the environment it does so at that endpoint.
// With --activity-arn it is the worker alone, for an activity of AWS or of
// another endpoint, until it is interrupted.
package main

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/spf13/pflag"

	"github.com/actgen/actgen/examples/quickstart/orders"
	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/sfn"
)

//go:embed documents
var documents embed.FS

func main() {
	arn := pflag.String("activity-arn", "", "run the worker for this activity until interrupted")
	verbose := pflag.BoolP("verbose", "v", false, "show what the worker logs")
	pflag.Parse()

	level := slog.LevelError
	if *verbose || *arn != "" {
		level = slog.LevelInfo
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level})))

	if err := run(*arn); err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

// run runs the worker for an activity, or the demonstration if none is given.
func run(arn string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if arn != "" {
		return work(ctx, arn)
	}
	return demo(ctx)
}

// work is all that a worker needs: a service, a handler, and Run.
func work(ctx context.Context, arn string) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	worker := runtime.NewWorker(sfn.New(cfg, sfn.Options{}), runtime.Options{})
	orders.RegisterChargeCard(worker, payments{}, sfn.WithARN(arn))
	return worker.Run(ctx)
}
