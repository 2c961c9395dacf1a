namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Where an execution stands in its history: the time that the orchestrator sees, and whether it has been here before.</summary>
internal sealed class ReplayPosition
{
    public DateTime UtcNow { get; set; }

    public bool IsReplaying { get; set; }
}
