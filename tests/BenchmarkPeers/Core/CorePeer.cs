using System.Collections.Concurrent;
using DurableSagas.BenchmarkPeers.Driving;
using DurableSagas.DurableTask.Sqlite;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Query;

namespace DurableSagas.BenchmarkPeers.Core;

/// <summary>DurableTask.Core's own worker and client, with the saga written by hand.</summary>
internal sealed class CorePeer : IPeer
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _waits = [];
    private readonly Ends _ends;
    private readonly TaskHubClient _client;
    private readonly TaskHubWorker _worker;

    private CorePeer(IOrchestrationService service, Ends ends)
    {
        _ends = ends;
        _client = new TaskHubClient((IOrchestrationServiceClient)service);
        _worker = new TaskHubWorker(service);
        _worker.AddTaskOrchestrations(typeof(SequenceOrchestration), typeof(TripOrchestration));
        _worker.AddTaskActivities(typeof(Work));
    }

    public static CorePeer OnSqlite(string folder, Ends ends) =>
        new(new SqliteOrchestrationService(new SqliteTaskHubOptions { File = Path.Combine(folder, "hub.db") }), ends);

    public static CorePeer OnAzureStorage(string storage, Ends ends) => new(
        new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(storage),
            TaskHubName = "Peer",
        }),
        ends);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _worker.orchestrationService.CreateIfNotExistsAsync().WaitAsync(cancellationToken);
        await _worker.StartAsync().WaitAsync(cancellationToken);
        if (_client.ServiceClient is IOrchestrationServiceQueryClient query)
        {
            var known = await query.GetOrchestrationWithQueryAsync(new OrchestrationQuery { PageSize = 10_000 }, cancellationToken);
            foreach (var instance in known.OrchestrationState)
            {
                _waits.Add(WaitAsync(instance.OrchestrationInstance));
            }
        }
    }

    public async Task BeginAsync(PeerWorkload workload, string id, CancellationToken cancellationToken)
    {
        var orchestration = workload == PeerWorkload.Trip ? typeof(TripOrchestration) : typeof(SequenceOrchestration);
        _waits.Add(WaitAsync(await _client.CreateOrchestrationInstanceAsync(orchestration, id, id)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _worker.StopAsync(isForced: true);
        _worker.Dispose();
        await ((_worker.orchestrationService as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask);
        _stopping.Dispose();
    }

    private async Task WaitAsync(OrchestrationInstance instance)
    {
        var end = await _client.WaitForOrchestrationAsync(instance, _patience, _stopping.Token);
        if (Enum.TryParse<PeerWorkload>(end?.Output?.Trim('"'), out var workload))
        {
            _ends.Ended(instance.InstanceId, workload);
        }
    }
}
