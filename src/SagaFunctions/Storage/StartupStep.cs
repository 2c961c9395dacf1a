using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Something that must be done before anything else of the app starts.</summary>
/// <remarks>
/// Storage that is slow is waited for, longer than a caller would wait: an app that gives up is only started again. What is not there fails at once.
/// </remarks>
internal abstract class StartupStep : IHostedLifecycleService
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    protected virtual TimeProvider Time => TimeProvider.System;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var began = Time.GetTimestamp();
        while (!await IsDoneAsync(mayBeSlow: Time.GetElapsedTime(began) < _patience, cancellationToken))
        {
            await Task.Delay(_pause, Time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does it; it can be repeated.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    private async Task<bool> IsDoneAsync(bool mayBeSlow, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (mayBeSlow && Repetition.IsSlow(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
