namespace DurableSagas.Sagas.Outcomes;

/// <summary>What a participant of a two-phase commit answers to prepare.</summary>
public enum Vote
{
    /// <summary>It has locked what it needs, and can commit or abort, whatever happens.</summary>
    Commit,

    /// <summary>It cannot: it holds nothing, and the transaction is aborted.</summary>
    Abort,

    /// <summary>It changes nothing and holds nothing: it is told no decision.</summary>
    ReadOnly,
}
