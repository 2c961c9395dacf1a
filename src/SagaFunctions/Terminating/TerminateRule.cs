using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Terminating;

/// <summary>When a saga can be ended as it stands.</summary>
internal static class TerminateRule
{
    private const string Allowed = "it can be terminated";

    /// <param name="standing">By the task hub; null when it has no instance.</param>
    /// <exception cref="ProblemException">409.</exception>
    public static void Require(SagaView saga, SagaStanding? standing)
    {
        // Ended alone it would leave the saga above it failed, with no attempt to make again; and to end all of that was not asked for.
        if (saga.Parent is { } parent)
        {
            throw UnderWayRule.Conflict(saga.Id, $"Saga '{saga.Id}' is part of '{parent}', and ends with it: terminate the saga on top.");
        }

        if (standing is { Status: SagaStatus.Failed })
        {
            throw UnderWayRule.Conflict(
                saga.Id,
                $"Saga '{saga.Id}' is {SagaStatus.Failed}: it makes no attempt by itself any more. Deploy its code mended and rewind it, "
                + $"or purge its instance: its view is {SagaStatus.Terminated} then.");
        }

        if (standing is not { Status: SagaStatus.Stuck } || saga.Status == SagaStatus.Terminated)
        {
            UnderWayRule.Require(saga.Id, standing, saga.Status, Allowed);
        }
    }
}
