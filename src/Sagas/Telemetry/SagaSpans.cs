using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>Writes the spans of a saga, its steps, compensations and attempts; all nothing while nobody listens.</summary>
public static class SagaSpans
{
    /// <summary>The start, in the caller's trace; it links to the saga's.</summary>
    public static Activity? Start(SagaDefinition definition, string instanceId) => SagaTelemetry.Source.StartActivity(
        ActivityKind.Producer, parentContext: default, Tags(instanceId, definition.Name, definition.Protocol), [new ActivityLink(SagaTrace.Of(instanceId))], name: $"start {definition.Name}");

    /// <summary>An attempt, current while it lasts, so that what it sends carries its id; it links to the invocation that makes it.</summary>
    internal static Activity? Attempt<TRequest>(StepCall<TRequest> call, DateTimeOffset startedAt)
    {
        ActivityLink[] links = Activity.Current is { IdFormat: ActivityIdFormat.W3C } invocation ? [new ActivityLink(invocation.Context)] : [];
        var parent = SagaTrace.Of(call.InstanceId, call.Step, call.Operation);
        var span = SagaTelemetry.Source.CreateActivity($"attempt {call.Activity}", ActivityKind.Internal, parent, Tags(call), links);
        return span?.SetTag("saga.attempt", call.Attempt).SetStartTime(startedAt.UtcDateTime).Start();
    }

    internal static void End(Activity? attempt, AttemptStatus status, string? error, DateTimeOffset finishedAt) =>
        attempt?.End(status.ToString(), status == AttemptStatus.Unknown ? error ?? "unknown" : null, finishedAt);

    /// <summary>A step or a compensation whose result is known, or given up.</summary>
    internal static void Operation<TRequest>(StepCall<TRequest> call, AttemptStatus status, string? error, DateTimeOffset startedAt, DateTimeOffset finishedAt)
    {
        var name = $"{(call.Operation == StepOperation.Action ? "step" : "compensation")} {call.Step}";
        var id = SagaTrace.Of(call.InstanceId, call.Step, call.Operation).SpanId;
        new WrittenSpan(name, SagaTrace.Of(call.InstanceId), id, startedAt, Tags(call)).Write(status.ToString(), status == AttemptStatus.Succeeded ? null : error ?? "still pending at its deadline", finishedAt);
    }

    /// <summary>A saga that has ended; it links to the saga that it was a step of.</summary>
    internal static void Saga(SagaTimeline timeline, string? parentId, DateTimeOffset startedAt, DateTimeOffset finishedAt)
    {
        var own = SagaTrace.Of(timeline.InstanceId);
        ActivityLink[] links = parentId is null ? [] : [new ActivityLink(SagaTrace.Of(parentId))];
        var root = new ActivityContext(own.TraceId, default, ActivityTraceFlags.Recorded, isRemote: true);
        var tags = Tags(timeline.InstanceId, timeline.Name, timeline.Protocol);
        tags.Add("saga.version", timeline.Version);
        var span = new WrittenSpan($"saga {timeline.Name}", root, own.SpanId, startedAt, tags) { Links = links };
        span.Write(timeline.Status.ToString(), timeline.Status == SagaStatus.Completed ? null : timeline.Outcome?.Reason ?? "undone", finishedAt);
    }

    private static ActivityTagsCollection Tags(string instanceId, string saga, Protocol protocol) => new()
    {
        { "saga.id", instanceId },
        { "saga.name", saga },
        { "saga.protocol", protocol.ToString() },
    };

    private static ActivityTagsCollection Tags<TRequest>(StepCall<TRequest> call)
    {
        var tags = Tags(call.InstanceId, call.Saga, call.Protocol);
        tags.Add("saga.step", call.Step);
        tags.Add("saga.operation", call.Operation.ToString());
        return tags;
    }
}
