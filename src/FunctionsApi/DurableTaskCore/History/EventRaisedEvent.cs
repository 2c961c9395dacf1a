#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;
using DurableTask.Core.Tracing;

namespace DurableTask.Core.History;

[DataContract]
public class EventRaisedEvent(int eventId, string input) : HistoryEvent(eventId), ISupportsDurableTraceContext
{
    public override EventType EventType => EventType.EventRaised;

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string Input { get; set; } = input;

    [DataMember]
    public DistributedTraceContext ParentTraceContext { get; set; }
}
