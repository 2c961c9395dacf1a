using DurableSagas.Sagas.Definitions.Choices;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>A saga without faults, as it was declared.</summary>
/// <param name="Functions">By ordinal: the parts of a step that are code.</param>
internal sealed record SagaDeclaration<TRequest>(
    Protocol Protocol,
    string Name,
    int Version,
    TimeSpan? Deadline,
    IReadOnlyList<StepDefinition> Steps,
    IReadOnlyList<StepFunctions<TRequest>> Functions)
{
    /// <summary>Its save-points with their paths.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>How long parties keep what they were asked for; null where none do.</summary>
    public TimeSpan? ReservedFor { get; init; }

    /// <summary>How long after its completion the saga may be undone on request; null when it may not.</summary>
    public TimeSpan? UndoableFor { get; init; }

    /// <summary>By what the business knows a saga of this request; null when nobody said.</summary>
    public Func<TRequest, string?>? Key { get; init; }
}
