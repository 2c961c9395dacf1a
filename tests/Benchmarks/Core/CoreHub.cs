using DurableSagas.Benchmarks.Hosts;
using DurableSagas.DurableTask.Sqlite;
using DurableTask.AzureStorage;
using DurableTask.Core;

namespace DurableSagas.Benchmarks.Core;

/// <summary>DurableTask.Core's own worker and client on one store, with nothing of Functions between.</summary>
internal sealed class CoreHub : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly TaskHubClient _client;
    private readonly TaskHubWorker _worker;

    private CoreHub(StoreKind kind, IOrchestrationService service)
    {
        Kind = kind;
        _client = new TaskHubClient((IOrchestrationServiceClient)service);
        _worker = new TaskHubWorker(service);
        _worker.AddTaskOrchestrations(typeof(Sequence));
        _worker.AddTaskActivities(typeof(Echo));
    }

    public StoreKind Kind { get; }

    public string Store => Kind.Name();

    public static async Task<CoreHub> StartAsync(StoreKind kind, string storage, string hubFile, CancellationToken cancellationToken)
    {
        var service = ServiceOf(kind, storage, hubFile);
        await service.CreateIfNotExistsAsync().WaitAsync(cancellationToken);
        var hub = new CoreHub(kind, service);
        await hub._worker.StartAsync().WaitAsync(cancellationToken);
        return hub;
    }

    /// <summary>Runs one instance of five activities, and waits for it as a caller would.</summary>
    /// <exception cref="InvalidOperationException">It did not end as it should: what was measured is not what was meant.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var instance = await _client.CreateOrchestrationInstanceAsync(typeof(Sequence), input: null);
        var end = await _client.WaitForOrchestrationAsync(instance, _patience, cancellationToken);
        if (end is not { OrchestrationStatus: OrchestrationStatus.Completed, Output: Sequence.Result })
        {
            throw new InvalidOperationException($"Instance '{instance.InstanceId}' on '{Store}' ended {end?.OrchestrationStatus}: {end?.Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(isForced: true);
        _worker.Dispose();
        await ((_worker.orchestrationService as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static IOrchestrationService ServiceOf(StoreKind kind, string storage, string hubFile) => kind switch
    {
        StoreKind.AzureStorage => new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(storage),
            TaskHubName = "Benchmark",
        }),
        _ => new SqliteOrchestrationService(new SqliteTaskHubOptions { File = kind == StoreKind.Memory ? SqliteTaskHubOptions.InMemory : hubFile }),
    };
}
