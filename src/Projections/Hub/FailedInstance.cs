using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Views;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>Tells what a failed instance is: stuck at a task that a rewind would do again, or failed with no such task.</summary>
/// <remarks>
/// Told by history, for texts of exceptions decide nothing. Failures that a rewind has dealt with are in it no more: DurableTask.Core
/// drops them, Azure Storage writes a GenericEvent over each; so a failure that is there has come since.
/// </remarks>
/// <param name="Status"><see cref="SagaStatus.Stuck"/> or <see cref="SagaStatus.Failed"/>.</param>
/// <param name="Below">The instance of a sub-saga at whose task it is stuck; null when it is at its own, or is not.</param>
internal sealed record FailedInstance(SagaStatus Status, IList<HistoryEvent> History, FailedInstance? Below = null)
{
    /// <summary>What its activities told of it.</summary>
    public SagaRows Rows => field ??= new SagaHistory(History).Rows;

    /// <summary>The attempt that a rewind makes again; null when it is none of a step's, or there is none.</summary>
    public StuckPlace? StuckAt => Below is null ? Rows.Head?.StuckAt : Below.StuckAt;

    /// <param name="history">Of the instance; null: it is read if it is needed.</param>
    /// <returns>Null when the instance has not failed.</returns>
    public static async Task<FailedInstance?> OfAsync(
        DurableTaskClient client, OrchestrationMetadata instance, IList<HistoryEvent>? history, CancellationToken cancellationToken)
    {
        if (instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
        {
            return null;
        }

        history ??= await client.GetOrchestrationHistoryAsync(instance.InstanceId, cancellationToken);
        return history.OfType<TaskFailedEvent>().Any() ? new(SagaStatus.Stuck, history)
            : await StuckBelowAsync(client, history, cancellationToken) is { } below ? new(SagaStatus.Stuck, history, below)
            : new(SagaStatus.Failed, history);
    }

    // A rewind passes a failed sub-saga by, down to what has failed in it: where nothing has, there is nothing to do again above it either.
    // One that was terminated, or is purged by now, fails its parent, too, and is not rewound.
    private static async Task<FailedInstance?> StuckBelowAsync(DurableTaskClient client, IList<HistoryEvent> history, CancellationToken cancellationToken)
    {
        var failed = history.OfType<SubOrchestrationInstanceFailedEvent>().Select(failure => failure.TaskScheduledId).ToHashSet();
        foreach (var called in history.OfType<SubOrchestrationInstanceCreatedEvent>().Where(called => failed.Contains(called.EventId)))
        {
            if (await client.GetInstanceAsync(called.InstanceId, cancellationToken) is { } subSaga
                && await OfAsync(client, subSaga, history: null, cancellationToken) is { Status: SagaStatus.Stuck } stuck)
            {
                return stuck;
            }
        }

        return null;
    }
}
