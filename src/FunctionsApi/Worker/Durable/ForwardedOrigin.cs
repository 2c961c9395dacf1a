using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The scheme and host by which the caller knows this app, behind a proxy or not.</summary>
/// <remarks>A forwarded protocol alone changes nothing: only with a forwarded host is there another origin.</remarks>
internal static class ForwardedOrigin
{
    public static string Of(HttpRequestData request)
    {
        var (proto, host) = Header(request, "Forwarded") is { } forwarded
            ? (Directive(forwarded, "proto"), Directive(forwarded, "host"))
            : (Header(request, "X-Forwarded-Proto"), Header(request, "X-Forwarded-Host"));

        return string.IsNullOrEmpty(host)
            ? request.Url.GetLeftPart(UriPartial.Authority)
            : $"{proto ?? request.Url.Scheme}://{host}";
    }

    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string? Directive(string forwarded, string name) =>
        forwarded.Split(',')[0].Split(';', StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair[1].Trim('"'))
            .FirstOrDefault();
}
