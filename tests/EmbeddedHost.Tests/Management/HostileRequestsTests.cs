using System.Net;
using System.Net.Sockets;
using System.Text;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Management;

/// <summary>Whatever is sent to the management API, it answers as documented, never 500, and goes on serving.</summary>
public sealed class HostileRequestsTests
{
    private const string Base = "/runtime/webhooks/durabletask";
    private const int Requests = 10_000;
    private const int Connections = 8;

    private static readonly int[] _documented = [200, 202, 400, 404, 409, 410, 412, 413, 414, 431, 501];
    private static readonly string[] _verbs = ["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "BREW"];
    private static readonly string[] _nouns = ["instances", "orchestrators", "entities", "makeprimary", "Instances", "nothing", ""];

    private static readonly string[] _ids =
    [
        "x", "Wait", "", "%2F", "a%2Fb", "%5C", "%23", "%3F", "%00", "%0d%0a", "%01", "%zz", "%", "%ff%fe", "..", "%2e%2e", "@x", "a b", "%E2%82%AC", "'\"<>",
        new string('y', 300), new string('z', 256), "%F0%9F%98%80", "{eventName}", "x;y", "x&y", "null",
        "a\\b", "a#b", "#", "a?b", "\u0001", "a\tb", "\u007f", new string('%', 300),
    ];

    private static readonly string[] _operations =
        ["terminate", "suspend", "resume", "rewind", "restart", "raiseEvent", "raiseEvent/go", "raiseEvent/%2F", "raiseEvent/", "nothing", "a/b/c", ""];

    private static readonly string[] _queries =
    [
        "", "?", "?reason=%00", "?showHistory=true&showHistoryOutput=true", "?showInput=maybe", "?top=-1", "?top=99999999999", "?top=0",
        "?createdTimeFrom=0001-01-01", "?createdTimeFrom=9999-12-31T23:59:59Z&createdTimeTo=0001-01-01", "?createdTimeFrom=now", "?runtimeStatus=99",
        "?timeout=1e308&pollingInterval=1", "?timeout=-1&pollingInterval=-1", "?timeout=0&pollingInterval=0", "?version=%20", "?version=" + new string('v', 300),
        "?instanceIdPrefix=%25_%27", "?restartWithNewInstanceId=false", "?taskHub=other", "?a=%zz&&&=", "?returnInternalServerErrorOnFailure=true", "?connection=x&code=y",
    ];

    private static readonly string[] _bodies =
        ["", "null", "{}", "{", "[1,", "\"\\ud800\"", "\u0000", "1e999", "{\"a\":1,\"a\":2}", new string('[', 2_000), "\"" + new string('s', 100_000) + "\"", "\ufeff1", "NaN"];

    private static readonly string[] _encodings = ["identity", "gzip", "br", "nothing", ""];

    private static readonly string[] _contentTypes = ["application/json", "application/json; charset=utf-16", "text/plain", "", ";;;", "APPLICATION/JSON"];

    [Fact]
    public async Task Requests_OfAnyKind_GetADocumentedAnswerAndTheHostStaysHealthy()
    {
        await using var host = await TestHost.WithEngineAsync<App>();
        await host.PostAsync($"{Base}/orchestrators/Wait/x", "1");
        var port = host.Http.BaseAddress!.Port;

        var wrong = (await Task.WhenAll(Enumerable.Range(0, Connections).Select(seed => SendAsync(port, seed)))).SelectMany(found => found);

        Assert.Empty(wrong);
        Assert.StartsWith("202 ", await host.PostAsync($"{Base}/orchestrators/Wait/healthy", "1"), StringComparison.Ordinal);
        Assert.StartsWith("202 ", await host.GetAsync($"{Base}/instances/healthy"), StringComparison.Ordinal);
    }

    private static async Task<List<string>> SendAsync(int port, int seed)
    {
        var random = new Random(seed);
        var wrong = new List<string>();
        for (var number = 0; number < Requests / Connections; number++)
        {
            var (line, request) = Request(random);
            var status = await StatusAsync(port, request);
            if (!_documented.Contains(status))
            {
                wrong.Add($"{status}: {line}");
            }
        }

        return wrong;
    }

    private static (string Line, byte[] Request) Request(Random random)
    {
        var path = string.Join('/', new[] { Base, Pick(random, _nouns), Pick(random, _ids), Pick(random, _operations) }[..random.Next(1, 5)]);
        var line = $"{Pick(random, _verbs)} {path.Replace(" ", "%20", StringComparison.Ordinal)}{Pick(random, _queries)}";
        var body = Encoding.UTF8.GetBytes(Pick(random, _bodies));
        var head = $"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {Pick(random, _contentTypes)}\r\n" +
            $"Content-Encoding: {Pick(random, _encodings)}\r\nx-ms-continuation-token: {Pick(random, ["", "bm90", "%%%", new string('t', 500)])}\r\nContent-Length: {body.Length}\r\n\r\n";
        return (line, [.. Encoding.ASCII.GetBytes(head), .. body]);
    }

    private static string Pick(Random random, string[] among) => among[random.Next(among.Length)];

    private static async Task<int> StatusAsync(int port, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return status?.Split(' ') is [_, var code, ..] && int.TryParse(code, out var value) ? value : 0;
    }

    public sealed class App
    {
        [Function("Wait")]
        public static Task WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("never");
    }
}
