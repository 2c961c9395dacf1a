#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;
using DurableTask.Core.Tracing;

namespace DurableTask.Core.History;

[DataContract]
public class ExecutionStartedEvent(int eventId, string input) : HistoryEvent(eventId), ISupportsDurableTraceContext
{
    public override EventType EventType => EventType.ExecutionStarted;

    [DataMember]
    public OrchestrationInstance OrchestrationInstance;

    [DataMember]
    public ParentInstance ParentInstance { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string Version { get; set; }

    [DataMember]
    public string Input { get; set; } = input;

    [DataMember]
    public IDictionary<string, string> Tags { get; set; }

    [DataMember]
    public string Correlation { get; set; }

    [DataMember]
    public DistributedTraceContext ParentTraceContext { get; set; }

    [DataMember]
    public DateTime? ScheduledStartTime { get; set; }

    [DataMember]
    public int? Generation { get; set; }

    [DataMember]
    public bool GenerateNewTrace { get; set; }
}
