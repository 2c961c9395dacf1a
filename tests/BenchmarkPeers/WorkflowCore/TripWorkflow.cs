using DurableSagas.BenchmarkPeers.Driving;
using WorkflowCore.Interface;

namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>A saga of three steps of which the last throws.</summary>
public sealed class TripWorkflow : IWorkflow<Begun>
{
    public string Id => nameof(PeerWorkload.Trip);

    public int Version => 1;

    public void Build(IWorkflowBuilder<Begun> builder) => builder
        .StartWith<Work>()
        .Saga(saga => saga
            .StartWith<Work>().CompensateWith<Work>()
            .Then<Work>().CompensateWith<Work>()
            .Then<TakeCar>())
        .CompensateWith<TellEnd>();
}
