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
        catch (TaskHubOpenException exception)
        {
            throw Told(new HostStartException(exception.Message, exception));
        }
        catch (HostStartException exception)
        {
            Told(exception);
            throw;
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

    // Only when nobody catches it, as under Run, is it the end of the process.
    private static HostStartException Told(HostStartException refusal)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject == refusal)
            {
                Console.Error.WriteLine($"The host did not start: {refusal.Message}");
                Environment.Exit(ExitCode);
            }
        };
        return refusal;
    }
}
