package sfn_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/sfn"
)

// registerEcho stands for a generated function such as orders.RegisterChargeCard.
func registerEcho(r runtime.Registrar, opts ...runtime.ActivityOption) {
	same := func(s string) (string, error) { return s, nil }
	runtime.Register(r, runtime.Spec[string, string]{Name: "Echo", Decode: same, Encode: same},
		func(_ context.Context, in *string) (*string, error) { return in, nil }, opts...)
}

// A worker as a program runs it: until it is told to stop, and then until its
// tasks are done.
func ExampleNew() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	worker := runtime.NewWorker(sfn.New(cfg, sfn.Options{Create: true}), runtime.Options{})
	registerEcho(worker)
	if err := worker.Run(ctx); errors.Is(err, runtime.ErrAbandoned) {
		fmt.Println("a handler had to be left behind:", err)
	} else if err != nil {
		fmt.Println(err)
	}
}

func ExampleWithARN() {
	worker := runtime.NewWorker(sfn.NewFromClients(sfn.Clients{}, sfn.Options{}), runtime.Options{})
	registerEcho(worker, sfn.WithARN("arn:aws:states:eu-central-1:123456789012:activity:echo"))
}
