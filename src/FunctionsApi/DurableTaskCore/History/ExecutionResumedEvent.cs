#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class ExecutionResumedEvent(int eventId, string reason) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.ExecutionResumed;

    [DataMember]
    public string Reason { get; set; } = reason;
}
