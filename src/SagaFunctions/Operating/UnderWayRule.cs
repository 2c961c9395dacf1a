using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>What is asked of a saga that has not ended: judged by the task hub, not by the view, which may be behind; and told in the same words.</summary>
internal static class UnderWayRule
{
    private static readonly string _whileUnderWay = $"while it is {SagaStatus.Pending}, {SagaStatus.Running}, {SagaStatus.Compensating} or suspended";

    /// <param name="standing">By the task hub; null when it has no instance.</param>
    /// <param name="viewed">By the saga's view: all that is left of one that was purged by hand.</param>
    /// <param name="allowed">What could be done: "it can be cancelled".</param>
    /// <exception cref="ProblemException">409: it has ended, or has not been scheduled.</exception>
    public static SagaStanding Require(string id, SagaStanding? standing, SagaStatus viewed, string allowed)
    {
        if (standing is null)
        {
            throw viewed == SagaStatus.Pending
                ? Conflict(
                    id,
                    $"Saga '{id}' is announced, but the task hub has no instance of it: it starts in a moment, or was purged. "
                    + $"Try again: {allowed} once it has started.",
                    retryAfter: 1)
                : Conflict(
                    id,
                    $"Saga '{id}' is {viewed} by its view, and the task hub has no instance of it any more: it was purged. "
                    + $"{Capital(allowed)} {_whileUnderWay}.");
        }

        // Its instance has failed, and is rewound by nobody: it was settled by hand.
        standing = viewed == SagaStatus.Terminated && !standing.IsUnderWay ? standing with { Status = SagaStatus.Terminated } : standing;
        return standing.IsUnderWay
            ? standing
            : throw Conflict(id, $"Saga '{id}' is {standing}; {allowed} {_whileUnderWay}.{Hint(standing.Status)}");
    }

    public static ProblemException Conflict(string id, string detail, int? retryAfter = null) =>
        new(HttpStatusCode.Conflict, detail) { InstanceId = id, RetryAfter = retryAfter };

    public static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Hint(SagaStatus status) => status switch
    {
        SagaStatus.Stuck => " Mend the cause, then rewind the instance.",
        SagaStatus.Failed => " No attempt failed that a rewind would make again: its own code threw, or a sub-saga of it was terminated or purged. "
            + "What its steps did stands. Where it was the code, deploy it mended and then rewind the instance: it goes on where it stood.",
        _ => string.Empty,
    };
}
