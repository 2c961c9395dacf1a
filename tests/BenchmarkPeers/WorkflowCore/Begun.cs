namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>The data of a workflow: its id outside.</summary>
public sealed class Begun
{
    public string Id { get; set; } = string.Empty;
}
