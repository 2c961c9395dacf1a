namespace DurableSagas.Projections.Queries;

/// <summary>A session read asked for a sequence that the saga has not reached.</summary>
public sealed class StaleReadException(string instanceId, long found, long asked)
    : Exception($"Saga '{instanceId}' is at sequence {found}; {asked} was asked for. Was the sequence given by this saga?")
{
    public string InstanceId { get; } = instanceId;
}
