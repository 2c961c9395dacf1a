using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Worker.Launching;

namespace DurableSagas.LocalHost.Worker;

/// <summary>A worker process with its open stream.</summary>
internal sealed record RunningWorker(WorkerProcess Process, WorkerStream Stream, WorkerChannel Channel)
{
    private static readonly TimeSpan _terminateTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends when either has: a process without its stream is of no use.</summary>
    public Task Ended => Task.WhenAny(Process.Exited, Stream.Ended);

    /// <summary>Gives what is in flight time to end by itself, then tells it to, and ends the process with what is left.</summary>
    public async Task DrainAsync(TimeSpan untilCancelled, TimeSpan untilTerminated)
    {
        await WhenIdleAsync(untilCancelled);
        Channel.CancelAll();
        await WhenIdleAsync(untilTerminated);
        await EndAsync();
    }

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public async Task EndAsync()
    {
        await Channel.TerminateAsync(_terminateTimeout);
        await Process.WaitForExitAsync(_terminateTimeout);
        await KillAsync();
    }

    public async Task KillAsync()
    {
        await Process.DisposeAsync();
        Stream.End();
    }

    private async Task WhenIdleAsync(TimeSpan atMost)
    {
        using var timeout = new CancellationTokenSource(atMost);
        using var timer = new PeriodicTimer(_pollInterval);
        try
        {
            while (Channel.InFlight > 0 && await timer.WaitForNextTickAsync(timeout.Token))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // What is left is told so next.
        }
    }
}
