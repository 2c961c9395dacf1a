using DurableSagas.Sagas.Definitions.Building;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>A saga as declared, for requests of one type, that gives a result when it has completed.</summary>
public sealed class SagaDefinition<TRequest, TResult> : SagaDefinition<TRequest>
    where TResult : class
{
    internal SagaDefinition(SagaDeclaration<TRequest> declared, Func<TRequest, StepResults, TResult> result)
        : base(declared) => Result = result;

    public override Type ResultType => typeof(TResult);

    internal override Func<TRequest, StepResults, object> Result { get; }
}
