namespace DurableSagas.Sagas.Events;

/// <summary>What the consumer's side has put on record about one step's compensation.</summary>
/// <param name="IsAcknowledged">The step is undone.</param>
/// <param name="IsPoisoned">The message was given up; it may have been acknowledged all the same.</param>
/// <param name="Deliveries">Of the message that failed last.</param>
/// <param name="Error">The consumer's last error.</param>
public sealed record CompensationAnswer(bool IsAcknowledged, bool IsPoisoned = false, long Deliveries = 0, string? Error = null)
{
    /// <summary>Nothing is on record.</summary>
    public static CompensationAnswer None { get; } = new(IsAcknowledged: false);

    /// <summary>The external event that wakes a saga up to look what is on record for a step; it carries nothing that is believed.</summary>
    public static string EventOf(string step) => $"Compensation-{step}";
}
