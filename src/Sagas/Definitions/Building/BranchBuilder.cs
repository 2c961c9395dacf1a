using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares one branch of a TCC transaction; the next <c>Branch</c> or <c>Build</c> ends it.</summary>
public sealed class BranchBuilder<TRequest> where TRequest : class
{
    private readonly TccBuilder<TRequest> _transaction;
    private readonly string _try;
    private AttemptPolicy _attempts = AttemptPolicy.Forward;
    private PartyOperation? _confirm;
    private PartyOperation? _cancel;

    internal BranchBuilder(TccBuilder<TRequest> transaction, string tryFunction) => (_transaction, _try) = (transaction, tryFunction);

    /// <summary>Takes what the try reserved; tried until it works, so it must not find a reason to refuse.</summary>
    public BranchBuilder<TRequest> ConfirmWith<TActivity>(AttemptPolicy? attempts = null)
    {
        _confirm = PartyOperation.Of(_transaction.FunctionOf<TActivity>(), attempts ?? AttemptPolicy.Patient);
        return this;
    }

    /// <summary>Gives back what the try reserved. It must accept that the try never happened.</summary>
    public BranchBuilder<TRequest> CancelWith<TActivity>(AttemptPolicy? attempts = null)
    {
        _cancel = PartyOperation.Of(_transaction.FunctionOf<TActivity>(), attempts ?? AttemptPolicy.Patient);
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

    internal AgreementParty Party => new(PartyOperation.Of(_try, _attempts), _confirm, _cancel);
}
