using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>Declares a saga step by step; <see cref="Build"/> reports every fault at once.</summary>
public sealed class SagaBuilder<TRequest> where TRequest : class
{
    private readonly string _name;
    private readonly int _version;
    private readonly List<StepBuilder<TRequest>> _steps = [];
    private readonly List<string> _faults = [];
    private TimeSpan? _deadline;

    internal SagaBuilder(string name, int version) => (_name, _version) = (name, version);

    /// <summary>A step that is undone when a later one fails.</summary>
    public StepBuilder<TRequest> Step<TActivity>() => Add<TActivity>(StepKind.Compensable);

    /// <summary>The point of no return. Its compensation, if any, serves an unknown result only.</summary>
    public StepBuilder<TRequest> Pivot<TActivity>() => Add<TActivity>(StepKind.Pivot);

    /// <summary>A step after the pivot, retried until it works.</summary>
    public StepBuilder<TRequest> Retriable<TActivity>() => Add<TActivity>(StepKind.Retriable);

    /// <summary>How long the saga may take to pass its pivot.</summary>
    public SagaBuilder<TRequest> Within(TimeSpan deadline)
    {
        _deadline = deadline;
        return this;
    }

    /// <exception cref="SagaDefinitionException">The definition has faults: all of them are named.</exception>
    public SagaDefinition<TRequest> Build()
    {
        StepDefinition[] steps = [.. _steps.Select(step => step.Define())];
        string[] faults = [.. _faults, .. SagaValidator.Faults(_name, _version, _deadline, steps)];
        return faults.Length == 0
            ? new SagaDefinition<TRequest>(_name, _version, _deadline, steps, [.. _steps.Select(step => step.Condition)])
            : throw new SagaDefinitionException(_name, faults);
    }

    internal string FunctionOf<TActivity>()
    {
        if (ActivityFunction.FaultOf(typeof(TActivity)) is { } fault)
        {
            _faults.Add(fault);
        }

        return typeof(TActivity).Name;
    }

    private StepBuilder<TRequest> Add<TActivity>(StepKind kind)
    {
        var previous = _steps is [.., var last] ? last.Name : null;
        var step = new StepBuilder<TRequest>(this, FunctionOf<TActivity>(), kind, previous);
        _steps.Add(step);
        return step;
    }
}
