using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Running;

/// <summary>One thing to be done for one step in one direction, from its first attempt until its result is known or given up.</summary>
/// <param name="Ordinal">The step's place in the definition.</param>
/// <param name="Since">When it was first asked for.</param>
internal sealed record Operation(int Ordinal, RunStep RunStep, StepOperation Direction, DateTimeOffset Since)
{
    public StepDefinition Step => RunStep.Definition;

    public StepWork Work => Direction == StepOperation.Action
        ? Step.Action
        : Step.Compensation ?? throw new InvalidOperationException($"Step '{Step.Name}' has no compensation.");

    /// <summary>The activity that does it; null when none does: a person, or a whole saga.</summary>
    public StepWork.Activity? Activity => Work switch
    {
        StepWork.Activity activity => activity,
        StepWork.Event compensation => compensation.Asking,
        _ => null,
    };

    public AttemptPolicy Policy => Direction == StepOperation.Action ? Step.Attempts : Step.CompensationAttempts;

    /// <summary>What tells its calls from every other of the saga.</summary>
    public string Key => Activity?.Key ?? Step.Name;

    /// <summary>True when its last failure leaves the saga stuck instead of turning it back.</summary>
    public bool MustWork => Direction == StepOperation.Compensation || Step.MustWork;

    /// <summary>True when the participant's "no" ends it; false where it is asked again.</summary>
    public bool TakesRefusal => Direction == StepOperation.Action && Step.Kind.TakesRefusal();
}
