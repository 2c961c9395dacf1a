using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>What one episode of an execution changed: what to append, what to send, and whether it ended.</summary>
internal sealed record EpisodeResult
{
    /// <summary>All to append, in order; it holds every event that the other members point at.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    public IReadOnlyList<TaskScheduledEvent> Activities { get; init; } = [];

    /// <summary>Timers to wait for; one that was cancelled in the episode that made it is in the history only.</summary>
    public IReadOnlyList<TimerCreatedEvent> Timers { get; init; } = [];

    /// <summary>Ids of timers of earlier episodes that nobody waits for any more.</summary>
    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    public IReadOnlyList<SubOrchestrationInstanceCreatedEvent> Children { get; init; } = [];

    public IReadOnlyList<EventSentEvent> SentEvents { get; init; } = [];

    /// <summary>Set when the execution ended as Completed, Failed or Terminated.</summary>
    public ExecutionCompletedEvent? Completion { get; init; }

    public ContinuedAsNew? ContinuedAsNew { get; init; }

    /// <summary>Whether this execution has set a custom status, now or earlier; otherwise the instance keeps the one it has.</summary>
    public bool CustomStatusSet { get; init; }

    public string? CustomStatus { get; init; }

    public bool Suspended { get; init; }

    /// <summary>The host may not run this version: nothing happened, and the inbound events are to be offered again later.</summary>
    public bool Rejected { get; init; }
}
