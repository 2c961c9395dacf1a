using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>Rewinds sagas: of one that is part of another, the one on top, for a rewind finds its way down alone.</summary>
public sealed class SagaRewinder(SagaQueries queries)
{
    /// <exception cref="ProblemException">409: it cannot be rewound.</exception>
    internal async Task<RewoundSaga> RewindAsync(DurableTaskClient client, SagaView saga, string reason, CancellationToken cancellationToken)
    {
        var root = await queries.RootOfAsync(saga, cancellationToken);
        RewindRule.Require(saga, root, await SagaStanding.FindAsync(client, root.Id, cancellationToken));
        try
        {
            await client.RewindInstanceAsync(root.Id, reason, cancellationToken);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // Somebody else was quicker, or it was purged just now.
            RewindRule.Require(saga, root, await SagaStanding.FindAsync(client, root.Id, cancellationToken));
            throw UnderWayRule.Conflict(saga.Id, $"Saga '{root.Id}' was not rewound: {gone.Message} Try again.", retryAfter: 1);
        }

        return new RewoundSaga(saga.Id, root.Id, root.Sequence);
    }
}
