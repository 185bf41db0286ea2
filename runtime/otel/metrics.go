package otel

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/actgen/actgen/runtime"
)

// scope names this package to OpenTelemetry.
const scope = "github.com/actgen/actgen/runtime/otel"

// Attributes of metrics and spans. error.type is OpenTelemetry's own.
const (
	keyActivity = attribute.Key("actgen.activity")
	keyQueue    = attribute.Key("actgen.queue")
	keyResult   = attribute.Key("actgen.result")
	keyStatus   = attribute.Key("actgen.status")
	keyTask     = attribute.Key("actgen.task")
	keyError    = attribute.Key("error.type")
)

// Bounds of the histograms, in seconds. Handlers take milliseconds or hours;
// the others are short where all is well.
var (
	longBounds  = []float64{0.005, 0.025, 0.1, 0.25, 1, 2.5, 10, 30, 60, 300, 900, 3600, 14400}
	shortBounds = []float64{0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60}
)

// Metrics returns an observer that records the metrics that the package comment
// lists. Provider nil means the global one, as it is at the time of the call. It
// fails when the provider refuses an instrument. An observer may serve several
// workers.
func Metrics(provider metric.MeterProvider) (runtime.Observer, error) {
	if provider == nil {
		provider = otel.GetMeterProvider()
	}
	m, err := newMetrics(provider.Meter(scope))
	if err != nil {
		return runtime.Observer{}, fmt.Errorf("make metrics: %w", err)
	}
	return runtime.Observer{
		Poll: m.poll, Load: m.load, Start: m.start, Return: m.returned,
		Beat: m.beat, Report: m.report, Abandon: m.abandon,
	}, nil
}

// metrics are the instruments.
type metrics struct {
	polls, abandoned, beats, reports    metric.Int64Counter
	open, pollers, used, slots          metric.Int64Gauge
	wait, handler, lateness, reportTime metric.Float64Histogram
}

func newMetrics(meter metric.Meter) (*metrics, error) {
	f := factory{meter: meter}
	m := &metrics{
		polls:      f.counter("actgen.polls", "{poll}", "Polls that have ended."),
		open:       f.gauge("actgen.polls.open", "{poll}", "Polls that are open."),
		pollers:    f.gauge("actgen.pollers", "{poll}", "Polls that may be open at the moment."),
		used:       f.gauge("actgen.slots.used", "{slot}", "Slots that tasks hold."),
		slots:      f.gauge("actgen.slots", "{slot}", "Slots."),
		wait:       f.histogram("actgen.task.wait", "From the hand-over of a task to the call of its handler.", shortBounds),
		handler:    f.histogram("actgen.handler.duration", "How long handlers take.", longBounds),
		abandoned:  f.counter("actgen.handlers.abandoned", "{handler}", "Handlers that ignored the end of their context."),
		beats:      f.counter("actgen.heartbeats", "{heartbeat}", "Heartbeats that were answered or failed."),
		lateness:   f.histogram("actgen.heartbeat.lateness", "How much later than planned heartbeats are sent.", shortBounds),
		reports:    f.counter("actgen.reports", "{task}", "What became of tasks."),
		reportTime: f.histogram("actgen.report.duration", "From the first attempt to report a task to the end of the last.", shortBounds),
	}
	return m, errors.Join(f.errs...)
}

// factory makes instruments and keeps what goes wrong.
type factory struct {
	meter metric.Meter
	errs  []error
}

func (f *factory) counter(name, unit, description string) metric.Int64Counter {
	c, err := f.meter.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(description))
	f.keep(err)
	return c
}

func (f *factory) gauge(name, unit, description string) metric.Int64Gauge {
	g, err := f.meter.Int64Gauge(name, metric.WithUnit(unit), metric.WithDescription(description))
	f.keep(err)
	return g
}

func (f *factory) histogram(name, description string, bounds []float64) metric.Float64Histogram {
	h, err := f.meter.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(description),
		metric.WithExplicitBucketBoundaries(bounds...))
	f.keep(err)
	return h
}

func (f *factory) keep(err error) {
	if err != nil {
		f.errs = append(f.errs, err)
	}
}

func attrs(kv ...attribute.KeyValue) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(kv...))
}

func (m *metrics) poll(e runtime.PollEvent) {
	kv := []attribute.KeyValue{keyQueue.String(e.Queue), keyResult.String(e.Result.String())}
	if e.Result == runtime.PollFailed {
		kv = append(kv, keyError.String(e.Class.String()))
	}
	m.polls.Add(context.Background(), 1, attrs(kv...))
}

func (m *metrics) load(e runtime.LoadEvent) {
	queue := attrs(keyQueue.String(e.Queue))
	m.open.Record(context.Background(), int64(e.Polls), queue)
	m.pollers.Record(context.Background(), int64(e.Pollers), queue)
	m.used.Record(context.Background(), int64(e.Tasks), queue)
	m.slots.Record(context.Background(), int64(e.Slots), queue)
}

func (m *metrics) start(e runtime.StartEvent) {
	m.wait.Record(context.Background(), e.Waited.Seconds(), attrs(keyActivity.String(e.Activity)))
}

func (m *metrics) returned(e runtime.ReturnEvent) {
	m.handler.Record(context.Background(), e.Took.Seconds(), attrs(keyActivity.String(e.Activity)))
}

func (m *metrics) beat(e runtime.BeatEvent) {
	kv := []attribute.KeyValue{keyActivity.String(e.Activity)}
	m.lateness.Record(context.Background(), e.Late.Seconds(), attrs(kv...))
	if e.Failed {
		kv = append(kv, keyError.String(e.Class.String()))
	}
	m.beats.Add(context.Background(), 1, attrs(kv...))
}

func (m *metrics) report(e runtime.ReportEvent) {
	activity, result := keyActivity.String(e.Activity), keyResult.String(e.Result.String())
	m.reportTime.Record(context.Background(), e.Took.Seconds(), attrs(activity, result))
	kv := []attribute.KeyValue{activity, result, keyStatus.String(e.Status.String())}
	if e.Failure != "" {
		kv = append(kv, keyError.String(e.Failure))
	}
	m.reports.Add(context.Background(), 1, attrs(kv...))
}

func (m *metrics) abandon(e runtime.AbandonEvent) {
	m.abandoned.Add(context.Background(), 1, attrs(keyActivity.String(e.Activity)))
}
