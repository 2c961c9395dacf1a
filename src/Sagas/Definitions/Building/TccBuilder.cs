using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Validation;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares a TCC transaction branch by branch; <see cref="Build"/> reports every fault at once.</summary>
public sealed class TccBuilder<TRequest> where TRequest : class
{
    private readonly string _name;
    private readonly int _version;
    private readonly List<BranchBuilder<TRequest>> _branches = [];
    private readonly List<string> _faults = [];
    private Func<TRequest, string?>? _key;
    private TimeSpan? _deadline;
    private TimeSpan? _reservedFor;

    internal TccBuilder(string name, int version) => (_name, _version) = (name, version);

    /// <summary>How long all tries may take together; past it what was tried is cancelled.</summary>
    public TccBuilder<TRequest> Within(TimeSpan deadline)
    {
        _deadline = deadline;
        return this;
    }

    /// <summary>How long participants keep what a try reserved. It must outlive the deadline and every attempt at confirming.</summary>
    public TccBuilder<TRequest> ReservedFor(TimeSpan expiry)
    {
        _reservedFor = expiry;
        return this;
    }

    /// <inheritdoc cref="SagaBuilder{TRequest}.FindBy"/>
    public TccBuilder<TRequest> FindBy(Func<TRequest, string?> key)
    {
        _key = key;
        return this;
    }

    /// <summary>One participant's part; <typeparamref name="TTry"/> reserves.</summary>
    public BranchBuilder<TRequest> Branch<TTry>()
    {
        var branch = new BranchBuilder<TRequest>(this, FunctionOf<TTry>());
        _branches.Add(branch);
        return branch;
    }

    /// <exception cref="SagaDefinitionException">The definition has faults: all of them are named.</exception>
    public SagaDefinition<TRequest> Build()
    {
        AgreementParty[] parties = [.. _branches.Select(branch => branch.Party)];
        var agreement = Agreement.Of(Protocol.Tcc)!;
        StepDefinition[] steps = [.. agreement.Steps(parties).Select(step => step.Definition)];
        string[] faults =
        [
            .. _faults,
            .. parties.SelectMany(agreement.Faults),
            .. Reservation.Faults(_deadline, _reservedFor, steps.Where(step => step.Kind == StepKind.Retriable))
                .Concat(SagaValidator.Faults(_name, _version, _deadline, steps))
                .Select(fault => fault.Text),
        ];
        return faults.Length == 0
            ? new(new SagaDeclaration<TRequest>(
                Protocol.Tcc, _name, _version, _deadline, steps, [.. steps.Select(_ => new StepFunctions<TRequest>(null, null))])
            {
                Key = _key,
                ReservedFor = _reservedFor,
            })
            : throw new SagaDefinitionException(_name, faults);
    }

    internal string FunctionOf<TActivity>() => ActivityFunction.NameOf<TActivity, TRequest>(_faults);
}
