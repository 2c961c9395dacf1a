using System.Diagnostics;
using System.Diagnostics.Metrics;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>How many sagas began and ended in which way, and how long they and their steps took.</summary>
/// <remarks>
/// At least once, as the activities that count: a count after a crash may be one too high. A start is too low by one where a
/// crash came between its schedule and its count.
/// </remarks>
public static class SagaMeter
{
    private static readonly Meter _meter = new(SagaTelemetry.Name);

    // From a call's milliseconds to an approval's month.
    private static readonly InstrumentAdvice<double> _seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400, 604_800, 2_592_000],
    };

    private static readonly Counter<long> _started = _meter.CreateCounter<long>("durablesagas.saga.started", "{saga}", "Sagas that were scheduled.");
    private static readonly Counter<long> _completed = _meter.CreateCounter<long>("durablesagas.saga.completed", "{saga}", "Sagas that completed.");
    private static readonly Counter<long> _compensated = _meter.CreateCounter<long>("durablesagas.saga.compensated", "{saga}", "Sagas that were undone.");
    private static readonly Counter<long> _stuck = _meter.CreateCounter<long>(
        "durablesagas.saga.stuck", "{saga}", "Last attempts that failed: each leaves a saga for a person to mend.");
    private static readonly Histogram<double> _sagaDuration = _meter.CreateHistogram(
        "durablesagas.saga.duration", "s", "From a saga's first orchestration event to its end.", tags: null, _seconds);
    private static readonly Histogram<double> _stepDuration = _meter.CreateHistogram(
        "durablesagas.step.duration",
        "s",
        "From the first attempt at a step, or its compensation, to its result.",
        tags: null,
        _seconds);

    /// <summary>Counted by whoever has scheduled it.</summary>
    /// <remarks>Of a sub-saga, which no starter schedules, by its first activity.</remarks>
    public static void Started(SagaIdentity saga) => _started.Add(1, Tags(saga));

    internal static void Ended(SagaTimeline timeline, TimeSpan duration)
    {
        var tags = Tags(timeline.Saga);
        (timeline.Status == SagaStatus.Completed ? _completed : _compensated).Add(1, tags);
        tags.Add("status", timeline.Status.ToString());
        _sagaDuration.Record(duration.TotalSeconds, tags);
    }

    /// <param name="step">Or the activity that could not be done, though every step has ended.</param>
    internal static void Stuck(SagaIdentity saga, string step)
    {
        var tags = Tags(saga);
        tags.Add("step", step);
        _stuck.Add(1, tags);
    }

    internal static void OperationEnded(SagaIdentity saga, EndedOperation operation)
    {
        var tags = Tags(saga);
        tags.Add("step", operation.Step);
        tags.Add("operation", operation.Operation.ToString());
        tags.Add("result", operation.Status.ToString());
        _stepDuration.Record((operation.FinishedAt - operation.StartedAt).TotalSeconds, tags);
    }

    private static TagList Tags(SagaIdentity saga) => new() { { "saga", saga.Name }, { "protocol", saga.Protocol.ToString() } };
}
