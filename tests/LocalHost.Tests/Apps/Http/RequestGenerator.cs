using System.Text;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

/// <summary>Makes requests to the management API of parts that each are odd in a way of their own.</summary>
internal sealed class RequestGenerator(int seed)
{
    private static readonly string[] _verbs = ["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "BREW"];
    private static readonly string[] _nouns = ["instances", "orchestrators", "entities", "makeprimary", "Instances", "nothing", ""];

    private static readonly string[] _ids =
    [
        "x", "Return", "", "%2F", "a%2Fb", "%5C", "%23", "%3F", "%00", "%0d%0a", "%01", "%zz", "%", "%ff%fe",
        "..", "%2e%2e", "@x", "@counter@x", "a b", "%E2%82%AC", "'\"<>",
        new string('y', 300), new string('z', 256), "%F0%9F%98%80", "{eventName}", "x;y", "x&y", "null",
        "a\\b", "a#b", "#", "a?b", "\u0001", "a\tb", "\u007f", new string('%', 300),
    ];

    private static readonly string[] _operations =
    [
        "terminate", "suspend", "resume", "rewind", "restart", "restartWithOptions",
        "raiseEvent", "raiseEvent/go", "raiseEvent/%2F", "raiseEvent/", "nothing", "a/b/c", "",
    ];

    private static readonly string[] _queries =
    [
        "", "?", "?reason=%00", "?showHistory=true&showHistoryOutput=true", "?showInput=maybe", "?top=-1", "?top=99999999999", "?top=0", "?op=%00",
        "?createdTimeFrom=0001-01-01", "?createdTimeFrom=9999-12-31T23:59:59Z&createdTimeTo=0001-01-01", "?createdTimeFrom=now", "?runtimeStatus=99",
        "?timeout=1e308&pollingInterval=1", "?timeout=-1&pollingInterval=-1", "?timeout=0&pollingInterval=0",
        "?version=%20", "?version=" + new string('v', 300), "?instanceIdPrefix=%25_%27", "?instanceIdPrefix=%00", "?restartWithNewInstanceId=false",
        "?newInstanceId=%2F%00", "?newInstanceId=n", "?a=%zz&&&=", "?a",
        "?lastOperationTimeFrom=0001-01-01", "?fetchState=true", "?taskHub=other", "?taskHub=1%2F", "?connection=x&code=y",
    ];

    private static readonly string[] _bodies =
    [
        "", "null", "{}", "{", "[1,", "\"\\ud800\"", "\u0000", "1e999", "{\"a\":1,\"a\":2}", new string('[', 2_000),
        "\"" + new string('s', 100_000) + "\"", "\ufeff1", "NaN", "5" + new string('0', 500),
    ];

    private static readonly string[] _encodings = ["identity", "gzip", "br", "nothing", ""];
    private static readonly string[] _contentTypes = ["application/json", "application/json; charset=utf-16", "text/plain", "", ";;;", "APPLICATION/JSON"];
    private static readonly string[] _tokens = ["", "bm90", "%%%", new string('t', 500)];

    private readonly Random _random = new(seed);

    public (string Line, string Head, byte[] Body) Next()
    {
        var path = string.Join('/', new[] { $"/{SampleHost.Management}", Pick(_nouns), Pick(_ids), Pick(_operations) }[.._random.Next(1, 5)]);
        var line = $"{Pick(_verbs)} {path.Replace(" ", "%20", StringComparison.Ordinal)}{Pick(_queries)}";
        var body = Encoding.UTF8.GetBytes(Pick(_bodies));
        var head = $"{line} HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: {Pick(_contentTypes)}\nContent-Encoding: {Pick(_encodings)}\n" +
            $"x-ms-continuation-token: {Pick(_tokens)}\nContent-Length: {body.Length}\n\n";
        return (line, head, body);
    }

    private string Pick(string[] among) => among[_random.Next(among.Length)];
}
