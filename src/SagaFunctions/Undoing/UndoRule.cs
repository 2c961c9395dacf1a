using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Undoing;

namespace DurableSagas.SagaFunctions.Undoing;

/// <summary>When a saga that has completed can be undone: judged by the task hub, and told in its words.</summary>
internal static class UndoRule
{
    /// <param name="standing">By the task hub; null when it has no instance.</param>
    /// <param name="definition">Null when its version is not registered.</param>
    /// <exception cref="ProblemException">409.</exception>
    public static void Require(SagaView saga, SagaInstances? instances, SagaStanding? standing, SagaDefinition? definition, DateTimeOffset now)
    {
        if (ObjectionTo(saga, instances, standing, definition, now) is { } objection)
        {
            throw UnderWayRule.Conflict(saga.Id, $"Saga '{saga.Id}' {objection}");
        }
    }

    private static string? ObjectionTo(
        SagaView saga, SagaInstances? instances, SagaStanding? standing, SagaDefinition? definition, DateTimeOffset now)
    {
        if (saga.Parent is { } parent)
        {
            return $"is part of '{parent}', and is undone with it: undo the saga on top.";
        }

        if (instances is null || standing is null)
        {
            return $"is {saga.Status} by its view, and the task hub has no instance of it: nothing tells what there is to undo.";
        }

        if (instances.Undoing is not null)
        {
            // Asked for once more: it is being undone, or it was.
            return standing.IsUnderWay || standing.Status == SagaStatus.Compensated
                ? null
                : $"was to be undone, and is {standing}; it is rewound where it is {SagaStatus.Stuck}.";
        }

        if (instances.Completion is not { } completed)
        {
            return standing is { IsUnderWay: true, Status: SagaStatus.Completed }
                ? "is about to end: try again in a moment."
                : $"is {standing}; it can be undone once it is {SagaStatus.Completed}.";
        }

        if (completed.Done is null || definition?.UndoableFor is not { } time)
        {
            return $"has completed, and version {saga.Version} of '{saga.Name}' does not allow to undo it: its definition has no UndoWithin.";
        }

        var until = time < DateTimeOffset.MaxValue - instances.Own.LastUpdatedAt ? instances.Own.LastUpdatedAt + time : DateTimeOffset.MaxValue;
        return now > until ? $"completed at {instances.Own.LastUpdatedAt:u}, and could be undone until {until:u}."
            : SagaUndo.FinalStepOf(definition, completed) is { } final
                ? $"has passed its point of no return: step '{final}' has worked, and has no compensation."
            : null;
    }
}
