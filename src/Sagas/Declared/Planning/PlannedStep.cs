using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>One step of the engine, as a declared transaction asks for it.</summary>
/// <param name="Part">What it belongs to; null for the decision of a two-phase commit, which calls no participant.</param>
/// <param name="Action">Null when no participant is called: for a decision, a person's answer, a saga.</param>
internal sealed record PlannedStep(DeclaredPart? Part, StepDefinition Definition, PlannedCall? Action = null, PlannedCall? Compensation = null)
{
    /// <summary>The name by which references know its result; null when none can.</summary>
    public string? ResultName => Action?.Operation.Finishes() == true ? null : Part?.Name;

    /// <summary>What its action locks, as the participant names it; null when it does not say.</summary>
    public string? Lock =>
        this is { Part: { Locks: { } key } part, Action: { } asked } && asked.Operation.Asks() ? $"{key}\n{part.Participant!.ToUpperInvariant()}" : null;

    /// <summary>Whether it is to run; null means always.</summary>
    public DeclaredCondition? When => Part?.When;

    /// <summary>The step that is a saga; null when it is none.</summary>
    public DeclaredStep? SubSaga => Part?.SubSaga;

    public IEnumerable<PlannedCall> Calls => new[] { Action, Compensation }.OfType<PlannedCall>();
}
