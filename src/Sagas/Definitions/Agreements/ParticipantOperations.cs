using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>What operations mean in the protocols that have them.</summary>
public static class ParticipantOperations
{
    /// <summary>True when the answer is a vote, and whoever gives it may ask for the decision.</summary>
    public static bool IsVotedOn(this ParticipantOperation operation) => Agreement.Of(operation) is { Votes: true } agreement && operation == agreement.Asks;

    /// <summary>A step's operation in the words of its saga's protocol.</summary>
    public static ParticipantOperation Of(Protocol protocol, StepDefinition step, StepOperation operation) => (Agreement.Of(protocol), operation) switch
    {
        (null, StepOperation.Action) => ParticipantOperation.Action,
        (null, _) => ParticipantOperation.Compensation,
        ({ } agreement, StepOperation.Action) => step.Kind == StepKind.Compensable ? agreement.Asks : agreement.Finishes,
        var (agreement, _) => agreement.Undoes,
    };

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
