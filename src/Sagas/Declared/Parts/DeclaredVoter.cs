namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>One declared participant of a two-phase commit: three calls of a registered one.</summary>
/// <param name="Name">By which the transaction knows it: one registered participant may vote more than once.</param>
/// <param name="Retry">Of prepare.</param>
/// <param name="Timeout">Of one attempt, as an ISO 8601 duration.</param>
/// <param name="Locks">What prepare locks: participants that say so prepare one after another, in the order of these keys.</param>
public sealed record DeclaredVoter(
    string Name,
    string Participant,
    DeclaredCall Prepare,
    DeclaredCall Commit,
    DeclaredCall Abort,
    DeclaredRetry? Retry = null,
    DeclaredRetry? CommitRetry = null,
    DeclaredRetry? AbortRetry = null,
    string? Timeout = null,
    string? Locks = null);
