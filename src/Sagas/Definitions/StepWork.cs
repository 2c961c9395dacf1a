namespace DurableSagas.Sagas.Definitions;

/// <summary>What a step, or its compensation, consists of.</summary>
/// <remarks>Lives inside a process only: nothing polymorphic crosses the history.</remarks>
public abstract record StepWork
{
    private StepWork()
    {
    }

    /// <summary>One activity function, tried as its policy says.</summary>
    public sealed record Activity(string Function) : StepWork
    {
        /// <summary>What tells this call from every other of the saga: the function's own name, unless steps share one.</summary>
        public string Key { get; init; } = Function;
    }

    /// <summary>A person's answer, given as the external event of the step's name.</summary>
    public sealed record Approval(TimeSpan Within) : StepWork;

    /// <summary>A whole saga, run as a sub-orchestration; as a compensation, the undoing of that saga's steps in reverse.</summary>
    public sealed record SubSaga(SagaDefinition Definition, string Orchestrator) : StepWork;
}
