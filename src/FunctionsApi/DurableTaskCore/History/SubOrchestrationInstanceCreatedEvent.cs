#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class SubOrchestrationInstanceCreatedEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    [DataMember]
    public string InstanceId { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string Version { get; set; }

    [DataMember]
    public string Input { get; set; }

    [DataMember]
    public string ClientSpanId { get; set; }

    [DataMember]
    public IDictionary<string, string> Tags { get; set; }
}
