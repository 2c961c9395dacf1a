using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Hub;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Settings;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>A task hub with a worker and a client, in memory unless the test names a file; its time stands still.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly SignalGate _gate;
    private readonly TaskHubWorker _worker;
    private bool _started;

    private TestHub(SqliteTaskHubOptions options, TestApp app, FakeTimeProvider time, ICommitGate? gate, VersioningSettings? versioning)
    {
        Time = time;
        _gate = new SignalGate(gate);
        Service = new SqliteOrchestrationService(options with { TimeProvider = time }, _gate) { UseSeparateQueueForEntities = true };
        _worker = versioning is null ? new TaskHubWorker(Service) : new TaskHubWorker(Service, versioning);
        _worker.ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails;
        app.AddTo(_worker);
        Client = new TaskHubClient(Service);
    }

    public SqliteOrchestrationService Service { get; }

    public TaskHubClient Client { get; }

    public TaskHubWorker Worker => _worker;

    public FakeTimeProvider Time { get; }

    public SignalGate Gate => _gate;

    public static async Task<TestHub> StartAsync(
        TestApp app,
        SqliteTaskHubOptions? options = null,
        ICommitGate? gate = null,
        FakeTimeProvider? time = null,
        VersioningSettings? versioning = null,
        Action<TaskHubWorker>? setup = null)
    {
        var hub = NotStarted(app, options, gate, time, versioning);
        setup?.Invoke(hub._worker);
        await hub.StartWorkerAsync();
        return hub;
    }

    public static TestHub NotStarted(
        TestApp app,
        SqliteTaskHubOptions? options = null,
        ICommitGate? gate = null,
        FakeTimeProvider? time = null,
        VersioningSettings? versioning = null) => new(
            options ?? new SqliteTaskHubOptions { File = SqliteTaskHubOptions.InMemory },
            app,
            time ?? new FakeTimeProvider(TimeProvider.System.GetUtcNow()),
            gate,
            versioning);

    public async Task StartWorkerAsync()
    {
        await _worker.StartAsync();
        _started = true;
    }

    public async Task RecoveredAsync() => await (await Service.OpenAsync()).Dispatch!.Recovered;

    public async Task StopWorkerAsync()
    {
        _started = false;
        await _worker.StopAsync(isForced: true);
    }

    public async Task<string> StartInstanceAsync(
        string name, string? input = null, string? id = null, OrchestrationStatus[]? dedupe = null, string version = "") =>
        (await Client.CreateOrchestrationInstanceAsync(name, version, id ?? Guid.NewGuid().ToString("N"), input, null, dedupe!)).InstanceId;

    public async Task<OrchestrationState> EndAsync(string id) =>
        await Service.WaitForOrchestrationAsync(id, null!, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).WaitAsync(_patience);

    public async Task<OrchestrationState> RunAsync(string name, string? input = null, string? id = null, string version = "") =>
        await EndAsync(await StartInstanceAsync(name, input, id, version: version));

    public Task RaiseAsync(string id, string name, string? input = null) =>
        Client.RaiseEventAsync(new OrchestrationInstance { InstanceId = id }, name, input!);

    public async Task<OrchestrationState?> FindAsync(string id) => await Service.GetOrchestrationStateAsync(id, executionId: null);

    public Task<OrchestrationState> UntilAsync(string id, OrchestrationStatus status) => UntilAsync(id, state => state.OrchestrationStatus == status);

    public async Task<OrchestrationState> UntilAsync(string id, Predicate<OrchestrationState> isSo) =>
        await UntilAsync(async () => await FindAsync(id) is { } state && isSo(state) ? state : null);

    public async Task UntilHistoryAsync<TEvent>(string id, int count)
        where TEvent : HistoryEvent =>
        await UntilAsync(async () => (await HistoryAsync(id)).OfType<TEvent>().Count() >= count ? id : null);

    /// <summary>Looks again after each commit.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        while (true)
        {
            var next = _gate.Next;
            if (await look() is { } found)
            {
                return found;
            }

            await next.WaitAsync(_patience, TestContext.Current.CancellationToken);
        }
    }

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id) => await Service.GetHistoryAsync(id);

    /// <summary>Lets time pass until something that a pause holds back has happened.</summary>
    public async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo() && TimeProvider.System.GetElapsedTime(begun) < _patience)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(isSo(), "It did not happen in time.");
    }

    /// <summary>What was recorded for an instance and is not part of its history yet.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> MessagesAsync(string id)
    {
        var store = (await Service.OpenAsync()).Store;
        return store.Read(rows => rows.Inbox.Of(rows.Instances.StandingOf(id).Key, DateTime.MaxValue).ConvertAll(row => EventBytes.Decode(row.Event)));
    }

    public async Task AddBrokenMessageAsync(string id) => await (await Service.OpenAsync()).Store.WriteAsync(
        rows =>
        {
            rows.Inbox.Add(rows.NextSequence(), rows.Instances.StandingOf(id).Key, null, null, "{"u8);
            return true;
        },
        _ => { },
        CancellationToken.None);

    /// <summary>Instances that nobody ran.</summary>
    public async Task AddRowsAsync(IEnumerable<string> ids, OrchestrationStatus status) => await (await Service.OpenAsync()).Store.WriteAsync(
        rows =>
        {
            foreach (var id in ids)
            {
                var now = TimeProvider.System.GetUtcNow().UtcDateTime;
                var row = new InstanceRow(rows.NextKey(), id, "execution", "Orchestrator") { Status = status, Created = now, Updated = now };
                rows.Instances.Insert(row);
                rows.Starts.Set(row.Key, EventBytes.Encode(new ExecutionStartedEvent(-1, null) { Name = "Orchestrator" }));
            }

            return true;
        },
        _ => { },
        CancellationToken.None);

    public static string? Text(string? json) => json is null ? null : JsonConvert.DeserializeObject<string>(json);

    public async ValueTask DisposeAsync()
    {
        if (_started)
        {
            await StopWorkerAsync();
        }

        await Service.DisposeAsync();
        _worker.Dispose();
    }
}
