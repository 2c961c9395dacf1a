using System.Diagnostics;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>Writes the spans of a saga, its steps, compensations and attempts; all nothing while nobody listens.</summary>
public static class SagaSpans
{
    private const string StuckResult = "Stuck";

    /// <summary>The start, in the caller's trace; it links to the saga's.</summary>
    public static Activity? Start(SagaIdentity saga) => SagaTelemetry.Source.StartActivity(
        ActivityKind.Producer, parentContext: default, SpanTags.Of(saga), [new ActivityLink(SagaTrace.Of(saga.Id))], name: $"start {saga.Name}");

    /// <summary>An attempt, current while it lasts, so that what it sends carries its id; it links to the invocation that makes it.</summary>
    internal static Activity? Attempt(SagaIdentity saga, string step, StepOperation operation, string activity, int attempt, DateTimeOffset startedAt)
    {
        var parent = SagaTrace.Of(saga.Id, step, operation);
        var span = SagaTelemetry.Source.CreateActivity(
            $"attempt {activity}", ActivityKind.Internal, parent, SpanTags.Of(saga).With(step, operation), InvocationLinks());
        return span?.SetTag("saga.attempt", attempt).SetStartTime(startedAt.UtcDateTime).Start();
    }

    /// <summary>One delivery of a compensation's event, current while its consumer works; in the trace of what published it.</summary>
    /// <remarks>The event does not say which protocol its saga runs.</remarks>
    /// <param name="saga">The saga's id.</param>
    /// <param name="name">Its definition's.</param>
    /// <param name="step">The step that is undone.</param>
    /// <param name="consumer">The key of its work.</param>
    /// <param name="traceParent">As the event carries it; without one the compensation is the parent.</param>
    /// <param name="delivery">From 1.</param>
    public static Activity? Delivery(string saga, string name, string step, string consumer, string? traceParent, long delivery)
    {
        var parent = ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var publisher)
            ? publisher
            : SagaTrace.Of(saga, step, StepOperation.Compensation);
        var span = SagaTelemetry.Source.StartActivity(
            ActivityKind.Consumer, parent, SpanTags.Of(saga, name).With(step, StepOperation.Compensation), InvocationLinks(), name: $"attempt {consumer}");
        return span?.SetTag("saga.attempt", delivery);
    }

    /// <param name="error">Null when the consumer's work was done; else it may have been.</param>
    public static void End(Activity? delivery, string? error) => delivery?
        .SetTag("saga.result", (error is null ? AttemptStatus.Succeeded : AttemptStatus.Unknown).ToString())
        .SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error);

    internal static void End(Activity? attempt, AttemptStatus status, string? error, DateTimeOffset finishedAt) =>
        attempt?.End(status.ToString(), status == AttemptStatus.Unknown ? error ?? "unknown" : null, finishedAt);

    /// <summary>A step or a compensation whose result is known, or given up.</summary>
    internal static void Operation(SagaIdentity saga, EndedOperation operation) =>
        OperationSpan(saga, operation.Step, operation.Operation, operation.StartedAt).Write(operation.Status.ToString(), operation.Error, operation.FinishedAt);

    /// <summary>An operation that is stuck, as far as it has come: its span is written again, longer, when a rewind has ended it.</summary>
    internal static void Stuck(SagaIdentity saga, string step, StepOperation operation, string error, DateTimeOffset since, DateTimeOffset now) =>
        OperationSpan(saga, step, operation, since).Write(StuckResult, error, now);

    /// <summary>A saga that has ended; it links to the saga that it was a step of.</summary>
    internal static void Saga(SagaTimeline timeline, DateTimeOffset startedAt, DateTimeOffset finishedAt) =>
        SagaSpan(timeline.Saga, timeline.ParentId, startedAt).Write(
            timeline.Status.ToString(), timeline.Status == SagaStatus.Completed ? null : timeline.Outcome?.Reason ?? "undone", finishedAt);

    /// <summary>A saga that is stuck, as far as it has come.</summary>
    /// <param name="startedAt">Null in the run that undoes a sub-saga: the saga's span is its first run's.</param>
    internal static void Stuck(SagaIdentity saga, string? parentId, DateTimeOffset? startedAt, string error, DateTimeOffset now)
    {
        if (startedAt is { } began)
        {
            SagaSpan(saga, parentId, began).Write(StuckResult, error, now);
        }
    }

    private static ActivityLink[] InvocationLinks() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } invocation ? [new ActivityLink(invocation.Context)] : [];

    private static WrittenSpan OperationSpan(SagaIdentity saga, string step, StepOperation operation, DateTimeOffset startedAt) =>
        new(
            $"{(operation == StepOperation.Action ? "step" : "compensation")} {step}",
            SagaTrace.Of(saga.Id),
            SagaTrace.Of(saga.Id, step, operation).SpanId,
            startedAt,
            SpanTags.Of(saga).With(step, operation));

    private static WrittenSpan SagaSpan(SagaIdentity saga, string? parentId, DateTimeOffset startedAt)
    {
        var own = SagaTrace.Of(saga.Id);
        var root = new ActivityContext(own.TraceId, default, ActivityTraceFlags.Recorded, isRemote: true);
        return new WrittenSpan($"saga {saga.Name}", root, own.SpanId, startedAt, SpanTags.Of(saga).With("saga.version", saga.Version))
        {
            Links = parentId is null ? [] : [new ActivityLink(SagaTrace.Of(parentId))],
        };
    }
}
