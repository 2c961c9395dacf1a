using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>A built app whose failure to start is told in one sentence, not in a stack trace.</summary>
internal sealed class EmbeddedHostApplication(IHost host) : IHost, IAsyncDisposable
{
    private const int ExitCode = 1;

    public IServiceProvider Services => host.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            await Console.Error.WriteLineAsync($"The host did not start: {reason}");
            Environment.Exit(ExitCode);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public void Dispose() => host.Dispose();

    public ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync();
        }

        host.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Reason(Exception exception) => exception is HostStartException or TaskHubOpenException ? exception.Message : null;
}
