using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>Writes the spans of a saga, its steps, compensations and attempts; all nothing while nobody listens.</summary>
public static class SagaSpans
{
    private const string StuckResult = "Stuck";
    private const string StillPending = "still pending at its deadline";

    /// <summary>The start, in the caller's trace; it links to the saga's.</summary>
    public static Activity? Start(SagaDefinition definition, string instanceId) => SagaTelemetry.Source.StartActivity(
        ActivityKind.Producer, parentContext: default, SpanTags.Of(instanceId, definition.Name, definition.Protocol), [new ActivityLink(SagaTrace.Of(instanceId))], name: $"start {definition.Name}");

    /// <summary>An attempt, current while it lasts, so that what it sends carries its id; it links to the invocation that makes it.</summary>
    internal static Activity? Attempt<TRequest>(StepCall<TRequest> call, DateTimeOffset startedAt)
    {
        var parent = SagaTrace.Of(call.InstanceId, call.Step, call.Operation);
        var span = SagaTelemetry.Source.CreateActivity($"attempt {call.Activity}", ActivityKind.Internal, parent, SpanTags.Of(call), InvocationLinks());
        return span?.SetTag("saga.attempt", call.Attempt).SetStartTime(startedAt.UtcDateTime).Start();
    }

    /// <summary>One delivery of a compensation's event, current while its consumer works; in the trace of what published it.</summary>
    /// <param name="traceParent">As the event carries it; without one the compensation is the parent.</param>
    /// <param name="delivery">From 1.</param>
    public static Activity? Delivery<TRequest>(CompensationRequested<TRequest> requested, string? traceParent, long delivery)
    {
        var parent = ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var publisher)
            ? publisher
            : SagaTrace.Of(requested.InstanceId, requested.Step, StepOperation.Compensation);
        var span = SagaTelemetry.Source.StartActivity(ActivityKind.Consumer, parent, SpanTags.Of(requested), InvocationLinks(), name: $"attempt {StepWork.Event.ConsumerOf(requested.Step)}");
        return span?.SetTag("saga.attempt", delivery);
    }

    /// <param name="error">Null when the consumer's work was done; else it may have been.</param>
    public static void End(Activity? delivery, string? error) => delivery?
        .SetTag("saga.result", (error is null ? AttemptStatus.Succeeded : AttemptStatus.Unknown).ToString())
        .SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error);

    internal static void End(Activity? attempt, AttemptStatus status, string? error, DateTimeOffset finishedAt) =>
        attempt?.End(status.ToString(), status == AttemptStatus.Unknown ? error ?? "unknown" : null, finishedAt);

    /// <summary>A step or a compensation whose result is known, or given up.</summary>
    internal static void Operation<TRequest>(StepCall<TRequest> call, AttemptStatus status, string? error, DateTimeOffset startedAt, DateTimeOffset finishedAt) =>
        OperationSpan(call.InstanceId, call.Step, call.Operation, startedAt, SpanTags.Of(call)).Write(status.ToString(), status == AttemptStatus.Succeeded ? null : error ?? StillPending, finishedAt);

    /// <summary>An approval or a sub-saga that has ended.</summary>
    internal static void Operation(SagaTimeline timeline, AwaitedOperation awaited) => Operation(timeline.InstanceId, awaited, SpanTags.Of(timeline.InstanceId, timeline.Name, timeline.Protocol));

    /// <summary>A saga that has ended; it links to the saga that it was a step of.</summary>
    internal static void Saga(SagaTimeline timeline, DateTimeOffset startedAt, DateTimeOffset finishedAt) =>
        SagaSpan(timeline.InstanceId, timeline.Name, timeline.ParentId, startedAt, SpanTags.Of(timeline))
            .Write(timeline.Status.ToString(), timeline.Status == SagaStatus.Completed ? null : timeline.Outcome?.Reason ?? "undone", finishedAt);

    /// <summary>A saga that is stuck, as far as it has come: its spans are written again, longer, when a rewind has ended it.</summary>
    internal static void Stuck<TRequest>(StepCall<TRequest> call, string? error, DateTimeOffset since, DateTimeOffset now)
    {
        OperationSpan(call.InstanceId, call.Step, call.Operation, since, SpanTags.Of(call)).Write(StuckResult, error ?? StillPending, now);
        foreach (var awaited in call.Awaited ?? [])
        {
            Operation(call.InstanceId, awaited, SpanTags.Of(call.InstanceId, call.Saga, call.Protocol));
        }

        if (call.SagaStartedAt is { } startedAt)
        {
            SagaSpan(call.InstanceId, call.Saga, call.ParentId, startedAt, SpanTags.Of(call.InstanceId, call.Saga, call.Protocol).With(call.Version))
                .Write(StuckResult, $"{call.Step}: {error ?? StillPending}", now);
        }
    }

    /// <summary>A saga whose steps have all ended, and whose end could not be written to its view.</summary>
    internal static void Stuck(TimelineCall call, string error, DateTimeOffset now)
    {
        foreach (var awaited in call.Awaited ?? [])
        {
            Operation(call.Timeline, awaited);
        }

        if (call.Timeline.StartedAt is { } startedAt)
        {
            SagaSpan(call.Timeline.InstanceId, call.Timeline.Name, call.Timeline.ParentId, startedAt, SpanTags.Of(call.Timeline)).Write(StuckResult, error, now);
        }
    }

    private static ActivityLink[] InvocationLinks() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } invocation ? [new ActivityLink(invocation.Context)] : [];

    private static void Operation(string instanceId, AwaitedOperation awaited, ActivityTagsCollection tags) =>
        OperationSpan(instanceId, awaited.Step, awaited.Operation, awaited.StartedAt, tags.With(awaited.Step, awaited.Operation)).Write(awaited.Status.ToString(), awaited.Error, awaited.FinishedAt);

    private static WrittenSpan OperationSpan(string instanceId, string step, StepOperation operation, DateTimeOffset startedAt, ActivityTagsCollection tags) =>
        new($"{(operation == StepOperation.Action ? "step" : "compensation")} {step}", SagaTrace.Of(instanceId), SagaTrace.Of(instanceId, step, operation).SpanId, startedAt, tags);

    private static WrittenSpan SagaSpan(string instanceId, string name, string? parentId, DateTimeOffset startedAt, ActivityTagsCollection tags)
    {
        var own = SagaTrace.Of(instanceId);
        var root = new ActivityContext(own.TraceId, default, ActivityTraceFlags.Recorded, isRemote: true);
        return new WrittenSpan($"saga {name}", root, own.SpanId, startedAt, tags) { Links = parentId is null ? [] : [new ActivityLink(SagaTrace.Of(parentId))] };
    }
}
