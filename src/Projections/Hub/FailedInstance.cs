using DurableSagas.Sagas.Outcomes;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>Tells what a failed instance is: stuck at a task that a rewind would do again, or failed with no such task.</summary>
/// <remarks>
/// Told by history, for texts of exceptions decide nothing. Failures that a rewind has dealt with are in it no more: DurableTask.Core
/// drops them, Azure Storage writes a GenericEvent over each; so a failure that is there has come since.
/// </remarks>
internal static class FailedInstance
{
    /// <param name="history">Of the instance; null: it is read if it is needed.</param>
    /// <returns><see cref="SagaStatus.Stuck"/> or <see cref="SagaStatus.Failed"/>; null when the instance has not failed.</returns>
    public static async Task<SagaStatus?> FailedAsAsync(
        DurableTaskClient client, OrchestrationMetadata instance, IList<HistoryEvent>? history, CancellationToken cancellationToken)
    {
        if (instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
        {
            return null;
        }

        history ??= await client.GetOrchestrationHistoryAsync(instance.InstanceId, cancellationToken);
        return history.OfType<TaskFailedEvent>().Any() || await IsStuckBelowAsync(client, history, cancellationToken) ? SagaStatus.Stuck : SagaStatus.Failed;
    }

    // A rewind passes a failed sub-saga by, down to what has failed in it: where nothing has, there is nothing to do again above it either.
    // One that was terminated, or is purged by now, fails its parent, too, and is not rewound.
    private static async Task<bool> IsStuckBelowAsync(DurableTaskClient client, IList<HistoryEvent> history, CancellationToken cancellationToken)
    {
        var failed = history.OfType<SubOrchestrationInstanceFailedEvent>().Select(failure => failure.TaskScheduledId).ToHashSet();
        foreach (var called in history.OfType<SubOrchestrationInstanceCreatedEvent>().Where(called => failed.Contains(called.EventId)))
        {
            if (await client.GetInstanceAsync(called.InstanceId, cancellationToken) is { } subSaga
                && await FailedAsAsync(client, subSaga, history: null, cancellationToken) == SagaStatus.Stuck)
            {
                return true;
            }
        }

        return false;
    }
}
