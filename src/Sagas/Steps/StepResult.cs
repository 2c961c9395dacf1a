namespace DurableSagas.Sagas.Steps;

/// <summary>What one attempt gave. A failure is a value, so that history holds TaskCompleted and a rewind leaves it alone.</summary>
public sealed record StepResult<T>
{
    public required AttemptStatus Status { get; init; }

    public T? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>When to ask again, if the participant said so: with <see cref="AttemptStatus.Pending"/> or <see cref="AttemptStatus.Unknown"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}
