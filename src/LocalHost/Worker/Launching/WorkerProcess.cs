using System.ComponentModel;
using System.Diagnostics;

namespace DurableSagas.LocalHost.Worker.Launching;

/// <summary>One process of the app's worker: started, listened to, ended.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int MaxLines = 40;
    private static readonly TimeSpan _killTimeout = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = [];
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process) => _process = process;

    public int Id { get; private set; }

    /// <summary>Ends when the process has.</summary>
    public Task Exited => _exited.Task;

    public int ExitCode => _process.ExitCode;

    /// <param name="heard">Each line that it writes; from any thread.</param>
    public static WorkerProcess Start(ProcessStartInfo start, Action<string> heard)
    {
        var worker = new WorkerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        worker._process.OutputDataReceived += (_, line) => worker.Heard(line.Data, heard);
        worker._process.ErrorDataReceived += (_, line) => worker.Heard(line.Data, heard);
        worker._process.Exited += (_, _) => worker._exited.TrySetResult();
        try
        {
            worker._process.Start();
        }
        catch (Win32Exception exception)
        {
            worker._process.Dispose();
            throw new WorkerStartException($"The worker cannot be started as '{start.FileName}': {exception.Message}", exception);
        }

        worker.Id = worker._process.Id;
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>What it wrote last, for the error that says why it ended.</summary>
    public string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join(Environment.NewLine, _lastLines);
        }
    }

    /// <summary>Waits for its last lines, too.</summary>
    public async Task WaitForExitAsync(TimeSpan atMost)
    {
        using var timeout = new CancellationTokenSource(atMost);
        await _process.WaitForExitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async Task KillAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }

        await WaitForExitAsync(_killTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        // What has ended by itself has said why, and that may still be on its way: with the process its lines would be gone.
        await (_exited.Task.IsCompleted ? WaitForExitAsync(_killTimeout) : KillAsync());
        _process.Dispose();
    }

    private void Heard(string? line, Action<string> heard)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > MaxLines)
            {
                _lastLines.Dequeue();
            }
        }

        heard(line);
    }
}
