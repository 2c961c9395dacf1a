using System.Net;
using System.Text;
using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Management;

public sealed class ManagementEndpointTests
{
    private const string Base = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Request_IsHandedOnAsItCame()
    {
        HttpRequestMessage? seen = null;
        var engine = new FakeEngine();
        engine.Management = request =>
        {
            seen = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted));
        };
        await using var host = await TestHost.OfAsync(engine);
        host.Http.DefaultRequestHeaders.Add("x-ms-continuation-token", "t");

        var answer = await host.PostAsync($"{Base}/instances/a%2Fb/raiseEvent/go?taskHub=testhubname&connection=Storage&reason=%C3%A6", """{"a":"æ"}""");

        Assert.Equal("202 ", answer);
        Assert.Equal($$"""POST {{Base}}/instances/a%2Fb/raiseEvent/go?taskHub=testhubname&connection=Storage&reason=%C3%A6 {"a":"æ"}""", Assert.Single(engine.Calls));
        Assert.Equal("t", Assert.Single(seen!.Headers.GetValues("x-ms-continuation-token")));
        Assert.Equal("application/json", seen.Content!.Headers.ContentType!.ToString());
        Assert.Equal(host.Http.BaseAddress!.Authority, seen.RequestUri!.Authority);
    }

    [Fact]
    public async Task Answer_AllItHolds_IsSent()
    {
        var engine = new FakeEngine();
        engine.Management = async _ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("[]", Encoding.UTF8, "application/json") };
            await Task.Yield();
            answer.Headers.Location = new Uri("http://localhost/x?a=b");
            answer.Headers.TryAddWithoutValidation("x-ms-continuation-token", "next");
            answer.Headers.TransferEncodingChunked = true;
            return answer;
        };
        await using var host = await TestHost.OfAsync(engine);

        using var answer = await host.Http.GetAsync(new Uri($"{Base}/instances", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Accepted, "http://localhost/x?a=b"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal("next", Assert.Single(answer.Headers.GetValues("x-ms-continuation-token")));
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("[]", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("orchestrators/Any", "text/plain", "{")]
    [InlineData("orchestrators/Any", "application/json", "\"\\ud800\"")]
    [InlineData("orchestrators/Any", "application/json", "{\"\\udc00\":1}")]
    [InlineData("orchestrators/Any", "application/json", "[1] [2]")]
    [InlineData("orchestrators/Any", "application/json", "NaN")]
    [InlineData("orchestrators/Any", "application/json; charset=nonsense", "1")]
    [InlineData("orchestrators/Any", "application/json; charset=us-ascii", "\"æ\"")]
    [InlineData("instances/x/raiseEvent/go", "application/json", "[1,")]
    [InlineData("instances/x/RAISEEVENT/go", "APPLICATION/JSON", "'x'")]
    [InlineData("entities/Counter/x", "application/json", "{\"a\"}")]
    public async Task Body_ThatIsNoJson_Is400AndNotHandedOn(string path, string contentType, string body)
    {
        var engine = new FakeEngine();
        await using var host = await TestHost.OfAsync(engine);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await host.SendAsync(HttpMethod.Post, $"{Base}/{path}", content);

        Assert.StartsWith("400 {\"type\":\"about:blank\"", answer, StringComparison.Ordinal);
        Assert.Empty(engine.Calls);
    }

    [Fact]
    public async Task Body_InBytesThatAreNoUtf8_Is400()
    {
        await using var host = await TestHost.OfAsync(new FakeEngine());
        using var content = new ByteArrayContent([(byte)'"', 0xff, 0xfe, (byte)'"']);

        Assert.StartsWith("400 ", await host.SendAsync(HttpMethod.Post, $"{Base}/orchestrators/Any", content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, "200 ")]
    [InlineData(65, "400 ")]
    [InlineData(300, "400 ")]
    public async Task Body_Nested_IsTakenAsDeepAsTheExtensionReads(int levels, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine());

        var answer = await host.PostAsync($"{Base}/orchestrators/Any", new string('[', levels) + new string(']', levels));

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task Body_InAnotherEncoding_IsHandedOnInUtf8(string charset)
    {
        var engine = new FakeEngine();
        await using var host = await TestHost.OfAsync(engine);
        using var content = new StringContent("\"æ\"", Encoding.GetEncoding(charset), "application/json");

        await host.SendAsync(HttpMethod.Post, $"{Base}/orchestrators/Any", content);

        Assert.EndsWith("\"æ\"", Assert.Single(engine.Calls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entities/Counter/x", "text/plain", "{")]
    [InlineData("instances/x/terminate", "application/json", "{")]
    [InlineData("orchestrators/Any", "application/json", "\ufeff1")]
    public async Task Body_ThatIsNotReadAsJson_IsHandedOn(string path, string contentType, string body)
    {
        var engine = new FakeEngine();
        await using var host = await TestHost.OfAsync(engine);

        await host.SendAsync(HttpMethod.Post, $"{Base}/{path}", new StringContent(body, Encoding.UTF8, contentType));

        Assert.Single(engine.Calls);
    }

    [Theory]
    [InlineData("taskHub=other")]
    [InlineData("taskHub=../../other")]
    [InlineData("connection=x")]
    [InlineData("connection=a%3Ab%20c")]
    [InlineData("top=0")]
    [InlineData("top=-1")]
    [InlineData("timeout=1e308&pollingInterval=1")]
    [InlineData("timeout=NaN&pollingInterval=1")]
    [InlineData("timeout=-1&pollingInterval=-1")]
    [InlineData("timeout=1&pollingInterval=2")]
    public async Task Query_ThatCannotBeUsed_Is400AndNotHandedOn(string query)
    {
        var engine = new FakeEngine();
        await using var host = await TestHost.OfAsync(engine);

        Assert.StartsWith("400 ", await host.PostAsync($"{Base}/orchestrators/Any?{query}", "1"), StringComparison.Ordinal);
        Assert.Empty(engine.Calls);
    }

    [Theory]
    [InlineData("System.OverflowException", "TimeSpan overflowed", "400 ")]
    [InlineData("Newtonsoft.Json.JsonSerializationException", "no object", "400 ")]
    [InlineData("Azure.RequestFailedException", "Bad key\nStatus: 400 (Bad Request)", "400 ")]
    [InlineData("Azure.RequestFailedException", "Connection refused (127.0.0.1:10002)", "503 ")]
    [InlineData("DurableSagas.DurableTask.Sqlite.TaskHubUnavailableException", "the disk is full", "503 ")]
    [InlineData("System.NotImplementedException", "no rewind", "501 ")]
    [InlineData("System.InvalidOperationException", "a fault of its own", "500 ")]
    public async Task Answer_ThatTellsOfAnException_IsAProblemWithTheStatusThatItDeserves(string type, string message, string expected)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(
            new { Message = "Something went wrong", ExceptionMessage = message, ExceptionType = type, StackTrace = "at secret" });
        var engine = new FakeEngine { Management = _ => Answer(HttpStatusCode.InternalServerError, body) };
        await using var host = await TestHost.OfAsync(engine);

        var answer = await host.GetAsync($"{Base}/instances/x");

        Assert.StartsWith($"{expected}{{\"type\":\"about:blank\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_500OfAFailedInstance_IsSentOn()
    {
        var engine = new FakeEngine { Management = _ => Answer(HttpStatusCode.InternalServerError, """{"runtimeStatus":"Failed"}""") };
        await using var host = await TestHost.OfAsync(engine);

        Assert.Equal("""500 {"runtimeStatus":"Failed"}""", await host.GetAsync($"{Base}/instances/x?returnInternalServerErrorOnFailure=true"));
    }

    [Theory]
    [InlineData(typeof(FormatException), "400 ")]
    [InlineData(typeof(TimeoutException), "503 ")]
    [InlineData(typeof(InvalidOperationException), "500 ")]
    public async Task Extension_Throws_IsAProblemToo(Type type, string expected)
    {
        var engine = new FakeEngine { Management = _ => throw (Exception)Activator.CreateInstance(type)! };
        await using var host = await TestHost.OfAsync(engine);

        Assert.StartsWith($"{expected}{{\"type\":\"about:blank\"", await host.GetAsync($"{Base}/instances/x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET BASE/instances HTTP/1.0\r\n\r\n", "HTTP/1.1 200 ")]
    [InlineData("HEAD BASE/instances HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "HTTP/1.1 404 ")]
    [InlineData("POST BASE/orchestrators/A HTTP/1.1\r\nHost: a\r\nCLOSE, chunked\r\n\r\n1\r\n1\r\n0\r\n\r\n", "HTTP/1.1 200 ")]
    [InlineData("POST BASE/orchestrators/A HTTP/1.1\r\nHost: a\r\nCLOSE, chunked\r\n\r\nzz\r\n1\r\n0\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("POST BASE/orchestrators/A HTTP/1.1\r\nHost: a\r\nCLOSE, chunked\r\n\r\nffffffffff\r\n1", "HTTP/1.1 400 ")]
    [InlineData("POST BASE/orchestrators/A HTTP/1.1\r\nHost: a\r\nCLOSE\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n1", "HTTP/1.1 200 ")]
    [InlineData("POST BASE/orchestrators/A HTTP/1.1\r\nHost: a\r\nCLOSE\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n", "HTTP/1.1 413 ")]
    public async Task Request_UnusualFraming_GetsAnAnswer(string request, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine());

        var whole = request.Replace("BASE", Base, StringComparison.Ordinal)
            .Replace("CLOSE, chunked", "CLOSE\r\nTransfer-Encoding: chunked", StringComparison.Ordinal)
            .Replace("CLOSE", "Connection: close", StringComparison.Ordinal);
        var answer = await host.RawAsync(whole);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Answer(HttpStatusCode status, string body) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
}
