using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections;

/// <summary>A step as queries show it.</summary>
/// <param name="Error">The last one, until what failed has worked.</param>
public sealed record StepView(string Name, StepStatus Status, int Attempts, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Error)
{
    /// <summary>How often its action is tried; null when it is no activity, or the definition is not registered any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxAttempts { get; init; }

    /// <summary>Attempts made at its compensation; of one by event, how often the event was published.</summary>
    public int CompensationAttempts { get; init; }

    /// <inheritdoc cref="MaxAttempts"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxCompensationAttempts { get; init; }

    /// <summary>The event that it waits for, a person's answer; null while it waits for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WaitsFor { get; init; }

    /// <summary>Until when it waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the answer is to be posted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    /// <summary>The id of the saga that the step is, whose own view tells of its steps; null when it is none, or has not begun.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Saga { get; init; }

    /// <summary>What an operator did in place of its last operation; null when nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InterventionAction? ByHand { get; init; }

    /// <summary>What is done for it, or was last, in the words of its saga's protocol; null before it has begun, and of an approval.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParticipantOperation? Operation { get; init; }

    /// <summary>What stands of its action; null of what has no effect of its own: an approval, a decision.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepEffect? Stands { get; init; }

    /// <summary>Its last attempts that have ended, ten an operation, oldest first; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TryView>? Tries { get; init; }

    /// <summary>About when it is tried or asked again; null unless it waits for that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What a participant of a two-phase commit has answered to prepare; null while that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Vote? Vote { get; init; }

    /// <summary>How often the event that asks for its compensation was published; null of any other step, and before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Published { get; init; }

    /// <summary>When its consumer's acknowledgement was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When its acknowledgement was given up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? GivenUpAt { get; init; }

    /// <summary>As its row keeps them.</summary>
    internal IReadOnlyList<StepTry> Kept { get; init; } = [];

    /// <summary>As the run's order looks at it.</summary>
    internal StepTimeline ToTimeline(int ordinal) => new() { Name = Name, Ordinal = ordinal, Status = Status, Attempts = Attempts, ByHand = ByHand };

    internal static StepView Of(StepTimeline step, string name) => new(name, step.Status, step.Attempts, step.StartedAt, step.FinishedAt, step.Error)
    {
        CompensationAttempts = step.CompensationAttempts,
        WaitsFor = step.Until is null ? null : name,
        Until = step.Until,
        ByHand = step.ByHand,
    };
}
