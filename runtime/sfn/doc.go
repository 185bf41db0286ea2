// Package sfn lets a worker serve AWS Step Functions activities.
//
//	cfg, err := config.LoadDefaultConfig(ctx)
//	if err != nil {
//		return err
//	}
//	worker := runtime.NewWorker(sfn.New(cfg, sfn.Options{Account: "123456789012"}), runtime.Options{})
//	orders.RegisterChargeCard(worker, handler)
//	return worker.Run(ctx)
//
// Each activity is a queue of its own. Its ARN is the one that WithARN gives,
// or that of the activity that Options.Create creates, or is made from the
// activity's name, the region and Options.Account.
//
// Step Functions hands over a token and an input and nothing else: what the
// definition says about the heartbeat and the timeout has to stand in the Task
// state, as HeartbeatSeconds and TimeoutSeconds, too. Without them a task that
// is lost hangs for as long as its execution may live.
//
// # Permissions
//
// The worker needs states:GetActivityTask on its activities, and
// states:SendTaskSuccess, states:SendTaskFailure and states:SendTaskHeartbeat;
// with Options.Create also states:CreateActivity (and states:TagResource for
// tags). Activities that are encrypted with a key of the customer need
// kms:Decrypt and kms:GenerateDataKey on it.
//
// # Three lanes
//
// Polls, heartbeats and reports each have a client with connections of their
// own, so that none waits behind the others. The clients don't retry: a
// GetActivityTask that is repeated may lose the task that the first one was
// handed, and a retry budget that failed polls have used up would take the
// reports with it. The worker repeats calls itself, by what their errors mean.
package sfn
