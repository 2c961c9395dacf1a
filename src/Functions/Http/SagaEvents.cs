using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Raises a caller's events.</summary>
internal static class SagaEvents
{
    /// <exception cref="ProblemException">409: the saga ended between the look at it and this.</exception>
    public static async Task RaiseAsync(this DurableTaskClient client, string id, string name, object payload, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(id, name, payload, cancellationToken);
        }
        catch (RpcException gone) when (gone.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            UnderWayRule.Require(id, await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken), $"'{name}' can be raised");
            throw UnderWayRule.Conflict(id, $"Saga '{id}' did not take '{name}': {gone.Status.Detail} Try again.", retryAfter: 1);
        }
    }
}
