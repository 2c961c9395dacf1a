namespace DurableSagas.Sagas.Steps;

/// <summary>The participant has accepted the step and not finished it: it is asked again after <paramref name="retryAfter"/>.</summary>
public sealed class StepPendingException(TimeSpan retryAfter) : Exception($"Not finished yet; ask again after {retryAfter}.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
