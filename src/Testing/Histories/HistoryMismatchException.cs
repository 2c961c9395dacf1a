namespace DurableSagas.Testing.Histories;

/// <summary>Today's code does not do what a recorded history says that it did.</summary>
public sealed class HistoryMismatchException(string instanceId, string orchestrator, string difference)
    : Exception($"Instance '{instanceId}' of '{orchestrator}' cannot go on with today's code. {difference}")
{
    public string InstanceId { get; } = instanceId;
}
