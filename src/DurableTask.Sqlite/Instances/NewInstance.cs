using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Timers;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>An instance to be started, by a client or by a parent.</summary>
/// <param name="Started">Its first event.</param>
/// <param name="Dedupe">States of an instance of the same id that refuse the start; any other is replaced.</param>
internal sealed record NewInstance(ExecutionStartedEvent Started, IReadOnlyCollection<OrchestrationStatus> Dedupe)
{
    private readonly byte[] _encoded = EventBytes.Encode(Started);

    /// <summary>Records the instance as pending, in place of one of the same id.</summary>
    public StartedInstance Record(HubRows rows)
    {
        var existing = rows.Instances.Find(Started.OrchestrationInstance.InstanceId);
        if (existing is not null && Dedupe.Contains(existing.Status))
        {
            return new StartedInstance(existing, Started, IsRefused: true);
        }

        if (existing is not null)
        {
            rows.DeleteInstance(existing.Key);
        }

        Started.Generation ??= existing is null ? 0 : existing.Generation + 1;
        var row = NewRow(rows.NextKey());
        rows.Instances.Insert(row);
        rows.Starts.Set(row.Key, _encoded);
        if (row.ScheduledStart is { } due)
        {
            rows.Timers.Add(new TimerRow(due, row.InstanceKey, TimerRow.Start));
        }

        return new StartedInstance(row, Started, IsRefused: false) { Replaced = existing?.InstanceKey };
    }

    private InstanceRow NewRow(long key) =>
        new(key, Started.OrchestrationInstance.InstanceId, Started.OrchestrationInstance.ExecutionId, Started.Name)
        {
            Version = Started.Version,
            Generation = Started.Generation,
            Created = Started.Timestamp,
            Updated = Started.Timestamp,
            ScheduledStart = Started.ScheduledStartTime?.ToUniversalTime(),
            OpenWork = Started.ScheduledStartTime is null ? 1 : 0,
            Tags = Started.Tags,
        };
}
