using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Declares one participant of a two-phase commit; the next <c>Participant</c> or <c>Build</c> ends it.</summary>
public sealed class ParticipantBuilder<TRequest> where TRequest : class
{
    private readonly TwoPhaseBuilder<TRequest> _transaction;
    private readonly string _prepare;
    private AttemptPolicy _attempts = AttemptPolicy.Forward;
    private PartyOperation? _commit;
    private PartyOperation? _abort;
    private bool _locksTwice;

    internal ParticipantBuilder(TwoPhaseBuilder<TRequest> transaction, string prepare) => (_transaction, _prepare) = (transaction, prepare);

    /// <summary>Makes the change that prepare promised, and unlocks; told until it acknowledges.</summary>
    public ParticipantBuilder<TRequest> CommitWith<TActivity>(AttemptPolicy? attempts = null)
    {
        _commit = PartyOperation.Of(_transaction.FunctionOf<TActivity>(), attempts ?? AttemptPolicy.Patient);
        return this;
    }

    /// <summary>Unlocks, with <see cref="Voting.AbortAsync"/>. It must accept that prepare never happened.</summary>
    public ParticipantBuilder<TRequest> AbortWith<TActivity>(AttemptPolicy? attempts = null)
    {
        _abort = PartyOperation.Of(_transaction.FunctionOf<TActivity>(), attempts ?? AttemptPolicy.Patient);
        return this;
    }

    /// <summary>
    /// Names what prepare locks: participants that do prepare one after another, in the order of their keys, so that no two
    /// transactions wait for each other.
    /// </summary>
    /// <param name="key">
    /// The same for the same thing in every transaction, such as <c>ledger/account</c>; null when it locks nothing. Must be
    /// a pure function: it is replayed.
    /// </param>
    public ParticipantBuilder<TRequest> Locks(Func<TRequest, string?> key)
    {
        _locksTwice = Lock is not null;
        Lock = key;
        return this;
    }

    /// <summary>The policy of prepare.</summary>
    public ParticipantBuilder<TRequest> Attempts(AttemptPolicy attempts)
    {
        _attempts = attempts;
        return this;
    }

    /// <inheritdoc cref="TwoPhaseBuilder{TRequest}.Participant{TPrepare}"/>
    public ParticipantBuilder<TRequest> Participant<TPrepare>() => _transaction.Participant<TPrepare>();

    /// <inheritdoc cref="TwoPhaseBuilder{TRequest}.Build"/>
    public SagaDefinition<TRequest> Build() => _transaction.Build();

    /// <summary>What prepare locks; null when the participant does not say.</summary>
    internal Func<TRequest, string?>? Lock { get; private set; }

    /// <summary>Null when nothing is wrong with them.</summary>
    internal string? LockFault =>
        _locksTwice ? $"Participant '{_prepare}' names twice what it locks; one key stands for all of it, or it is two participants." : null;

    internal AgreementParty Party => new(PartyOperation.Of(_prepare, _attempts), _commit, _abort);
}
