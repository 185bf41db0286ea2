package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/actgen/actgen/examples/quickstart/orders"
	"github.com/actgen/actgen/runtime/value"
)

// payments charges cards at a payment provider, which is made up: the token of
// the card says how it behaves.
type payments struct{}

// confirmation is how long customers take to confirm at their bank: longer
// than the heartbeat timeout of 3 s, so the task lives by its heartbeats.
const confirmation = 7 * time.Second

// ChargeCard implements orders.ChargeCardHandler.
func (payments) ChargeCard(ctx context.Context, in *orders.ChargeCardInput) (*orders.ChargeCardOutput, error) {
	out := &orders.ChargeCardOutput{
		ChargeID:    "ch_" + strings.ReplaceAll(in.OrderID, "-", "0"),
		ChargedAt:   value.DateTimeOf(time.Now().UTC().Truncate(time.Second)),
		Charged:     in.Total,
		ConfirmedBy: orders.ConfirmationNone,
	}
	switch in.Card.Token {
	case "tok_insufficient_funds":
		return nil, &orders.CardDeclinedError{Details: orders.CardDeclinedDetails{
			Reason:      orders.DeclineReasonInsufficientFunds,
			BankMessage: new("Not enough money in the account."),
		}}
	case "tok_confirmation_required":
		if err := confirm(ctx); err != nil {
			return nil, err
		}
		out.ConfirmedBy = orders.ConfirmationCustomer
	}
	return out, nil
}

// confirm waits for the customer. The worker sends heartbeats meanwhile; what
// is reported here goes with the next of them.
func confirm(ctx context.Context) error {
	progress := orders.ChargeCardProgressFrom(ctx)
	done := time.After(confirmation)
	ticks := time.NewTicker(confirmation / 5)
	defer ticks.Stop()
	for percent := int64(0); ; percent = min(percent+20, 100) {
		err := progress.Report(orders.ChargeCardProgress{Stage: orders.StageConfirming, Percent: percent})
		if err != nil {
			return err
		}
		select {
		case <-done:
			return nil
		case <-ticks.C:
		case <-ctx.Done():
			return errors.Join(errors.New("the customer didn't confirm"), context.Cause(ctx))
		}
	}
}
