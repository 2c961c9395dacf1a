using System.Net.Sockets;
using System.Text;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_TenWith95Megabytes_CostNoMemory(bool announced)
    {
        const int Connections = 10;
        const int Length = 95 * Megabyte;
        await using var host = await TestHost.OfAsync(new FakeEngine(AppFunctions.Http("any", verbs: "")));
        await host.PostAsync("/api/any", "warm");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(host.Port, announced, Length)));

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal));
        Assert.InRange(allocated, 0, Connections * (announced ? Megabyte : 16L * Megabyte));
    }

    // Writes on for as long as the host takes it, and reads what it said meanwhile.
    private static async Task<string> SendAsync(int port, bool announced, int length)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        return await SendAsync(client.GetStream(), announced, length);
    }

    private static async Task<string> SendAsync(NetworkStream stream, bool announced, int length)
    {
        var framing = announced ? $"Content-Length: {length}" : "Transfer-Encoding: chunked";
        var head = Encoding.ASCII.GetBytes($"POST /api/any HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n\r\n");
        await stream.WriteAsync(head, TestContext.Current.CancellationToken);
        var status = ReadLineAsync(stream);
        var piece = new byte[64 * 1024];
        var chunk = announced ? piece : [.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, .. "\r\n"u8];
        try
        {
            for (var sent = 0; sent < length && !status.IsCompleted; sent += piece.Length)
            {
                await stream.WriteAsync(chunk, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            // The host has answered and closed.
        }

        return await status;
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream)
    {
        var line = new byte[64];
        var read = await stream.ReadAsync(line, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(line, 0, read);
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
