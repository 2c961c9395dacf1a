using System.Text.Json.Serialization;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Views;

/// <summary>An attempt at one of a step's operations that has ended, as the step's row keeps it.</summary>
/// <param name="Number">Of the operation's attempts; of a compensation by event, the number of the publication.</param>
/// <param name="StartedAt">Of one that was asked again after "pending", when it was first asked for.</param>
public sealed record StepTry(StepOperation Operation, int Number, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, AttemptStatus Result)
{
    /// <summary>Twenty of them fit into a column, whatever is in them.</summary>
    private const int MaxError = 200;

    /// <summary>Its beginning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init => field = ShortText.Of(value, MaxError); }

    /// <summary>When to ask again, if the participant said so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How often the answer was "pending".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Pendings { get; init; }

    /// <summary>True when it is the vote of a participant that changes nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsReadOnly { get; init; }

    /// <summary>True when it left the saga stuck: a rewind makes another of the same number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLast { get; init; }

    /// <summary>True when an operator gave it, or skipped it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByHand { get; init; }
}
