using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Reads CloudEvents 1.0 in structured JSON.</summary>
internal static class StartEvents
{
    private static readonly JsonEventFormatter _formatter = new(SagaJson.Options, new JsonDocumentOptions { MaxDepth = SagaJson.MaxDepth });
    private static readonly ContentType _structured = new("application/cloudevents+json; charset=utf-8");

    /// <exception cref="FormatException">The message is no event with data in JSON.</exception>
    public static StartEvent Read(BinaryData message)
    {
        try
        {
            var read = _formatter.DecodeStructuredModeMessage(message.ToMemory(), _structured, extensionAttributes: null);
            return read is { Id: { } id, Source: { } source, Type: { } type, Data: JsonElement data }
                ? new StartEvent(id, source, type, read.Subject, data)
                : throw new FormatException($"CloudEvent '{read.Id}' of type '{read.Type}' has no data in JSON; expected an object.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"The message is no CloudEvent 1.0 in JSON: {exception.Message}", exception);
        }
    }
}
