using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Projections.Queries;

/// <summary>What follows of a saga from its rows and its definition.</summary>
internal static class SagaFacts
{
    /// <param name="saga">As it is shown: with every step's status.</param>
    /// <param name="definition">Null when it is not registered any more: less is told then.</param>
    public static SagaView Of(SagaView saga, SagaDefinition? definition, DateTimeOffset now) => saga with
    {
        Steps = new StepFacts(saga, definition, now).Steps,
        Choices = definition?.Steps.Count == saga.Steps.Count ? ChoiceFacts.Of(saga, definition) : null,
        Stuck = saga.Status == SagaStatus.Stuck ? StuckOf(saga, definition) : null,
        ReservedUntil = definition?.ReservedFor is { } time ? ReservedUntil(saga, time) : null,
        Decision = saga.Protocol == Protocol.TwoPhaseCommit ? DecisionOf(saga) : null,
    };

    private static StuckView StuckOf(SagaView saga, SagaDefinition? definition)
    {
        if (saga.StuckAt is not { } place)
        {
            return StuckByItsSteps(saga, definition);
        }

        var its = DefinitionOf(place.Saga, saga.Id, definition);
        var word = StepFacts.WordOf(its, its?.Steps.FirstOrDefault(step => step.Name == place.Step), place.Operation);
        return new(place.Saga, place.Step, word, place.Activity, place.Attempt, place.Error, place.Since);
    }

    // A version before kept no more of it.
    private static StuckView StuckByItsSteps(SagaView saga, SagaDefinition? definition)
    {
        if (saga.Steps.FirstOrDefault(step => step.Status == StepStatus.Stuck) is not { } step)
        {
            return new(saga.Id, null, null, null, null, saga.Error, saga.UpdatedAt);
        }

        var (operation, defined) = (StepFacts.OperationOf(step)!.Value, definition?.Steps.FirstOrDefault(known => known.Name == step.Name));
        var work = operation == StepOperation.Action ? defined?.Action : defined?.Compensation;
        return new(
            saga.Id,
            step.Name,
            StepFacts.WordOf(definition, defined, operation),
            (work as StepWork.Activity)?.Key,
            operation == StepOperation.Action ? step.Attempts : step.CompensationAttempts,
            step.Error,
            saga.UpdatedAt);
    }

    private static SagaDefinition? DefinitionOf(string below, string saga, SagaDefinition? definition) => below == saga
        ? definition
        : SubSagaId.Parts(below) is ({ } parent, var name)
            && DefinitionOf(parent, saga, definition)?.Steps.FirstOrDefault(step => step.Name == name)?.Action is StepWork.SubSaga sub
                ? sub.Definition
                : null;

    // From the saga's own beginning, which is its first step's: what its view says of it is its starter's moment.
    private static DateTimeOffset? ReservedUntil(SagaView saga, TimeSpan time)
    {
        var since = saga.Steps.Min(step => step.StartedAt) ?? saga.CreatedAt;
        return time < DateTimeOffset.MaxValue - since ? since + time : null;
    }

    private static DecidedView DecisionOf(SagaView saga) => saga.Steps.FirstOrDefault(step => step.Name == DecisionRecorder.RecordDecision) switch
    {
        { Status: StepStatus.Succeeded } step => new(Decision.Commit, step.FinishedAt),
        { Status: StepStatus.Compensated } step => new(Decision.Abort, step.FinishedAt),
        _ => new(Decision.Undecided, null),
    };
}
