using System.Text.Json.Serialization;

namespace DurableSagas.Projections.Audit;

/// <summary>What an operator asked to be done to a saga, and what became of it.</summary>
/// <param name="By">Whoever signed in, by name; else what of the caller is known.</param>
public sealed record OperatorAction(DateTimeOffset At, string By, AuditedCommand Action, string? Reason)
{
    /// <summary>The step that it was about; null when it was about all of the saga.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }

    /// <summary>In the words of the saga's protocol.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Operation { get; init; }

    public CommandResult Result { get; init; }

    /// <summary>Why it was refused, or what it came to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
}
