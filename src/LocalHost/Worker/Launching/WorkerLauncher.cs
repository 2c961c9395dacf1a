using DurableSagas.LocalHost.Rpc;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Worker.Launching;

/// <summary>Starts worker processes and waits until they can be talked to.</summary>
internal sealed partial class WorkerLauncher(EngineOptions options, WorkerStreams streams, WorkerLog log, ILogger<WorkerLauncher> logger)
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _lastLinesTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _debuggerTimeout = TimeSpan.FromHours(1);

    private TimeSpan StartTimeout => options.Debug ? _debuggerTimeout : _startTimeout;

    /// <exception cref="WorkerStartException">It could not be started, or ended at once; with its last lines.</exception>
    public async Task<RunningWorker> LaunchAsync(Uri rpcServer, CancellationToken cancellationToken)
    {
        var command = new WorkerCommand(WorkerConfig.Read(options.AppFolder), options);
        var workerId = Guid.NewGuid().ToString();
        var arrival = streams.Expect(workerId);
        WorkerProcess? process = null;
        try
        {
#pragma warning disable CA2000 // The running worker that is returned owns it; the rule does not see that.
            process = WorkerProcess.Start(command.StartInfo(rpcServer, workerId), log.Line);
#pragma warning restore CA2000
            if (options.Debug)
            {
                LogWaiting(process.Id);
            }

            return await ConnectAsync(process, arrival, cancellationToken);
        }
        catch
        {
            streams.Forget(workerId);
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    private async Task<RunningWorker> ConnectAsync(WorkerProcess process, Task<WorkerStream> arrival, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartTimeout);
        try
        {
            var first = await Task.WhenAny(arrival, process.Exited).WaitAsync(timeout.Token);
            if (first != arrival)
            {
                throw await EndedAtOnceAsync(process);
            }

            var stream = await arrival;
            var channel = new WorkerChannel(stream, log.Write);
            await channel.InitializeAsync(options.AppFolder, timeout.Token);
            return new RunningWorker(process, stream, channel);
        }
        catch (WorkerProcessExitException)
        {
            throw await EndedAtOnceAsync(process);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkerStartException(
                $"The worker of '{options.AppFolder}' (process {process.Id}) did not answer within {StartTimeout}. Its last lines:" +
                $"{Environment.NewLine}{process.LastLines()}",
                exception);
        }
    }

    private async Task<WorkerStartException> EndedAtOnceAsync(WorkerProcess process)
    {
        await process.WaitForExitAsync(_lastLinesTimeout);
        if (!process.Exited.IsCompleted)
        {
            await process.KillAsync();
        }

        return new WorkerStartException(
            $"The worker of '{options.AppFolder}' ended with exit code {process.ExitCode} before it was ready. Its last lines:" +
            $"{Environment.NewLine}{process.LastLines()}");
    }

    [LoggerMessage(LogLevel.Warning, "Worker process {ProcessId} waits for a debugger")]
    private partial void LogWaiting(int processId);
}
