using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>Asks a webhook whether it wants events of this app before it gets any, and again each hour.</summary>
/// <remarks>As "HTTP 1.1 Web Hooks for Event Delivery" of CloudEvents 1.0 has it, chapter 4, Abuse Protection. No rate is asked for.</remarks>
public sealed class WebhookHandshake(IOptions<NoticeSettings> settings, IConfiguration configuration, TimeProvider time)
{
    internal const string RequestOrigin = "WebHook-Request-Origin";

    private const string AllowedOrigin = "WebHook-Allowed-Origin";
    private static readonly TimeSpan _remembered = TimeSpan.FromHours(1);

    // One a registered URL.
    private readonly ConcurrentDictionary<Uri, DateTimeOffset> _allowedUntil = new();

    internal string Origin { get; } = settings.Value.Origin ?? (configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host ? host : "localhost");

    /// <summary>Null when events may be sent; else why not.</summary>
    internal async Task<string?> FaultOfAsync(HttpClient client, Uri url, CancellationToken cancellationToken)
    {
        if (_allowedUntil.TryGetValue(url, out var until) && time.GetUtcNow() < until)
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Options, url);
        request.Headers.Add(RequestOrigin, Origin);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var allowed = response.Headers.TryGetValues(AllowedOrigin, out var origins) ? string.Join(',', origins).Trim() : null;
        if (response.IsSuccessStatusCode && (allowed == "*" || string.Equals(allowed, Origin, StringComparison.OrdinalIgnoreCase)))
        {
            _allowedUntil[url] = time.GetUtcNow() + _remembered;
            return null;
        }

        return $"answered OPTIONS with {(int)response.StatusCode} and {(allowed is null ? $"no {AllowedOrigin}" : $"{AllowedOrigin} '{allowed}'")}; "
            + $"expected 200 and '{Origin}' or '*'";
    }
}
