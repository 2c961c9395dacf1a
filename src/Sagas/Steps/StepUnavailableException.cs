namespace DurableSagas.Sagas.Steps;

/// <summary>The result is unknown, and the participant says when it is worth asking again.</summary>
/// <param name="message">For everybody who may read the saga's view.</param>
/// <param name="retryAfter">Kept as far as the step's policy allows; null when it did not say.</param>
/// <param name="cause">For the log alone.</param>
public sealed class StepUnavailableException(string message, TimeSpan? retryAfter, Exception? cause = null) : Exception(message, cause)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
