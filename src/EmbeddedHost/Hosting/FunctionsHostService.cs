using DurableSagas.EmbeddedHost.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Starts storage, engine and HTTP in that order, and stops them in the other.</summary>
/// <remarks>The app's own hosted services start after storage and engine, and before the first request.</remarks>
internal sealed partial class FunctionsHostService(
    HostJson hostJson,
    DevelopmentStorage storage,
    IDurableEngine engine,
    HttpServer server,
    StartupBanner banner,
    ILogger<FunctionsHostService> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (hostJson.Path is null)
        {
            LogNoHostJson();
        }

        if (hostJson.Ignored.Count > 0)
        {
            LogIgnored(hostJson.Path, string.Join(", ", hostJson.Ignored));
        }

        await storage.StartAsync(cancellationToken);
        await engine.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        engine.ListensOn(server.Url!);
        banner.Print(server.Url!);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await engine.StopAsync(cancellationToken);
        await storage.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No host.json was found; every setting has its default.")]
    private partial void LogNoHostJson();

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path}: settings without a meaning in one process are ignored: {Settings}")]
    private partial void LogIgnored(string? path, string settings);
}
