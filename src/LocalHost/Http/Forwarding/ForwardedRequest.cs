using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace DurableSagas.LocalHost.Http.Forwarding;

/// <summary>The caller's request as the worker sees it: with the invocation that it belongs to, and from where it came.</summary>
internal sealed class ForwardedRequest(string invocationId) : HttpTransformer
{
    public const string Correlation = "x-ms-invocation-id";

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        // What a caller says here is no invocation of this host.
        Set(proxyRequest, Correlation, invocationId);
        Set(proxyRequest, "X-Forwarded-Host", httpContext.Request.Host.Value);
        Set(proxyRequest, "X-Forwarded-Proto", httpContext.Request.Scheme);
        Set(proxyRequest, "X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        proxyRequest.Headers.Host = null;
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (!string.IsNullOrEmpty(value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
