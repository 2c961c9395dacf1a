using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class ExecutionCompletedEvent(int eventId, string? result, OrchestrationStatus orchestrationStatus, FailureDetails? failureDetails = null) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.ExecutionCompleted;

    [DataMember]
    public OrchestrationStatus OrchestrationStatus { get; private set; } = orchestrationStatus;

    [DataMember]
    public string? Result { get; private set; } = result;

    [DataMember]
    public FailureDetails? FailureDetails { get; private set; } = failureDetails;
}
