using System.Net;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Tests.Host;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DurableSagas.LocalHost.Tests.Http;

public sealed class HttpFunctionTests
{
    private static readonly AppFunction[] _app =
    [
        AppFunctions.Http("echo"),
        AppFunctions.Http("any", verbs: ""),
        AppFunctions.Http("typed", route: "typed/{id:int}"),
        AppFunctions.Http("optional", route: "optional/{id?}"),
        AppFunctions.Http("files", route: "files/{*path}"),
        AppFunctions.Http("whole", verbs: "put", route: "whole/{id}"),
        AppFunctions.Http("off") with { IsDisabled = true },
        AppFunctions.Queue("queue"),
    ];

    [Theory]
    [InlineData("GET", "/api/echo", "200 echo")]
    [InlineData("POST", "/api/echo", "404 ")]
    [InlineData("HEAD", "/api/echo", "404 ")]
    [InlineData("GET", "/echo", "404 ")]
    [InlineData("GET", "/api/ECHO/", "200 echo")]
    [InlineData("GET", "/api/typed/7", "200 typed")]
    [InlineData("GET", "/api/typed/seven", "404 ")]
    [InlineData("GET", "/api/optional", "200 optional")]
    [InlineData("GET", "/api/optional/x", "200 optional")]
    [InlineData("GET", "/api/optional/x/y", "404 ")]
    [InlineData("GET", "/api/files/a/b/c", "200 files")]
    [InlineData("PATCH", "/api/any", "200 any")]
    [InlineData("HEAD", "/api/any", "200 ")]
    [InlineData("GET", "/api/off", "404 ")]
    [InlineData("GET", "/api/queue", "404 ")]
    [InlineData("GET", "/runtime/webhooks/other", "404 ")]
    public async Task Request_VerbAndPath_FindTheFunctionOr404(string verb, string path, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app));

        var answer = await host.SendAsync(new HttpMethod(verb), path);

        Assert.Equal(expected, answer);
    }

    [Fact]
    public async Task Request_RoutePrefixOfHostJson_IsThePrefix()
    {
        await using var host = await TestHost.OfAsync(
            new FakeEngine(_app), """{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1/things" } } }""");

        Assert.Equal("404 ", await host.GetAsync("/api/any"));
        Assert.Equal("200 any", await host.GetAsync("/v1/things/any"));
    }

    [Theory]
    [InlineData("false", "200 ")]
    [InlineData("true", "204 ")]
    public async Task Request_Root_IsTheHomepageUnlessItIsSwitchedOff(string disabled, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app), ("AzureWebJobsDisableHomepage", disabled));

        var answer = await host.GetAsync("/");

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_AllItCarries_ReachesTheWorker()
    {
        var engine = new FakeEngine(_app);
        await using var host = await TestHost.OfAsync(engine);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/whole/a%20b%2Fc?x=1&x=2&y=%C3%A6&z") { Content = new StringContent("bødy") };
        request.Headers.Add("Cookie", "one=1; two=2");
        request.Headers.Add("X-Many", ["a", "b"]);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var sent = engine.Request!;
        Assert.Equal("PUT", sent.Method);
        Assert.Equal($"{host.Http.BaseAddress}api/whole/a%20b%2Fc?x=1&x=2&y=%C3%A6&z", sent.Url);
        Assert.Equal([("x", "1,2"), ("y", "æ"), ("z", "")], sent.NullableQuery.Select(pair => (pair.Key, pair.Value.Value)));
        Assert.Equal(("id", "a b%2Fc"), sent.NullableParams.Select(pair => (pair.Key, pair.Value.Value)).Single());
        Assert.Equal("one=1; two=2", sent.NullableHeaders["cookie"].Value);
        Assert.Equal("a,b", sent.NullableHeaders["x-many"].Value.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("text/plain; charset=utf-8", sent.NullableHeaders["content-type"].Value);
        Assert.Equal("bødy", sent.Body.Bytes.ToStringUtf8());
    }

    [Fact]
    public async Task Request_NoBodyAndNoOptionalParameter_AreNotThere()
    {
        var engine = new FakeEngine(_app);
        await using var host = await TestHost.OfAsync(engine);

        await host.GetAsync("/api/optional");

        Assert.Null(engine.Request!.Body);
        Assert.Empty(engine.Request.NullableParams);
    }

    [Theory]
    [InlineData("GET http://elsewhere/api/any?a=1 HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n", "http://elsewhere/api/any?a=1")]
    [InlineData("GET /api/any HTTP/1.0\r\n\r\n", "http://localhost:PORT/api/any")]
    public async Task Request_UnusualTarget_HasAUrlStill(string request, string expected)
    {
        var engine = new FakeEngine(_app);
        await using var host = await TestHost.OfAsync(engine);

        await host.RawAsync(request);

        Assert.Equal(expected.Replace("PORT", $"{host.Port}", StringComparison.Ordinal), engine.Request!.Url);
    }

    [Fact]
    public async Task Response_AllItHolds_IsSent()
    {
        var response = new RpcHttp { StatusCode = "202", Body = new TypedData { Bytes = ByteString.CopyFromUtf8("1,2") } };
        response.Headers.Add("X-Two", "1,2");
        response.Headers.Add("Content-Type", "text/csv");
        response.Headers.Add("Content-Length", "999");
        response.Headers.Add("Transfer-Encoding", "chunked");
        response.Cookies.Add(new RpcHttpCookie
        {
            Name = "id",
            Value = "a b",
            MaxAge = new NullableDouble { Value = 60 },
            Path = new NullableString { Value = "/" },
            Secure = new NullableBool { Value = true },
            HttpOnly = new NullableBool { Value = true },
            SameSite = RpcHttpCookie.Types.SameSite.Strict,
            Expires = new NullableTimestamp { Value = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) },
        });
        response.Cookies.Add(new RpcHttpCookie { Name = "plain", Value = "1" });
        await using var host = await TestHost.OfAsync(Answering(response));

        using var answer = await host.Http.GetAsync(new Uri("/api/any", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("1,2", Assert.Single(answer.Headers.GetValues("X-Two")));
        Assert.Equal(
            ["id=a%20b; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60; path=/; secure; samesite=strict; httponly", "plain=1"],
            answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("1,2", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Null(answer.Headers.TransferEncodingChunked);
    }

    [Theory]
    [InlineData("""{ "json": "{\"a\":1}" }""", "200 {\n  \"a\": 1\n}", "text/plain; charset=utf-8")]
    [InlineData("""{ "string": "plain" }""", "200 plain", "text/plain; charset=utf-8")]
    [InlineData("""{ "bytes": "AQI=" }""", "200 \u0001\u0002", null)]
    [InlineData("""{ }""", "204 ", null)]
    public async Task Response_WhatAFunctionOnlyReturns_IsSentAsTheRealHostDoes(string body, string expected, string? contentType)
    {
        await using var host = await TestHost.OfAsync(Answering(new RpcHttp { Body = TypedData.Parser.ParseJson(body) }));

        using var answer = await host.Http.GetAsync(new Uri("/api/any", UriKind.Relative), TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, $"{(int)answer.StatusCode} {text}".ReplaceLineEndings("\n"));
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("204", "ignored", "X-Name", "value", "204 ")]
    [InlineData("200", "", "X-Name", "Åse\u0001", "500 ")]
    [InlineData("1000", "", "X-Name", "value", "500 ")]
    [InlineData("teapot", "", "X-Name", "value", "500 ")]
    public async Task Response_ThatCannotBeSent_NeverBreaksTheConnection(string status, string body, string header, string value, string expected)
    {
        var response = new RpcHttp { StatusCode = status, Body = new TypedData { Bytes = ByteString.CopyFromUtf8(body) } };
        response.Headers.Add(header, value);
        await using var host = await TestHost.OfAsync(Answering(response));

        var answer = await host.GetAsync("/api/any");
        var next = await host.GetAsync("/api/any");

        Assert.Equal((expected, expected), (answer, next));
    }

    [Fact]
    public async Task Response_FunctionThrew_IsAnEmpty500()
    {
        var engine = new FakeEngine(_app) { Http = (function, _, _) => throw new FunctionFailedException("System.Exception: boom", "at x") };
        await using var host = await TestHost.OfAsync(engine);

        Assert.Equal("500 ", await host.GetAsync("/api/any"));
    }

    private static FakeEngine Answering(RpcHttp answer) => new(_app) { Http = (_, _, _) => Task.FromResult(answer) };
}
