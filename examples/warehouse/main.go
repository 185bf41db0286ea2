// Warehouse is the smallest worker there is, the one of the README: a handler
// that implements the generated interface, and Run.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/actgen/actgen/examples/warehouse/stock"
	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/sfn"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	worker := runtime.NewWorker(sfn.New(cfg, sfn.Options{Create: true}), runtime.Options{})
	stock.RegisterReserveStock(worker, shelf{"ABC-1042": 12})
	return worker.Run(ctx)
}

// shelf is how many pieces there are of each article.
type shelf map[string]int64

// ReserveStock implements stock.ReserveStockHandler.
func (s shelf) ReserveStock(_ context.Context, in *stock.ReserveStockInput) (*stock.ReserveStockOutput, error) {
	if s[in.SKU] < in.Quantity {
		return nil, &stock.OutOfStockError{Message: "too few pieces of " + in.SKU}
	}
	return &stock.ReserveStockOutput{ReservationID: "R-" + in.SKU}, nil
}
