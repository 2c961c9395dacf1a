namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>A protocol by which parties agree before anything is final: each is asked; then all finish what they were asked for, or undo it.</summary>
/// <remarks>
/// It runs on the engine of the sagas: asking is a compensable step, all side by side, undone by its compensation also when
/// its result is unknown; finishing is a retriable step after all of them. Another protocol is another of these, whether
/// its parties are declared in C# or in a document.
/// </remarks>
internal abstract record Agreement
{
    private static readonly Agreement[] _all = [new TccAgreement(), new TwoPhaseAgreement()];

    public abstract Protocol Protocol { get; }

    /// <summary>What a party is, in sentences.</summary>
    public abstract string Party { get; }

    /// <summary>Where the parties of a document stand.</summary>
    public abstract string Member { get; }

    public abstract ParticipantOperation Asks { get; }

    public abstract ParticipantOperation Finishes { get; }

    public abstract ParticipantOperation Undoes { get; }

    /// <summary>True when the answer to asking is a vote; who votes read-only is told nothing more.</summary>
    public virtual bool Votes => false;

    /// <summary>True when a party keeps what it was asked for until a moment that the call names.</summary>
    public virtual bool Reserves => false;

    /// <summary>Null for a saga, whose steps agree on nothing.</summary>
    public static Agreement? Of(Protocol protocol) => _all.FirstOrDefault(agreement => agreement.Protocol == protocol);

    /// <summary>The agreement that has this operation; null for a saga's.</summary>
    public static Agreement? Of(ParticipantOperation operation) =>
        _all.FirstOrDefault(agreement => operation == agreement.Asks || operation == agreement.Finishes || operation == agreement.Undoes);

    /// <summary>The steps by which the engine runs it.</summary>
    public IReadOnlyList<AgreementStep> Steps(IReadOnlyList<AgreementParty> parties)
    {
        AgreementStep[] asking = [.. parties.Select((party, place) => new AgreementStep(place, Asks, Asking(party)))];
        AgreementStep[] deciding = [.. Deciding([.. asking.Select(step => step.Definition)]).Select(step => new AgreementStep(null, null, step))];
        var before = deciding.Length > 0 ? deciding : asking;
        return
        [
            .. asking,
            .. deciding,
            .. parties.Index()
                .Where(party => party.Item.Finish is not null)
                .Select(party => new AgreementStep(party.Index, Finishes, Finishing(party.Item.Finish!, before))),
        ];
    }

    /// <summary>Which of its two later operations a party lacks.</summary>
    public IEnumerable<string> Faults(AgreementParty party)
    {
        var (finish, undo) = (Word(Finishes), Word(Undoes));
        if (party.Finish is null || party.Undo is null)
        {
            yield return (party.Finish, party.Undo) switch
            {
                (null, null) => $"{Party} '{party.Ask.Step}' has neither {finish} nor {undo}; it needs both.",
                (null, _) => $"{Party} '{party.Ask.Step}' has no {NameOf(Finishes)}.",
                _ => $"{Party} '{party.Ask.Step}' has no {NameOf(Undoes)}.",
            };
        }
    }

    /// <summary>As documents name the operation.</summary>
    public static string NameOf(ParticipantOperation operation) => operation.ToString().ToLowerInvariant();

    /// <summary>What comes between asking and finishing.</summary>
    protected virtual IEnumerable<StepDefinition> Deciding(IReadOnlyList<StepDefinition> asking) => [];

    private static string Word(ParticipantOperation operation) =>
        $"{("aeiou".Contains(NameOf(operation)[0], StringComparison.Ordinal) ? "an" : "a")} {NameOf(operation)}";

    private static StepDefinition Asking(AgreementParty party) => new()
    {
        Name = party.Ask.Step,
        Action = party.Ask.Work,
        Compensation = party.Undo?.Work,
        Kind = StepKind.Compensable,
        After = [],
        Attempts = party.Ask.Attempts,
        CompensationAttempts = party.Undo?.Attempts ?? AttemptPolicy.Patient,
    };

    private static StepDefinition Finishing(PartyOperation finish, IEnumerable<AgreementStep> before) => new()
    {
        Name = finish.Step,
        Action = finish.Work,
        Kind = StepKind.Retriable,
        After = [.. before.Select(step => step.Definition.Name)],
        Attempts = finish.Attempts,
        CompensationAttempts = AttemptPolicy.Patient,
    };
}
