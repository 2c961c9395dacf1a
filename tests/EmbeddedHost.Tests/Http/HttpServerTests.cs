using System.Net;
using System.Net.Sockets;
using System.Text;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.EmbeddedHost.Tests.Http;

public sealed class HttpServerTests
{
    [Theory]
    [InlineData("GET", "/api/echo", 200)]
    [InlineData("POST", "/api/echo", 404)]
    [InlineData("GET", "/echo", 404)]
    [InlineData("GET", "/api/ECHO/", 200)]
    [InlineData("GET", "/api/typed/7", 200)]
    [InlineData("GET", "/api/typed/seven", 404)]
    [InlineData("PATCH", "/api/any", 200)]
    [InlineData("GET", "/", 404)]
    public async Task Request_VerbAndPath_FindTheFunctionOr404(string verb, string path, int expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task Request_RoutePrefixOfHostJson_IsThePrefix()
    {
        await using var host = await TestHost.OfAsync(
            typeof(App), hostJson: """{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1/things" } } }""");

        Assert.Equal("404 ", await host.GetAsync("/api/any"));
        Assert.Equal("200 any", await host.GetAsync("/v1/things/any"));
    }

    [Fact]
    public async Task Request_AllItCarries_ReachesTheFunction()
    {
        await using var host = await TestHost.OfAsync<App>();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/whole/a%20b%2Fc?x=1&y=%C3%A6") { Content = new StringContent("body") };
        request.Headers.Add("Cookie", "one=1; two=2");
        request.Headers.Add("X-Many", ["a", "b"]);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"PUT|{host.Http.BaseAddress}api/whole/a%20b%2Fc?x=1&y=%C3%A6|æ|one=1,two=2|a, b|body|a b%2Fc", text);
    }

    [Fact]
    public async Task Response_AllItHolds_IsSent()
    {
        await using var host = await TestHost.OfAsync<App>();

        using var response = await host.Http.GetAsync(new Uri("/api/response", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["1", "2"], response.Headers.GetValues("X-Two"));
        Assert.Equal(["id=a%20b; max-age=60; path=/; secure; samesite=strict; httponly", "plain=1"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("1,2", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("Server"));
        Assert.Null(response.Headers.TransferEncodingChunked);
    }

    [Theory]
    [InlineData("/api/nocontent")]
    [InlineData("/api/headervalue")]
    [InlineData("/api/status")]
    public async Task Response_ThatCannotBeSent_NeverBreaksTheConnection(string path)
    {
        await using var host = await TestHost.OfAsync<App>();

        var answer = await host.GetAsync(path);
        var next = await host.GetAsync("/api/any");

        Assert.Equal(path == "/api/nocontent" ? "204 " : "500 ", answer);
        Assert.Equal("200 any", next);
    }

    [Fact]
    public async Task Request_BodyOver100MB_Is413()
    {
        await using var host = await TestHost.OfAsync<App>();

        var answer = await RawAsync(host, "POST /api/any HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857601\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET http://elsewhere/api/url?a=1 HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n", "http://elsewhere/api/url?a=1")]
    [InlineData("GET /api/url HTTP/1.0\r\n\r\n", "http://localhost:PORT/api/url")]
    public async Task Request_UnusualTarget_HasAUrlStill(string request, string expected)
    {
        await using var host = await TestHost.OfAsync<App>();

        var answer = await RawAsync(host, request);

        Assert.EndsWith(expected.Replace("PORT", $"{host.Http.BaseAddress!.Port}", StringComparison.Ordinal), answer, StringComparison.Ordinal);
    }

    private static async Task<string> RawAsync(TestHost host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", host.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public sealed class App
    {
        [Function("echo")]
        public static string Echo([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Method;

        [Function("any")]
        public static string Any([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request is null ? "" : "any";

        [Function("typed")]
        public static string Typed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{id:int}")] HttpRequestData request, int id) =>
            $"{request.Method}{id}";

        [Function("url")]
        public static string Url([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Url.AbsoluteUri;

        [Function("whole")]
        public static async Task<string> WholeAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "whole/{id}")] HttpRequestData request, string id) => string.Join(
                '|',
                request.Method,
                request.Url.AbsoluteUri,
                request.Query["y"],
                string.Join(',', request.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")),
                string.Join(", ", request.Headers.GetValues("x-many")),
                await request.ReadAsStringAsync(),
                id);

        [Function("response")]
        public static HttpResponseData Response([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
        {
            var response = request.CreateResponse(HttpStatusCode.Accepted);
            response.Headers.Add("X-Two", ["1", "2"]);
            response.Headers.Add("Content-Type", "text/csv");
            response.Headers.Add("Content-Length", "999");
            response.Headers.Add("Transfer-Encoding", "chunked");
            response.Cookies.Append(new HttpCookie("id", "a b") { MaxAge = 60, Path = "/", Secure = true, HttpOnly = true, SameSite = SameSite.Strict });
            response.Cookies.Append("plain", "1");
            response.Body = new MemoryStream(Encoding.UTF8.GetBytes("1,2"), writable: false);
            return response;
        }

        [Function("nocontent")]
        public static HttpResponseData NoContent([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
        {
            var response = request.CreateResponse(HttpStatusCode.NoContent);
            response.WriteString("must not be sent");
            return response;
        }

        [Function("headervalue")]
        public static HttpResponseData HeaderValue([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
        {
            var response = request.CreateResponse();
            response.Headers.TryAddWithoutValidation("X-Name", "Åse\u0001");
            return response;
        }

        [Function("status")]
        public static HttpResponseData Status([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
            request.CreateResponse((HttpStatusCode)1000);
    }
}
