using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>When a saga can be rewound: judged by the task hub, and told in its words.</summary>
internal static class RewindRule
{
    /// <param name="asked">The saga that was asked for.</param>
    /// <param name="root">The saga that would be rewound.</param>
    /// <param name="standing">Of the root; null when the task hub has no instance of it.</param>
    /// <exception cref="ProblemException">409: it has not failed, or is gone, or was settled by hand.</exception>
    public static void Require(SagaView asked, SagaView root, SagaStanding? standing)
    {
        var named = asked.Id == root.Id ? $"Saga '{root.Id}'" : $"Saga '{asked.Id}' is part of '{root.Id}', with which it is rewound; that one";
        if (standing is null)
        {
            throw UnderWayRule.Conflict(
                asked.Id, $"{named} is {root.Status} by its view, and the task hub has no instance of it: nothing is left to rewind.");
        }

        if (standing.Status is not (SagaStatus.Stuck or SagaStatus.Failed))
        {
            var hint = standing.IsUnderWay && asked.Status == SagaStatus.Stuck
                ? " It is at work beside what is stuck: try again once that has ended."
                : string.Empty;
            throw UnderWayRule.Conflict(
                asked.Id,
                $"{named} is {standing}; it can be rewound while it is {SagaStatus.Stuck} or {SagaStatus.Failed}.{hint}",
                hint.Length == 0 ? null : 1);
        }

        if (root.Status == SagaStatus.Terminated)
        {
            throw UnderWayRule.Conflict(asked.Id, $"{named} is {SagaStatus.Terminated}: {root.Error} It is not rewound any more.");
        }
    }
}
