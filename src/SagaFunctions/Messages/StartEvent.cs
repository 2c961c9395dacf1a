using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>A CloudEvent 1.0 by which another app, or another saga, lets a saga start.</summary>
/// <param name="Id">Of the event; with <paramref name="Source"/> it is the start's key: the same event starts one saga.</param>
/// <param name="Type">What has happened, such as <c>shop.customer-registered.v1</c>.</param>
/// <param name="Subject">What it happened to; null where the event does not say.</param>
/// <param name="Data">As JSON.</param>
public sealed record StartEvent(string Id, Uri Source, string Type, string? Subject, JsonElement Data)
{
    /// <summary>The data as a record.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public T DataAs<T>() => Data.Deserialize<T>(SagaJson.Options) ?? throw new JsonException($"The data of event '{Id}' is null.");
}
