using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares a saga that has a result; nothing is left to say but <see cref="Build"/>.</summary>
public sealed class SagaResultBuilder<TRequest, TResult>
    where TRequest : class
    where TResult : class
{
    private readonly SagaBuilder<TRequest> _saga;
    private readonly Func<TRequest, StepResults, TResult> _result;

    internal SagaResultBuilder(SagaBuilder<TRequest> saga, Func<TRequest, StepResults, TResult> result) => (_saga, _result) = (saga, result);

    /// <inheritdoc cref="SagaBuilder{TRequest}.Build"/>
    public SagaDefinition<TRequest, TResult> Build() => new(_saga.Declare(), _result);
}
