using DurableSagas.Sagas.Definitions.Building;

namespace DurableSagas.Sagas.Definitions;

/// <summary>A saga as declared, for requests of one type.</summary>
public sealed class SagaDefinition<TRequest> : SagaDefinition
{
    internal SagaDefinition(
        Protocol protocol, string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps, IReadOnlyList<StepFunctions<TRequest>> functions)
        : base(protocol, name, version, deadline, steps) => Functions = functions;

    public override Type RequestType => typeof(TRequest);

    /// <summary>By ordinal: the parts of a step that are code.</summary>
    internal IReadOnlyList<StepFunctions<TRequest>> Functions { get; }
}
