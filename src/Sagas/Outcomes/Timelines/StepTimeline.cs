using DurableSagas.Sagas.Outcomes.Interventions;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>What is known of one step: the row of its view.</summary>
public sealed record StepTimeline
{
    public required string Name { get; init; }

    /// <summary>Place in the definition, from 0.</summary>
    public required int Ordinal { get; init; }

    public StepStatus Status { get; init; }

    /// <summary>Forward attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts made at its compensation; of one by event, how often the event was published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CompensationAttempts { get; init; }

    /// <summary>When it was first asked for.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Error { get; init; }

    /// <summary>Until when it waits for a person's answer, the event of its name; null while it waits for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>What an operator did in place of its last operation; null when nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InterventionAction? ByHand { get; init; }

    /// <summary>
    /// What stands of its action: a "no" to the first attempt says that nothing was done, one to a later attempt leaves open
    /// what an earlier one did.
    /// </summary>
    [JsonIgnore]
    public StepEffect Effect => EffectOf(Status, Attempts, ByHand);

    internal bool MayHaveHappened => Effect != StepEffect.NeverHappened;

    /// <inheritdoc cref="Effect"/>
    /// <param name="attempts">Forward attempts made.</param>
    /// <param name="byHand">What an operator did in place of its last operation.</param>
    public static StepEffect EffectOf(StepStatus status, int attempts, InterventionAction? byHand) => status switch
    {
        // Whether it was done, or undone, nobody has looked.
        _ when byHand == InterventionAction.Skip => StepEffect.Unknown,
        StepStatus.Pending or StepStatus.Skipped => StepEffect.NeverHappened,
        StepStatus.Refused when attempts <= 1 => StepEffect.NeverHappened,
        StepStatus.Succeeded => StepEffect.Stands,
        StepStatus.Compensated => StepEffect.Undone,
        _ => StepEffect.Unknown,
    };

    /// <param name="attempt">Its number, of the operation.</param>
    internal StepTimeline Tried(StepOperation operation, int attempt) => operation == StepOperation.Action
        ? this with { Attempts = attempt }
        : this with { CompensationAttempts = attempt };
}
