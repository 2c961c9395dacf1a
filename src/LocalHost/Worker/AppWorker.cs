using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Worker.Launching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Worker;

/// <summary>Keeps the app's worker running: starts it, starts it again when it dies, and ends it with the host.</summary>
internal sealed partial class AppWorker(
    RpcServer server,
    WorkerLauncher launcher,
    FunctionReader reader,
    FunctionCatalog catalog,
    EngineOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AppWorker> logger) : IHostedService, IAppWorker, IFunctionInvoker, IAsyncDisposable
{
    private static readonly TimeSpan _waitForRestart = TimeSpan.FromSeconds(10);

    // All is over within five seconds of Ctrl+C: work that hears of its cancellation ends by itself, other work is cut off.
    private static readonly TimeSpan _drainTimeout = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _cancelTimeout = TimeSpan.FromSeconds(0.5);

    private readonly RestartPolicy _policy = new(time);
    private readonly CancellationTokenSource _stopping = new();
    private IReadOnlyList<RpcFunctionMetadata> _functions = [];
    private TaskCompletionSource<RunningWorker> _ready = NewReady();
    private volatile RunningWorker? _current;
    private Task _watching = Task.CompletedTask;
    private Task _draining = Task.CompletedTask;
    private Uri _address = null!;
    private bool _disposed;

    public WorkerState State { get; private set; } = WorkerState.Starting;

    public int? ProcessId => _current?.Process.Id;

    public Uri? HttpUri => _current?.Channel.HttpUri;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _address = await server.StartAsync(cancellationToken);
        var worker = await launcher.LaunchAsync(_address, cancellationToken);
        try
        {
            _functions = await worker.Channel.FunctionsAsync(options.AppFolder, cancellationToken);
            catalog.Fill(reader.Read(_functions));
            await LoadAsync(worker, cancellationToken);
        }
        catch
        {
            await worker.KillAsync();
            throw;
        }

        Use(worker);
        _watching = WatchAsync(worker);
        lifetime.ApplicationStopping.Register(() => _draining = DrainAsync());
    }

    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, Action<string>? sent, CancellationToken cancellationToken)
    {
        var worker = _current ?? await WaitForWorkerAsync(cancellationToken);
        return await worker.Channel.InvokeAsync(request, sent, cancellationToken);
    }

    /// <summary>Ends the process at once, for a function in it that does not end; it is started again.</summary>
    public async Task RestartAsync()
    {
        if (_current is { } worker)
        {
            await worker.KillAsync();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_draining, _watching).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        // The container disposes it once for each service that it is.
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync();
        if (_current is { } worker)
        {
            await worker.KillAsync();
        }

        await server.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task DrainAsync()
    {
        await _stopping.CancelAsync();
        if (_current is { } worker)
        {
            await worker.DrainAsync(_drainTimeout, _cancelTimeout);
        }
    }

    private static TaskCompletionSource<RunningWorker> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<RunningWorker> WaitForWorkerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _ready.Task.WaitAsync(_waitForRestart, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw WorkerProcessExitException.NotSent();
        }
    }

    private async Task LoadAsync(RunningWorker worker, CancellationToken cancellationToken)
    {
        foreach (var (functionId, reason) in await worker.Channel.LoadAsync(_functions, cancellationToken))
        {
            LogNotLoaded(_functions.First(function => function.FunctionId == functionId).Name, reason);
        }
    }

    private void Use(RunningWorker worker)
    {
        _current = worker;
        State = WorkerState.Ready;
        _ready.TrySetResult(worker);
    }

    private async Task WatchAsync(RunningWorker worker)
    {
        try
        {
            while (true)
            {
                await worker.Ended.WaitAsync(_stopping.Token);
                _ready = NewReady();
                _current = null;
                State = WorkerState.Starting;
                await worker.KillAsync();
                worker = await StartAgainAsync();
                Use(worker);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops; StopAsync ends the worker.
        }
        catch (Exception exception)
        {
            GiveUp(exception);
        }
    }

    private async Task<RunningWorker> StartAgainAsync()
    {
        WorkerStartException? reason = null;
        while (_policy.PauseAfterDeath() is { } pause)
        {
            LogDied(pause);
            await Task.Delay(pause, time, _stopping.Token);
            try
            {
                var worker = await launcher.LaunchAsync(_address, _stopping.Token);
                await LoadAsync(worker, _stopping.Token);
                return worker;
            }
            catch (WorkerStartException exception)
            {
                reason = exception;
            }
            catch (WorkerProcessExitException)
            {
                // Died between its start and its functions: one death more.
            }
        }

        throw new WorkerStartException($"The worker of '{options.AppFolder}' died too often and is not started again. {reason?.Message}".TrimEnd());
    }

    private void GiveUp(Exception exception)
    {
        State = WorkerState.Dead;
        _ready.TrySetException(WorkerProcessExitException.NotSent());
        LogGivenUp(exception.Message);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Error, "Function '{Function}' cannot be loaded and will fail when it is called: {Reason}")]
    private partial void LogNotLoaded(string function, string reason);

    [LoggerMessage(LogLevel.Warning, "The worker process has ended; it is started again after {Pause}")]
    private partial void LogDied(TimeSpan pause);

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private partial void LogGivenUp(string reason);
}
