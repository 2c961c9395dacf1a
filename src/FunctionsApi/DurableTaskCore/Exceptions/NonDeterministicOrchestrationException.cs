namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator asked for something else than its history says it had asked for.</summary>
public class NonDeterministicOrchestrationException : OrchestrationException
{
    public NonDeterministicOrchestrationException()
    {
    }

    public NonDeterministicOrchestrationException(string message)
        : base(message)
    {
    }

    public NonDeterministicOrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public NonDeterministicOrchestrationException(int eventId, string eventDetails)
        : base("Non-Deterministic workflow detected: " + eventDetails) => EventId = eventId;
}
