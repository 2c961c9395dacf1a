namespace DurableSagas.Sagas.Definitions;

/// <summary>Declares one branch of a TCC transaction; the next <c>Branch</c> or <c>Build</c> ends it.</summary>
public sealed class BranchBuilder<TRequest> where TRequest : class
{
    private readonly TccBuilder<TRequest> _transaction;
    private readonly string _try;
    private AttemptPolicy _attempts = AttemptPolicy.Forward;
    private (string Function, AttemptPolicy Attempts)? _confirm;
    private (string Function, AttemptPolicy Attempts)? _cancel;

    internal BranchBuilder(TccBuilder<TRequest> transaction, string tryFunction) => (_transaction, _try) = (transaction, tryFunction);

    /// <summary>Takes what the try reserved; tried until it works, so it must not find a reason to refuse.</summary>
    public BranchBuilder<TRequest> ConfirmWith<TActivity>(AttemptPolicy? attempts = null)
    {
        _confirm = (_transaction.FunctionOf<TActivity>(), attempts ?? AttemptPolicy.Patient);
        return this;
    }

    /// <summary>Gives back what the try reserved. It must accept that the try never happened.</summary>
    public BranchBuilder<TRequest> CancelWith<TActivity>(AttemptPolicy? attempts = null)
    {
        _cancel = (_transaction.FunctionOf<TActivity>(), attempts ?? AttemptPolicy.Patient);
        return this;
    }

    /// <summary>The policy of the try.</summary>
    public BranchBuilder<TRequest> Attempts(AttemptPolicy attempts)
    {
        _attempts = attempts;
        return this;
    }

    /// <inheritdoc cref="TccBuilder{TRequest}.Branch{TTry}"/>
    public BranchBuilder<TRequest> Branch<TTry>() => _transaction.Branch<TTry>();

    /// <inheritdoc cref="TccBuilder{TRequest}.Build"/>
    public SagaDefinition<TRequest> Build() => _transaction.Build();

    internal IEnumerable<string> Faults() => (_confirm, _cancel) switch
    {
        (null, null) => [$"Branch '{_try}' has neither a confirm nor a cancel; it needs both."],
        (null, _) => [$"Branch '{_try}' has no confirm."],
        (_, null) => [$"Branch '{_try}' has no cancel."],
        _ => [],
    };

    internal StepDefinition Try() => new()
    {
        Name = _try,
        Action = new StepWork.Activity(_try),
        Compensation = _cancel is { } cancel ? new StepWork.Activity(cancel.Function) : null,
        Kind = StepKind.Compensable,
        After = [],
        Attempts = _attempts,
        CompensationAttempts = _cancel?.Attempts ?? AttemptPolicy.Patient,
    };

    /// <summary>Null when the branch has none, which is a fault.</summary>
    internal StepDefinition? Confirm(IEnumerable<StepDefinition> after) => _confirm is not { } confirm ? null : new()
    {
        Name = confirm.Function,
        Action = new StepWork.Activity(confirm.Function),
        Kind = StepKind.Retriable,
        After = [.. after.Select(step => step.Name)],
        Attempts = confirm.Attempts,
        CompensationAttempts = AttemptPolicy.Patient,
    };
}
