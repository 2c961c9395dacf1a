using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Newtonsoft.Json;

namespace DurableSagas.DurableTask.Sqlite;

public sealed partial class SqliteOrchestrationService
    : IOrchestrationServiceClient, IOrchestrationServiceQueryClient, IOrchestrationServicePurgeClient
{
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) => CreateTaskOrchestrationAsync(creationMessage, null);

    public async Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses) =>
        await (await OpenAsync()).Messenger.StartAsync(creationMessage, dedupeStatuses);

    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) => SendTaskOrchestrationMessageBatchAsync(message);

    public async Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages) =>
        await (await OpenAsync()).Messenger.SendAsync(messages);

    /// <summary>Null when the instance has not ended in time.</summary>
    /// <param name="executionId">Not asked for: the newest execution is meant.</param>
    public async Task<OrchestrationState> WaitForOrchestrationAsync(
        string instanceId, string executionId, TimeSpan timeout, CancellationToken cancellationToken) =>
        (await (await OpenAsync()).Waiting.WaitAsync(instanceId, timeout, cancellationToken))!;

    public async Task ForceTerminateTaskOrchestrationAsync(string instanceId, string? reason) =>
        await (await OpenAsync()).Messenger.TerminateAsync(instanceId, reason);

    /// <summary>Calls again what made a failed instance fail; nothing happens to one that has not failed.</summary>
    public async Task RewindTaskOrchestrationAsync(string instanceId, string? reason) =>
        await (await OpenAsync()).Messenger.RewindAsync(instanceId, reason);

    /// <summary>The newest execution, or an empty list.</summary>
    public async Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        (await OpenAsync()).Queries.Find(instanceId) is { } state ? [state] : [];

    /// <summary>The newest execution, or null.</summary>
    public async Task<OrchestrationState> GetOrchestrationStateAsync(string instanceId, string? executionId) =>
        (await OpenAsync()).Queries.Find(instanceId)!;

    public async Task<string> GetOrchestrationHistoryAsync(string instanceId, string? executionId) =>
        JsonConvert.SerializeObject(await GetHistoryAsync(instanceId));

    /// <summary>The newest execution's history; empty for an unknown instance.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId) =>
        (await OpenAsync()).Queries.History(instanceId) ?? [];

    public async Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType) =>
        await (await OpenAsync()).Purger.PurgeAsync(thresholdDateTimeUtc, timeRangeFilterType);

    public async Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (await OpenAsync()).Queries.Page(query);
    }

    public async Task<PurgeResult> PurgeInstanceStateAsync(string instanceId) => await (await OpenAsync()).Purger.PurgeAsync(instanceId);

    public async Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter) =>
        await (await OpenAsync()).Purger.PurgeAsync(purgeInstanceFilter);
}
