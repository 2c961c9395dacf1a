namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The episode broke for a reason that is not the orchestration's: nothing is recorded, and it is run again from history.</summary>
internal sealed class EpisodeAbortedException(string instanceId, Exception innerException)
    : Exception($"Instance '{instanceId}': the episode was given up ({innerException.Message}); it will be replayed from its history.", innerException)
{
    public string InstanceId { get; } = instanceId;
}
