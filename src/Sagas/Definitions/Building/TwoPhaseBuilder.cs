using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares a two-phase commit participant by participant; <see cref="Build"/> reports every fault at once.</summary>
public sealed class TwoPhaseBuilder<TRequest> where TRequest : class
{
    private readonly string _name;
    private readonly int _version;
    private readonly List<ParticipantBuilder<TRequest>> _participants = [];
    private readonly List<string> _faults = [];
    private Func<TRequest, string?>? _key;
    private TimeSpan? _prepareWithin;

    internal TwoPhaseBuilder(string name, int version) => (_name, _version) = (name, version);

    /// <summary>How long participants may take to vote; who has not voted by then counts as a vote to abort.</summary>
    public TwoPhaseBuilder<TRequest> PrepareWithin(TimeSpan timeout)
    {
        _prepareWithin = timeout;
        return this;
    }

    /// <inheritdoc cref="SagaBuilder{TRequest}.FindBy"/>
    public TwoPhaseBuilder<TRequest> FindBy(Func<TRequest, string?> key)
    {
        _key = key;
        return this;
    }

    /// <summary>One participant; <typeparamref name="TPrepare"/> locks what it needs, and votes with <see cref="Voting.PrepareAsync"/>.</summary>
    public ParticipantBuilder<TRequest> Participant<TPrepare>()
    {
        var participant = new ParticipantBuilder<TRequest>(this, FunctionOf<TPrepare>());
        _participants.Add(participant);
        return participant;
    }

    /// <exception cref="SagaDefinitionException">The definition has faults: all of them are named.</exception>
    public SagaDefinition<TRequest> Build()
    {
        AgreementParty[] parties = [.. _participants.Select(participant => participant.Party)];
        var agreement = Agreement.Of(Protocol.TwoPhaseCommit)!;
        var steps = agreement.Steps(parties);
        StepDefinition[] definitions = [.. steps.Select(step => step.Definition)];
        string[] faults =
        [
            .. _faults,
            .. parties.SelectMany(agreement.Faults),
            .. _participants.Select(participant => participant.LockFault).OfType<string>(),
            .. TransactionFaults(),
            .. SagaValidator.Faults(_name, _version, _prepareWithin, definitions).Select(fault => fault.Text),
        ];
        return faults.Length == 0
            ? new(new SagaDeclaration<TRequest>(
                Protocol.TwoPhaseCommit, _name, _version, _prepareWithin, definitions, [.. steps.Select(step => FunctionsOf(step, parties))]) { Key = _key })
            : throw new SagaDefinitionException(_name, faults);
    }

    private StepFunctions<TRequest> FunctionsOf(AgreementStep step, AgreementParty[] parties) => step switch
    {
        { Party: { } party, Operation: { } operation } when operation.Asks() => new(null, null, _participants[party].Lock),
        // Who voted read-only is told nothing.
        { Party: { } party } => new((_, results) => results.Of<Ballot>(parties[party].Ask.Step)?.Vote != Vote.ReadOnly, null),
        _ => new(null, null),
    };

    internal string FunctionOf<TActivity>() => ActivityFunction.NameOf<TActivity, TRequest>(_faults);

    private IEnumerable<string> TransactionFaults()
    {
        if (_participants.Count == 0)
        {
            yield return "There is no participant.";
        }

        if (_prepareWithin is null)
        {
            yield return "PrepareWithin is needed: participants hold locks while votes are awaited, and cannot wait for ever.";
        }
    }
}
