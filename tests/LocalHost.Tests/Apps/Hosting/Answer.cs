using System.Net;
using System.Text;
using System.Text.Json;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>What a host answered, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, ILookup<string, string> Headers, byte[] Body)
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Text);

    public string? ContentType => Headers["Content-Type"].SingleOrDefault();

    public static async Task<Answer> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        response.StatusCode,
        response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value.Select(value => (header.Key, Value: value)))
            .ToLookup(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsByteArrayAsync(cancellationToken));

    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, _web)!;

    /// <summary>This answer, once its status is known to be the expected one.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {status}, found {this}");
        return this;
    }

    public override string ToString() => $"{(int)Status} {Status}: {Text}";
}
