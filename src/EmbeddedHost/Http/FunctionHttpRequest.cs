using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>The request as the function sees it.</summary>
internal sealed class FunctionHttpRequest(FunctionContext context, HttpContext http, MemoryStream body) : HttpRequestData(context)
{
    private HttpHeadersCollection? _headers;
    private IReadOnlyCollection<IHttpCookie>? _cookies;

    public override Stream Body { get; } = Rewound(body);

    public override HttpHeadersCollection Headers => _headers ??= new HttpHeadersCollection(
        http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? string.Empty))));

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies ??=
        [.. http.Request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];

    public override Uri Url { get; } = RequestUrl.Of(http);

    public override IEnumerable<ClaimsIdentity> Identities => http.User.Identities;

    public override string Method { get; } = http.Request.Method;

    public override HttpResponseData CreateResponse() => new FunctionHttpResponse(FunctionContext);

    private static MemoryStream Rewound(MemoryStream body)
    {
        body.Position = 0;
        return body;
    }
}
