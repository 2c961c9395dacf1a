using System.Text.Json;
using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>What a function returned for a queue: one message, or one for each element of an array.</summary>
internal static class QueueMessages
{
    public static IEnumerable<BinaryData> Of(TypedData data) => data.DataCase switch
    {
        TypedData.DataOneofCase.None => [],
        TypedData.DataOneofCase.String => [BinaryData.FromString(data.String)],
        TypedData.DataOneofCase.Json => OfJson(data.Json),
        TypedData.DataOneofCase.Bytes => [BinaryData.FromBytes(data.Bytes.Memory)],
        TypedData.DataOneofCase.CollectionString => data.CollectionString.String.Select(BinaryData.FromString),
        TypedData.DataOneofCase.CollectionBytes => data.CollectionBytes.Bytes.Select(bytes => BinaryData.FromBytes(bytes.Memory)),
        _ => throw new InvalidOperationException($"A function returned '{data.DataCase}' for a queue, which takes texts, JSON and bytes."),
    };

    private static IEnumerable<BinaryData> OfJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Where(element => element.ValueKind != JsonValueKind.Null).Select(OfElement)],
            _ => [OfElement(document.RootElement)],
        };
    }

    private static BinaryData OfElement(JsonElement element) =>
        BinaryData.FromString(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
}
