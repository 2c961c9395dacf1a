using DurableSagas.DurableTask.Sqlite.Client;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Queries;
using DurableSagas.DurableTask.Sqlite.Store;

namespace DurableSagas.DurableTask.Sqlite.Hub;

/// <summary>An open task hub, with what answers for it and, while a worker is started, what works on it.</summary>
internal sealed class OpenTaskHub : IAsyncDisposable
{
    private readonly SqliteTaskHubOptions _options;
    private readonly InstanceWaiters _waiters = new();
    private volatile Dispatch? _dispatch;

    public OpenTaskHub(SqliteTaskHubOptions options, ICommitGate? gate)
    {
        _options = options;
        Store = TaskHubStore.Open(options, options.LoggerFactory, gate);
        Queries = new InstanceQueries(Store, options);
        Messenger = new InstanceMessenger(this);
        Purger = new InstancePurger(this);
        Waiting = new InstanceWaiting(Queries, _waiters, options.TimeProvider);
    }

    public TaskHubStore Store { get; }

    public InstanceQueries Queries { get; }

    public InstanceMessenger Messenger { get; }

    public InstancePurger Purger { get; }

    public InstanceWaiting Waiting { get; }

    public InstanceWaiters Waiters => _waiters;

    /// <summary>Null while no worker is started.</summary>
    public Dispatch? Dispatch => _dispatch;

    public void Start(bool separatesEntities)
    {
        if (_dispatch is null)
        {
            var dispatch = new Dispatch(Store, _options, _waiters, separatesEntities);
            _dispatch = dispatch;
            dispatch.Start();
        }
    }

    public async Task StopAsync()
    {
        var dispatch = _dispatch;
        _dispatch = null;
        if (dispatch is not null)
        {
            await dispatch.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Store.DisposeAsync();
        _waiters.Fail(new TaskHubUnavailableException($"Task hub '{_options.File}' was closed."));
    }
}
