namespace DurableSagas.Sagas.TwoPhaseCommit;

/// <summary>The outcome of a two-phase commit; once recorded it never changes.</summary>
public enum Decision
{
    /// <summary>Votes are still awaited: a participant in doubt keeps its lock and asks again.</summary>
    Undecided,

    Commit,

    Abort,
}
