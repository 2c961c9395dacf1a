#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class ExecutionTerminatedEvent(int eventId, string input) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.ExecutionTerminated;

    [DataMember]
    public string Input { get; set; } = input;
}
