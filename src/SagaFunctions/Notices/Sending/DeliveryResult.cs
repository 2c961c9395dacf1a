namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>What came of one attempt to deliver a notice.</summary>
/// <param name="Error">Null when it was delivered.</param>
/// <param name="RetryAfter">When the receiver said to try again.</param>
/// <param name="IsFinal">The receiver does not want it, however often it is sent.</param>
internal sealed record DeliveryResult(string? Error, TimeSpan? RetryAfter = null, bool IsFinal = false)
{
    public static DeliveryResult Delivered { get; } = new(Error: null);
}
