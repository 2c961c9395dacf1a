using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>How a saga ended that no activity could tell of: its instance was terminated or purged, or has failed.</summary>
/// <param name="At">When; null when nobody can tell any more.</param>
public sealed record OutsideEnd(SagaStatus Status, string Error, DateTimeOffset? At)
{
    public static OutsideEnd Purged { get; } = new(SagaStatus.Terminated, "Its instance is gone from the task hub: it was purged.", null);

    /// <summary>The end of a stuck saga that was settled by hand.</summary>
    public static OutsideEnd Of(Settlement settlement) => new(SagaStatus.Terminated, settlement.Text, settlement.At);

    /// <summary>Null when the instance is under way, or has ended by its outcome.</summary>
    /// <remarks>A saga that is stuck has failed, too; but its view says so already, and at what.</remarks>
    public static OutsideEnd? Of(OrchestrationMetadata instance, SagaStanding standing)
    {
        return standing.Status switch
        {
            SagaStatus.Terminated => Told("Its instance was terminated."),
            SagaStatus.Stuck or SagaStatus.Failed => Told("Its instance failed."),
            _ => null,
        };

        OutsideEnd Told(string otherwise) => new(standing.Status, InstanceOutput.TextOf(instance.SerializedOutput) ?? otherwise, instance.LastUpdatedAt);
    }
}
