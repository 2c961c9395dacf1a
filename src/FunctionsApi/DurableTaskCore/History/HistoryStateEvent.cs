#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class HistoryStateEvent(int eventId, OrchestrationState state) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.HistoryState;

    [DataMember]
    public OrchestrationState State { get; set; } = state;
}
