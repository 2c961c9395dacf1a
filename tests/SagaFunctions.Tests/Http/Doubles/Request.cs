using System.Security.Claims;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Tests.Http.Doubles;

/// <summary>A request as a function gets it, without a host.</summary>
internal sealed class Request(FunctionContext context, string path = "", string body = "", string method = "POST") : HttpRequestData(context)
{
    public override Stream Body { get; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; } = new($"http://localhost/api/{path}");

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => method;

    public Request With(string header, string value)
    {
        Headers.TryAddWithoutValidation(header, value);
        return this;
    }

    public override HttpResponseData CreateResponse() => new Response(FunctionContext);

    private sealed class Response(FunctionContext context) : HttpResponseData(context)
    {
        public override System.Net.HttpStatusCode StatusCode { get; set; }

        public override HttpHeadersCollection Headers { get; set; } = [];

        public override Stream Body { get; set; } = new MemoryStream();

        public override HttpCookies Cookies => throw new NotSupportedException();
    }
}
