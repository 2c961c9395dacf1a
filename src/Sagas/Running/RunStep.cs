using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Running;

/// <summary>A step as one run has it: its definition, and what of it depends on the saga's request.</summary>
/// <remarks>Its functions are pure ones of what the saga knows, since they are replayed. One that throws turns the saga back, as long as it can.</remarks>
internal sealed record RunStep(StepDefinition Definition)
{
    /// <summary>Whether the step is to run, once it is its turn; one that is not is skipped.</summary>
    public Func<SagaState, bool> IsWanted { get; init; } = _ => true;

    /// <summary>
    /// Why the step must not begin although it is its turn: nothing is undone after it, and what follows could not be done.
    /// Null when nothing is against it.
    /// </summary>
    public Func<SagaState, string?> ObjectionTo { get; init; } = _ => null;

    /// <summary>What its action locks; null or empty when it does not say.</summary>
    public string? Lock { get; init; }

    /// <summary>What its activities get as the call's request.</summary>
    public required Func<SagaState, StepOperation, object?> RequestOf { get; init; }

    /// <summary>Whether its activities get the results of other steps, too.</summary>
    public bool SeesResults { get; init; }

    /// <summary>Makes the request of its sub-saga, if it is one.</summary>
    public Func<SagaState, object>? SubRequest { get; init; }
}
