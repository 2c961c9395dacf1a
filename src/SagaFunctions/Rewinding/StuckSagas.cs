using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Rewinds;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>Finds how a stuck saga stands, from the one on top down to what is stuck itself.</summary>
public sealed class StuckSagas(SagaQueries queries, StuckSagaReader reader)
{
    /// <exception cref="Http.Problems.ProblemException">409: it is not stuck, or this app does not know its definition.</exception>
    internal async Task<(StuckSaga Root, IReadOnlyList<StuckSaga> Stuck)> RequireAsync(
        DurableTaskClient client, SagaView saga, CancellationToken cancellationToken)
    {
        var root = await queries.RootOfAsync(saga, cancellationToken);
        var standing = await SagaStanding.FindAsync(client, root.Id, cancellationToken);
        RewindRule.Require(saga, root, standing);
        if (standing!.Status != SagaStatus.Stuck)
        {
            throw UnderWayRule.Conflict(
                saga.Id, $"Saga '{root.Id}' is {standing}: no attempt has failed that a rewind would make again, so nobody can tell what it would do.");
        }

        return await reader.FindAsync(client, root.Id, cancellationToken) is { } stands && RewindPlan.StuckIn(stands) is { Count: > 0 } stuck
            ? (stands, stuck)
            : throw UnderWayRule.Conflict(
                saga.Id, $"Saga '{root.Id}' is stuck, but this app has no version {root.Version} of '{root.Name}', or of a saga in it, to tell at what.");
    }
}
