using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DurableSagas.LocalHost.Http;

/// <summary>The URL that was asked for, as it was escaped.</summary>
internal static class RequestUrl
{
    public static Uri Of(HttpContext http)
    {
        var host = http.Request.Host.HasValue ? http.Request.Host.Value : $"localhost:{http.Connection.LocalPort}";
        return Uri.TryCreate($"{http.Request.Scheme}://{host}{Target(http)}", UriKind.Absolute, out var url)
            ? url
            : new Uri($"{http.Request.Scheme}://localhost:{http.Connection.LocalPort}{http.Request.Path}{http.Request.QueryString}");
    }

    /// <summary>The path and query of the request line; a proxy's absolute form is cut down to them.</summary>
    public static string Target(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (target.StartsWith('/') || authority < 0)
        {
            return target.StartsWith('/') ? target : "/";
        }

        var path = target.IndexOf('/', authority + 3);
        return path < 0 ? "/" : target[path..];
    }
}
