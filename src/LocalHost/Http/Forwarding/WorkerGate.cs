using DurableSagas.LocalHost.Worker;

namespace DurableSagas.LocalHost.Http.Forwarding;

/// <summary>Lets callers wait for a worker that is being started again, but not for long.</summary>
internal sealed class WorkerGate(IAppWorker worker, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    public Task WaitAsync(CancellationToken cancellationToken) => WaitAsync(time.GetTimestamp(), cancellationToken);

    /// <summary>Calls once the worker is ready, and again where it died before the call had reached it.</summary>
    /// <exception cref="WorkerProcessExitException">The worker is not there in time, or died with the call in hand.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            await WaitAsync(start, cancellationToken);
            try
            {
                return await call();
            }
            catch (WorkerProcessExitException exception) when (!exception.WasSent && time.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(_interval, time, cancellationToken);
            }
        }
    }

    private async Task WaitAsync(long start, CancellationToken cancellationToken)
    {
        while (worker.State != WorkerState.Ready)
        {
            if (worker.State == WorkerState.Dead || time.GetElapsedTime(start) >= Patience)
            {
                throw WorkerProcessExitException.NotSent();
            }

            await Task.Delay(_interval, time, cancellationToken);
        }
    }
}
