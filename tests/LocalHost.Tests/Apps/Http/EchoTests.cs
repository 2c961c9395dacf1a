using System.Net;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>A request reaches the function, and its answer the caller, as they were sent.</summary>
public sealed class EchoTests(SharedSampleHost shared, Storage storage)
{
    private const int LargeBytes = 20_000_000;

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Request_OfAnyVerb_ReachesAFunctionThatNamesNone(string verb)
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.SendAsync(new HttpMethod(verb), "echo");

        Assert.Equal(verb, answer.Expect(HttpStatusCode.OK).Json.GetProperty("method").GetString());
    }

    [Fact]
    public async Task Head_Answered_HasNoBody()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.SendAsync(HttpMethod.Head, "echo");

        Assert.Empty(answer.Expect(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task Request_PathQueryHeadersCookies_AreAsTheCallerSentThem()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync("echo/a/b%20c?x=1&y=a%26b&empty=", ("x-one", "1"), ("x-two", "2"), ("Cookie", "first=1; second=b"));

        var seen = answer.Expect(HttpStatusCode.OK).Json;
        Assert.Equal("a/b c", seen.GetProperty("rest").GetString());
        Assert.Equal(("1", "a&b", ""), (Member(seen, "query", "x"), Member(seen, "query", "y"), Member(seen, "query", "empty")));
        Assert.Equal(("1", "2"), (seen.GetProperty("headers").GetProperty("x-one")[0].GetString(), seen.GetProperty("headers").GetProperty("x-two")[0].GetString()));
        Assert.Equal(("1", "b"), (Member(seen, "cookies", "first"), Member(seen, "cookies", "second")));
        Assert.StartsWith(new Uri(host.Client.Url, "sample/v1/echo/a/b").AbsoluteUri, seen.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_HeadersAndCookies_AreAsTheFunctionWroteThem()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync("echo", ("x-echo-colour", "blue"), ("Cookie", "first=1; second=b"));

        Assert.Equal(["blue"], answer.Expect(HttpStatusCode.OK).Headers["x-echo-colour"]);
        Assert.Equal(["first=1", "second=b"], answer.Headers["Set-Cookie"].Select(cookie => cookie.Split(';')[0]));
        Assert.All(answer.Headers["Set-Cookie"], cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(418)]
    [InlineData(503)]
    public async Task Answer_Status_IsTheFunctions(int status)
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync($"echo?status={status}");

        Assert.Equal(("GET", (HttpStatusCode)status), (answer.Json.GetProperty("method").GetString(), answer.Status));
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/json")]
    public async Task Body_OfEveryByte_ComesBackWhole(string contentType)
    {
        var host = await shared.StartAsync(storage);
        var body = Enumerable.Range(0, 4096).Select(index => (byte)index).ToArray();
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await host.SendAsync(HttpMethod.Post, "body", content);

        Assert.Equal(body, answer.Expect(HttpStatusCode.OK).Body);
        Assert.Equal(contentType, answer.ContentType);
    }

    [Fact]
    public async Task Body_Chunked_ReachesTheFunctionWhole()
    {
        var host = await shared.StartAsync(storage);
        var body = Encoding.UTF8.GetBytes(new string('ä', 100_000));
        using var content = new StreamContent(new MemoryStream(body));

        var answer = await host.SendAsync(HttpMethod.Post, "echo", content, ("Transfer-Encoding", "chunked"));

        var seen = answer.Expect(HttpStatusCode.OK).Json;
        Assert.Equal((body.Length, Convert.ToHexString(SHA256.HashData(body))), (seen.GetProperty("length").GetInt32(), seen.GetProperty("sha256").GetString()));
    }

    [Fact]
    public async Task Answer_OfTwentyMegabytes_ComesWhole()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync($"large/{LargeBytes}");

        Assert.Equal(LargeBytes, answer.Expect(HttpStatusCode.OK).Body.Length);
        Assert.Equal(LargeBytes, answer.Body.Index().Count(at => at.Item == at.Index % 251));
    }

    private static string? Member(System.Text.Json.JsonElement seen, string dictionary, string name) => seen.GetProperty(dictionary).GetProperty(name).GetString();
}
