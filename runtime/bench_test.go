package runtime_test

import (
	"context"
	"log/slog"
	goruntime "runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/actgen/actgen/runtime"
	"github.com/actgen/actgen/runtime/runtimetest"
)

// BenchmarkInFlight holds 10,000 tasks with heartbeats of 30 s for 30 seconds
// and prints what that costs, the service in memory included: MB of memory in
// use, and % of one core.
func BenchmarkInFlight(b *testing.B) {
	const count, duration = 10_000, 30 * time.Second
	for b.Loop() {
		service := runtimetest.NewService()
		worker := runtime.NewWorker(service, runtime.Options{
			Slots: count, MaxPollers: 100, Logger: slog.New(slog.DiscardHandler),
		})
		runtime.Register(worker, beating("Work", 30*time.Second), sleep(time.Hour))
		ctx, stop := context.WithCancel(b.Context())
		done := make(chan error, 1)
		go func() { done <- worker.Run(ctx) }()
		tasks := make([]*runtimetest.Task, count)
		for i := range tasks {
			tasks[i] = service.Send("Work", "1")
		}
		for tasks[count-1].Started().IsZero() {
			time.Sleep(10 * time.Millisecond)
		}
		goruntime.GC()
		before := busy()
		time.Sleep(duration)
		b.ReportMetric((busy()-before)/duration.Seconds()*100, "%core")
		b.ReportMetric(inUse()/1e6, "MB")
		beats := 0
		for _, task := range tasks {
			beats += len(task.Heartbeats())
			task.Close()
		}
		b.ReportMetric(float64(beats)/duration.Seconds(), "beats/s")
		stop()
		service.Close()
		if err := <-done; err != nil {
			b.Error(err)
		}
	}
}

// busy is the processor time that the program has used, in seconds.
func busy() float64 {
	goruntime.GC() // the figure is brought up to date by it
	return read("/cpu/classes/user:cpu-seconds") + read("/cpu/classes/gc/total:cpu-seconds") + read("/cpu/classes/scavenge/total:cpu-seconds")
}

// inUse is the memory that the runtime holds, in bytes.
func inUse() float64 {
	return read("/memory/classes/total:bytes") - read("/memory/classes/heap/released:bytes")
}

func read(name string) float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	v := sample[0].Value
	if v.Kind() == metrics.KindUint64 {
		return float64(v.Uint64())
	}
	return v.Float64()
}
