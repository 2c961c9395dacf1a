using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Views;

/// <summary>The row of the saga itself in its view.</summary>
public sealed record SagaHead
{
    public required SagaIdentity Saga { get; init; }

    /// <summary>The saga that this one is a step of; null when it is none, or that was not told.</summary>
    public string? ParentId { get; init; }

    /// <summary>When the saga's instance began; null where nobody told.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public required SagaStatus Status { get; init; }

    /// <summary>Where the saga itself stands while it is shown as stuck because a saga below it is; null otherwise.</summary>
    public SagaStatus? OwnStatus { get; init; }

    /// <summary>The attempt at which it is stuck, itself or a saga below it; null where no attempt has told.</summary>
    public StuckPlace? StuckAt { get; init; }

    public string? Error { get; init; }

    /// <summary>The step at which it is stuck, or that turned it back; null where there is none.</summary>
    public string? Step { get; init; }

    public required long Sequence { get; init; }

    /// <summary>How often the saga was seen to go on, or to be stuck again, after it had been stuck.</summary>
    public int Rewinds { get; init; }

    /// <summary>In a change, true when a last attempt tells it that a rewind made again: the saga was rewound once more. A row says false.</summary>
    internal bool IsRewound { get; init; }

    /// <summary>When what it says came to be, as history tells it too; null where nobody told.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    public SagaOutcome? Outcome { get; init; }

    /// <summary>Of all steps, in the definition's order; null where they were not told.</summary>
    public IReadOnlyList<string>? StepNames { get; init; }
}
