using DurableSagas.LocalHost.Rpc;
using Microsoft.Net.Http.Headers;
using SameSite = DurableSagas.LocalHost.Rpc.RpcHttpCookie.Types.SameSite;

namespace DurableSagas.LocalHost.Http.Messages;

/// <summary>Writes a cookie as the header that sets it.</summary>
internal static class CookieHeader
{
    public static string Of(RpcHttpCookie cookie) => new SetCookieHeaderValue(cookie.Name, Uri.EscapeDataString(cookie.Value))
    {
        Domain = cookie.Domain?.Value,
        Expires = cookie.Expires?.Value?.ToDateTimeOffset(),
        HttpOnly = cookie.HttpOnly?.Value ?? false,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds.Value) : null,
        Path = cookie.Path?.Value,
        Secure = cookie.Secure?.Value ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    }.ToString();
}
