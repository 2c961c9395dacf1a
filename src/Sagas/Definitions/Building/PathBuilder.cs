using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares the steps of an alternative: all of them can be undone, so there is neither a pivot nor a retriable step.</summary>
public sealed class PathBuilder<TRequest> where TRequest : class
{
    private readonly SagaBuilder<TRequest> _saga;

    internal PathBuilder(SagaBuilder<TRequest> saga) => _saga = saga;

    /// <inheritdoc cref="SagaBuilder{TRequest}.Step{TActivity}"/>
    public StepBuilder<TRequest> Step<TActivity>() => _saga.Step<TActivity>();

    /// <inheritdoc cref="SagaBuilder{TRequest}.Approval"/>
    public StepBuilder<TRequest> Approval(string name, TimeSpan within) => _saga.Approval(name, within);

    /// <inheritdoc cref="SagaBuilder{TRequest}.SubSaga{TSub}"/>
    public StepBuilder<TRequest> SubSaga<TSub>(SagaDefinition<TSub> saga, Func<TRequest, StepResults, TSub> request, string? name = null)
        where TSub : class => _saga.SubSaga(saga, request, name);
}
