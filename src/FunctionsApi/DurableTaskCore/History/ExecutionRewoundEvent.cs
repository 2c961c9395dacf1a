using System.Runtime.Serialization;
using DurableTask.Core.Tracing;

namespace DurableTask.Core.History;

[DataContract]
public class ExecutionRewoundEvent(int eventId, string? reason) : HistoryEvent(eventId), ISupportsDurableTraceContext
{
    public ExecutionRewoundEvent(int eventId)
        : this(eventId, null)
    {
    }

    public override EventType EventType => EventType.ExecutionRewound;

    [DataMember]
    public string? Reason { get; set; } = reason;

    [DataMember]
    public string? ParentExecutionId { get; set; }

    [DataMember]
    public string? InstanceId { get; set; }

    [DataMember]
    public DistributedTraceContext? ParentTraceContext { get; set; }
}
