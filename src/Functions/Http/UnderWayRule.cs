using System.Net;
using DurableSagas.Projections;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>What is asked of a saga that has not ended: judged by the task hub, not by the view, which may be behind; and told in the same words.</summary>
internal static class UnderWayRule
{
    /// <param name="instance">With its custom status; null when the task hub has none.</param>
    /// <param name="allowed">What could be done: "it can be cancelled".</param>
    /// <exception cref="ProblemException">409: it has ended, or has not been scheduled.</exception>
    public static SagaStanding Require(string id, OrchestrationMetadata? instance, string allowed)
    {
        if (instance is null)
        {
            throw Conflict(id, $"Saga '{id}' is announced, but the task hub has no instance of it: it starts in a moment, or was purged. Try again: {allowed} once it has started.", retryAfter: 1);
        }

        var standing = SagaStanding.Of(instance);
        return standing.IsUnderWay
            ? standing
            : throw Conflict(id, $"Saga '{id}' is {standing}; {allowed} while it is {SagaStatus.Pending}, {SagaStatus.Running}, {SagaStatus.Compensating} or suspended.{Hint(standing.Status)}");
    }

    public static ProblemException Conflict(string id, string detail, int? retryAfter = null) =>
        new(HttpStatusCode.Conflict, detail) { InstanceId = id, RetryAfter = retryAfter };

    private static string Hint(SagaStatus status) => status == SagaStatus.Stuck ? " Mend the cause, then rewind the instance." : string.Empty;
}
