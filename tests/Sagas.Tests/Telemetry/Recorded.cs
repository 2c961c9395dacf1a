using System.Diagnostics;
using DurableSagas.Sagas.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DurableSagas.Sagas.Tests.Telemetry;

/// <summary>What OpenTelemetry would export of one saga: tests run side by side, and all sagas share a source.</summary>
internal sealed class Recorded : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly List<MetricSnapshot> _metrics = [];
    private readonly TracerProvider _tracer;
    private readonly MeterProvider _meter;
    private readonly string _saga;

    public Recorded(string saga)
    {
        _saga = saga;
        _tracer = Sdk.CreateTracerProviderBuilder().AddSource(SagaTelemetry.Name).AddInMemoryExporter(_spans).Build();
        _meter = Sdk.CreateMeterProviderBuilder().AddMeter(SagaTelemetry.Name).AddInMemoryExporter(_metrics).Build();
    }

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyList<Activity> Spans => [.. Exported().Where(span => Equals(span.GetTagItem("saga.name"), _saga))];

    public Activity Span(string name) => Assert.Single(Spans, span => span.DisplayName == name);

    /// <summary>A counter's sum, or how many values a histogram has.</summary>
    public long Count(string metric)
    {
        _metrics.Clear();
        _meter.ForceFlush();
        return _metrics.Where(snapshot => snapshot.Name == metric).SelectMany(snapshot => snapshot.MetricPoints).Where(IsOfSaga).Sum(point => CountOf(metric, point));
    }

    public void Dispose()
    {
        _tracer.Dispose();
        _meter.Dispose();
    }

    private static long CountOf(string metric, MetricPoint point) =>
        metric.EndsWith("duration", StringComparison.Ordinal) ? point.GetHistogramCount() : point.GetSumLong();

    private bool IsOfSaga(MetricPoint point)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == "saga" && Equals(tag.Value, _saga))
            {
                return true;
            }
        }

        return false;
    }

    private Activity[] Exported()
    {
        _tracer.ForceFlush();
        lock (_spans)
        {
            return [.. _spans];
        }
    }
}
