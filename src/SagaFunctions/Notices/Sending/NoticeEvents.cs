using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using DurableSagas.Projections.Notices;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>Notices as CloudEvents 1.0 in structured JSON; the same one each time it is sent.</summary>
internal static class NoticeEvents
{
    public const string ContentType = "application/cloudevents+json";

    private static readonly JsonEventFormatter _formatter = new(SagaJson.Options, new JsonDocumentOptions { MaxDepth = SagaJson.MaxDepth });

    public static ReadOnlyMemory<byte> Write(Notice notice) => _formatter.EncodeStructuredModeMessage(
        new CloudEvent(CloudEventsSpecVersion.V1_0)
        {
            Id = notice.EventId,
            Source = new Uri($"/sagas/{Uri.EscapeDataString(notice.SagaName)}", UriKind.Relative),
            Type = notice.View.Type,
            Subject = notice.SagaId,
            Time = notice.View.At,
            DataContentType = MediaTypeNames.Application.Json,
            Data = JsonSerializer.Deserialize<JsonElement>(notice.Data, SagaJson.Options),
        },
        out _);
}
