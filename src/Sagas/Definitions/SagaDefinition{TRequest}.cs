using DurableSagas.Sagas.Definitions.Building;
using DurableSagas.Sagas.Definitions.Shapes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>A saga as declared, for requests of one type.</summary>
public class SagaDefinition<TRequest> : SagaDefinition
{
    internal SagaDefinition(SagaDeclaration<TRequest> declared)
        : base(declared.Protocol, declared.Name, declared.Version, declared.Deadline, declared.Steps) =>
        (Functions, ReservedFor) = (declared.Functions, declared.ReservedFor);

    public override Type RequestType => typeof(TRequest);

    public override TimeSpan? ReservedFor { get; }

    /// <summary>By ordinal: the parts of a step that are code.</summary>
    internal IReadOnlyList<StepFunctions<TRequest>> Functions { get; }

    /// <summary>Makes the result of a saga that has completed; null when it has none.</summary>
    internal virtual Func<TRequest, StepResults, object>? Result => null;

    private protected override CodedParts CodeOf(int ordinal) => new(Functions[ordinal].Condition is not null, Functions[ordinal].Lock is not null);
}
