using System.Runtime.Serialization;
using DurableTask.Core.Tracing;

namespace DurableTask.Core.History;

[DataContract]
public class TaskScheduledEvent(int eventId) : HistoryEvent(eventId), ISupportsDurableTraceContext
{
    public TaskScheduledEvent(int eventId, string name, string? version = null, string? input = null)
        : this(eventId)
    {
        Name = name;
        Version = version;
        Input = input;
    }

    public override EventType EventType => EventType.TaskScheduled;

    [DataMember]
    public string? Name { get; set; }

    [DataMember]
    public string? Version { get; set; }

    [DataMember]
    public string? Input { get; set; }

    [DataMember]
    public DistributedTraceContext? ParentTraceContext { get; set; }

    [DataMember]
    public IDictionary<string, string>? Tags { get; set; }
}
