using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>How a saga ended that no activity could tell of: its instance was terminated or purged, or has failed.</summary>
/// <param name="At">When; null when nobody can tell any more.</param>
public sealed record OutsideEnd(SagaStatus Status, string Error, DateTimeOffset? At)
{
    public static OutsideEnd Purged { get; } = new(SagaStatus.Terminated, "Its instance is gone from the task hub: it was purged.", null);

    /// <summary>Null when the instance is under way, or has ended by its outcome.</summary>
    /// <remarks>A saga that is stuck has failed, too; but its view says so already, and at what.</remarks>
    public static OutsideEnd? Of(OrchestrationMetadata instance) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Terminated =>
            new(SagaStatus.Terminated, InstanceOutput.TextOf(instance.SerializedOutput) ?? "Its instance was terminated.", instance.LastUpdatedAt),
        OrchestrationRuntimeStatus.Failed =>
            new(SagaStatus.Stuck, InstanceOutput.TextOf(instance.SerializedOutput) ?? "Its instance failed.", instance.LastUpdatedAt),
        _ => null,
    };
}
