using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares a saga step by step; <see cref="Build"/> reports every fault at once.</summary>
public sealed class SagaBuilder<TRequest> where TRequest : class
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromDays(30);
    private static readonly TimeSpan _maxUndo = TimeSpan.FromDays(3650);

    private readonly string _name;
    private readonly int _version;
    private readonly List<StepBuilder<TRequest>> _steps = [];
    private readonly List<string> _faults = [];
    private readonly PathDeclaration<TRequest> _paths;
    private TimeSpan? _deadline;
    private TimeSpan? _undoableFor;
    private Func<TRequest, string?>? _key;

    internal SagaBuilder(string name, int version) => (_name, _version, _paths) = (name, version, new PathDeclaration<TRequest>(_faults));

    /// <summary>A step that is undone when a later one fails.</summary>
    public StepBuilder<TRequest> Step<TActivity>() => Add<TActivity>(StepKind.Compensable);

    /// <summary>The point of no return. Its compensation, if any, serves an unknown result only.</summary>
    public StepBuilder<TRequest> Pivot<TActivity>() => Add<TActivity>(StepKind.Pivot);

    /// <summary>A step after the pivot, retried until it works.</summary>
    public StepBuilder<TRequest> Retriable<TActivity>() => Add<TActivity>(StepKind.Retriable);

    /// <summary>A step in which a person answers, by the external event of this name; no answer in time is a refusal.</summary>
    public StepBuilder<TRequest> Approval(string name, TimeSpan within)
    {
        if (within <= TimeSpan.Zero || within > _maxWait)
        {
            _faults.Add($"Approval '{name}' waits {within}; it must wait a positive time, {_maxWait} at most.");
        }

        if (ApprovalName.FaultOf(name) is { } fault)
        {
            _faults.Add(fault);
        }

        return Add(name, new StepWork.Approval(within), StepKind.Compensable);
    }

    /// <summary>A step that is a whole saga. Undoing it undoes the sub-saga's steps in reverse, also after it has completed.</summary>
    /// <param name="request">Makes the sub-saga's request. Must be a pure function: it is replayed.</param>
    /// <param name="name">The step's name, where a saga is a step twice; the sub-saga's own by default.</param>
    public StepBuilder<TRequest> SubSaga<TSub>(SagaDefinition<TSub> saga, Func<TRequest, StepResults, TSub> request, string? name = null)
        where TSub : class
    {
        if (saga.Steps.FirstOrDefault(step => step.Kind.IsFinal()) is { } final)
        {
            _faults.Add(
                $"Sub-saga '{saga.Name}' cannot be undone: its step '{final.Name}' is a {final.Kind} step, and only compensable ones may stand in a sub-saga.");
        }

        if (name is not null && !SagaValidator.IsName(name))
        {
            _faults.Add($"Sub-saga '{saga.Name}' is named '{name}'; its name must be lower-case words of letters and digits joined by hyphens.");
        }

        if ((name ?? saga.Name) == SubSagaId.Reserved)
        {
            _faults.Add($"Sub-saga '{saga.Name}' is named '{SubSagaId.Reserved}', by which the runs that undo sub-sagas are called; it needs another name.");
        }

        var work = new StepWork.SubSaga(saga);
        return Add(name ?? saga.Name, work, StepKind.Compensable).With(work, (command, results) => request(command, results));
    }

    /// <summary>
    /// A failure of a step from here on turns the saga back to this point and no further, as long as there is an
    /// <see cref="Alternative"/> to go on with.
    /// </summary>
    public SagaBuilder<TRequest> SavePoint()
    {
        _paths.Save();
        return this;
    }

    /// <summary>
    /// Another path from the last save-point, for when those before it have failed and are undone. What comes after waits for
    /// whichever has worked; when the last one fails, the saga turns back past the save-point.
    /// </summary>
    /// <param name="path">Declares its steps; all of them can be undone.</param>
    public SagaBuilder<TRequest> Alternative(Action<PathBuilder<TRequest>> path)
    {
        _paths.Alternative(() => path(new PathBuilder<TRequest>(this)));
        return this;
    }

    /// <summary>How long the saga may take to pass its pivot.</summary>
    public SagaBuilder<TRequest> Within(TimeSpan deadline)
    {
        _deadline = deadline;
        return this;
    }

    /// <summary>Lets the saga be undone on request after it has completed, as long as this: its compensations run in reverse, as a run of their own.</summary>
    /// <remarks>
    /// What has no compensation stays as it is, but for a pivot: a saga whose pivot has worked and has none is not undone. The
    /// orchestrator must take its context alone. The instance must still be there: keep it at least as long.
    /// </remarks>
    public SagaBuilder<TRequest> UndoWithin(TimeSpan time)
    {
        if (time <= TimeSpan.Zero || time > _maxUndo)
        {
            _faults.Add($"It can be undone within {time}; that must be a positive time, {_maxUndo.Days} days at most.");
        }

        _undoableFor = time;
        return this;
    }

    /// <summary>By what the business knows a saga, such as the order's number: lists find it by that. Several sagas may have the same.</summary>
    /// <param name="key">Of the request; null when it has none.</param>
    public SagaBuilder<TRequest> FindBy(Func<TRequest, string?> key)
    {
        _key = key;
        return this;
    }

    /// <summary>What the saga gives when it has completed; it stands in its outcome.</summary>
    /// <param name="result">Of the request and the steps' results. Must be a pure function: it is replayed.</param>
    public SagaResultBuilder<TRequest, TResult> Returns<TResult>(Func<TRequest, StepResults, TResult> result)
        where TResult : class => new(this, result);

    /// <exception cref="SagaDefinitionException">The definition has faults: all of them are named.</exception>
    public SagaDefinition<TRequest> Build() => new(Declare());

    /// <exception cref="SagaDefinitionException">The definition has faults: all of them are named.</exception>
    internal SagaDeclaration<TRequest> Declare()
    {
        _paths.End();
        Choice[] choices = [.. _paths.Choices.Select(paths => new Choice([.. paths.Select(PlacesOf)]))];
        var steps = ChoiceOrder.Joined([.. _steps.Select(step => step.Define())], choices);
        string[] faults = [.. _faults, .. SagaValidator.Faults(_name, _version, _deadline, steps, choices).Select(fault => fault.Text + CureOf(fault))];
        return faults.Length == 0
            ? new(Protocol.Saga, _name, _version, _deadline, steps, [.. _steps.Select(step => step.Functions)])
            {
                Choices = choices,
                Key = _key,
                UndoableFor = _undoableFor,
            }
            : throw new SagaDefinitionException(_name, faults);
    }

    internal void Report(string fault) => _faults.Add(fault);

    internal StepBuilder<TRequest> OrElse<TActivity>(StepBuilder<TRequest> step)
    {
        _paths.BeginInsteadOf(step);
        var function = FunctionOf<TActivity>();
        return AddHere(function, new StepWork.Activity(function), StepKind.Compensable);
    }

    internal string FunctionOf<TActivity>() => ActivityFunction.NameOf<TActivity, TRequest>(_faults);

    private StepBuilder<TRequest> Add<TActivity>(StepKind kind)
    {
        var function = FunctionOf<TActivity>();
        return Add(function, new StepWork.Activity(function), kind);
    }

    private StepBuilder<TRequest> Add(string name, StepWork action, StepKind kind)
    {
        _paths.EndOneStep();
        return AddHere(name, action, kind);
    }

    private StepBuilder<TRequest> AddHere(string name, StepWork action, StepKind kind)
    {
        var step = new StepBuilder<TRequest>(this, name, action, kind, _paths.Last);
        _steps.Add(step);
        _paths.Add(step);
        return step;
    }

    private IReadOnlyList<int> PlacesOf(IReadOnlyList<StepBuilder<TRequest>> path) => [.. path.Select(step => _steps.IndexOf(step))];

    private string CureOf(DefinitionFault fault) =>
        fault.Cure is { } cure ? $" Add `{_steps.First(step => step.Name == cure.Step).With(cure.After, AfterOf)}` to '{cure.Step}'." : string.Empty;

    private string AfterOf(string step) => _steps.First(other => other.Name == step).IsActivity ? $".After<{step}>()" : $".After(\"{step}\")";
}
