using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;

namespace DurableSagas.DurableTask.Sqlite.Queries;

/// <summary>Answers what instances there are and how they stand, from what is durable.</summary>
internal sealed class InstanceQueries(TaskHubStore store, SqliteTaskHubOptions options)
{
    public OrchestrationState? Find(string instanceId, bool withInput = true) => store.Read(rows =>
        rows.Instances.Find(instanceId) is { } row ? StateOf(rows, row, withInput) : null);

    public OrchestrationQueryResult Page(OrchestrationQuery query)
    {
        if (query.TaskHubNames is { Count: > 0 } hubs && !hubs.Contains(options.TaskHubName, StringComparer.OrdinalIgnoreCase))
        {
            return new OrchestrationQueryResult([], null);
        }

        var size = Math.Max(1, query.PageSize);
        var after = PageStart.Read(query.ContinuationToken);
        return store.Read(rows =>
        {
            var found = rows.Pages.Read(QueryOf(query), after, size + 1);
            var page = found.GetRange(0, Math.Min(size, found.Count)).ConvertAll(row => StateOf(rows, row, query.FetchInputsAndOutputs)
                .ClearFieldsImmutably(clearInput: false, clearOutput: !query.FetchInputsAndOutputs));
            var last = found.Count > size ? found[size - 1] : null;
            return new OrchestrationQueryResult(page, last is null ? null : PageStart.After(last).Write());
        });
    }

    /// <summary>Null for an unknown instance.</summary>
    public IReadOnlyList<HistoryEvent>? History(string instanceId) => store.Read(rows => rows.Instances.Find(instanceId) is { } row
        ? StoredHistory.Decode(StartOf(rows, row), rows.History.All(row.Key)).Events
        : null);

    private static InstanceQuery QueryOf(OrchestrationQuery query) => new()
    {
        IdPrefix = query.InstanceIdPrefix,
        CreatedFrom = query.CreatedTimeFrom?.ToUniversalTime() ?? DateTime.MinValue,
        CreatedTo = query.CreatedTimeTo?.ToUniversalTime() ?? DateTime.MaxValue,
        StatusMask = query.RuntimeStatus is { Count: > 0 } statuses ? Statuses.MaskOf(statuses) : Statuses.All,
        ExcludesEntities = query.ExcludeEntities,
    };

    private static OrchestrationState StateOf(HubRows rows, InstanceRow row, bool withInput) =>
        InstanceState.Of(row, withInput ? StartOf(rows, row) : null);

    private static ExecutionStartedEvent? StartOf(HubRows rows, InstanceRow row) =>
        rows.Starts.Of(row.Key) is { } start ? (ExecutionStartedEvent)EventBytes.Decode(start) : null;
}
