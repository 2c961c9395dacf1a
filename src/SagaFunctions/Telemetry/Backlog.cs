using System.Diagnostics.Metrics;
using DurableSagas.Sagas.Telemetry;

namespace DurableSagas.SagaFunctions.Telemetry;

/// <summary>The gauges of what waits, as <see cref="MeasureBacklog"/> measured it last.</summary>
/// <remarks>Silent once the measure is out of date: the timer may run in another instance now, and a gauge must not go on with what it saw.</remarks>
public sealed class Backlog : IDisposable
{
    public const string QueueAge = "durablesagas.queue.age";
    public const string OldestSaga = "durablesagas.saga.oldest";

    private static readonly TimeSpan _upToDate = TimeSpan.FromMinutes(3);

    private readonly Meter _meter = new(SagaTelemetry.Name);
    private readonly TimeProvider _time;
    private BacklogMeasure? _last;

    public Backlog(TimeProvider time)
    {
        _time = time;
        _meter.CreateObservableGauge(QueueAge, Queues, "s", "How long the oldest message of a queue has waited.");
        _meter.CreateObservableGauge(OldestSaga, Sagas, "s", "How long the oldest saga that is under way has run, to within a tenth.");
    }

    internal void Tell(BacklogMeasure measure) => Volatile.Write(ref _last, measure);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Queues() =>
        Last is { } last ? last.QueueAges.Select(Measured) : [];

    private static Measurement<double> Measured(KeyValuePair<string, TimeSpan> queue) =>
        new(queue.Value.TotalSeconds, new KeyValuePair<string, object?>("queue", queue.Key));

    private IEnumerable<Measurement<double>> Sagas() => Last is { } last ? [new Measurement<double>(last.OldestSaga.TotalSeconds)] : [];

    private BacklogMeasure? Last => Volatile.Read(ref _last) is { } last && _time.GetUtcNow() - last.MeasuredAt <= _upToDate ? last : null;
}
