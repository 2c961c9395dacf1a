using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Running.Frontiers;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Queries;

/// <summary>What follows of a step from its row, its attempts and its definition.</summary>
/// <param name="saga">As it is shown: with every step's status.</param>
/// <param name="definition">Null when it is not registered any more: less is told then.</param>
internal sealed class StepFacts(SagaView saga, SagaDefinition? definition, DateTimeOffset now)
{
    private readonly SagaDefinition? _known = definition?.Steps.Count == saga.Steps.Count ? definition : null;
    private ForwardOrder? _order;

    public IReadOnlyList<StepView> Steps => [.. saga.Steps.Select(Of)];

    private StepView Of(StepView step, int ordinal)
    {
        var defined = _known?.Steps[ordinal];
        var vote = VoteOf(step, defined);
        return step with
        {
            Operation = OperationOf(step) is { } operation && !IsApproval(step, defined) ? WordOf(definition, defined, operation) : null,
            Stands = IsApproval(step, defined) || defined is { HasNoEffect: true } ? null : EffectOf(step, ordinal, vote),
            Tries = step.Kept.Count == 0 ? null : [.. step.Kept.Select(kept => TryOf(kept, defined))],
            NextAttemptAt = NextOf(step, defined),
            Vote = vote,
            Published = defined?.Compensation is StepWork.Event && step.CompensationAttempts > 0 ? step.CompensationAttempts : null,
            AcknowledgedAt = defined?.Compensation is StepWork.Event && step.Status == StepStatus.Compensated ? step.FinishedAt : null,
            GivenUpAt = defined?.Compensation is StepWork.Event && step is { Status: StepStatus.Stuck, CompensationAttempts: > 0 }
                ? step.Kept is [.., { IsLast: true } last] ? last.FinishedAt : saga.UpdatedAt
                : null,
        };
    }

    public static StepOperation? OperationOf(StepView step) => step.Status switch
    {
        StepStatus.Pending or StepStatus.Skipped => null,
        StepStatus.Compensating or StepStatus.Compensated => StepOperation.Compensation,
        _ => step.CompensationAttempts > 0 ? StepOperation.Compensation : StepOperation.Action,
    };

    /// <summary>What no participant does, a decision or a whole saga, is in a saga's words.</summary>
    public static ParticipantOperation WordOf(SagaDefinition? definition, StepDefinition? defined, StepOperation operation) =>
        definition is null || defined is null ? operation.InASaga() : definition.OperationOf(defined, operation);

    private static bool IsApproval(StepView step, StepDefinition? defined) => step.WaitsFor is not null || defined?.Action is StepWork.Approval;

    private StepEffect EffectOf(StepView step, int ordinal, Vote? vote) =>
        vote == Vote.ReadOnly ? StepEffect.NeverHappened
        : (step.Status == StepStatus.Pending && MayHaveBegun(ordinal)) || IsStuckBelow(step.Name) ? StepEffect.Unknown
        : StepTimeline.EffectOf(step.Status, step.Attempts, step.ByHand);

    // A row is written when an attempt has ended: the first one may be under way. The task hub knows whether it is.
    private bool MayHaveBegun(int ordinal) => saga.Consistency != Consistency.Strong
        && saga.Status.IsUnderWay()
        && (_known is null || (_order ??= RunOrder.Of(_known, saga.Steps)).IsReady(ordinal));

    // Done, and half undone: its own row says only that it was done.
    private bool IsStuckBelow(string step) =>
        saga.StuckAt is { } place && $"{place.Saga}:".StartsWith($"{SubSagaId.Of(saga.Id, step)}:", StringComparison.Ordinal);

    private TryView TryOf(StepTry kept, StepDefinition? defined) =>
        new(WordOf(definition, defined, kept.Operation), kept.Number, kept.StartedAt, kept.FinishedAt, kept.Result, kept.Error) { ByHand = kept.ByHand };

    private DateTimeOffset? NextOf(StepView step, StepDefinition? defined) =>
        defined is not null
        && (saga.Status, step.Status)
            is (SagaStatus.Running, StepStatus.Running or StepStatus.Compensating) or (SagaStatus.Compensating, StepStatus.Compensating)
        && NextAttempt.Of(defined, step.Kept, saga.HasUndoRun ? SubSagaId.UndoInstanceOf(saga.Id) : saga.Id) is { } at
        && at > now
            ? at
            : null;

    private Vote? VoteOf(StepView step, StepDefinition? defined) => !WordOf(definition, defined, StepOperation.Action).IsVotedOn()
        ? null
        : (step.Status, step.Kept.LastOrDefault(kept => kept.Operation == StepOperation.Action)) switch
        {
            (_, { Result: AttemptStatus.Succeeded } told) => told.IsReadOnly ? Vote.ReadOnly : Vote.Commit,
            (StepStatus.Refused, _) or (_, { Result: AttemptStatus.Refused }) => Vote.Abort,
            _ => null,
        };
}
