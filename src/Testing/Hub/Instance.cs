using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>All that the task hub holds of one instance. Whatever stands here has been committed.</summary>
internal sealed class Instance(ExecutionStartedEvent start, DateTimeOffset createdAt)
{
    public string Id { get; } = start.OrchestrationInstance.InstanceId;

    /// <summary>Another one after a rewind, and for each generation of an instance that continues as new.</summary>
    public string ExecutionId => Start.OrchestrationInstance.ExecutionId;

    public ExecutionStartedEvent Start { get; set; } = start;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    public List<HistoryEvent> History { get; } = [];

    /// <summary>Messages that no episode has taken up yet.</summary>
    public List<HistoryEvent> Inbox { get; } = [];

    /// <summary>Activities scheduled that have not ended.</summary>
    public List<HistoryEvent> OpenCalls { get; } = [];

    /// <summary>Timers created that have not fired; those that the orchestrator cancelled are among them, for no history tells of that.</summary>
    public List<HistoryEvent> OpenTimers { get; } = [];

    /// <summary>True until a rewind has begun, which its status tells of before.</summary>
    public bool HasEnded { get; set; }

    public bool HasBegun => History.Count > 0;
}
