using System.Text.Json;
using DurableSagas.EmbeddedHost.Http;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>A request's body as JSON; nothing when it is empty.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions _deep = new() { MaxDepth = 256 };

    public static async Task<(JsonElement? Value, JsonException? Fault)> ReadAsync(ManagementRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request);
        if (body.Length == 0)
        {
            return (null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), _deep);
            return (document.RootElement.ValueKind == JsonValueKind.Null ? null : document.RootElement.Clone(), null);
        }
        catch (JsonException exception)
        {
            return (null, exception);
        }
    }
}
