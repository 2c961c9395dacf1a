using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>An instance as the task hub knows it without its input and its history.</summary>
internal sealed record InstanceRow(long Key, string Id, string ExecutionId, string Name)
{
    public string? Version { get; init; }

    public OrchestrationStatus Status { get; init; } = OrchestrationStatus.Pending;

    public int? Generation { get; init; }

    public DateTime Created { get; init; }

    public DateTime Updated { get; init; }

    public DateTime? Completed { get; init; }

    public DateTime? ScheduledStart { get; init; }

    /// <summary>History rows written.</summary>
    public int Episode { get; init; }

    public int OpenWork { get; init; }

    public IDictionary<string, string>? Tags { get; init; }

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public InstanceKey InstanceKey => new(Key, Id);

    public bool HasEnded => Statuses.IsEnd(Status);
}
