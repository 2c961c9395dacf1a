using System.Net;
using System.Text.Json;

namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>What the app answered.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public JsonElement Json => Read<JsonElement>();

    /// <summary>The worker died with the request in its hands, or has not been replaced yet: the host says so, and the caller asks again.</summary>
    public bool IsWorkerGone =>
        Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable && Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public T Read<T>() => JsonSerializer.Deserialize<T>(Text, _json)!;

    /// <summary>This answer, once its status is known to be the expected one.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {status}, found {this}");
        return this;
    }

    public override string ToString() => $"{(int)Status} {Status}: {Text}";
}
