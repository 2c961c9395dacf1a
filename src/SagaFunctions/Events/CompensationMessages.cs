using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Telemetry;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>Compensation events as queue messages: CloudEvents 1.0 in structured JSON.</summary>
/// <remarks>
/// A queue's message takes 64 KB in Base64. Longer data stays in the table, and the event refers to it by the extension <c>dataref</c>.
/// The extension <c>traceparent</c> (distributed tracing) names what published it.
/// </remarks>
public sealed class CompensationMessages(AcknowledgementTable acknowledgements, TimeProvider time)
{
    public const string EventType = "durablesagas.compensation-requested.v1";

    /// <summary>Of a message's JSON, in bytes: three quarters of the 64 KB, since Base64 makes four of three.</summary>
    public const int MaxLength = 48 * 1024;

    private static readonly CloudEventAttribute _dataReference = CloudEventAttribute.CreateExtension("dataref", CloudEventAttributeType.UriReference);
    private static readonly CloudEventAttribute _traceParent = CloudEventAttribute.CreateExtension("traceparent", CloudEventAttributeType.String);
    private static readonly JsonEventFormatter _formatter = new(SagaJson.History, new JsonDocumentOptions { MaxDepth = SagaJson.MaxDepth });
    private static readonly ContentType _structured = new("application/cloudevents+json; charset=utf-8");

    /// <exception cref="StepRefusedException">The request and results are longer than a row holds; no retry makes them shorter.</exception>
    internal async Task<BinaryData> WriteAsync(CompensationRequested<JsonElement> requested, CancellationToken cancellationToken)
    {
        var cloudEvent = EventOf(requested);
        cloudEvent.Data = requested;
        var message = _formatter.EncodeStructuredModeMessage(cloudEvent, out _);
        if (message.Length > MaxLength)
        {
            cloudEvent.Data = null;
            cloudEvent[_dataReference] = new Uri(await acknowledgements.KeepAsync(requested, cancellationToken), UriKind.Relative);
            message = _formatter.EncodeStructuredModeMessage(cloudEvent, out _);
        }

        return new BinaryData(message);
    }

    /// <exception cref="FormatException">The message is no compensation event.</exception>
    internal async Task<CompensationDelivery<TRequest>> ReadAsync<TRequest>(BinaryData message, CancellationToken cancellationToken)
    {
        var cloudEvent = Decode(message);
        var data = cloudEvent[_dataReference] is Uri reference
            ? await acknowledgements.KeptAsync(reference.OriginalString, cancellationToken)
            : (JsonElement)cloudEvent.Data!;
        return new CompensationDelivery<TRequest>(data.Deserialize<CompensationRequested<TRequest>>(SagaJson.History)!, cloudEvent[_traceParent] as string);
    }

    private static CloudEvent Decode(BinaryData message)
    {
        try
        {
            var cloudEvent = _formatter.DecodeStructuredModeMessage(message.ToMemory(), _structured, [_dataReference, _traceParent]);
            return cloudEvent.Type == EventType && (cloudEvent.Data is JsonElement || cloudEvent[_dataReference] is not null)
                ? cloudEvent
                : throw new FormatException(
                    $"The message is a CloudEvent of type '{cloudEvent.Type}' {(cloudEvent.Data is null ? "without" : "with")} data; "
                    + $"expected '{EventType}' with data or 'dataref'.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new FormatException($"The message is no CloudEvent 1.0 in JSON: {exception.Message}", exception);
        }
    }

    private CloudEvent EventOf(CompensationRequested<JsonElement> requested) => new(CloudEventsSpecVersion.V1_0)
    {
        Id = $"{requested.IdempotencyKey}/{requested.Publication}",
        Source = new Uri($"/sagas/{Uri.EscapeDataString(requested.Saga)}", UriKind.Relative),
        Type = EventType,
        Subject = $"{requested.InstanceId}/{requested.Step}",
        Time = time.GetUtcNow(),
        DataContentType = MediaTypeNames.Application.Json,
        [_traceParent] = SagaTrace.TraceParentOf(requested.InstanceId, requested.Step, StepOperation.Compensation),
    };
}
