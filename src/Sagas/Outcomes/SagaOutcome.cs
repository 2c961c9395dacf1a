namespace DurableSagas.Sagas.Outcomes;

/// <summary>How a saga ended: completed, or compensated with the step, the reason and what was undone.</summary>
/// <remarks>A saga that is stuck has no outcome yet: it goes on after a rewind.</remarks>
public sealed record SagaOutcome
{
    /// <summary><see cref="SagaStatus.Completed"/> or <see cref="SagaStatus.Compensated"/>.</summary>
    public required SagaStatus Status { get; init; }

    /// <summary>The step that failed; null when the saga completed, was cancelled or ran out of time.</summary>
    public string? Step { get; init; }

    public string? Reason { get; init; }

    /// <summary>The steps undone, in the order in which they were undone.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    public static SagaOutcome Completed { get; } = new() { Status = SagaStatus.Completed };

    public static SagaOutcome Compensated(string? step, string reason, IReadOnlyList<string> undone) =>
        new() { Status = SagaStatus.Compensated, Step = step, Reason = reason, Undone = undone };
}
