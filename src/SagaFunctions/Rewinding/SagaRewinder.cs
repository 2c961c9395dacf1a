using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>Rewinds sagas: of one that is part of another, the one on top, for a rewind finds its way down alone.</summary>
internal static class SagaRewinder
{
    /// <param name="saga">That was asked for.</param>
    /// <param name="root">The saga on top of it: itself, when it is part of none.</param>
    /// <exception cref="ProblemException">409: it cannot be rewound.</exception>
    internal static async Task<RewoundSaga> RewindAsync(
        this DurableTaskClient client, SagaView saga, SagaView root, string reason, CancellationToken cancellationToken)
    {
        var standing = await SagaStanding.FindAsync(client, root.Id, cancellationToken);
        RewindRule.Require(saga, root, standing);
        try
        {
            await client.RewindInstanceAsync(standing!.InstanceId, reason, cancellationToken);
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
