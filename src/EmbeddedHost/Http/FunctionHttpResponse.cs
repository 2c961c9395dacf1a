using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>The response that a function fills in.</summary>
internal sealed class FunctionHttpResponse(FunctionContext context) : HttpResponseData(context)
{
    private readonly ResponseCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public IReadOnlyList<string> SetCookies => _cookies.Headers;

    private sealed class ResponseCookies : HttpCookies
    {
        public List<string> Headers { get; } = [];

        public override void Append(string name, string value) => Append(new HttpCookie(name, value));

        public override void Append(IHttpCookie cookie) => Headers.Add(CookieHeader.Of(cookie));

        public override IHttpCookie CreateNew() => new HttpCookie(string.Empty, string.Empty);
    }
}
