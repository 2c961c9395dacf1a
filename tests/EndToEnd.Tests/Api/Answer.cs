using System.Net;
using System.Text.Json;

namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>What the app answered.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public JsonElement Json => Read<JsonElement>();

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
