using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.Worker;

/// <summary>A worker process with its open stream.</summary>
internal sealed record RunningWorker(WorkerProcess Process, WorkerStream Stream, WorkerChannel Channel)
{
    private static readonly TimeSpan _terminateTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Ends when either has: a process without its stream is of no use.</summary>
    public Task Ended => Task.WhenAny(Process.Exited, Stream.Ended);

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
}
