using DurableSagas.BenchmarkPeers.Driving;
using WorkflowCore.Interface;

namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>Five steps, one after another.</summary>
public sealed class SequenceWorkflow : IWorkflow<Begun>
{
    public string Id => nameof(PeerWorkload.Sequence);

    public int Version => 1;

    public void Build(IWorkflowBuilder<Begun> builder) =>
        builder.StartWith<Work>().Then<Work>().Then<Work>().Then<Work>().Then<Work>().Then<TellEnd>();
}
