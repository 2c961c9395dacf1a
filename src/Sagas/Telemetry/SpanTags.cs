using System.Diagnostics;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>What spans say of their saga and step.</summary>
internal static class SpanTags
{
    public static ActivityTagsCollection Of(string instanceId, string saga, Protocol protocol) => new()
    {
        { "saga.id", instanceId },
        { "saga.name", saga },
        { "saga.protocol", protocol.ToString() },
    };

    public static ActivityTagsCollection Of(SagaTimeline timeline) => Of(timeline.InstanceId, timeline.Name, timeline.Protocol).With(timeline.Version);

    public static ActivityTagsCollection Of<TRequest>(StepCall<TRequest> call) => Of(call.InstanceId, call.Saga, call.Protocol).With(call.Step, call.Operation);

    // The event does not say which protocol its saga runs.
    public static ActivityTagsCollection Of<TRequest>(CompensationRequested<TRequest> requested) =>
        new ActivityTagsCollection { { "saga.id", requested.InstanceId }, { "saga.name", requested.Saga } }.With(requested.Step, StepOperation.Compensation);

    public static ActivityTagsCollection With(this ActivityTagsCollection tags, int version)
    {
        tags.Add("saga.version", version);
        return tags;
    }

    public static ActivityTagsCollection With(this ActivityTagsCollection tags, string step, StepOperation operation)
    {
        tags.Add("saga.step", step);
        tags.Add("saga.operation", operation.ToString());
        return tags;
    }
}
