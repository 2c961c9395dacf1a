using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>What operations mean in the protocols that have them.</summary>
public static class ParticipantOperations
{
    /// <summary>What a step's operation is in the words of its protocol; null where no party does it: a decision, an approval, a whole saga.</summary>
    public static ParticipantOperation? WordOf(this SagaDefinition definition, StepDefinition step, StepOperation direction) =>
        (direction == StepOperation.Action ? step.Action : step.Compensation) is not (StepWork.Activity or StepWork.Event) ? null
        : (Agreement.Of(definition.Protocol), step.Kind, direction) switch
        {
            (null, _, _) => direction.InASaga(),
            ({ } agreement, StepKind.Compensable, StepOperation.Action) => agreement.Asks,
            ({ } agreement, StepKind.Compensable, _) => agreement.Undoes,
            ({ } agreement, StepKind.Retriable, StepOperation.Action) => agreement.Finishes,
            _ => null,
        };

    /// <summary>True when the answer is a vote, and whoever gives it may ask for the decision.</summary>
    public static bool IsVotedOn(this ParticipantOperation operation) => Agreement.Of(operation) is { Votes: true } agreement && operation == agreement.Asks;

    /// <summary>As <see cref="WordOf"/>; what no party does is in a saga's words.</summary>
    public static ParticipantOperation OperationOf(this SagaDefinition definition, StepDefinition step, StepOperation direction) =>
        definition.WordOf(step, direction) ?? direction.InASaga();

    /// <summary>A step's operation in a saga's words.</summary>
    public static ParticipantOperation InASaga(this StepOperation direction) =>
        direction == StepOperation.Action ? ParticipantOperation.Action : ParticipantOperation.Compensation;

    /// <summary>True when a party is asked for something that another operation finishes or undoes.</summary>
    internal static bool Asks(this ParticipantOperation operation) => Agreement.Of(operation)?.Asks == operation;

    /// <summary>True when a party finishes what it was asked for.</summary>
    internal static bool Finishes(this ParticipantOperation operation) => Agreement.Of(operation)?.Finishes == operation;

    /// <summary>True when a party undoes what it was asked for: also when nobody knows its answer.</summary>
    internal static bool UndoesAnAsking(this ParticipantOperation operation) => Agreement.Of(operation)?.Undoes == operation;

    /// <summary>True when the party keeps what it was asked for until a moment that the call names.</summary>
    internal static bool Reserves(this ParticipantOperation operation) =>
        Agreement.Of(operation) is { Reserves: true } agreement && operation == agreement.Asks;

    /// <summary>True when a party that voted read-only is not to be told.</summary>
    internal static bool IsForVoters(this ParticipantOperation operation) =>
        Agreement.Of(operation) is { Votes: true } agreement && operation != agreement.Asks;
}
