using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>One declared step: a call of a participant and the call that undoes it, or a wait for a person's answer.</summary>
/// <param name="Participant">Of a call.</param>
/// <param name="Action">The call.</param>
/// <param name="After">The steps it waits for; null means the one declared before it.</param>
/// <param name="Timeout">Of one attempt, as an ISO 8601 duration.</param>
public sealed record DeclaredStep(
    string Name,
    string? Participant = null,
    DeclaredCall? Action = null,
    DeclaredCall? Compensation = null,
    DeclaredStepKind Kind = DeclaredStepKind.Compensable,
    IReadOnlyList<string>? After = null,
    DeclaredRetry? Retry = null,
    DeclaredRetry? CompensationRetry = null,
    string? Timeout = null)
{
    /// <summary>How long an approval waits for its answer, as an ISO 8601 duration.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Within { get; init; }

    /// <summary>Whether it is to run, once it is its turn; else it is skipped. Null means always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeclaredCondition? When { get; init; }
}
