using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares one step; the next <c>Step</c>, <c>Pivot</c>, <c>Retriable</c> or <c>Build</c> ends it.</summary>
public sealed class StepBuilder<TRequest> where TRequest : class
{
    private readonly SagaBuilder<TRequest> _saga;
    private readonly StepWork _action;
    private readonly StepKind _kind;
    private readonly Func<IReadOnlyList<string>> _previous;
    private List<string>? _after;
    private StepWork? _compensation;
    private Func<TRequest, StepResults, bool>? _condition;
    private Func<TRequest, StepResults, object>? _subRequest;
    private AttemptPolicy? _attempts;
    private AttemptPolicy? _compensationAttempts;

    internal StepBuilder(SagaBuilder<TRequest> saga, string name, StepWork action, StepKind kind, Func<IReadOnlyList<string>> previous) =>
        (_saga, Name, _action, _kind, _previous) = (saga, name, action, kind, previous);

    internal string Name { get; }

    /// <summary>What it waits for, as far as the steps before it are declared.</summary>
    internal IReadOnlyList<string> Predecessors => _after ?? _previous();

    internal bool IsActivity => _action is StepWork.Activity;

    internal StepFunctions<TRequest> Functions => new(_condition, _subRequest);

    /// <summary>The activity that undoes the step. It must accept that the step never happened.</summary>
    public StepBuilder<TRequest> CompensateWith<TActivity>() => CompensateWith<TActivity>(null);

    /// <inheritdoc cref="CompensateWith{TActivity}()"/>
    public StepBuilder<TRequest> CompensateWith<TActivity>(AttemptPolicy? attempts)
    {
        return UndoneBy(new StepWork.Activity(_saga.FunctionOf<TActivity>()), attempts);
    }

    /// <summary>Has the step undone by the consumer of a queue, at its own pace; the saga waits for its acknowledgement.</summary>
    /// <param name="queue">The Azure Storage queue to which the event goes; messages that are given up go to <c>{queue}-poison</c>.</param>
    /// <param name="within">
    /// How long to wait from the publication, 15 minutes if nothing is said; past it the saga is stuck, until an operator
    /// rewinds it.
    /// </param>
    /// <param name="attempts">Of publishing, and of looking for the acknowledgement.</param>
    /// <param name="evenIfAConsumerDies">
    /// The queue hides a message for ten minutes from everybody but the consumer that took it. When that one is killed, nobody
    /// takes the message before they are over, so a wait of less than 11 minutes leaves the saga stuck though nothing but a
    /// restart went wrong. False accepts that.
    /// </param>
    public StepBuilder<TRequest> CompensateByEvent(string queue, TimeSpan? within = null, AttemptPolicy? attempts = null, bool evenIfAConsumerDies = true)
    {
        return UndoneBy(new StepWork.Event(Name, queue, within ?? StepWork.Event.WithinByDefault) { OutlivesItsConsumer = evenIfAConsumerDies }, attempts);
    }

    /// <summary>Waits for <typeparamref name="TActivity"/> instead of the step declared before; call it again for several.</summary>
    public StepBuilder<TRequest> After<TActivity>()
    {
        (_after ??= []).Add(typeof(TActivity).Name);
        return this;
    }

    /// <summary>Waits for the step of this name, such as an approval or a sub-saga.</summary>
    public StepBuilder<TRequest> After(string step)
    {
        (_after ??= []).Add(step);
        return this;
    }

    /// <summary>Waits for no other step.</summary>
    public StepBuilder<TRequest> AtOnce()
    {
        _after = [];
        return this;
    }

    /// <summary>Runs the step only if this holds; else it is skipped. Must be a pure function: it is replayed.</summary>
    public StepBuilder<TRequest> When(Func<TRequest, StepResults, bool> condition)
    {
        if (_condition is not null)
        {
            _saga.Report($"Step '{Name}' has two conditions; join them in one.");
        }

        _condition = condition;
        return this;
    }

    /// <summary>The policy of the forward action.</summary>
    public StepBuilder<TRequest> Attempts(AttemptPolicy attempts)
    {
        if (!IsActivity)
        {
            _saga.Report($"Step '{Name}' is {(_action is StepWork.Approval ? "an approval" : "a sub-saga")}, which is asked once: leave out its Attempts.");
        }

        _attempts = attempts;
        return this;
    }

