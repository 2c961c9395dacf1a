using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Http;

public sealed class RequestBodyTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("/api/any")]
    [InlineData("/runtime/webhooks/durabletask/orchestrators/Any")]
    [InlineData("/admin/functions/any")]
    public async Task Request_AnnouncedBodyOverTheLimit_Is413WithoutAByteRead(string path)
    {
        var engine = new FakeEngine(AppFunctions.Http("any", verbs: ""));
        await using var host = await TestHost.OfAsync(engine);

        // Not one byte of the body is ever sent: an answer shows that none was waited for.
        var answer = await host.RawAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {(4 * Megabyte) + 1}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Empty(engine.Calls);
    }

    [Theory]
    [InlineData((4 * Megabyte) - 1024, "200")]
    [InlineData((4 * Megabyte) + 1, "413")]
    public async Task Request_ChunkedBody_IsTakenUpToTheLimitOfWhichItsFramingIsPart(int bytes, string expected)
    {
        var engine = new FakeEngine(AppFunctions.Http("any", verbs: ""));
        await using var host = await TestHost.OfAsync(engine);
        using var content = new ChunkedContent(bytes);

        var answer = await host.SendAsync(HttpMethod.Post, "/api/any", content);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.Equal(expected == "200" ? bytes : 0, engine.Request?.Body.Bytes.Length ?? 0);
    }

    [Fact]
    public async Task Request_LimitInTheSettings_IsTheLimit()
    {
        var engine = new FakeEngine(AppFunctions.Http("any", verbs: ""));
        await using var host = await TestHost.OfAsync(engine, ("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "3"));

        Assert.StartsWith("200 ", await host.PostAsync("/api/any", "123"), StringComparison.Ordinal);
        Assert.StartsWith("413 ", await host.PostAsync("/api/any", "1234"), StringComparison.Ordinal);
    }

    private sealed class ChunkedContent(int bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(new byte[bytes]).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
