using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>One declared step: a call of a participant, and the call that undoes it.</summary>
/// <param name="After">The steps it waits for; null means the one declared before it.</param>
/// <param name="Timeout">Of one attempt, as an ISO 8601 duration.</param>
public sealed record DeclaredStep(
    string Name,
    string Participant,
    DeclaredCall Action,
    DeclaredCall? Compensation = null,
    StepKind Kind = StepKind.Compensable,
    IReadOnlyList<string>? After = null,
    DeclaredRetry? Retry = null,
    DeclaredRetry? CompensationRetry = null,
    string? Timeout = null);
