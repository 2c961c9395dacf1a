using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using DurableSagas.Sagas.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Http;

/// <summary>Spares a caller the body that it has already (RFC 9110).</summary>
internal static class EntityTags
{
    public const string Header = "If-None-Match";

    private const int Length = 16;

    /// <summary>The body as JSON, under a tag of all that it says; 304 to a caller that shows this tag.</summary>
    /// <param name="sequence">What the tag begins with, for who reads it.</param>
    public static async Task<HttpResponseData> AnswerUnlessKnownAsync<T>(
        this HttpRequestData request, T body, long sequence, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, SagaJson.Options);
        var response = request.Tagged($"\"{sequence}-{HashOf(json)}\"");
        if (response.StatusCode == HttpStatusCode.OK)
        {
            response.Headers.Add("Content-Type", "application/json; charset=utf-8");
            await response.Body.WriteAsync(json, cancellationToken);
        }

        return response;
    }

    /// <summary>200, or 304 to a caller that shows this tag.</summary>
    public static HttpResponseData Tagged(this HttpRequestData request, string tag)
    {
        var response = request.CreateResponse(Knows(request, tag) ? HttpStatusCode.NotModified : HttpStatusCode.OK);
        response.Headers.Add("ETag", tag);
        return response;
    }

    /// <summary>The sequence with which a tag that the caller shows begins, the highest of several; null when it shows none.</summary>
    public static long? SequenceShown(this HttpRequestData request) =>
        Shown(request)
            .Select(tag => tag.TrimStart('W', '/', '"').Split('-')[0])
            .Max(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : (long?)null);

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..Length];

    // A proxy that compresses what it passes on makes a weak tag of a strong one.
    private static bool Knows(HttpRequestData request, string tag) => Shown(request).Any(known => known is "*" || known == tag || known == $"W/{tag}");

    private static IEnumerable<string> Shown(HttpRequestData request) => request.Headers.TryGetValues(Header, out var shown)
        ? shown.SelectMany(tags => tags.Split(',', StringSplitOptions.TrimEntries))
        : [];
}
