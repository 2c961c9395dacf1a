using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>What a declared step is: a call of a participant, by what may become of it, or something that no participant is called for.</summary>
public enum DeclaredStepKind
{
    /// <inheritdoc cref="StepKind.Compensable"/>
    Compensable,

    /// <inheritdoc cref="StepKind.Pivot"/>
    Pivot,

    /// <inheritdoc cref="StepKind.Retriable"/>
    Retriable,

    /// <summary>A person answers, by the event of the step's name.</summary>
    Approval,

    /// <summary>A whole saga, found by its name; undone by undoing its steps in reverse.</summary>
    SubSaga,
}
