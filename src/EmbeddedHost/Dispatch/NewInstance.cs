using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>An instance to be started, by a client or by a parent.</summary>
/// <param name="Started">Its first event.</param>
/// <param name="Parent">The task that it answers, for a sub-orchestration.</param>
/// <param name="Dedupe">States of an instance of the same id that refuse the start; any other is replaced.</param>
internal sealed record NewInstance(ExecutionStartedEvent Started, ParentTask? Parent, IReadOnlyList<OrchestrationStatus> Dedupe)
{
    private readonly byte[] _encoded = MessageCodec.Encode(Started);

    private string Id => Started.OrchestrationInstance.InstanceId;

    /// <summary>Records the instance as pending, in place of an ended one of the same id.</summary>
    public StartedInstance Record(HubRows rows)
    {
        var existing = rows.Instances.Find(Id);
        if (existing is not null && Dedupe.Contains(existing.Status))
        {
            return new StartedInstance(existing, Refused: true, null);
        }

        if (existing is not null)
        {
            rows.DeleteInstance(existing.Key);
        }

        var row = RowAfter(existing, rows.NextKey());
        rows.Instances.Insert(row);
        rows.History.Append(row.Key, 0, _encoded);
        if (row.ScheduledStart is { } due)
        {
            rows.Timers.Add(new TimerRow(due, new InstanceKey(row.Key, row.Id), TimerRow.Start));
        }

        return new StartedInstance(row, Refused: false, existing?.Key);
    }

    private InstanceRow RowAfter(InstanceRow? existing, long key) =>
        new(key, Id, Started.OrchestrationInstance.ExecutionId, Started.Name)
        {
            Version = Started.Version,
            Status = OrchestrationStatus.Pending,
            Generation = existing is null ? 0 : existing.Generation + 1,
            Parent = Parent,
            Created = Started.Timestamp,
            Updated = Started.Timestamp,
            ScheduledStart = Started.ScheduledStartTime,
            OpenWork = Started.ScheduledStartTime is null ? 1 : 0,
            Tags = Started.Tags?.AsReadOnly(),
        };
}
