namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>One declared branch of a TCC transaction: three calls of a participant.</summary>
/// <param name="Retry">Of the try.</param>
/// <param name="Timeout">Of one attempt, as an ISO 8601 duration.</param>
public sealed record DeclaredBranch(
    string Name,
    string Participant,
    DeclaredCall Try,
    DeclaredCall Confirm,
    DeclaredCall Cancel,
    DeclaredRetry? Retry = null,
    DeclaredRetry? ConfirmRetry = null,
    DeclaredRetry? CancelRetry = null,
    string? Timeout = null);
