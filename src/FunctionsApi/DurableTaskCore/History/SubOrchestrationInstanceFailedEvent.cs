using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class SubOrchestrationInstanceFailedEvent(int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails) : HistoryEvent(eventId)
{
    public SubOrchestrationInstanceFailedEvent(int eventId, int taskScheduledId, string? reason, string? details)
        : this(eventId, taskScheduledId, reason, details, null)
    {
    }

    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    [DataMember]
    public int TaskScheduledId { get; private set; } = taskScheduledId;

    [DataMember]
    public string? Reason { get; private set; } = reason;

    [DataMember]
    public string? Details { get; private set; } = details;

    [DataMember]
    public FailureDetails? FailureDetails { get; private set; } = failureDetails;
}
