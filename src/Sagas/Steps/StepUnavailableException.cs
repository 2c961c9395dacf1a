namespace DurableSagas.Sagas.Steps;

/// <summary>The result is unknown, and the participant says when it is worth asking again.</summary>
/// <param name="retryAfter">Kept as far as the step's policy allows; null when it did not say.</param>
public sealed class StepUnavailableException(string message, TimeSpan? retryAfter) : Exception(message)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
