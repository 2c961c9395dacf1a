using System.Net.Sockets;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.LocalHost.Startup;

/// <summary>Starts a host, waits until it is told to stop, and sees to it that it ends: all within five seconds.</summary>
internal static class RunningHost
{
    // Within it work in flight is ended or given back.
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _disposeTimeout = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(WebApplication app, ListenAddress address)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        var storage = app.Services.GetRequiredService<DevelopmentStorage>();
        try
        {
            await StartAsync(app, address);
            await stopping.Task;
            await AtMostAsync(() => app.StopAsync(), StopTimeout);
        }
        finally
        {
            await AtMostAsync(() => app.DisposeAsync().AsTask(), _disposeTimeout);
            await storage.DisposeAsync();
        }
    }

    private static async Task StartAsync(WebApplication app, ListenAddress address)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException { InnerException: AddressInUseException } or SocketException)
        {
            throw new HostStartException(
                $"Cannot listen on {address}: {exception.Message} Close the process that uses the port, or name another with --port.", exception);
        }
        catch (Exception exception) when (exception is not (FunctionsException or HostStartException or OperationCanceledException or WorkerStartException))
        {
            throw new HostStartException(StartFault.Of(exception), exception);
        }
    }

    // The WebJobs host waits for its storage without an end, some of it on the caller's thread, and that may be what has gone.
    private static async Task AtMostAsync(Func<Task> act, TimeSpan limit) =>
        await Task.Run(act).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
