using DurableSagas.DurableTask.Sqlite;
using DurableSagas.LocalHost.Settings;
using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Newtonsoft.Json;
using EntityId = Microsoft.Azure.WebJobs.Extensions.DurableTask.EntityId;

namespace DurableSagas.LocalHost.TaskHub;

/// <summary>What the Durable extension asks of a task hub beyond DurableTask.Core.</summary>
/// <remarks>Where it may choose, it answers as the provider for Azure Storage does.</remarks>
internal sealed class SqliteDurabilityProvider(SqliteOrchestrationService service)
    : DurabilityProvider(SqliteDurabilityProviderFactory.ProviderName, service, service, StorageName.OfExtension), IAsyncDisposable
{
    public override bool CheckStatusBeforeRaiseEvent => true;

    public override bool GuaranteesOrderedDelivery => true;

    public override bool SupportsPollFreeWait => true;

    public override TimeSpan MaximumDelayTime { get; set; } = TimeSpan.FromDays(6);

    public override TimeSpan LongRunningTimerIntervalLength { get; set; } = TimeSpan.FromDays(3);

    public override async Task<IList<OrchestrationState>> GetAllOrchestrationStates(CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery { PageSize = int.MaxValue - 1 };
        return [.. (await service.GetOrchestrationWithQueryAsync(query, cancellationToken)).OrchestrationState];
    }

    public override async Task<IList<OrchestrationState>> GetOrchestrationStateWithInputsAsync(string instanceId, bool showInput = true) =>
        await service.GetOrchestrationStateAsync(instanceId, executionId: null) is { } state
            ? [state.ClearFieldsImmutably(clearInput: !showInput, clearOutput: false)]
            : [];

    public override async Task<OrchestrationStatusQueryResult> GetOrchestrationStateWithPagination(
        OrchestrationStatusQueryCondition condition, CancellationToken cancellationToken)
    {
        var page = await service.GetOrchestrationWithQueryAsync(QueryOf(condition), cancellationToken);
        return new OrchestrationStatusQueryResult
        {
            DurableOrchestrationState =
            [
                .. page.OrchestrationState
                    .Select(state => state.ClearFieldsImmutably(clearInput: !condition.ShowInput, clearOutput: false))
                    .Select(ProviderUtils.ConvertOrchestrationStateToStatus),
            ],
            ContinuationToken = page.ContinuationToken,
        };
    }

    public override async Task<IAsyncEnumerable<HistoryEvent>> StreamOrchestrationHistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        OneByOne(await service.GetHistoryAsync(instanceId));

    public override async Task<PurgeHistoryResult> PurgeInstanceHistoryByInstanceId(string instanceId) =>
        new((await service.PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount);

    public override async Task<int> PurgeHistoryByFilters(
        DateTime createdTimeFrom, DateTime? createdTimeTo, IEnumerable<OrchestrationStatus> runtimeStatus) =>
        (await service.PurgeInstanceStateAsync(new PurgeInstanceFilter(createdTimeFrom, createdTimeTo, runtimeStatus))).DeletedInstanceCount;

    public override Task RewindAsync(string instanceId, string reason) => service.RewindTaskOrchestrationAsync(instanceId, reason);

    public override async Task<string?> RetrieveSerializedEntityState(EntityId entityId, JsonSerializerSettings serializierSettings)
    {
        var id = new global::DurableTask.Core.Entities.EntityId(entityId.EntityName, entityId.EntityKey);
        return (await service.EntityBackendQueries.GetEntityAsync(id, includeState: true))?.SerializedState;
    }

    /// <summary>One process has the file, and it is this one.</summary>
    public override Task MakeCurrentAppPrimaryAsync() => Task.CompletedTask;

    public override void SetUseSeparateQueueForEntityWorkItems(bool newValue) => service.UseSeparateQueueForEntities = newValue;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static async IAsyncEnumerable<HistoryEvent> OneByOne(IEnumerable<HistoryEvent> history)
    {
        foreach (var recorded in history)
        {
            yield return recorded;
        }

        await Task.CompletedTask;
    }

    private static OrchestrationQuery QueryOf(OrchestrationStatusQueryCondition condition) => new()
    {
        RuntimeStatus = condition.RuntimeStatus?.Select(status => (OrchestrationStatus)status).ToList(),
        CreatedTimeFrom = condition.CreatedTimeFrom == default ? null : condition.CreatedTimeFrom,
        CreatedTimeTo = condition.CreatedTimeTo == default ? null : condition.CreatedTimeTo,
        TaskHubNames = condition.TaskHubNames?.ToList(),
        PageSize = condition.PageSize,
        ContinuationToken = condition.ContinuationToken,
        InstanceIdPrefix = condition.InstanceIdPrefix,
        FetchInputsAndOutputs = true,
    };
}
