using System.Text.Json;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>How a saga ended: completed, or compensated with the step, the reason and what was undone.</summary>
/// <remarks>A saga that is stuck has no outcome yet: it goes on after a rewind.</remarks>
public sealed record SagaOutcome
{
    /// <summary><see cref="SagaStatus.Completed"/> or <see cref="SagaStatus.Compensated"/>.</summary>
    public required SagaStatus Status { get; init; }

    /// <summary>Of the saga's last view.</summary>
    public required long Sequence { get; init; }

    /// <summary>The step that failed; null when the saga completed, was cancelled or ran out of time.</summary>
    public string? Step { get; init; }

    public string? Reason { get; init; }

    /// <summary>The steps undone, in the order in which they were undone.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    /// <summary>Who answered the approval steps.</summary>
    public IReadOnlyList<ApprovalRecord> Approvals { get; init; } = [];

    /// <summary>Results of a completed saga, by step: what undoing it as a sub-saga needs.</summary>
    public IReadOnlyDictionary<string, JsonElement> Results { get; init; } = new Dictionary<string, JsonElement>();
}
