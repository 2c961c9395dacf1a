using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>A saga as declared, for requests of one type.</summary>
public sealed class SagaDefinition<TRequest> : SagaDefinition
{
    internal SagaDefinition(string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps, IReadOnlyList<Func<TRequest, StepResults, bool>?> conditions)
        : base(name, version, deadline, steps) => Conditions = conditions;

    public override Type RequestType => typeof(TRequest);

    /// <summary>By ordinal: whether the step is to run; null means always.</summary>
    internal IReadOnlyList<Func<TRequest, StepResults, bool>?> Conditions { get; }
}
