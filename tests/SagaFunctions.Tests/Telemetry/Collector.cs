using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>A server on this machine that takes whatever an exporter sends, and remembers where to, and of what kind Azure Monitor's items were.</summary>
internal sealed partial class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly ConcurrentQueue<string> _kinds = new();
    private readonly WebApplication _server;

    private Collector(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single();

    /// <summary>Each path once, in alphabetical order.</summary>
    public IReadOnlyList<string> Paths => [.. _paths.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Of Azure Monitor, one for each item: <c>RemoteDependencyData</c> is a span, <c>MetricData</c> a measure.</summary>
    public IReadOnlyList<string> Kinds => [.. _kinds];

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector._server.Run(collector.TakeAsync);
        await collector._server.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // The body is what Azure Monitor wants to hear; OTLP looks at the status alone.
    private async Task TakeAsync(HttpContext http)
    {
        await using var body = http.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var reader = new StreamReader(body);
        foreach (Match kind in Kind().Matches(await reader.ReadToEndAsync(http.RequestAborted)))
        {
            _kinds.Enqueue(kind.Groups[1].Value);
        }

        _paths.Enqueue(http.Request.Path);
        await http.Response.WriteAsync("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""", http.RequestAborted);
    }

    [GeneratedRegex("\"baseType\":\"([A-Za-z]+)\"")]
    private static partial Regex Kind();
}
