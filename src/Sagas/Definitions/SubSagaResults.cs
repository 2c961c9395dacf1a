using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>What a saga reads of its sub-sagas: their results, and those of their steps.</summary>
public static class SubSagaResults
{
    /// <summary>The sub-saga's result; null when it did not complete.</summary>
    /// <param name="name">The step's name, where it is not the sub-saga's own.</param>
    public static TResult? ResultOf<TRequest, TSub, TResult>(this StepCall<TRequest> call, SagaDefinition<TSub, TResult> saga, string? name = null)
        where TResult : class => new StepResults(call.Results).Of(saga, name);

    /// <summary>The results of the sub-saga's steps; none when it did not complete.</summary>
    /// <param name="name">The step's name, where it is not the sub-saga's own.</param>
    public static StepResults ResultsIn<TRequest>(this StepCall<TRequest> call, SagaDefinition saga, string? name = null) =>
        new StepResults(call.Results).In(saga, name);

    /// <inheritdoc cref="ResultOf"/>
    public static TResult? Of<TSub, TResult>(this StepResults results, SagaDefinition<TSub, TResult> saga, string? name = null)
        where TResult : class => results.OfSubSaga<TResult>(name ?? saga.Name);

    /// <inheritdoc cref="ResultsIn"/>
    public static StepResults In(this StepResults results, SagaDefinition saga, string? name = null) => results.InSubSaga(name ?? saga.Name);
}