    /// <summary>
    /// Another step to go on with when this one fails: what this one did is undone before the other begins. Call it again for a
    /// third; when the last one fails, the saga turns back. What comes after waits for whichever has worked.
    /// </summary>
    public StepBuilder<TRequest> OrElse<TActivity>() => _saga.OrElse<TActivity>(this);

    /// <inheritdoc cref="SagaBuilder{TRequest}.SavePoint"/>
    public SagaBuilder<TRequest> SavePoint() => _saga.SavePoint();

    /// <inheritdoc cref="SagaBuilder{TRequest}.Alternative"/>
    public SagaBuilder<TRequest> Alternative(Action<PathBuilder<TRequest>> path) => _saga.Alternative(path);

    /// <inheritdoc cref="SagaBuilder{TRequest}.Step{TActivity}"/>
    public StepBuilder<TRequest> Step<TActivity>() => _saga.Step<TActivity>();

    /// <inheritdoc cref="SagaBuilder{TRequest}.Pivot{TActivity}"/>
    public StepBuilder<TRequest> Pivot<TActivity>() => _saga.Pivot<TActivity>();

    /// <inheritdoc cref="SagaBuilder{TRequest}.Retriable{TActivity}"/>
    public StepBuilder<TRequest> Retriable<TActivity>() => _saga.Retriable<TActivity>();

    /// <inheritdoc cref="SagaBuilder{TRequest}.Approval"/>
    public StepBuilder<TRequest> Approval(string name, TimeSpan within) => _saga.Approval(name, within);

    /// <inheritdoc cref="SagaBuilder{TRequest}.SubSaga{TSub}"/>
    public StepBuilder<TRequest> SubSaga<TSub>(SagaDefinition<TSub> saga, Func<TRequest, StepResults, TSub> request, string? name = null)
        where TSub : class => _saga.SubSaga(saga, request, name);

    /// <inheritdoc cref="SagaBuilder{TRequest}.Within"/>
    public SagaBuilder<TRequest> Within(TimeSpan deadline) => _saga.Within(deadline);

    /// <inheritdoc cref="SagaBuilder{TRequest}.UndoWithin"/>
    public SagaBuilder<TRequest> UndoWithin(TimeSpan time) => _saga.UndoWithin(time);

    /// <inheritdoc cref="SagaBuilder{TRequest}.Returns{TResult}"/>
    public SagaResultBuilder<TRequest, TResult> Returns<TResult>(Func<TRequest, StepResults, TResult> result)
        where TResult : class => _saga.Returns(result);

    /// <inheritdoc cref="SagaBuilder{TRequest}.Build"/>
    public SagaDefinition<TRequest> Build() => _saga.Build();

    /// <summary>What to add for it to wait for one more step: what it waits for by default is lost by the first <c>After</c>.</summary>
    internal string With(string step, Func<string, string> afterOf) =>
        string.Concat((_after is null ? [.. _previous(), step] : new[] { step }).Select(afterOf));

    internal StepBuilder<TRequest> With(StepWork.SubSaga undoing, Func<TRequest, StepResults, object> subRequest)
    {
        (_compensation, _subRequest) = (undoing, subRequest);
        return this;
    }

    internal StepDefinition Define() => new()
    {
        Name = Name,
        Action = _action,
        Compensation = _compensation,
        Kind = _kind,
        After = Predecessors,
        Attempts = _attempts ?? _kind.StandardPolicy(),
        IsConditional = _condition is not null,
        CompensationAttempts = _compensationAttempts ?? AttemptPolicy.Patient,
    };

    private StepBuilder<TRequest> UndoneBy(StepWork compensation, AttemptPolicy? attempts)
    {
        if (_compensation is not null)
        {
            _saga.Report(_compensation is StepWork.SubSaga
                ? $"Sub-saga '{Name}' is undone by its own steps; it takes no compensation beside them."
                : $"Step '{Name}' has two compensations; one undoes it whole.");
        }

        (_compensation, _compensationAttempts) = (compensation, attempts);
        return this;
    }
}
