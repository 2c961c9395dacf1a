using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Outcomes;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>Raises a caller's events.</summary>
internal static class SagaEvents
{
    /// <exception cref="ProblemException">409: the saga ended between the look at it and this.</exception>
    public static async Task RaiseAsync(
        this DurableTaskClient client, string id, string name, object payload, SagaStatus viewed, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(id, name, payload, cancellationToken);
        }
        catch (RpcException gone) when (gone.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            var allowed = $"'{name}' can be raised";
            var standing = UnderWayRule.Require(id, await SagaStanding.FindAsync(client, id, cancellationToken), viewed, allowed);
            throw UnderWayRule.Conflict(
                id,
                $"Saga '{id}' is {standing}, and did not take '{name}' just now: {gone.Status.Detail} Try again: {allowed} as long as it is under way.",
                retryAfter: 1);
        }
    }
}
