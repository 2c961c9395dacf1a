using DurableSagas.DurableTask.Sqlite.Activities;
using DurableSagas.DurableTask.Sqlite.Episodes;
using DurableSagas.DurableTask.Sqlite.Hub;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Store.Files;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite;

/// <summary>A task hub in one SQLite file, for one process at a time.</summary>
/// <remarks>
/// What a call has acknowledged survives a crash. Activities are called at least once, and the result of each is recorded once.
/// The file is opened by the first call; until the service is disposed no other process may open it.
/// </remarks>
public sealed partial class SqliteOrchestrationService : IOrchestrationService, IAsyncDisposable, IDisposable
{
    private readonly SqliteTaskHubOptions _options;
    private readonly ICommitGate? _gate;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile OpenTaskHub? _hub;
    private bool _disposed;

    public SqliteOrchestrationService(SqliteTaskHubOptions options)
        : this(options, null)
    {
    }

    internal SqliteOrchestrationService(SqliteTaskHubOptions options, ICommitGate? gate) => (_options, _gate) = (options, gate);

    public int TaskOrchestrationDispatcherCount => 2;

    public int TaskActivityDispatcherCount => 2;

    public int MaxConcurrentTaskOrchestrationWorkItems => _options.MaxConcurrentOrchestrations;

    public int MaxConcurrentTaskActivityWorkItems => _options.MaxConcurrentActivities;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => _options.EventBehaviourForContinueAsNew;

    public async Task StartAsync() => (await OpenAsync()).Start(UseSeparateQueueForEntities);

    public Task StopAsync() => StopAsync(isForced: false);

    public Task StopAsync(bool isForced) => _hub?.StopAsync() ?? Task.CompletedTask;

    public Task CreateAsync() => CreateAsync(recreateInstanceStore: true);

    public async Task CreateAsync(bool recreateInstanceStore)
    {
        await DeleteAsync(recreateInstanceStore);
        await OpenAsync();
    }

    public Task CreateIfNotExistsAsync() => OpenAsync();

    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    public async Task DeleteAsync(bool deleteInstanceStore)
    {
        await CloseAsync();
        if (deleteInstanceStore && !_options.IsInMemory)
        {
            TaskHubFiles.Delete(_options.File);
        }
    }

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 0;

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => exception is OperationCanceledException ? 0 : 1;

    public Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextAsync(sessions => sessions.Orchestrations, receiveTimeout, cancellationToken);

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        var (completion, work) = (Dispatching().Completion, (EpisodeWork)workItem);
        if (orchestrationState is null)
        {
            return completion.DiscardAsync(work);
        }

        var replaces = !ReferenceEquals(workItem.OrchestrationRuntimeState, newOrchestrationRuntimeState);
        return completion.CompleteAsync(work, new EpisodeResult(newOrchestrationRuntimeState, replaces)
        {
            Activities = outboundMessages,
            Timers = timerMessages,
            Messages = orchestratorMessages,
        });
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        _hub?.Dispatch?.Completion.AbandonAsync((EpisodeWork)workItem) ?? Task.CompletedTask;

    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        _hub?.Dispatch?.Completion.Release((EpisodeWork)workItem);
        return Task.CompletedTask;
    }

    public async Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        (await Dispatching().Activities.TakeAsync(receiveTimeout, cancellationToken))!;

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        _hub?.Dispatch?.Activities.Answer((ActivityWork)workItem, responseMessage);
        return Task.CompletedTask;
    }

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        _hub?.Dispatch?.Activities.Abandon((ActivityWork)workItem);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            await CloseAsync();
            _disposed = true;
            _opening.Dispose();
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<TaskOrchestrationWorkItem> LockNextAsync(
        Func<SessionPool, WorkQueue<Session>> queue, TimeSpan timeout, CancellationToken stopping)
    {
        var dispatch = Dispatching();
        return (await dispatch.Episodes.TakeAsync(queue(dispatch.Sessions), timeout, stopping))!;
    }

    private Dispatch Dispatching() => _hub?.Dispatch
        ?? throw new InvalidOperationException($"Task hub '{_options.File}' is not started. Call StartAsync, or start a TaskHubWorker.");

    internal async Task<OpenTaskHub> OpenAsync()
    {
        if (_hub is { } open)
        {
            return open;
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        await _opening.WaitAsync();
        try
        {
            return _hub ??= new OpenTaskHub(_options, _gate);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _hub, null) is { } hub)
        {
            await hub.DisposeAsync();
        }
    }
}
