using System.Diagnostics;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>What spans say of their saga and step.</summary>
internal static class SpanTags
{
    public static ActivityTagsCollection Of(string saga, string name) => new()
    {
        { "saga.id", saga },
        { "saga.name", name },
    };

    public static ActivityTagsCollection Of(SagaIdentity saga) => Of(saga.Id, saga.Name).With("saga.protocol", saga.Protocol.ToString());

    public static ActivityTagsCollection With(this ActivityTagsCollection tags, string step, StepOperation operation) =>
        tags.With("saga.step", step).With("saga.operation", operation.ToString());

    public static ActivityTagsCollection With(this ActivityTagsCollection tags, string name, object value)
    {
        tags.Add(name, value);
        return tags;
    }
}
