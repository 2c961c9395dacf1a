using DurableSagas.DurableTask.Sqlite.Entities;
using DurableTask.Core;
using DurableTask.Core.Entities;

namespace DurableSagas.DurableTask.Sqlite;

public sealed partial class SqliteOrchestrationService : IEntityOrchestrationService
{
    /// <summary>Whether entities are fetched by a dispatcher of their own; a change counts from the next start.</summary>
    public bool UseSeparateQueueForEntities { get; set; }

    public EntityBackendProperties EntityBackendProperties => new()
    {
        // Messages between two instances never overtake each other here.
        EntityMessageReorderWindow = TimeSpan.Zero,
        MaxEntityOperationBatchSize = _options.MaxEntityOperationBatchSize,
        MaxConcurrentTaskEntityWorkItems = _options.MaxConcurrentEntities,
        SupportsImplicitEntityDeletion = false,
        MaximumSignalDelayTime = TimeSpan.MaxValue,
        UseSeparateQueueForEntityWorkItems = UseSeparateQueueForEntities,
    };

    public EntityBackendQueries EntityBackendQueries => new EntityQueries(this);

    public Task<TaskOrchestrationWorkItem> LockNextOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextAsync(sessions => sessions.Orchestrations, receiveTimeout, cancellationToken);

    public Task<TaskOrchestrationWorkItem> LockNextEntityWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextAsync(sessions => sessions.Entities, receiveTimeout, cancellationToken);

    /// <summary>False when something has come for the entity meanwhile.</summary>
    internal async Task<bool> TryPurgeEntityAsync(OrchestrationInstance entity) => await (await OpenAsync()).Purger.TryPurgeEntityAsync(entity);
}
