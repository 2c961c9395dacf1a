using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Http;
using DurableSagas.EmbeddedHost.Triggers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Starts storage, engine, HTTP and the other triggers in that order, and stops them in the other.</summary>
/// <remarks>The app's own hosted services run between: after storage is there, and before any function is called.</remarks>
internal sealed partial class FunctionsHostService(
    HostJson hostJson,
    FunctionCatalog catalog,
    DevelopmentStorage storage,
    IDurableEngine engine,
    HttpServer server,
    TriggerListeners triggers,
    AdminApi admin,
    StartupBanner banner,
    ILogger<FunctionsHostService> logger) : IHostedLifecycleService
{
    // Long enough for a request that is being answered, and short enough for who pressed Ctrl+C.
    private static readonly TimeSpan _drainTimeout = TimeSpan.FromSeconds(5);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        TellWhatIsIgnored();
        RefuseUnknownTriggers();
        return storage.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken);
        await server.StartAsync(cancellationToken);
        engine.ListensOn(server.Url!);
        triggers.Start();
        banner.Print(server.Url!);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        drain.CancelAfter(_drainTimeout);
        await Task.WhenAll(server.StopAsync(drain.Token), triggers.StopAsync(drain.Token), admin.StopAsync(drain.Token));
        await engine.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => storage.DisposeAsync().AsTask();

    private void TellWhatIsIgnored()
    {
        if (hostJson.Path is null)
        {
            LogNoHostJson();
        }

        if (hostJson.Ignored.Count > 0)
        {
            LogIgnored(hostJson.Path, string.Join(", ", hostJson.Ignored));
        }
    }

    private void RefuseUnknownTriggers()
    {
        var unknown = catalog.NotRun.Select(function => $"'{function.Name}' ({function.TriggerType})").ToList();
        if (unknown.Count > 0)
        {
            throw new HostStartException(
                $"The embedded host has activity, HTTP, orchestration, queue and timer triggers; these functions have another: {string.Join(", ", unknown)}. "
                + "Disable each here with the setting 'AzureWebJobs.NAME.Disabled=true', or run the app on Azure Functions.");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "No host.json was found; every setting has its default.")]
    private partial void LogNoHostJson();

    [LoggerMessage(2, LogLevel.Information, "{Path}: settings without a meaning in one process are ignored: {Settings}")]
    private partial void LogIgnored(string? path, string settings);
}
