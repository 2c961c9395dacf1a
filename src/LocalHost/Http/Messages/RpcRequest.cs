using System.Globalization;
using DurableSagas.LocalHost.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DurableSagas.LocalHost.Http.Messages;

/// <summary>A request in the form in which the worker takes it.</summary>
internal static class RpcRequest
{
    public static RpcHttp Of(HttpContext http, RouteValueDictionary route, ReadOnlyMemory<byte> body)
    {
        var request = OfForwarded(http, route);
        request.Method = http.Request.Method;
        request.Url = RequestUrl.Of(http).OriginalString;
        request.Identities.Add(http.User.Identities.Select(RpcIdentity.Of));
        if (!body.IsEmpty)
        {
            request.Body = new TypedData { Bytes = RequestBody.Share(body) };
        }

        return request;
    }

    /// <summary>For a worker that gets the request itself: only what parameters of the function are bound from.</summary>
    public static RpcHttp OfForwarded(HttpContext http, RouteValueDictionary route)
    {
        var request = new RpcHttp();
        foreach (var (name, values) in http.Request.Query)
        {
            request.NullableQuery[name] = Nullable(values.ToString());
        }

        foreach (var (name, values) in http.Request.Headers)
        {
            request.NullableHeaders[name.ToLowerInvariant()] = Nullable(values.ToString());
        }

        AddRoute(request, route);
        return request;
    }

    private static void AddRoute(RpcHttp request, RouteValueDictionary route)
    {
        foreach (var (name, value) in route)
        {
            if (value is not null)
            {
                request.NullableParams[name] = Nullable(Convert.ToString(value, CultureInfo.InvariantCulture)!);
            }
        }
    }

    private static NullableString Nullable(string value) => new() { Value = value };
}
