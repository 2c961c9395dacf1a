using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>All that is known of a saga at one moment: its status and the timeline of each step.</summary>
public sealed record SagaTimeline
{
    /// <summary>Of the first activity of a saga; the run that undoes a sub-saga goes on from its last.</summary>
    internal const long FirstSequence = 1;

    public required SagaIdentity Saga { get; init; }

    /// <summary>The saga that this one is a step of; null when it is none.</summary>
    public string? ParentId { get; init; }

    public required SagaStatus Status { get; init; }

    /// <summary>Grows with every change; a view changes only to a higher sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the saga's instance began; null where the run that tells it does not know.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When this came to be so; null where nobody told.</summary>
    public DateTimeOffset? At { get; init; }

    public SagaOutcome? Outcome { get; init; }

    public string? Error { get; init; }

    /// <summary>How often it was rewound, as far as its view has seen; the orchestrator does not know.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Rewinds { get; init; }

    public IReadOnlyList<StepTimeline> Steps { get; init; } = [];
}
