#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class SubOrchestrationInstanceCompletedEvent(int eventId, int taskScheduledId, string result) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.SubOrchestrationInstanceCompleted;

    [DataMember]
    public int TaskScheduledId { get; private set; } = taskScheduledId;

    [DataMember]
    public string Result { get; private set; } = result;
}
