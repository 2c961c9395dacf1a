using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>All that is known of a saga at one moment: its status and the timeline of each step.</summary>
public sealed record SagaTimeline
{
    /// <summary>Of the first activity of a saga; the run that undoes a sub-saga goes on from its last.</summary>
    public const long FirstSequence = 1;

    public required string InstanceId { get; init; }

    /// <summary>The saga that this one is a step of; null when it is none.</summary>
    public string? ParentId { get; init; }

    public required string Name { get; init; }

    public required Protocol Protocol { get; init; }

    public required int Version { get; init; }

    public required SagaStatus Status { get; init; }

    /// <summary>Grows with every change; a view changes only to a higher sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the saga's instance began; null where the run that tells it does not know.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The orchestrator's clock when it told this; null in calls of instances older than this member.</summary>
    public DateTimeOffset? At { get; init; }

    public SagaOutcome? Outcome { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<StepTimeline> Steps { get; init; } = [];
}
