using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>An instance as the task hub knows it without its history.</summary>
internal sealed record InstanceRow(long Key, string Id, string ExecutionId, string Name)
{
    public static IReadOnlyList<OrchestrationStatus> NotEnded { get; } =
        [OrchestrationStatus.Running, OrchestrationStatus.Pending, OrchestrationStatus.Suspended, OrchestrationStatus.ContinuedAsNew];

    public static IReadOnlyList<OrchestrationStatus> Ended { get; } =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated];

    public string? Version { get; init; }

    public OrchestrationStatus Status { get; init; } = OrchestrationStatus.Pending;

    public int Generation { get; init; }

    public ParentTask? Parent { get; init; }

    public DateTime Created { get; init; }

    public DateTime Updated { get; init; }

    public DateTime? ScheduledStart { get; init; }

    /// <summary>History rows written; at 0, row 0 holds the events of a start not yet taken up.</summary>
    public int Episode { get; init; }

    public int OpenWork { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>JSON; the text <c>null</c> when it was set to null, null when it was never set.</summary>
    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public bool IsTerminal => Ended.Contains(Status);
}
