namespace DurableSagas.Sagas.Steps;

/// <summary>What one attempt gave. A failure is a value, so that history holds TaskCompleted and a rewind leaves it alone.</summary>
public sealed record StepResult<T>
{
    public required AttemptStatus Status { get; init; }

    public T? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>With <see cref="AttemptStatus.Pending"/>: when to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}
