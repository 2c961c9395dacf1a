namespace DurableSagas.Sagas.Steps;

/// <summary>The participant has accepted the step and not finished it, or cannot begin it yet: it is asked again after <paramref name="retryAfter"/>.</summary>
/// <param name="why">What it waits for, for the view; null when it has nothing to say.</param>
public sealed class StepPendingException(TimeSpan retryAfter, string? why = null) : Exception(why ?? $"Not finished yet; ask again after {retryAfter}.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;

    public string? Why { get; } = why;
}
